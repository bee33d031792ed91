"""A timeline: each matter a bar as wide as its date is uncertain, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sumber.dossier.matters import Matter

_LONGEST_DAYS = 366 * 12


class Bar(NamedTuple):
    """Where a matter lies on the scale, as shares of its whole: from `start` to `end`, both between 0 and 1.

    `is_cut` tells that its date is less sure than the scale shows.
    """

    matter: Matter
    start: float
    end: float
    is_cut: bool


class Timeline(NamedTuple):
    """Bars on a scale from a first to a last day, both included; and the matters that have no date."""

    first: str
    last: str
    bars: tuple[Bar, ...]
    undated: tuple[Matter, ...]


def draw_timeline(matters: Sequence[Matter]) -> Timeline | None:
    """The timeline of matters, in their order; None where none has a date.

    One of which only a span of more than twelve years is known tells no scale: it is drawn as far as the others reach.
    """
    dated = [matter for matter in matters if _days(matter) is not None]
    if not dated:
        return None
    spans = [span for matter in dated if (span := _days(matter)) is not None]
    telling = [span for span in spans if span[1] - span[0] <= _LONGEST_DAYS] or spans
    first, last = min(span[0] for span in telling), max(span[1] for span in telling)
    length = last - first + 1
    bars = []
    for matter, (begin, end) in zip(dated, spans, strict=True):
        low, high = max(first, min(begin, last)), min(last, max(end, first))
        bars.append(
            Bar(matter, (low - first) / length, (high - first + 1) / length, is_cut=begin < first or end > last)
        )
    undated = tuple(matter for matter in matters if _days(matter) is None)
    return Timeline(date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat(), tuple(bars), undated)


def _days(matter: Matter) -> tuple[int, int] | None:
    """The first and the last day of a matter as numbers of days; None where it has no date of the calendar."""
    if matter.period is None:
        return None
    try:
        begin = date.fromisoformat(matter.period.earliest).toordinal()
        end = date.fromisoformat(matter.period.latest).toordinal()
    except ValueError:
        return None
    return (begin, end) if begin <= end else (end, begin)


def spell_bar(bar: Bar, width: int) -> str:
    """A bar in so many characters, at least one of them drawn.

    >>> from sumber.dossier.matters import Matter
    >>> matter = Matter("m", "transfer", ())
    >>> spell_bar(Bar(matter, 0.5, 0.75, is_cut=False), 8), spell_bar(Bar(matter, 0.99, 1.0, is_cut=False), 8)
    ('····▇▇··', '·······▇')
    """
    start = min(width - 1, int(bar.start * width))
    end = max(start + 1, min(width, round(bar.end * width)))
    return "·" * start + ("░" if bar.is_cut else "▇") * (end - start) + "·" * (width - end)
