"""How kept documents and their claims relate: rows of pairs, in the order of the documents' ids."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    tuple_,
)

from sumber.ledger.inserting import insert_rows
from sumber.ledger.packing import pack, unpack
from sumber.ledger.parting import ASKED_AT_ONCE, iter_parts
from sumber.ledger.profiles import remove_profile
from sumber.ledger.relation_schema import (
    claim_relations,
    conflicts,
    document_relations,
    meetings,
    profiles,
    proposition_claims,
    unsettled_claims,
)
from sumber.ledger.schema import documents
from sumber.model import ConflictKind, CopyKind, Direction

ClaimNumber: TypeAlias = tuple[int, int]
"""A claim by the number of its document and its place in the newest reading."""


class DocumentPair(NamedTuple):
    """Two documents by their numbers, scores as log-odds; `content` are the grounds, as bytes."""

    a_no: int
    b_no: int
    story: float
    is_story: bool
    copy_score: float
    copy_kind: CopyKind | None
    direction: Direction
    content: bytes


class MetPair(NamedTuple):
    """Two documents that have to do with one another; `kept` is None where all that is kept is that one repeats the other."""

    a_no: int
    b_no: int
    kept: DocumentPair | None


class CopyEdges(NamedTuple):
    """Which documents one is kept to repeat, and which it is to point to."""

    kept: tuple[int, ...]
    best: int | None


class ClaimPair(NamedTuple):
    """Two claims, and log-odds that they say the same and that both cannot be true."""

    a_no: int
    a_at: int
    b_no: int
    b_at: int
    same: float
    conflict: float
    kind: ConflictKind

    @property
    def ends(self) -> tuple[ClaimNumber, ClaimNumber]:
        """The two claims."""
        return (self.a_no, self.a_at), (self.b_no, self.b_at)


class ConflictPair(NamedTuple):
    """Two claims that cannot both be true, how surely (log-odds), and in what they differ."""

    a_no: int
    a_at: int
    b_no: int
    b_at: int
    odds: float
    kind: ConflictKind

    @property
    def ends(self) -> tuple[ClaimNumber, ClaimNumber]:
        """The two claims."""
        return (self.a_no, self.a_at), (self.b_no, self.b_at)


def write_relations(connection: Connection, pairs: Sequence[DocumentPair], claims: Sequence[ClaimPair]) -> None:
    """Keep what documents are to each other, and their claims."""
    insert_rows(connection, document_relations, [(*pair[:7], pack(pair.content)) for pair in pairs])
    insert_rows(connection, claim_relations, claims)


def remove_relations(connection: Connection, document_no: int) -> None:
    """Forget a document's profile, and what it and its claims were to others."""
    for table in (document_relations, claim_relations, conflicts):
        connection.execute(delete(table).where(or_(table.c.a_no == document_no, table.c.b_no == document_no)))
    remove_profile(connection, document_no)


def find_linked(connection: Connection, numbers: Iterable[int], least: float) -> list[ClaimPair]:
    """The pairs of claims that say the same at least so surely, of which one stands in these documents."""
    return _find_pairs(connection, numbers, claim_relations.c.same >= least)


def find_supposed(connection: Connection, numbers: Iterable[int], least: float) -> list[ClaimPair]:
    """The pairs of claims that contradict each other at least so surely, of which one stands in these documents."""
    return _find_pairs(connection, numbers, claim_relations.c.conflict >= least)


def _find_pairs(connection: Connection, numbers: Iterable[int], condition: ColumnElement[bool]) -> list[ClaimPair]:
    wanted = set(numbers)
    found: list[ClaimPair] = []
    for some in iter_parts(wanted):
        # Two questions, each with an index of its own; one with "or" walks the table.
        chosen = select(claim_relations).where(condition)
        found += map(ClaimPair._make, connection.execute(chosen.where(claim_relations.c.a_no.in_(some))).all())
        back = connection.execute(chosen.where(claim_relations.c.b_no.in_(some))).all()
        found += [ClaimPair._make(row) for row in back if row.a_no not in wanted]
    return found


