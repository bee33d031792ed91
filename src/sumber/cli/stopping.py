"""Ctrl-C and termination: a reading is either printed whole or not at all."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any, Self

from sumber.cli.exits import EXIT_INTERRUPTED, EXIT_TERMINATED

# The first asks to stop, the second often is its echo (`timeout` signals twice); the third is meant.
PATIENCE = 3
_CODES = {signal.SIGINT: EXIT_INTERRUPTED, signal.SIGTERM: EXIT_TERMINATED}


class Stopped(BaseException):
    """The user or the system asked to stop; `code` is the exit code for it."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code

    @property
    def manner(self) -> str:
        """How it came to the stop, in a word."""
        return "interrupted" if self.code == EXIT_INTERRUPTED else "terminated"


class Stopping:
    """Turns the signals to stop into `Stopped`, and holds them back while something is being written."""

    def __init__(self) -> None:
        self._former: dict[signal.Signals, Any] = {}
        self._code: int | None = None
        self._times = 0
        self._held = False

    def __enter__(self) -> Self:
        # Only the main thread may set handlers; elsewhere the program around decides about signals.
        if threading.current_thread() is threading.main_thread():
            self._former = {number: signal.signal(number, self._take) for number in _CODES}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._former.items():
            # Once stopped, the command is on its way out: a late echo must not tear that.
            signal.signal(number, handler if self._code is None else signal.SIG_IGN)

    def _take(self, number: int, _frame: FrameType | None) -> None:
        self._times += 1
        self._code = self._code or _CODES[signal.Signals(number)]
        if (self._times == 1 and not self._held) or self._times >= PATIENCE:
            raise Stopped(self._code)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold a stop back until the block is done; one that came before and was lost on its way stops here too."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        if self._code is not None:
            raise Stopped(self._code)
