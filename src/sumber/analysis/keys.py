"""Keys by which reports that may have to do with one another are looked up; only those are compared.

Two reports that share a sampled run of words, or two different ones of the keys of their names, days and figures, are
candidates. Every key joins two facts, so that none is shared by half of all reports: never a state or a day alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from sumber.analysis.names import SOUND
from sumber.analysis.profiles import DocumentProfile, NameProfile

_SAMPLED: Final = 16
"""Of the runs of words every sixteenth by its hash is a key: two sentences taken over share one nearly surely."""
_MOST_NAMES: Final = 14
_SPAN_DAYS: Final = 7
"""A day is looked up by the week it lies in and the one before or behind it that is nearer."""


def keys_of(profile: DocumentProfile) -> frozenset[int]:
    """The keys of a report, as signed 64-bit numbers."""
    return frozenset(_iter_keys(profile))


def _iter_keys(profile: DocumentProfile) -> Iterator[int]:
    for _, runs in profile.sentences:
        yield from (_number("run", str(run)) for run in runs if run % _SAMPLED == 0)
    names = sorted({_key(name) for name in profile.names if name.weight == "name"})[:_MOST_NAMES]
    for one, other in combinations(names, 2):
        yield _number("names", one, other)
    weeks = sorted(_weeks(profile))
    figures = sorted(_figures(profile))[:_MOST_NAMES]
    states = sorted({_key(name) for name in profile.names if name.weight == "state"})[:_MOST_NAMES]
    for name in names:
        yield from (_number("week", name, week) for week in weeks)
        yield from (_number("figure", name, figure) for figure in figures)
    for one, other in combinations(states, 2):
        yield from (_number("states", one, other, week) for week in weeks)


def _key(name: NameProfile) -> str:
    """One key of a name: the entity where known, else its longest run of sounds."""
    known = [key for key in name.keys if not key.startswith(SOUND)]
    sounds = [key for key in name.keys if key.startswith(SOUND)]
    if any(key.startswith(("Q", "sumber:", "label:")) for key in known):
        return min(key for key in known if key.startswith(("Q", "sumber:", "label:")))
    return max(sounds, key=lambda key: (len(key), key)) if sounds else min(known)


def _weeks(profile: DocumentProfile) -> set[str]:
    days = {claim.first for claim in profile.claims if claim.first is not None and claim.first == claim.last}
    if profile.published is not None:
        days.add(profile.published)
    half = _SPAN_DAYS // 2
    return {str((day + shift) // _SPAN_DAYS) for day in days for shift in (-half, half)}


def _figures(profile: DocumentProfile) -> set[str]:
    return {
        f"{n.low:g}-{n.high:g}"
        for claim in profile.claims
        for n in claim.numbers
        if n.low > 2 and n.high < float("inf")
    }


def _number(*parts: str) -> int:
    digest = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