class PairShelf:
    """The kept pairs of claims of some documents, read once and asked for as often as needed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # As the database gives them: most are never asked for, and making values of all would take longer than reading.
        self._rows: dict[int, list[tuple[Any, ...]]] = {}

    def iter_between(self, claims: Collection[ClaimNumber]) -> Iterator[ClaimPair]:
        """All kept pairs of these claims."""
        numbers = {no for no, _ in claims}
        self._fetch(numbers - self._rows.keys())
        for no in sorted(numbers):
            for row in self._rows[no]:
                if row[:2] in claims and row[2:4] in claims:
                    yield ClaimPair._make(row)

    def _fetch(self, numbers: Iterable[int]) -> None:
        self._rows |= {no: [] for no in numbers}
        for some in iter_parts(numbers):
            for row in self._connection.execute(select(claim_relations).where(claim_relations.c.a_no.in_(some))).all():
                self._rows[row[0]].append(row)


def find_documents_between(connection: Connection, numbers: Iterable[int]) -> list[MetPair]:
    """What these documents are to one another."""
    wanted = set(numbers)
    found: list[MetPair] = []
    for some in iter_parts(wanted):
        rows = connection.execute(_met_pairs().where(meetings.c.a_no.in_(some)))
        found += [make_met_pair(row) for row in rows if row.met_a in wanted and row.met_b in wanted]
    return found


def find_documents_related(connection: Connection, document_no: int, limit: int) -> list[MetPair]:
    """What other documents are to one that tell the same story or repeat it: copies first, the surest first."""
    surely = func.coalesce(meetings.c.copy_score, document_relations.c.story)
    order = (meetings.c.copy_score.is_(None), surely.desc(), meetings.c.a_no, meetings.c.b_no)
    found: list[tuple[tuple[bool, float, int, int], MetPair]] = []
    for column in (meetings.c.a_no, meetings.c.b_no):  # each with an index of its own
        told = met_pairs(is_told()).add_columns(meetings.c.copy_score.label("repeats"), surely.label("surely"))
        for row in connection.execute(told.where(column == document_no).order_by(*order).limit(limit)):
            found.append(((row.repeats is None, -row.surely, row.met_a, row.met_b), make_met_pair(row)))
    return [pair for _, pair in sorted(found, key=lambda each: each[0])][:limit]


def count_documents_related(connection: Connection, document_no: int) -> int:
    """How many other documents tell the same story as one, or repeat it."""
    columns = (meetings.c.a_no, meetings.c.b_no)
    chosen = [met_pairs(is_told()).where(column == document_no).subquery() for column in columns]
    return sum(connection.scalar(select(func.count()).select_from(each)) or 0 for each in chosen)


def is_told() -> ColumnElement[bool]:
    """Whether two documents tell one story, or one of them repeats the other."""
    return or_(document_relations.c.is_story, meetings.c.copy_score.is_not(None))


def met_pairs(condition: ColumnElement[bool]) -> Select[Any]:
    """Documents that were compared and of which a condition holds, as `make_met_pair` takes them."""
    joined = (meetings.c.a_no == document_relations.c.a_no) & (meetings.c.b_no == document_relations.c.b_no)
    return (
        select(meetings.c.a_no.label("met_a"), meetings.c.b_no.label("met_b"), document_relations)
        .select_from(meetings.outerjoin(document_relations, joined))
        .where(condition)
    )


def _met_pairs() -> Select[Any]:
    """Documents that have to do with one another: by a kept relation, or as one that repeats the other."""
    return met_pairs(or_(document_relations.c.a_no.is_not(None), meetings.c.copy_score.is_not(None)))


def make_met_pair(row: Row[Any]) -> MetPair:
    """A row as the pair that it keeps."""
    if row.a_no is None:
        return MetPair(row.met_a, row.met_b, None)
    scores = (row.story, row.is_story, row.copy_score, row.copy_kind, row.direction)
    return MetPair(row.met_a, row.met_b, DocumentPair(row.a_no, row.b_no, *scores, unpack(bytes(row.packed))))


def find_edges(connection: Connection, document_no: int) -> CopyEdges:
    """The document that one repeats: as it is kept, and as it is to be: of those before it the one it most surely repeats."""
    own = {"document": document_no}
    return CopyEdges(tuple(connection.scalars(_KEPT_EDGES, own)), connection.scalars(_BEST_EDGE, own).one_or_none())


def _spell_edges() -> tuple[Select[Any], Select[Any]]:
    document: BindParameter[int] = bindparam("document")
    own, other = profiles.alias("own"), profiles.alias("other")
    ends = case((meetings.c.a_no == document, meetings.c.b_no), else_=meetings.c.a_no)
    repeats = (
        select(ends)
        .select_from(meetings)
        .join(own, own.c.document_no == document)
        .join(other, other.c.document_no == ends)
        .where(
            or_(meetings.c.a_no == document, meetings.c.b_no == document),
            meetings.c.copy_score.is_not(None),
            other.c.place < own.c.place,
        )
    )
    kept = repeats.join(
        document_relations,
        (document_relations.c.a_no == meetings.c.a_no) & (document_relations.c.b_no == meetings.c.b_no),
    )
    return kept, repeats.order_by(meetings.c.copy_score.desc(), other.c.place).limit(1)


_KEPT_EDGES, _BEST_EDGE = _spell_edges()


def remove_document_pair(connection: Connection, one: int, other: int) -> None:
    """Forget what two documents are to each other, but not that they were compared."""
    for a, b in ((one, other), (other, one)):
        connection.execute(
            delete(document_relations).where(document_relations.c.a_no == a, document_relations.c.b_no == b)
        )


def find_conflicts_of(connection: Connection, claims: Iterable[ClaimNumber]) -> list[ConflictPair]:
    """The conflicts that one of these claims has a part in."""
    wanted = set(claims)
    found: dict[ConflictPair, None] = {}
    for some in iter_parts({no for no, _ in wanted}):
        for column in (conflicts.c.a_no, conflicts.c.b_no):
            pairs = [ConflictPair(*row) for row in connection.execute(select(conflicts).where(column.in_(some)))]
            found.update(dict.fromkeys(pair for pair in pairs if wanted & set(pair.ends)))
    return list(found)


def write_conflicts(connection: Connection, found: Sequence[ConflictPair]) -> None:
    """Keep conflicts."""
    insert_rows(connection, conflicts, found)


def remove_conflicts(connection: Connection, found: Iterable[ConflictPair]) -> None:
    """Forget these conflicts."""
    ends = ("a_no", "a_at", "b_no", "b_at")
    rows = [dict(zip(ends, pair[:4], strict=True)) for pair in found]
    if rows:
        alike = and_(*(conflicts.c[name] == bindparam(name) for name in ends))
        connection.execute(delete(conflicts).where(alike), rows)


def add_unsettled(connection: Connection, claims: Iterable[ClaimNumber]) -> None:
    """Remember claims whose propositions are to be made anew."""
    wanted = set(claims)
    known = set()
    for some in iter_parts(wanted):
        chosen = select(unsettled_claims).where(tuple_(unsettled_claims.c.document_no, unsettled_claims.c.at).in_(some))
        known |= {(row.document_no, row.at) for row in connection.execute(chosen)}
    insert_rows(connection, unsettled_claims, sorted(wanted - known))


def find_unsettled(connection: Connection, project: int, limit: int) -> list[ClaimNumber]:
    """Some claims of a project whose propositions are to be made anew."""
    chosen = (
        select(unsettled_claims)
        .join(documents, documents.c.no == unsettled_claims.c.document_no)
        .where(documents.c.project_no == project)
        .order_by(unsettled_claims.c.document_no, unsettled_claims.c.at)
        .limit(limit)
    )
    return [(row.document_no, row.at) for row in connection.execute(chosen)]


def remove_unsettled(connection: Connection, claims: Iterable[ClaimNumber]) -> None:
    """Let claims wait no more."""
    rows = [{"no": no, "place": at} for no, at in sorted(set(claims))]
    if rows:
        alike = and_(unsettled_claims.c.document_no == bindparam("no"), unsettled_claims.c.at == bindparam("place"))
        connection.execute(delete(unsettled_claims).where(alike), rows)


def has_unsettled(connection: Connection, project: int) -> bool:
    """Whether claims of a project wait for their propositions to be made anew."""
    chosen = (
        select(unsettled_claims.c.at)
        .join(documents, documents.c.no == unsettled_claims.c.document_no)
        .where(documents.c.project_no == project)
        .limit(1)
    )
    return connection.execute(chosen).one_or_none() is not None


def find_related(connection: Connection, document_no: int) -> set[ClaimNumber]:
    """The claims of other documents that anything is kept of together with a claim of this one."""
    pairs = _find_pairs(connection, [document_no], claim_relations.c.same.is_not(None))
    return {end for pair in pairs for end in pair.ends if end[0] != document_no}


def iter_document_pairs(connection: Connection, project: int) -> Iterator[MetPair]:
    """What the documents of a project are to each other, by the order of their ids."""
    a, b = documents.alias("a"), documents.alias("b")
    chosen = (
        _met_pairs()
        .join(a, a.c.no == meetings.c.a_no)
        .join(b, b.c.no == meetings.c.b_no)
        .where(a.c.project_no == project)
        .order_by(a.c.id, b.c.id)
    )
    for row in connection.execute(chosen, execution_options={"yield_per": ASKED_AT_ONCE}):
        yield make_met_pair(row)


def iter_conflicts(connection: Connection, project: int) -> Iterator[ConflictPair]:
    """The conflicts of a project, by the order of the documents' ids."""
    a, b = documents.alias("a"), documents.alias("b")
    chosen = (
        select(conflicts)
        .join(a, a.c.no == conflicts.c.a_no)
        .join(b, b.c.no == conflicts.c.b_no)
        .where(a.c.project_no == project)
        .order_by(a.c.id, conflicts.c.a_at, b.c.id, conflicts.c.b_at)
    )
    for row in connection.execute(chosen, execution_options={"yield_per": ASKED_AT_ONCE}):
        yield ConflictPair(*row)


def remove_all(connection: Connection, project: int, tables: Iterable[Table]) -> None:
    """Empty derived tables of what they hold of a project."""
    ours = select(documents.c.no).where(documents.c.project_no == project)
    for table in tables:
        by: Column[Any] = table.c["document_no"] if "document_no" in table.c else table.c["a_no"]
        connection.execute(delete(table).where(by.in_(ours)))


def find_propositions_of(connection: Connection, claims: Collection[ClaimNumber]) -> dict[ClaimNumber, int]:
    """The number of the proposition that each of these claims belongs to, of those that belong to one."""
    wanted = set(claims)
    found: dict[ClaimNumber, int] = {}
    for some in iter_parts({no for no, _ in wanted}):
        rows = connection.execute(select(proposition_claims).where(proposition_claims.c.document_no.in_(some)))
        found |= {key: row.proposition_no for row in rows if (key := (row.document_no, row.at)) in wanted}
    return found
