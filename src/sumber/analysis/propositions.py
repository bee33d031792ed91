"""Propositions: claims that say the same, gathered from what each two of them are to each other.

Whatever order claims came in, the same ones are gathered: the two clusters that are most alike on average are joined
first, ties by the claims' own order, until none are alike enough.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import Final, TypeAlias

ClaimKey: TypeAlias = tuple[str, int]
"""A claim by its document's id and its place in the reading."""
PairKey: TypeAlias = tuple[ClaimKey, ClaimKey]

LINKED: Final = -3.0
"""Log-odds from which two claims may stand in one proposition; such links are followed to find what must be gathered anew."""
_JOINED: Final = -3.0
"""Average log-odds from which two clusters are joined; chosen with groups left out."""
_NOT_LOOKED_AT: Final = -4.0
"""Log-odds of two claims that nothing is kept of."""
_SUREST: Final = 4.0
_MOST: Final = 300
_STEP: Final = 0.5


def pair_key(one: ClaimKey, other: ClaimKey) -> PairKey:
    """Two claims in order."""
    return (one, other) if one < other else (other, one)


def gather(
    claims: Collection[ClaimKey],
    same: Mapping[PairKey, float],
    joined: Collection[PairKey] = (),
    parted: Collection[PairKey] = (),
) -> list[tuple[ClaimKey, ...]]:
    """The propositions of these claims, each in order; `joined` and `parted` are what persons decided."""
    found: list[tuple[ClaimKey, ...]] = []
    for component in _components(claims, same, joined, LINKED):
        found += _gather_component(component, same, joined, parted)
    return sorted(found)


def _gather_component(
    component: tuple[ClaimKey, ...],
    same: Mapping[PairKey, float],
    joined: Collection[PairKey],
    parted: Collection[PairKey],
) -> list[tuple[ClaimKey, ...]]:
    level = LINKED
    parts = [component]
    while max(map(len, parts)) > _MOST and level < _SUREST:
        level += _STEP
        parts = [piece for part in parts for piece in _components(part, same, joined, level)]
    return [cluster for part in parts for cluster in _Clusters(part, same, joined, parted).join_all()]


def _components(
    claims: Iterable[ClaimKey], same: Mapping[PairKey, float], joined: Collection[PairKey], level: float
) -> list[tuple[ClaimKey, ...]]:
    """The claims that links of at least this strength hold together."""
    heads = {claim: claim for claim in sorted(claims)}

    def head(claim: ClaimKey) -> ClaimKey:
        while heads[claim] != claim:
            heads[claim] = claim = heads[heads[claim]]
        return claim

    links = [pair for pair, odds in same.items() if odds >= level]
    for one, other in (*links, *joined):
        if one in heads and other in heads:
            low, high = sorted((head(one), head(other)))
            heads[high] = low
    parts: dict[ClaimKey, list[ClaimKey]] = {}
    for claim in heads:
        parts.setdefault(head(claim), []).append(claim)
    return [tuple(part) for part in parts.values()]


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
