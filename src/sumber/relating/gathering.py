"""Propositions made anew where something changed, and nowhere else.

The claims to be looked at are those that wait, with the parts they are of now and were of before. What they are gathered
into depends on them and their relations alone, never on what was gathered before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sumber.analysis.conflicts import SUPPOSED, find_conflicts
from sumber.analysis.propositions import LINKED, PairKey, Part, find_part, gather_part, pair_key
from sumber.ledger import Connection
from sumber.ledger.numbers import next_number
from sumber.ledger.propositions import (
    find_members,
    find_part_members,
    remove_descriptions,
    remove_members,
    write_members,
    write_part,
)
from sumber.ledger.relation_schema import propositions
from sumber.ledger.relations import (
    ClaimNumber,
    ClaimPair,
    ConflictPair,
    PairShelf,
    find_conflicts_of,
    find_propositions_of,
    find_supposed,
    remove_conflicts,
    write_conflicts,
)
from sumber.model import ConflictKind
from sumber.relating.decided import Decided
from sumber.relating.links import LinkShelf
from sumber.relating.shelf import Shelf


class Gathered(NamedTuple):
    """What was gathered: the propositions that have to be described, and the claims that were looked at.

    To be described are new propositions, and those that a conflict with a new or former one bears on. `widest` is the
    size of the largest part.
    """

    numbers: tuple[int, ...]
    claims: frozenset[ClaimNumber]
    widest: int


class Gatherer:
    """Gathers claims into propositions and finds their conflicts, in one transaction."""

    def __init__(self, connection: Connection, shelf: Shelf, decided: Decided, most: int) -> None:
        self._connection = connection
        self._shelf = shelf
        self._decided = decided
        self._most = most
        self._pairs = PairShelf(connection)
        self._links = LinkShelf(connection, shelf, decided.pairs("same"))

    def gather(self, starts: Iterable[ClaimNumber]) -> Gathered:
        """Make anew the propositions that these claims can belong to; those that come out as they were are left alone."""
        parts = self._find_parts(starts)
        region = frozenset().union(*parts)
        former = self._find_former(region)
        clusters = [cluster for part in parts for cluster in self._gather_part(part)]
        same = set(clusters) & set(former.values())
        gone = [no for no, claims in former.items() if claims not in same]
        new = [cluster for cluster in clusters if cluster not in same]
        opposed = self._remove_conflicts(frozenset().union(*new, *(former[no] for no in gone)))
        remove_descriptions(self._connection, gone)
        remove_members(self._connection, gone)
        numbers = self._write_clusters(new)
        opposed |= self._write_conflicts(frozenset().union(*new))
        for part in parts:
            write_part(self._connection, part)
        still = set(find_propositions_of(self._connection, opposed).values())
        return Gathered(tuple(sorted({*numbers, *still})), region, max(map(len, parts), default=0))

    def _find_parts(self, starts: Iterable[ClaimNumber]) -> list[frozenset[ClaimNumber]]:
        """The parts that may be others than before: those of these claims, and of all that were of one part with them."""
        parts: dict[ClaimNumber, Part[ClaimNumber]] = {}
        border = set(starts)
        while border:
            self._shelf.fetch(no for no, _ in border)
            for claim in sorted(claim for claim in border if self._shelf.holds(claim)):
                if claim not in parts:
                    part = find_part(claim, self._links, self._most)
                    parts.update(dict.fromkeys(part.claims, part))
            border |= find_part_members(self._connection, parts) | self._find_left_out(parts)
            border -= parts.keys()
            border = {claim for claim in border if self._shelf.holds(claim)}
        return sorted({part.claims for part in parts.values()}, key=min)

    def _find_left_out(self, parts: Mapping[ClaimNumber, Part[ClaimNumber]]) -> set[ClaimNumber]:
        """Claims whose part grew too large with one of these, so that both now have parts of their own."""
        raised = {claim for claim, part in parts.items() if part.level > LINKED}
        return {other for claim, other, odds in self._links(raised) if odds < parts[claim].level}

    def _find_former(self, region: Collection[ClaimNumber]) -> dict[int, frozenset[ClaimNumber]]:
        numbers = set(find_propositions_of(self._connection, region).values())
        return {no: frozenset(claims) for no, claims in find_members(self._connection, numbers).items()}

    def _gather_part(self, part: frozenset[ClaimNumber]) -> list[frozenset[ClaimNumber]]:
        same = {self._key(pair): pair.same for pair in self._pairs.iter_between(part)}
        clusters = gather_part(
            sorted(map(self._shelf.key, part)), same, self._decided_pairs("same"), self._decided_pairs("different")
        )
        return [frozenset(map(self._shelf.number, cluster)) for cluster in clusters]

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
        return {self._key(pair): (pair.conflict, pair.kind) for pair in self._pairs.iter_between(wanted)}

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
