"""Stretches of calendar days and how EDTF writes them."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, timedelta
from typing import NamedTuple

from sumber.model.dates import Unit

MONTHS_OF_QUARTER, MONTHS_OF_HALF = 3, 6


class Days(NamedTuple):
    """A stretch of days and its EDTF value; `from_publication` where the publication date was needed to know it."""

    first: date
    last: date
    value: str
    from_publication: bool = False


def day_of(day: date) -> Days:
    """One day."""
    return Days(day, day, day.isoformat())


def days_between(first: date, last: date) -> Days:
    """Every day from one to another."""
    return Days(first, last, f"{first.isoformat()}/{last.isoformat()}")


def month_of(year: int, month: int) -> Days:
    """A calendar month; ValueError where there is none such."""
    first = date(year, month, 1)
    return Days(first, first.replace(day=monthrange(year, month)[1]), f"{first.year:04d}-{first.month:02d}")


def months_of(year: int, month: int, count: int) -> Days:
    """`count` months from one on.

    >>> months_of(2024, 12, 3).value
    '2024-12/2025-02'
    """
    first, last = month_of(year, month), month_at(date(year, month, 1), count - 1)
    return Days(first.first, last.last, f"{first.value}/{last.value}")


def month_at(day: date, offset: int) -> Days:
    """The month `offset` months from that of a day."""
    index = day.year * 12 + day.month - 1 + offset
    return month_of(index // 12, index % 12 + 1)


def year_of(year: int) -> Days:
    """A calendar year."""
    return Days(date(year, 1, 1), date(year, 12, 31), f"{year:04d}")


def years_of(first: int, last: int) -> Days:
    """Whole years from one to another."""
    return Days(date(first, 1, 1), date(last, 12, 31), f"{first:04d}/{last:04d}")


def unit_at(day: date, unit: Unit, offset: int) -> Days:
    """The unit `offset` units from the one that holds `day`; weeks begin on Monday, the weekend is their end."""
    if unit == "day":
        return day_of(day + timedelta(days=offset))
    if unit in {"week", "weekend"}:
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=offset)
        return days_between(monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6))
    if unit == "month":
        return month_at(day, offset)
    if unit in {"quarter", "half"}:
        size = MONTHS_OF_QUARTER if unit == "quarter" else MONTHS_OF_HALF
        first = month_at(day, offset * size - (day.month - 1) % size).first
        return months_of(first.year, first.month, size)
    if unit == "year":
        return year_of(day.year + offset)
    size = 10 if unit == "decade" else 100
    first_year = day.year // size * size + size * offset
    return years_of(first_year, first_year + size - 1)


def moved(day: date, unit: Unit, count: int) -> date:
    """The day so many units from another; a day that its month lacks is the last of it."""
    if unit in {"day", "week", "weekend"}:
        return day + timedelta(days=count * (1 if unit == "day" else 7))
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
    month = month_at(day, months * count)
    return month.first.replace(day=min(day.day, month.last.day))


def whole_units(first: date, last: date, unit: Unit) -> Days:
    """The stretch between two days at the fineness of its unit: months are whole months, years whole years."""
    if unit in {"day", "week", "weekend"}:
        return days_between(first, last)
    if unit in {"year", "decade", "century"}:
        return years_of(first.year, last.year)
    return months_of(first.year, first.month, (last.year - first.year) * 12 + last.month - first.month + 1)


def is_leap(year: int) -> bool:
    """Whether a year has a 29 February."""
    return isleap(year)
