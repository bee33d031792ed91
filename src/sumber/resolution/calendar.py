"""Stretches of calendar days and how EDTF writes them; feasts by year."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import msgspec

from sumber.languages import read_default_settings
from sumber.model.dates import Unit

MONTHS_OF_QUARTER, MONTHS_OF_HALF = 3, 6


class Days(NamedTuple):
    """A stretch of days and its EDTF value; `from_publication` where the publication date was needed to know it."""

    first: date
    last: date
    value: str
    from_publication: bool = False


class Feasts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When feasts fall: on a fixed day, so many days from Easter, or in a table by year."""

    fixed: dict[str, tuple[int, int]]
    easter: dict[str, int]
    orthodox: dict[str, int]
    moving: dict[str, dict[str, date]]
    length: dict[str, int]


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


def find_feast(name: str, year: int) -> Days | None:
    """A feast in a year, None where the table does not reach."""
    feasts = _read_feasts()
    first = _first_day(feasts, name, year)
    if first is None:
        return None
    length = feasts.length.get(name, 1)
    return day_of(first) if length == 1 else days_between(first, first + timedelta(days=length - 1))


def _first_day(feasts: Feasts, name: str, year: int) -> date | None:
    if name in feasts.fixed:
        return date(year, *feasts.fixed[name])
    if name in feasts.easter:
        return easter_sunday(year) + timedelta(days=feasts.easter[name])
    if name in feasts.orthodox:
        return orthodox_easter_sunday(year) + timedelta(days=feasts.orthodox[name])
    return feasts.moving.get(name, {}).get(str(year))


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar.

    >>> easter_sunday(2026).isoformat()
    '2026-04-05'
    """
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)


def orthodox_easter_sunday(year: int) -> date:
    """Easter Sunday of the Julian reckoning, as a Gregorian day (1900 to 2099).

    >>> orthodox_easter_sunday(2024).isoformat()
    '2024-05-05'
    """
    epact = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7
    shift = epact + weekday + 114
    return date(year, shift // 31, shift % 31 + 1) + timedelta(days=13)


@cache
def _read_feasts() -> Feasts:
    return msgspec.convert(read_default_settings("feasts"), Feasts)
