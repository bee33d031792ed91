"""Relations of a project by kind, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from sumber.ledger import Connection
from sumber.ledger.pages import PairKind, PairMark, find_conflicts, find_document_pairs, iter_propositions_by_id
from sumber.ledger.profiles import find_ids
from sumber.model import Relation
from sumber.model.relations import RelationName
from sumber.relating.listing import contradict, corroborate, relate_met


class RelationPage(NamedTuple):
    """Some relations of one kind, and where the next page begins (None: this is the last)."""

    relations: tuple[Relation, ...]
    after: PairMark | None


def find_relations(
    connection: Connection, project: int, kind: RelationName, paging: tuple[int, PairMark]
) -> RelationPage:
    """A page of the relations of a kind, behind a mark.

    Documents and conflicts come by the documents' ids; what corroborates by the propositions' ids: there the mark's `a`
    is the proposition, and `a_at` how many of its pairs were told.
    """
    limit, after = paging
    if kind == "corroborates":
        told = list(islice(_iter_corroborating(connection, project, after), limit + 1))
    elif kind == "contradicts":
        told = list(_contradicting(connection, project, (limit + 1, after)))
    else:
        told = list(islice(_iter_between_documents(connection, project, kind, (limit + 1, after)), limit + 1))
    shown = tuple(relation for relation, _ in told[:limit])
    return RelationPage(shown, told[limit - 1][1] if len(told) > limit else None)


def _iter_between_documents(
    connection: Connection, project: int, kind: PairKind, paging: tuple[int, PairMark]
) -> Iterator[tuple[Relation, PairMark]]:
    """Relations of a kind, some pairs at a time: one that is asked anew may turn out to be of the other kind alone."""
    at_once, mark = paging
    pairs = find_document_pairs(connection, project, kind, paging)
    while pairs:
        for each in relate_met(connection, pairs):
            if each.relation == kind:
                yield each, PairMark(a=each.a.document, b=each.b.document)
        if len(pairs) < at_once:
            return
        ids = find_ids(connection, {pairs[-1].a_no, pairs[-1].b_no})
        mark = PairMark(a=ids[pairs[-1].a_no], b=ids[pairs[-1].b_no])
        pairs = find_document_pairs(connection, project, kind, (at_once, mark))


def _contradicting(
    connection: Connection, project: int, paging: tuple[int, PairMark]
) -> Iterator[tuple[Relation, PairMark]]:
    pairs = find_conflicts(connection, project, paging)
    ids = find_ids(connection, {no for pair in pairs for no, _ in pair.ends})
    for pair, relation in zip(pairs, contradict(connection, pairs), strict=True):
        yield relation, PairMark(ids[pair.a_no], pair.a_at, ids[pair.b_no], pair.b_at)


def _iter_corroborating(connection: Connection, project: int, after: PairMark) -> Iterator[tuple[Relation, PairMark]]:
    # Where nothing corroborates, a proposition rests on one origin.
    found = iter_propositions_by_id(connection, project, first=after.a, least=2, least_origins=2)
    for proposition in found:
        told = after.a_at if proposition.id == after.a else 0
        for at, relation in enumerate(corroborate(connection, project, proposition), 1):
            if at > told:
                yield relation, PairMark(a=proposition.id, a_at=at, b=proposition.id)
