"""Propositions made anew where something changed, and nowhere else.

The claims to be looked at are those that wait, with all that links lead to from them. What they are gathered into depends
on them and their relations alone, never on what was gathered before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from sumber.analysis.conflicts import SUPPOSED, find_conflicts
from sumber.analysis.propositions import LINKED, PairKey, gather, pair_key
from sumber.ledger import Connection
from sumber.ledger.numbers import next_number
from sumber.ledger.propositions import (
    find_members,
    remove_descriptions,
    remove_members,
    write_members,
)
from sumber.ledger.relation_schema import propositions
from sumber.ledger.relations import (
    ClaimNumber,
    ClaimPair,
    ConflictPair,
    find_conflicts_of,
    find_linked,
    find_pairs_from,
    find_propositions_of,
    find_supposed,
    remove_conflicts,
    write_conflicts,
)
from sumber.model import ConflictKind
from sumber.relating.decided import Decided
from sumber.relating.shelf import Shelf


class Gathered(NamedTuple):
    """What was gathered: the propositions that have to be described, and the claims that were looked at.

    To be described are new propositions, and those that a conflict with a new or former one bears on.
    """

    numbers: tuple[int, ...]
    claims: frozenset[ClaimNumber]


class Gatherer:
    """Gathers claims into propositions and finds their conflicts, in one transaction."""

    def __init__(self, connection: Connection, shelf: Shelf, decided: Decided) -> None:
        self._connection = connection
        self._shelf = shelf
        self._decided = decided
        self._pairs: dict[int, list[ClaimPair]] = {}

    def gather(self, starts: Iterable[ClaimNumber]) -> Gathered:
        """Make anew the propositions that these claims can belong to; those that come out as they were are left alone."""
        region = self._find_region(starts)
        former = self._find_former(region)
        clusters = self._gather_region(region)
        same = set(clusters) & set(former.values())
        gone = [no for no, claims in former.items() if claims not in same]
        new = [cluster for cluster in clusters if cluster not in same]
        opposed = self._remove_conflicts(frozenset().union(*new, *(former[no] for no in gone)))
        remove_descriptions(self._connection, gone)
        remove_members(self._connection, gone)
        numbers = self._write_clusters(new)
        opposed |= self._write_conflicts(frozenset().union(*new))
        still = set(find_propositions_of(self._connection, opposed).values())
        return Gathered(tuple(sorted({*numbers, *still})), region)

    def _find_region(self, starts: Iterable[ClaimNumber]) -> frozenset[ClaimNumber]:
        """The claims that links and decisions lead to from these, themselves included, where they are kept."""
        bound: dict[ClaimNumber, set[ClaimNumber]] = {}
        for one, other in self._decided.pairs("same"):
            bound.setdefault(one, set()).add(other)
            bound.setdefault(other, set()).add(one)
        found: set[ClaimNumber] = set()
        asked: set[int] = set()
        border = set(starts)
        while border:
            self._shelf.fetch({no for no, _ in border} - asked)
            border = {claim for claim in border if self._shelf.holds(claim)}
            found |= border
            fresh = {no for no, _ in border} - asked
            for pair in find_linked(self._connection, fresh, LINKED):
                one, other = pair.ends
                bound.setdefault(one, set()).add(other)
                bound.setdefault(other, set()).add(one)
            asked |= fresh
            border = {other for claim in border for other in bound.get(claim, ())} - found
        return frozenset(found)

    def _find_former(self, region: Collection[ClaimNumber]) -> dict[int, frozenset[ClaimNumber]]:
        numbers = set(find_propositions_of(self._connection, region).values())
        return {no: frozenset(claims) for no, claims in find_members(self._connection, numbers).items()}

    def _gather_region(self, region: frozenset[ClaimNumber]) -> list[frozenset[ClaimNumber]]:
        same = {self._key(pair): pair.same for pair in self._pairs_between(region)}
        clusters = gather(
            sorted(map(self._shelf.key, region)), same, self._decided_pairs("same"), self._decided_pairs("different")
        )
        return [frozenset(map(self._shelf.number, cluster)) for cluster in clusters]

    def _pairs_between(self, claims: frozenset[ClaimNumber]) -> Iterator[ClaimPair]:
        """All kept pairs of these claims."""
        numbers = {no for no, _ in claims}
        self._pairs |= find_pairs_from(self._connection, numbers - self._pairs.keys())
        for no in numbers:
            for pair in self._pairs[no]:
                if pair[:2] in claims and pair[2:4] in claims:
                    yield pair

    def _decided_pairs(self, kind: str) -> list[PairKey]:
        held = [pair for pair in self._decided.pairs(kind) if all(map(self._shelf.holds, pair))]
        return [pair_key(self._shelf.key(one), self._shelf.key(other)) for one, other in held]

    def _key(self, pair: ClaimPair) -> PairKey:
        one, other = pair.ends
        return pair_key(self._shelf.key(one), self._shelf.key(other))

    def _remove_conflicts(self, claims: frozenset[ClaimNumber]) -> set[ClaimNumber]:
        """Forget the conflicts of claims whose propositions changed; gives the claims on their other sides."""
        found = find_conflicts_of(self._connection, claims)
        remove_conflicts(self._connection, found)
        return {end for pair in found for end in pair.ends} - claims

    def _write_clusters(self, clusters: Iterable[frozenset[ClaimNumber]]) -> dict[int, frozenset[ClaimNumber]]:
        ordered = sorted(clusters, key=lambda cluster: min(map(self._shelf.key, cluster)))
        numbers = dict(enumerate(ordered, next_number(self._connection, propositions)))
        for no, cluster in numbers.items():
            ids = {claim: self._shelf.saying(claim).claim.id for claim in sorted(cluster)}
            write_members(self._connection, no, ids)
        return numbers

    def _write_conflicts(self, claims: frozenset[ClaimNumber]) -> set[ClaimNumber]:
        """Find the conflicts of new propositions, with one another, with others and within; gives the claims of the others."""
        supposed = find_supposed(self._connection, {no for no, _ in claims}, SUPPOSED)
        supposed = [pair for pair in supposed if claims & set(pair.ends)]
        homes = find_propositions_of(self._connection, {end for pair in supposed for end in pair.ends})
        meeting = {
            _ordered(homes[one], homes[other])
            for one, other in (pair.ends for pair in supposed)
            if one in homes and other in homes
        }
        members = {
            no: frozenset(each)
            for no, each in find_members(self._connection, {no for pair in meeting for no in pair}).items()
        }
        odds = self._read_odds(claim for every in members.values() for claim in every)
        cleared = {_ordered(one, other) for one, other in self._cleared_homes()}
        found: set[ConflictPair] = set()
        for a, b in sorted(meeting):
            if a == b or (a, b) not in cleared:
                found |= self._find_between(members[a], members[b], odds)
        write_conflicts(self._connection, sorted(found))
        return {end for pair in found for end in pair.ends}

    def _read_odds(self, claims: Iterable[ClaimNumber]) -> dict[PairKey, tuple[float, ConflictKind]]:
        wanted = frozenset(claims)
        self._shelf.fetch(no for no, _ in wanted)
        return {self._key(pair): (pair.conflict, pair.kind) for pair in self._pairs_between(wanted)}

    def _cleared_homes(self) -> Iterable[tuple[int, int]]:
        """Propositions of which a person said of a claim each that they do not conflict: none of their claims do then."""
        pairs = self._decided.pairs("no-conflict")
        homes = find_propositions_of(self._connection, {claim for pair in pairs for claim in pair})
        return [(homes[one], homes[other]) for one, other in pairs if one in homes and other in homes]

    def _find_between(
        self,
        one: frozenset[ClaimNumber],
        other: frozenset[ClaimNumber],
        odds: dict[PairKey, tuple[float, ConflictKind]],
    ) -> set[ConflictPair]:
        cleared = {frozenset(pair) for pair in self._decided.pairs("no-conflict")}
        ones, others = sorted(map(self._shelf.key, one)), sorted(map(self._shelf.key, other))
        found = set()
        for conflict in find_conflicts(ones, others, odds):
            a, b = self._shelf.number(conflict.one), self._shelf.number(conflict.other)
            if frozenset((a, b)) not in cleared:
                found.add(ConflictPair(*a, *b, round(conflict.odds, 4), conflict.kind))
        return found


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
