"""Propositions: claims that say the same, gathered from what each two of them are to each other.

Whatever order claims came in, the same ones are gathered: the two clusters that are most alike on average are joined
first, ties by the claims' own order, until none are alike enough.

Only claims of one part can be gathered into one. A part is what links lead to from a claim, as long as that is not too
much; else what the links lead to that are a little stronger, and so on. So the part of a claim is found from the claim
on, without looking at all others, and a claim that comes or goes changes the parts it is linked with, and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import Final, Generic, NamedTuple, TypeAlias, TypeVar

from sumber.analysis.bounds import BOUNDS

ClaimKey: TypeAlias = tuple[str, int]
"""A claim by its document's id and its place in the reading."""
PairKey: TypeAlias = tuple[ClaimKey, ClaimKey]

LINKED: Final = -2.5
"""Log-odds from which two claims may stand in one proposition; such links are followed to find what must be gathered anew."""
_JOINED: Final = -2.5
"""Average log-odds from which two clusters are joined; chosen on `tune`."""
_NOT_LOOKED_AT: Final = -4.0
"""Log-odds of two claims that nothing is kept of."""
_SUREST: Final = 4.0
_STEP: Final = 0.5
LEVELS: Final = tuple(LINKED + _STEP * step for step in range(int((_SUREST - LINKED) / _STEP) + 1))
"""Strengths of links, weakest first, of which the first is followed that leads to few enough claims."""

Claim = TypeVar("Claim")
Links: TypeAlias = Callable[[Collection[Claim]], Iterable[tuple[Claim, Claim, float]]]
"""Gives the links of some claims: from each of these to another one, with log-odds."""


class Part(NamedTuple, Generic[Claim]):
    """Claims that are gathered together, and the strength of the links that hold them together."""

    claims: frozenset[Claim]
    level: float


def find_part(claim: Claim, links: Links[Claim], most: int) -> Part[Claim]:
    """The part of a claim."""
    for level in LEVELS:
        found = _follow(claim, links, level, most if level < LEVELS[-1] else None)
        if found is not None:
            return Part(found, level)
    raise AssertionError  # the surest links are followed to the end


def _follow(claim: Claim, links: Links[Claim], level: float, most: int | None) -> frozenset[Claim] | None:
    """What links of at least this strength lead to, None where that is too much."""
    found, border = {claim}, {claim}
    while border:
        border = {other for _, other, odds in links(border) if odds >= level} - found
        found |= border
        if most is not None and len(found) > most:
            return None
    return frozenset(found)


def pair_key(one: ClaimKey, other: ClaimKey) -> PairKey:
    """Two claims in order."""
    return (one, other) if one < other else (other, one)


def gather(
    claims: Collection[ClaimKey],
    same: Mapping[PairKey, float],
    joined: Collection[PairKey] = (),
    parted: Collection[PairKey] = (),
    most: int = BOUNDS.gathered,
) -> list[tuple[ClaimKey, ...]]:
    """The propositions of these claims, each in order; `joined` and `parted` are what persons decided."""
    linked: dict[ClaimKey, list[tuple[ClaimKey, ClaimKey, float]]] = {claim: [] for claim in claims}
    for (one, other), odds in (*same.items(), *((pair, float("inf")) for pair in joined)):
        if one in linked and other in linked:
            linked[one].append((one, other, odds))
            linked[other].append((other, one, odds))

    def links(border: Collection[ClaimKey]) -> Iterable[tuple[ClaimKey, ClaimKey, float]]:
        return (link for claim in border for link in linked[claim])

    found: list[tuple[ClaimKey, ...]] = []
    left = set(claims)
    while left:
        part = find_part(min(left), links, most)
        left -= part.claims
        found += gather_part(part.claims, same, joined, parted)
    return sorted(found)


def gather_part(
    claims: Collection[ClaimKey],
    same: Mapping[PairKey, float],
    joined: Collection[PairKey],
    parted: Collection[PairKey],
) -> list[tuple[ClaimKey, ...]]:
    """The propositions of the claims of one part, each in order."""
    return sorted(_Clusters(tuple(sorted(claims)), same, joined, parted).join_all())


class _Clusters:
    """Clusters of one component, joined two by two."""

    def __init__(
        self,
        claims: tuple[ClaimKey, ...],
        same: Mapping[PairKey, float],
        joined: Collection[PairKey],
        parted: Collection[PairKey],
    ) -> None:
        self._clusters: dict[int, tuple[ClaimKey, ...]] = {at: (claim,) for at, claim in enumerate(claims)}
        self._sums: dict[tuple[int, int], float] = {}
        forced, barred = set(joined), set(parted)
        for b in range(len(claims)):
            for a in range(b):
                pair = pair_key(claims[a], claims[b])
                odds = max(-_SUREST, min(_SUREST, same.get(pair, _NOT_LOOKED_AT)))
                self._sums[a, b] = float("inf") if pair in forced else float("-inf") if pair in barred else odds
        # What may be joined, the most alike first; what a join has changed since is put in again, and passed over here.
        self._waiting = [entry for pair in self._sums if (entry := self._entry(pair))[0] <= -_JOINED]
        heapify(self._waiting)

    def join_all(self) -> list[tuple[ClaimKey, ...]]:
        """The clusters when no two of them are alike enough any more."""
        while self._waiting:
            entry = heappop(self._waiting)
            if entry[1:] in self._sums and entry == self._entry(entry[1:]):
                self._join(*entry[1:])
        return [tuple(sorted(cluster)) for cluster in self._clusters.values()]

    def _entry(self, pair: tuple[int, int]) -> tuple[float, int, int]:
        """Two clusters in the order of joining: by how alike they are on average, then by their claims' order."""
        average = self._sums[pair] / (len(self._clusters[pair[0]]) * len(self._clusters[pair[1]]))
        return -average, *pair

    def _join(self, a: int, b: int) -> None:
        self._clusters[a] += self._clusters.pop(b)
        del self._sums[a, b]
        for other in self._clusters:
            if other != a:
                moved = self._sums.pop((min(b, other), max(b, other)))
                kept = (min(a, other), max(a, other))
                total = self._sums[kept] + moved
                # Bound and barred at once: a person's "different" is stronger than what another claim brings along.
                self._sums[kept] = float("-inf") if float("-inf") in (self._sums[kept], moved) else total
                entry = self._entry(kept)
                if entry[0] <= -_JOINED:
                    heappush(self._waiting, entry)
