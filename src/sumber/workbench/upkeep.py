"""What follows a decision: the log is signed, and what the decision bears on is worked out anew, beside the requests."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock, Thread
from time import monotonic
from typing import Final, NamedTuple

from sumber.errors import SumberError
from sumber.ledger import Connection, Ledger
from sumber.ledger.profiles import count_waiting
from sumber.ledger.signing import sign_and_stamp
from sumber.relating.bringing import bring_up_to_date, is_settled, settle
from sumber.relating.tools import Tools, open_tools

_ENDING_SECONDS: Final = 60.0
"""So long what is being worked out may take to come to a stop when the workbench ends."""
AWAITED_SECONDS: Final = 4.0
"""So long a page waits for what follows a decision; what takes longer goes on, and pages say so."""


REMEMBERED_SECONDS: Final = 5.0
"""So long the number of waiting reports is remembered: to count them walks over all reports of a project."""


class Undone(NamedTuple):
    """How many reports are not related yet, and whether all that is related is gathered by the decisions that stand."""

    reports: int = 0
    is_settled: bool = True

    @property
    def is_anything(self) -> bool:
        """Whether anything is left to be done."""
        return bool(self.reports) or not self.is_settled


class _Counted(NamedTuple):
    reports: int
    at: float


class _Stopped(Exception):  # noqa: N818  # nothing failed: the workbench ends
    """The workbench ends while reports are being related."""


class Upkeep:
    """Keeps a ledger signed and its analysis up to date, one thing after another, in threads of its own."""

    def __init__(self, ledger: Ledger, timestamp_url: str = "", tools: Callable[[], Tools] = open_tools) -> None:
        self._ledger = ledger
        self._timestamp_url = timestamp_url
        self._tools = tools
        self._analysing, self._signing, self._counting = Lock(), Lock(), Lock()
        self._stopping = Event()
        self._threads: list[Thread] = []
        self._is_relating = self._is_asked_again = False
        self._counted: dict[int, _Counted] = {}
        self.reasons: tuple[str, ...] = ()
        """What could not be done the last time, in words."""

    @property
    def is_busy(self) -> bool:
        """Whether something is being worked out."""
        return any(thread.is_alive() for thread in self._threads)

    def count_undone(self, connection: Connection, project: int | None) -> Undone:
        """What is left to be worked out in a project; the reports that wait are counted every few seconds at most."""
        if project is None:
            return Undone()
        counted, now = self._counted.get(project), monotonic()
        if counted is None or now - counted.at > REMEMBERED_SECONDS:
            counted = self._counted[project] = _Counted(count_waiting(connection, project), now)
        return Undone(counted.reports, is_settled(connection, project))

    def follow_decision(self, wait_seconds: float = AWAITED_SECONDS) -> None:
        """Sign what was decided and work out what it bears on; waits for it a little, and leaves the rest to a thread."""
        self._start(self._follow).join(wait_seconds)

    def follow_reports(self) -> None:
        """Sign what was kept, and begin to relate it."""
        self._start(self._sign).join()
        self.relate()

    def relate(self) -> None:
        """Begin to relate the reports that wait; where that is being done, those that came meanwhile are looked for again."""
        with self._counting:
            self._is_asked_again = self._is_relating
            if self._is_relating or self._stopping.is_set():
                return
            self._is_relating = True
        self._start(self._relate)

    def stop(self) -> None:
        """End what is running as soon as the report it is at is done; what was done is kept."""
        self._stopping.set()
        self.wait(_ENDING_SECONDS)

    def wait(self, seconds: float | None = None) -> None:
        """Wait until what is running is done, for so long at most each."""
        for thread in self._threads:
            thread.join(seconds)

    def _start(self, work: Callable[[], tuple[str, ...]]) -> Thread:
        thread = Thread(target=self._run, args=(work,), daemon=True, name=work.__name__)
        with self._counting:
            thread.start()
            self._threads = [each for each in self._threads if each.is_alive()] + [thread]
        return thread

    def _run(self, work: Callable[[], tuple[str, ...]]) -> None:
        try:
            self.reasons = work()
        except SumberError as error:
            self.reasons = (error.message,)
        finally:
            self._counted = {}

    def _sign(self) -> tuple[str, ...]:
        with self._signing:
            return sign_and_stamp(self._ledger, self._timestamp_url)

    def _follow(self) -> tuple[str, ...]:
        reasons = self._sign()
        with self._analysing:
            settle(self._ledger)
        return reasons

    def _relate(self) -> tuple[str, ...]:
        is_through = False
        try:
            while not is_through:
                with self._analysing:
                    tools = self._tools()
                    bring_up_to_date(self._ledger, tools.judge, tools.vectors, self._go_on)
                is_through = self._end_relating()
        except _Stopped:
            pass
        finally:
            if not is_through:
                self._is_relating = False
        return ()

    def _end_relating(self) -> bool:
        """Whether nothing came meanwhile; whoever asks from now on begins anew."""
        with self._counting:
            self._is_relating, self._is_asked_again = self._is_asked_again, False
            return not self._is_relating

    def _go_on(self) -> None:
        if self._stopping.is_set():
            raise _Stopped
