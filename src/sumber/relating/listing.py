"""The relations of a project, one after another, as they are handed on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Final, TypeVar

from sumber.analysis.propositions import LINKED
from sumber.analysis.relate import relate_documents
from sumber.ledger import Connection
from sumber.ledger.profiles import find_ids, find_numbers
from sumber.ledger.propositions import iter_propositions
from sumber.ledger.relations import (
    ConflictPair,
    DocumentPair,
    MetPair,
    PairShelf,
    iter_conflicts,
    iter_document_pairs,
)
from sumber.model import Ground, Proposition, Relation, RelationEnd
from sumber.relating.describing import spell_conflict, spell_source
from sumber.relating.packing import decode_grounds, document_pair
from sumber.relating.shelf import Shelf

_AT_ONCE: Final = 100
Item = TypeVar("Item")


def iter_relations(connection: Connection, project: int) -> Iterator[Relation]:
    """All relations of a project: stories and copies, what corroborates, what contradicts; documents by the ledger's ids."""
    for pairs in _batches(iter_document_pairs(connection, project), _AT_ONCE):
        yield from relate_met(connection, pairs)
    for proposition in iter_propositions(connection, project, least=2):
        yield from corroborate(connection, project, proposition)
    for conflicts in _batches(iter_conflicts(connection, project), _AT_ONCE):
        yield from contradict(connection, conflicts)


def _batches(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while some := list(islice(items, size)):
        yield some


def probability(odds: float) -> float:
    """Log-odds as a probability.

    >>> probability(0.0)
    0.5
    """
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 4)


def relate_met(connection: Connection, pairs: Sequence[MetPair]) -> Iterator[Relation]:
    """What documents are to each other. Of copies only one a document is kept in full; the others are asked anew."""
    shelf = Shelf(connection)
    shelf.fetch({no for pair in pairs if pair.kept is None for no in (pair.a_no, pair.b_no)})
    ids = find_ids(connection, {no for pair in pairs for no in (pair.a_no, pair.b_no)})
    for pair in pairs:
        if pair.kept is not None:
            yield from _relate_pair(pair.kept, ids)
        else:
            found = relate_documents(shelf.get(pair.a_no), shelf.get(pair.b_no))
            yield from _relate_pair(document_pair(pair.a_no, pair.b_no, found), ids)


def _relate_pair(pair: DocumentPair, ids: dict[int, str]) -> Iterator[Relation]:
    """What two documents are to each other: one story, a copy, or both."""
    grounds = decode_grounds(pair.content)
    a, b = RelationEnd(document=ids[pair.a_no]), RelationEnd(document=ids[pair.b_no])
    if pair.is_story:
        yield Relation(relation="same_story", a=a, b=b, score=probability(pair.story), grounds=grounds.story)
    if pair.copy_kind is not None:
        yield Relation(
            relation="copy",
            a=a,
            b=b,
            score=probability(pair.copy_score),
            kind=pair.copy_kind,
            direction=pair.direction,
            grounds=grounds.copy,
        )


def corroborate(connection: Connection, project: int, proposition: Proposition) -> Iterator[Relation]:
    """Each two claims of a proposition whose origins are independent."""
    proved = [pair for pair in proposition.pairs if pair.independence == "independent"]
    if not proved:
        return
    odds = _read_odds(connection, project, proposition)
    ends = {end.claim: end for end in proposition.claims}
    for pair in proved:
        ones, others = proposition.origins[pair.a].claims, proposition.origins[pair.b].claims
        for one, other in product(ones, others):
            a, b = sorted((ends[one], ends[other]), key=lambda end: (end.document, end.span))
            found = odds.get((_key(a), _key(b)), LINKED)
            yield Relation(relation="corroborates", a=a, b=b, score=probability(found), grounds=(pair.ground,))


def _read_odds(
    connection: Connection, project: int, proposition: Proposition
) -> dict[tuple[tuple[str, str | None], tuple[str, str | None]], float]:
    """How surely each two claims of a proposition say the same, by the ids of their documents and their own."""
    numbers = find_numbers(connection, project, {end.document for end in proposition.claims})
    shelf = Shelf(connection)
    shelf.fetch(numbers.values())
    found = {}
    claims = {(no, at) for no in numbers.values() for at in range(len(shelf.get(no).claims))}
    for pair in PairShelf(connection).iter_between(claims):
        one, other = (shelf.saying(end) for end in pair.ends)
        found[(one.document.id, one.claim.id), (other.document.id, other.claim.id)] = pair.same
    return found  # type: ignore[return-value]  # a claim's id is a text, where an end's may be missing


def _key(end: RelationEnd) -> tuple[str, str | None]:
    return end.document, end.claim


def contradict(connection: Connection, pairs: Iterable[ConflictPair]) -> Iterator[Relation]:
    """Conflicts as relations, in their order."""
    listed = list(pairs)
    shelf = Shelf(connection)
    shelf.fetch(no for pair in listed for no, _ in pair.ends)
    for pair in listed:
        one, other = (shelf.saying(end) for end in pair.ends)
        a, b = (
            RelationEnd(document=each.document.id, claim=each.claim.id, span=each.claim.span) for each in (one, other)
        )
        detail = f"against {spell_source(one)}, {spell_source(other)} {spell_conflict(pair.kind)}"
        spans = ((one.document.id, one.claim.span), (other.document.id, other.claim.span))
        ground = Ground(name=pair.kind, detail=detail, spans=spans)
        yield Relation(
            relation="contradicts", a=a, b=b, score=probability(pair.odds), kind=pair.kind, grounds=(ground,)
        )
