"""Propositions described: who says them, what stands against them, which grade the rules propose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sumber.analysis.describing import Surroundings, describe
from sumber.analysis.grades import Opposition
from sumber.analysis.origins import Saying, decision_key, weigh_origins
from sumber.analysis.sources import is_same_source
from sumber.ledger import Connection
from sumber.ledger.meetings import find_copies
from sumber.ledger.propositions import (
    KeptProposition,
    Sources,
    find_members,
    remove_descriptions,
    write_proposition,
)
from sumber.ledger.relations import ClaimNumber, ConflictPair, find_conflicts_of, find_propositions_of
from sumber.ledger.withdrawals import Withdrawal
from sumber.model import ConflictKind, Proposition, Withdrawn
from sumber.relating.decided import Decided
from sumber.relating.shelf import Shelf

_SAYS: Final[dict[str, str]] = {
    "denial": "says the opposite",
    "figure": "gives another figure",
    "date": "gives another day",
    "place": "names another place",
    "actor": "names another actor",
    "quotation": "is quoted otherwise",
    "other": "says otherwise",
}
_LONGEST: Final = 160


class Side(NamedTuple):
    """What stands against a proposition on one side: the claims of another one (or its own), and the conflicts with them."""

    claims: tuple[ClaimNumber, ...]
    conflicts: tuple[ConflictPair, ...]


class _Around(NamedTuple):
    """What is kept around some claims: their conflicts, the propositions of all these claims, and copies of their documents."""

    conflicts: dict[ClaimNumber, list[ConflictPair]]
    homes: dict[ClaimNumber, int]
    members: dict[int, tuple[ClaimNumber, ...]]
    copies: frozenset[tuple[str, str]]


class Describer:
    """Describes propositions by the claims and conflicts that are kept, in one transaction."""

    def __init__(self, connection: Connection, shelf: Shelf, decided: Decided) -> None:
        self._connection = connection
        self._shelf = shelf
        self._decisions = decided.of_origins
        self._withdrawals = decided.withdrawals

    def write_all(self, project: int, numbers: Iterable[int]) -> int:
        """Describe propositions and keep what was found, instead of what was kept of them; gives how many there are."""
        members = find_members(self._connection, numbers)
        remove_descriptions(self._connection, members)
        around = self._look_around(claim for claims in members.values() for claim in claims)
        for no, claims in members.items():
            ordered = tuple(sorted(claims, key=self._place))
            kept = KeptProposition(no, self._describe(ordered, around, frozenset()), ordered)
            write_proposition(self._connection, project, kept, self._sources(ordered))
        return len(members)

    def describe(self, claims: Sequence[ClaimNumber], without: frozenset[ClaimNumber] = frozenset()) -> Proposition:
        """The proposition that these claims make; `without` some claims, of its own or of what stands against it."""
        return self._describe(claims, self._look_around(claims), without)

    def _look_around(self, claims: Iterable[ClaimNumber]) -> _Around:
        """What is kept around claims, asked for in one go."""
        wanted = set(claims)
        pairs: dict[ClaimNumber, list[ConflictPair]] = {}
        for pair in find_conflicts_of(self._connection, wanted):
            for end in set(pair.ends):
                pairs.setdefault(end, []).append(pair)
        homes = find_propositions_of(self._connection, {*wanted, *pairs})
        members = find_members(self._connection, set(homes.values()))
        numbers = {no for no, _ in wanted} | {no for every in members.values() for no, _ in every}
        self._shelf.fetch(numbers)
        copies = find_copies(self._connection, numbers)
        named = frozenset((self._shelf.get(a).id, self._shelf.get(b).id) for a, b in copies)
        return _Around(pairs, homes, members, named)

    def _describe(self, claims: Sequence[ClaimNumber], around: _Around, without: frozenset[ClaimNumber]) -> Proposition:
        left = [claim for claim in claims if claim not in without]
        withdrawn = self._find_withdrawn(left)
        standing = [claim for claim in left if claim not in withdrawn]
        fallen = without | {claim for every in around.members.values() for claim in self._find_withdrawn(every)}
        return describe(
            self._shelf.sayings(left),
            Surroundings(
                copies=around.copies,
                oppositions=[
                    self._oppose(standing, side, around.copies) for side in self._find_sides(claims, around, fallen)
                ],
                # A conflict never vanishes, whoever took back what stands on one side of it.
                conflicts=self._conflicting(left, self._find_sides(claims, around, without)),
                decisions=self._decisions,
                withdrawn=[self._tell_withdrawn(claim, withdrawn[claim]) for claim in left if claim in withdrawn],
            ),
        )

    def _find_withdrawn(self, claims: Sequence[ClaimNumber]) -> dict[ClaimNumber, Withdrawal]:
        """Of the claims of one proposition those taken back; whoever took back what they said did so in every report of it."""
        found = {claim: self._withdrawals[claim] for claim in claims if claim in self._withdrawals}
        said = [(self._shelf.saying(claim).claim.origin, each) for claim, each in found.items() if not each.whole]
        for claim in claims if said else ():
            origin = self._shelf.saying(claim).claim.origin
            for other, each in said:
                if claim not in found and origin.role != "unnamed" and is_same_source(origin, other):
                    found[claim] = each
        return found

    def _tell_withdrawn(self, claim: ClaimNumber, each: Withdrawal) -> Withdrawn:
        document, told = self._shelf.saying(claim)
        return Withdrawn(
            document=document.id,
            claim=told.id,
            span=told.span,
            kind=each.kind,
            reason=each.reason,
            decided_by=each.decided_by,
        )

    def _place(self, claim: ClaimNumber) -> tuple[str, object]:
        saying = self._shelf.saying(claim)
        return saying.document.id, saying.claim.span

    def _find_sides(
        self, claims: Sequence[ClaimNumber], around: _Around, without: frozenset[ClaimNumber]
    ) -> list[Side]:
        own = set(claims)
        by_home: dict[int, set[ConflictPair]] = {}
        for claim in own - without:
            for pair in around.conflicts.get(claim, ()):
                far = next((end for end in pair.ends if end not in own), pair.ends[0])
                # A claim whose proposition is yet to be made anew, after an erasure, stands against nothing for now.
                if far in around.homes and not without & set(pair.ends):
                    by_home.setdefault(around.homes[far], set()).add(pair)
        sides = [
            Side(
                tuple(claim for claim in around.members[home] if claim not in without),
                tuple(sorted(pairs, key=self._rank)),
            )
            for home, pairs in by_home.items()
        ]
        return sorted(sides, key=lambda side: self._rank(side.conflicts[0]))

    def _rank(self, pair: ConflictPair) -> tuple[float, object]:
        """The surest conflict first, of equals the first by its documents."""
        return -pair.odds, tuple(map(self._shelf.key, pair.ends))

    def _oppose(self, claims: Sequence[ClaimNumber], side: Side, copies: frozenset[tuple[str, str]]) -> Opposition:
        own = set(claims)
        a, b = side.conflicts[0].ends
        mine, theirs = (a, b) if a in own else (b, a)
        near, far = self._shelf.saying(mine), self._shelf.saying(theirs)
        return Opposition(
            detail=_tell(near, far, side.conflicts[0].kind, is_within=theirs in own),
            is_independent=theirs not in own and self._is_independent(claims, side.claims, copies),
            spans=((near.document.id, near.claim.span), (far.document.id, far.claim.span)),
        )

    def _is_independent(
        self, mine: Sequence[ClaimNumber], theirs: Sequence[ClaimNumber], copies: frozenset[tuple[str, str]]
    ) -> bool:
        """Whether an origin of theirs is proved independent of one of ours."""
        near, far = self._shelf.sayings(mine), self._shelf.sayings(theirs)
        weighed = weigh_origins([*near, *far], copies, self._decisions)
        ours = {saying.claim.id for saying in near}
        others = {saying.claim.id for saying in far}
        for pair in weighed.pairs:
            one, other = (set(weighed.origins[at].claims) for at in (pair.a, pair.b))
            if pair.independence == "independent" and (
                (one & ours and other & others) or (one & others and other & ours)
            ):
                return True
        return False

    def _conflicting(self, claims: Sequence[ClaimNumber], sides: Sequence[Side]) -> list[str]:
        own = set(claims)
        ends = {end for side in sides for pair in side.conflicts for end in pair.ends if end not in own}
        # Within one proposition each of the two stands against the other.
        ends |= {end for side in sides for pair in side.conflicts if own >= set(pair.ends) for end in pair.ends}
        return list(dict.fromkeys(self._shelf.saying(end).claim.id for end in sorted(ends, key=self._place)))

    def _sources(self, claims: Iterable[ClaimNumber]) -> Sources:
        sayings = [self._shelf.saying(claim) for claim in claims]
        links = [link for saying in sayings for link in (*saying.claim.chain[1:], saying.document.publisher)]
        return Sources(
            origins=frozenset(decision_key(saying.claim.origin) for saying in sayings),
            others=frozenset(decision_key(link) for link in links if link.name),
        )


def _tell(near: Saying, far: Saying, kind: str, *, is_within: bool) -> str:
    """Who says what against a claim, as a sentence that may follow an "and"."""
    told = far.claim.text if len(far.claim.text) <= _LONGEST else far.claim.text[: _LONGEST - 1] + "…"
    subject = spell_source(far)
    if is_within:
        subject = f"between {spell_source(near)} and {subject} the words differ: the latter"
    return f'{subject} {_SAYS[kind]}: "{told}"'


def spell_source(saying: Saying) -> str:
    """Who says a claim, and in whose report."""
    origin, outlet = saying.claim.origin.name, saying.document.publisher.name
    return f"{origin} (in {outlet})" if outlet and origin != outlet else origin or "a report without a publisher"


def spell_conflict(kind: ConflictKind | str) -> str:
    """In what two claims differ, in words."""
    return _SAYS[kind]
