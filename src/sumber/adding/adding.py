"""Reading reports and keeping them, a few in one transaction; each is told only when it is on the disk."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeAlias

from sumber.errors import InputError, ReaderError
from sumber.ledger import Arrival, Kept, Ledger, keep, recall
from sumber.model import Document, Reader
from sumber.pipeline import check_publication, read_document

# One commit takes the disk about as long as reading one report takes us: several reports share it, and none waits long.
LONGEST_WAIT_SECONDS: Final = 0.5
MOST_WAITING: Final = 200
REFUSED: Final = "refused"
Answer: TypeAlias = Kept | InputError


class Counts:
    """What became of reports: how many by each status, and how many were refused."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def add(self, answer: Answer) -> None:
        """Count a report in."""
        status = REFUSED if isinstance(answer, InputError) else answer.status
        self._numbers[status] = self._numbers.get(status, 0) + 1

    @property
    def by_status(self) -> dict[str, int]:
        """How many were kept, by what became of them."""
        return {status: number for status, number in self._numbers.items() if status != REFUSED}

    @property
    def kept(self) -> int:
        """How many were kept."""
        return sum(self.by_status.values())

    @property
    def refused(self) -> int:
        """How many were not."""
        return self._numbers.get(REFUSED, 0)


class Adding:
    """Reads reports one by one and keeps them a few at a time; `tell` is called for each when it is kept or refused.

    Whoever calls decides when to stop: between `read` and `keep_waiting` nothing is half kept.
    """

    def __init__(
        self,
        ledger: Ledger,
        reader: Reader,
        tell: Callable[[Answer], None],
        *,
        again: bool = False,
        patience_seconds: float = LONGEST_WAIT_SECONDS,
    ) -> None:
        self._ledger = ledger
        self._reader = reader
        self._tell_caller = tell
        self._again = again
        self._patience = patience_seconds
        self._waiting: list[Arrival] = []
        self._since = 0.0
        self.counts = Counts()

    def read(self, document: Document | InputError) -> None:
        """Read a report that is not kept as it is already, and let it wait; what cannot be read is told at once."""
        if isinstance(document, InputError):
            self._tell(document)
            return
        known = recall(self._ledger, check_publication(document), again=self._again)
        if isinstance(known, InputError):
            self._tell(known)
            return
        try:
            reading = read_document(known.document, self._reader) if known.is_to_be_read else None
        except ReaderError as error:
            self._tell(error)
            return
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append(Arrival(known.document, reading))

    @property
    def is_due(self) -> bool:
        """Whether what waits should be kept now."""
        is_long = time.monotonic() - self._since >= self._patience
        return bool(self._waiting) and (is_long or len(self._waiting) >= MOST_WAITING)

    def keep_waiting(self) -> None:
        """Keep what was read, and tell it."""
        arrivals, self._waiting = self._waiting, []
        for answer in keep(self._ledger, arrivals) if arrivals else ():
            self._tell(answer)

    def _tell(self, answer: Answer) -> None:
        self.counts.add(answer)
        self._tell_caller(answer)
