"""The desk: the ledger that the workbench is open over, and who decides at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sumber.ledger import Connection, Ledger
from sumber.ledger.deciding import decide
from sumber.ledger.judgements import Judgement
from sumber.ledger.judging import Decision
from sumber.settings import Settings
from sumber.workbench.ingests import Ingests
from sumber.workbench.upkeep import Upkeep


class Shelf(NamedTuple):
    """The ledger as it stands at one moment, and the project looked at (None: nothing was ever kept in it)."""

    connection: Connection
    project: int | None


class Desk:
    """An open ledger with the settings in force; one for a running workbench, used by all its threads.

    `name` signs decisions; where it is empty, whoever decides is asked. `may_write` is False for a ledger that cannot be
    written, and pages then offer nothing that would write. `upkeep` is what follows a decision or an arrival.
    """

    def __init__(
        self,
        ledger: Ledger,
        settings: Settings,
        *,
        name: str = "",
        may_write: bool = True,
        upkeep: Upkeep | None = None,
    ) -> None:
        self.ledger = ledger
        self.settings = settings
        self.name = name
        self.may_write = may_write
        self.upkeep = upkeep or Upkeep(ledger, settings.timestamp_url)
        self.ingests = Ingests(ledger, settings, self.upkeep.follow_reports)

    def decide(self, decision: Decision) -> Judgement:
        """Keep a decision; then the log is signed and what the decision bears on worked out anew."""
        judgement = decide(self.ledger, decision)
        self.upkeep.follow_decision()
        return judgement

    def close(self) -> None:
        """End what goes on beside the requests; what was done is kept."""
        self.upkeep.stop()
        self.ingests.stop()

    @contextmanager
    def reading(self) -> Iterator[Shelf]:
        """What is kept, as it stands at one moment, whatever is written meanwhile."""
        with self.ledger.reading() as connection:
            yield Shelf(connection, self.ledger.find_project(connection))
