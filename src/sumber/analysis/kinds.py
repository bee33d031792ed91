"""In what two claims that cannot both be true differ: a denial, a figure, a day, a place, who did it."""

from __future__ import annotations

from sumber.analysis.judging import ClaimPair
from sumber.model import ConflictKind


def conflict_kind(pair: ClaimPair) -> ConflictKind:
    """The kind of a conflict by what the two claims differ in."""
    shared = pair.comparison
    if shared.one_denies or shared.one_negated:
        return "denial"
    if shared.both_direct and shared.same_origin and shared.numbers_differ:
        return "quotation"
    if shared.numbers_differ:
        return "figure"
    if shared.days_differ:
        return "date"
    if shared.place_differs:
        return "place"
    return "actor" if shared.actors_differ else "other"
