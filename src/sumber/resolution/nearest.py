"""Which of several dates a year, month or week apart a report means."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sumber.model.dates import Lean
from sumber.resolution.calendar import Days

AHEAD_COST, AGAINST_TENSE, MONTH_AGAINST_TENSE = 1.5, 7.0, 20.0


def nearest(candidates: Iterable[Days], published: date, lean: Lean | None, side: int | None) -> Days:
    """Of dates a year, month or week apart, the one meant: by "last" and "next", else by tense, else the nearest.

    A report tells more of what was than of what comes, so that a day ahead is held a little farther off; a day against
    the tense much farther, yet not out of reach, for a tense may be another clause's. ValueError where none is left.
    """
    found = list(candidates)
    if side is not None and side < 0:
        return max((d for d in found if d.last < published), key=lambda d: d.first)
    if side is not None and side > 0:
        return min((d for d in found if d.first > published), key=lambda d: d.first)
    return min(found, key=lambda d: _distance(d, published, lean if side is None else None))


def _distance(days: Days, published: date, lean: Lean | None) -> float:
    if days.first <= published <= days.last:
        return 0.0
    against = AGAINST_TENSE if days.first == days.last else MONTH_AGAINST_TENSE
    if days.last < published:
        return (published - days.last).days * (against if lean == "future" else 1.0)
    ahead = {"future": 1.0, "past": against}.get(lean or "", AHEAD_COST)
    return (days.first - published).days * ahead
