"""The desk: the ledger that the workbench is open over, and who decides at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sumber.ledger import Connection, Ledger
from sumber.settings import Settings


class Shelf(NamedTuple):
    """The ledger as it stands at one moment, and the project looked at (None: nothing was ever kept in it)."""

    connection: Connection
    project: int | None


class Desk:
    """An open ledger with the settings in force; one for a running workbench, used by all its threads.

    `name` signs decisions; where it is empty, whoever decides is asked. `may_write` is False for a ledger that cannot be
    written, and pages then offer nothing that would write.
    """

    def __init__(self, ledger: Ledger, settings: Settings, *, name: str = "", may_write: bool = True) -> None:
        self.ledger = ledger
        self.settings = settings
        self.name = name
        self.may_write = may_write

    @contextmanager
    def reading(self) -> Iterator[Shelf]:
        """What is kept, as it stands at one moment, whatever is written meanwhile."""
        with self.ledger.reading() as connection:
            yield Shelf(connection, self.ledger.find_project(connection))
