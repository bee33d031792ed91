"""When feasts and fasts fall: by rule, or by the table of feasts of the moon."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import msgspec

from sumber.languages import read_default_settings, read_default_table
from sumber.resolution.calendar import Days, day_of, days_between


class FeastDays(NamedTuple):
    """A feast in one year: all its days, and its first day.

    Either is a stretch where states keep the feast on different days: the earliest to the latest of them.
    """

    whole: Days
    start: Days


class FeastRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Feasts on a fixed day (month, day), those so many days from Easter, and the day before another one (`eves`).

    `length` where one lasts several days.
    """

    fixed: dict[str, tuple[int, int]]
    easter: dict[str, int]
    orthodox: dict[str, int]
    eves: dict[str, str]
    length: dict[str, int]


def find_feasts(name: str, year: int) -> tuple[FeastDays, ...]:
    """A feast as it begins in a year: none where the table does not reach, two where a lunar year begins twice in it."""
    rules = _read_rules()
    if name in rules.eves:
        return tuple(_eve_of(feast) for feast in find_feasts(rules.eves[name], year))
    if name in rules.fixed:
        first = date(year, *rules.fixed[name])
    elif name in rules.easter:
        first = easter_sunday(year) + timedelta(days=rules.easter[name])
    elif name in rules.orthodox:
        first = orthodox_easter_sunday(year) + timedelta(days=rules.orthodox[name])
    else:
        return _read_moon_feasts().get((name, year), ())
    last = first + timedelta(days=rules.length.get(name, 1) - 1)
    return (FeastDays(_stretch(first, last), day_of(first)),)


def _eve_of(feast: FeastDays) -> FeastDays:
    day = timedelta(days=1)
    eve = _stretch(feast.start.first - day, feast.start.last - day)
    return FeastDays(eve, eve)


def _stretch(first: date, last: date) -> Days:
    return day_of(first) if first == last else days_between(first, last)


@cache
def _read_rules() -> FeastRules:
    return msgspec.convert(read_default_settings("feasts"), FeastRules)


@cache
def _read_moon_feasts() -> dict[tuple[str, int], tuple[FeastDays, ...]]:
    """Feasts of the moon by name and the year they begin in."""
    feasts: dict[tuple[str, int], tuple[FeastDays, ...]] = {}
    for row in read_default_table("feasts"):
        first, latest, last = (date.fromisoformat(row[cell]) for cell in ("from", "from_latest", "until"))
        key = row["feast"], first.year
        feasts[key] = (*feasts.get(key, ()), FeastDays(_stretch(first, last), _stretch(first, latest)))
    return feasts


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
