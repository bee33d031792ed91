"""Pages of what has no search index: each begins behind the last entry of the one before, told by its own values.

What is added meanwhile moves nothing: an entry that was there from the first page to the last is on exactly one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, false, or_, select

from sumber.ledger.judgements import Judgement, JudgementKind, find_undone, make_judgement
from sumber.ledger.propositions import decode_proposition, get_propositions
from sumber.ledger.relation_schema import conflicts, document_relations, meetings, propositions
from sumber.ledger.relations import ConflictPair, MetPair, make_met_pair, met_pairs
from sumber.ledger.schema import documents, judgements
from sumber.model import Proposition

_FETCHED_AT_ONCE: Final = 100
PairKind: TypeAlias = Literal["same_story", "copy"]


class PairMark(NamedTuple):
    """Where a page of pairs ended: the ids of two documents, and the places of their claims (0 for whole documents)."""

    a: str = ""
    a_at: int = 0
    b: str = ""
    b_at: int = 0


class SizeMark(NamedTuple):
    """Where a page of propositions, the widest first, ended: its documents, its claims, its id."""

    documents: int
    claims: int
    id: str


def find_judgements(
    connection: Connection, project: int, kinds: Sequence[JudgementKind], paging: tuple[int, int | None]
) -> list[tuple[int, Judgement]]:
    """Judgements of a project, the newest first, each with its number; of some kinds alone where told."""
    limit, after = paging
    chosen = select(judgements).where(judgements.c.project_no == project).order_by(judgements.c.no.desc())
    if kinds:
        chosen = chosen.where(judgements.c.kind.in_(kinds))
    if after is not None:
        chosen = chosen.where(judgements.c.no < after)
    rows = connection.execute(chosen.limit(limit)).all()
    undone = find_undone(connection) if rows else frozenset()
    return [(row.no, make_judgement(row, undone=row.id in undone)) for row in rows]


def find_judgement(connection: Connection, project: int, judgement_id: str) -> Judgement | None:
    """The judgement of this id."""
    chosen = select(judgements).where(judgements.c.id == judgement_id, judgements.c.project_no == project)
    row = connection.execute(chosen).one_or_none()
    return make_judgement(row, undone=row.id in find_undone(connection)) if row else None


def find_widest_propositions(
    connection: Connection, project: int, least: int, paging: tuple[int, SizeMark | None]
) -> list[tuple[SizeMark, Proposition]]:
    """Propositions of so many claims, those in the most documents first, each with its mark."""
    limit, after = paging
    # The numbers alone are sorted, and only those of the page unpacked.
    chosen = (
        select(propositions.c.no, propositions.c.documents, propositions.c.claims, propositions.c.id)
        .where(propositions.c.project_no == project, propositions.c.claims >= least)
        .order_by(propositions.c.documents.desc(), propositions.c.claims.desc(), propositions.c.id)
        .limit(limit)
    )
    if after is not None:
        chosen = chosen.where(_is_behind(after))
    rows = connection.execute(chosen).all()
    told = get_propositions(connection, [row.no for row in rows])
    return [(SizeMark(row.documents, row.claims, row.id), told[row.no]) for row in rows]


def _is_behind(mark: SizeMark) -> ColumnElement[bool]:
    width, claims, identity = propositions.c.documents, propositions.c.claims, propositions.c.id
    return or_(
        width < mark.documents,
        and_(width == mark.documents, claims < mark.claims),
        and_(width == mark.documents, claims == mark.claims, identity > mark.id),
    )


def iter_propositions_by_id(
    connection: Connection, project: int, *, first: str = "", least: int = 1, least_origins: int = 0
) -> Iterator[Proposition]:
    """Propositions in the order of their ids, from an id on: of so many claims, on so many independent origins."""
    chosen = (
        select(propositions.c.id, propositions.c.packed)
        .where(
            propositions.c.project_no == project,
            propositions.c.claims >= least,
            propositions.c.independent >= least_origins,
        )
        .order_by(propositions.c.id)
        .limit(_FETCHED_AT_ONCE)
    )
    # Some at a time, each asked for whole: whoever takes a page leaves nothing open behind it.
    rows = connection.execute(chosen.where(propositions.c.id >= first)).all()
    while rows:
        yield from (decode_proposition(row.packed) for row in rows)
        rows = connection.execute(chosen.where(propositions.c.id > rows[-1].id)).all()


def find_document_pairs(
    connection: Connection, project: int, kind: PairKind, paging: tuple[int, PairMark]
) -> list[MetPair]:
    """Pairs of documents of one story, or of which one repeats the other, by the order of their ids.

    Of those of which only that is kept nobody knows yet whether they tell one story: they are given for either kind.
    """
    limit, after = paging
    repeats = meetings.c.copy_score.is_not(None)
    is_wanted = or_(document_relations.c.is_story, and_(document_relations.c.a_no.is_(None), repeats))
    found = met_pairs(repeats if kind == "copy" else is_wanted)
    chosen, a, b = _paired(found, (meetings.c.a_no, meetings.c.b_no), project)
    behind = or_(a > after.a, and_(a == after.a, b > after.b))
    rows = connection.execute(chosen.where(a >= after.a, behind).order_by(a, b).limit(limit))
    return [make_met_pair(row) for row in rows]


def find_conflicts(connection: Connection, project: int, paging: tuple[int, PairMark]) -> list[ConflictPair]:
    """Pairs of claims that cannot both be true, by the order of their documents' ids and their places."""
    limit, after = paging
    chosen, a, b = _paired(select(conflicts), (conflicts.c.a_no, conflicts.c.b_no), project)
    order = ((a, after.a), (conflicts.c.a_at, after.a_at), (b, after.b), (conflicts.c.b_at, after.b_at))
    columns = [column for column, _ in order]
    # Documents come by their ids, and so an index leads to where the page begins.
    chosen = chosen.where(a >= after.a)
    if after.a:
        chosen = chosen.where(_is_greater(order))
    return [ConflictPair(*row) for row in connection.execute(chosen.order_by(*columns).limit(limit))]


def _paired(
    chosen: Select[Any], numbers: tuple[Column[int], Column[int]], project: int
) -> tuple[Select[Any], Column[str], Column[str]]:
    """Pairs with the ids of their two documents."""
    a, b = documents.alias("a"), documents.alias("b")
    joined = chosen.join(a, a.c.no == numbers[0]).join(b, b.c.no == numbers[1]).where(a.c.project_no == project)
    return joined, a.c.id, b.c.id


def _is_greater(order: Sequence[tuple[Column[Any], Any]]) -> ColumnElement[bool]:
    """Whether a row comes behind some values, compared column by column."""
    found: ColumnElement[bool] = false()
    for at, (column, value) in enumerate(order):
        found = or_(found, and_(*(before == told for before, told in order[:at]), column > value))
    return found
