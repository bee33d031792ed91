"""Dates as numbers of days, so that they can be compared: "2025-05" is its first to its last day."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=16_384)
def day_bounds(value: str | None) -> tuple[int, int] | None:
    """First and last day of an EDTF day, month, year or interval as days since 0001-01-01, None where it has none.

    >>> day_bounds("2025-02-09"), day_bounds("2025-02")
    ((739291, 739291), (739283, 739310))
    """
    if not value:
        return None
    first, _, last = value.partition("/")
    begin, end = _bounds(first), _bounds(last or first)
    return (begin[0], end[1]) if begin and end and begin[0] <= end[1] else None


def date_of(day: int) -> str:
    """A day as ISO writes it.

    >>> date_of(739291)
    '2025-02-09'
    """
    return date.fromordinal(day).isoformat()


def _bounds(point: str) -> tuple[int, int] | None:
    try:
        numbers = [int(part) for part in point[:10].split("-")]
        if len(numbers) == 1:
            return date(numbers[0], 1, 1).toordinal(), date(numbers[0], 12, 31).toordinal()
        if len(numbers) == 2:
            length = calendar.monthrange(numbers[0], numbers[1])[1]
            return date(numbers[0], numbers[1], 1).toordinal(), date(numbers[0], numbers[1], length).toordinal()
        day = date(*numbers[:3]).toordinal()
    except ValueError:
        return None
    return day, day
