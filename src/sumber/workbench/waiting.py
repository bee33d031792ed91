"""What of a ledger is not worked out yet, for the pages that show what was."""

from __future__ import annotations

from typing import NamedTuple

from sumber.ledger import Connection
from sumber.ledger.profiles import count_waiting
from sumber.relating.bringing import is_settled


class Undone(NamedTuple):
    """How many reports are not related yet, and whether anything that is related is being gathered anew."""

    reports: int
    is_settled: bool

    @property
    def is_anything(self) -> bool:
        """Whether anything is left to be done."""
        return bool(self.reports) or not self.is_settled


def count_undone(connection: Connection, project: int | None) -> Undone:
    """What is left to be worked out in a project."""
    if project is None:
        return Undone(0, is_settled=True)
    return Undone(count_waiting(connection, project), is_settled(connection, project))
