"""Keys by which reports that may have to do with one another are looked up; only those are compared.

Every key joins two facts, or is a sampled run of words, so that none is shared by half of all reports: never a state or a
day alone. A key leads from a report to those published shortly before it that bear the key too, and only to so many of
them as it *reaches*: what many reports share tells little, and would lead to ever more of them as reports add up. Two
reports that enough keys lead between are candidates. As reports are counted in the order of their publication, it does
not matter in which order they came.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final, NamedTuple

from sumber.analysis.bounds import BOUNDS, Bounds
from sumber.analysis.names import SOUND
from sumber.analysis.profiles import DocumentProfile, NameProfile

_RUN_REACH: Final = 10
"""Words that more reports have in common are mostly an outlet's own formula."""
_SAMPLED: Final = 8
"""Of the runs of words every eighth by its hash is a key: two sentences taken over share several."""
_MOST_NAMES: Final = 14
_SPAN_DAYS: Final = 7
"""A day is looked up by the week it lies in and the one before or behind it that is nearer."""


_PLACE_BITS: Final = 43


class Key(NamedTuple):
    """A key as a signed 64-bit number, and to how many reports before one it leads."""

    number: int
    reach: int


def keys_of(profile: DocumentProfile, reach: int = BOUNDS.reach) -> frozenset[Key]:
    """The keys of a report, of which none leads farther than `reach`."""
    runs = {_number("run", str(run)) for _, hashes in profile.sentences for run in hashes if run % _SAMPLED == 0}
    joined = frozenset(Key(number, reach) for number in _iter_joined(profile))
    return joined | {Key(number, min(reach, _RUN_REACH)) for number in runs}


def place_of(profile: DocumentProfile) -> int:
    """Where a report stands among all others: by its day, those without one first; of one day in an order that no story has."""
    digest = hashlib.blake2b(profile.id.encode("utf-8", "replace"), digest_size=8).digest()
    return ((profile.published or 0) << _PLACE_BITS) | int.from_bytes(digest, "big") >> (64 - _PLACE_BITS)


def find_candidates(profiles: Iterable[DocumentProfile], bounds: Bounds = BOUNDS) -> list[tuple[str, str]]:
    """The pairs of reports, by their ids in order, that are to be compared where these are all there are."""
    before: dict[Key, list[str]] = {}
    found: list[tuple[str, str]] = []
    for profile in sorted(profiles, key=place_of):
        shared: Counter[str] = Counter()
        for key in keys_of(profile, bounds.reach):
            bearers = before.setdefault(key, [])
            shared.update(bearers[-key.reach :])
            bearers.append(profile.id)
        found += [_in_order(profile.id, other) for other, count in shared.items() if count >= bounds.shared_keys]
    return sorted(found)


def _in_order(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _iter_joined(profile: DocumentProfile) -> Iterator[int]:
    """The keys that join two facts."""
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
    for state in states:
        yield from (_number("counted", state, figure, week) for figure in figures for week in weeks)


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
