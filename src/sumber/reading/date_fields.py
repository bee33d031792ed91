"""The words of a matched date pattern by their class."""

from __future__ import annotations

import calendar
from typing import NamedTuple, cast

from sumber.model import Span
from sumber.model.dates import Lean, Unit

LEAP_YEAR = 2024
NEEDS_PREVIOUS = "previous"
"""What `told` says of words that mean nothing without a date before them; others may count from the publication."""


class Fields(NamedTuple):
    """The values of a match by class in the order of the text, the tense of its clause, and the date before it.

    `previous_day` is the date before it where that is one day, `previous_month` where it is told with its month.
    """

    values: dict[str, list[int | str]]
    lean: Lean | None
    previous: Span | None = None
    previous_day: Span | None = None
    previous_month: Span | None = None

    def number(self, kind: str, at: int = 0) -> int | None:
        """The `at`-th number of a class, None where there are fewer."""
        found = self.values.get(kind, [])
        return int(found[at]) if at < len(found) else None

    def word(self, kind: str) -> str | None:
        """The first value of a class, None where it has none."""
        found = self.values.get(kind)
        return str(found[0]) if found else None

    def before(self, unit: Unit | None) -> Span | None:
        """The date before that such a unit is counted from: for days one that is a day."""
        return self.previous_day if unit == "day" else self.previous

    def base(self) -> Span | None:
        """The date before that the words count from ("同年", "ese año"), None where they count from the publication.

        Words that mean either ("наступного року") count from it where their clause tells of the past.
        """
        follows = "following" in self.values and self.lean == "past"
        return self.before(self.unit()) if follows or "told" in self.values else None

    def unit(self) -> Unit | None:
        """The unit that the match names."""
        return cast("Unit | None", self.word("unit") or self.word("one_unit"))


def is_day(month: int | None, day: int | None) -> bool:
    """Whether a month has such a day in some year.

    >>> is_day(2, 29), is_day(4, 31)
    (True, False)
    """
    if month is None:
        return day is None or 1 <= day <= 31
    return 1 <= month <= 12 and (day is None or 1 <= day <= calendar.monthrange(LEAP_YEAR, month)[1])
