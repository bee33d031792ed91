"""The history of proposed grades: what was proposed when for the proposition that a claim belonged to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, select, update

from sumber.ledger.inserting import insert_rows
from sumber.ledger.numbers import next_number
from sumber.ledger.packing import pack, unpack
from sumber.ledger.parting import iter_parts
from sumber.ledger.propositions import KeptProposition
from sumber.ledger.relation_schema import graded_claims, grades, proposition_claims
from sumber.model import Credibility, Ground, Value


class GradeStep(Value, frozen=True):
    """A grade as it was proposed; without grounds where a document they told of was erased."""

    credibility: Credibility
    grounds: tuple[Ground, ...]
    proposed_at: str


class _Told(Value, frozen=True):
    """What is packed of a grade: its grounds, and the ids of the documents that they tell of."""

    grounds: tuple[Ground, ...]
    documents: tuple[str, ...]


class _Graded(NamedTuple):
    no: int
    credibility: str


_DECODER: Final = msgspec.msgpack.Decoder(_Told)


def record_grades(connection: Connection, project: int, some: Sequence[KeptProposition], now: str) -> int:
    """Append the grades that differ from what was proposed for the same claims before; gives how many did."""
    ids = _claim_ids(connection, [kept.no for kept in some])
    last = _last_grades(connection, {claim for claims in ids.values() for claim in claims})
    first = no = next_number(connection, grades)
    rows: list[tuple[Any, ...]] = []
    links: list[tuple[Any, ...]] = []
    for kept in some:
        claims = ids.get(kept.no, [])
        newest = max((last[claim] for claim in claims if claim in last), default=None)
        if newest is None or newest.credibility != kept.proposition.grade.credibility:
            newest = _Graded(no, kept.proposition.grade.credibility)
            packed = pack(msgspec.msgpack.encode(_told(kept)))
            rows.append((no, project, kept.proposition.id, newest.credibility, packed, now))
            no += 1
        links += [(*claim, newest.no) for claim in claims if last.get(claim) != newest]
    insert_rows(connection, grades, rows)
    # Two claims of one report that are alike in all that makes an id may stand in two propositions.
    insert_rows(connection, graded_claims, list(dict.fromkeys(links)))
    return no - first


def _told(kept: KeptProposition) -> _Told:
    grounds = kept.proposition.grade.grounds
    ids = {claim.document for claim in kept.proposition.claims}
    ids |= {document for ground in grounds for document, _ in ground.spans}
    return _Told(grounds=grounds, documents=tuple(sorted(ids)))


def _claim_ids(connection: Connection, numbers: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for some in iter_parts(numbers):
        chosen = select(proposition_claims).where(proposition_claims.c.proposition_no.in_(some))
        for row in connection.execute(chosen):
            found.setdefault(row.proposition_no, []).append((row.document_no, row.claim_id))
    # Two claims of one report may be alike in all that makes an id.
    return {no: sorted(set(claims)) for no, claims in found.items()}


def _last_grades(connection: Connection, claims: set[tuple[int, str]]) -> dict[tuple[int, str], _Graded]:
    """The newest grade of each of these claims, of those that have any."""
    found: dict[tuple[int, str], _Graded] = {}
    for some in iter_parts(no for no, _ in claims):
        newest = (
            select(
                graded_claims.c.document_no, graded_claims.c.claim_id, func.max(graded_claims.c.grade_no).label("no")
            )
            .where(graded_claims.c.document_no.in_(some))
            .group_by(graded_claims.c.document_no, graded_claims.c.claim_id)
            .subquery()
        )
        rows = connection.execute(select(newest, grades.c.credibility).join(grades, grades.c.no == newest.c.no))
        found |= {
            claim: _Graded(row.no, row.credibility)
            for row in rows
            if (claim := (row.document_no, row.claim_id)) in claims
        }
    return found


def find_grade_steps(connection: Connection, document_no: int, claim_id: str) -> list[GradeStep]:
    """What was proposed for a claim's propositions, oldest first; a grade proposed again is told once."""
    rows = connection.execute(
        select(grades)
        .join(graded_claims, graded_claims.c.grade_no == grades.c.no)
        .where(graded_claims.c.document_no == document_no, graded_claims.c.claim_id == claim_id)
        .order_by(grades.c.no)
    )
    steps: list[GradeStep] = []
    for row in rows:
        if not steps or steps[-1].credibility != row.credibility:
            grounds = _DECODER.decode(unpack(bytes(row.packed))).grounds
            steps.append(GradeStep(credibility=row.credibility, grounds=grounds, proposed_at=row.proposed_at))
    return steps


def find_claims_once_in(connection: Connection, project: int, proposition_id: str) -> list[str]:
    """The claims of a former proposition of this id, as far as the history of grades tells: a proposition that grows gets another id."""
    rows = connection.scalars(
        select(graded_claims.c.claim_id)
        .join(grades, grades.c.no == graded_claims.c.grade_no)
        .where(grades.c.project_no == project, grades.c.proposition_id == proposition_id)
        .order_by(graded_claims.c.document_no, graded_claims.c.claim_id)
        .limit(20)
    )
    return list(dict.fromkeys(rows))


def erase_grades(connection: Connection, project: int, document_no: int, document_id: str) -> None:
    """Take a document out of the history: the grades that were its claims' alone, and of all others the grounds that tell of it."""
    connection.execute(delete(graded_claims).where(graded_claims.c.document_no == document_no))
    still = set(connection.scalars(select(graded_claims.c.grade_no).distinct()))
    for row in connection.execute(select(grades).where(grades.c.project_no == project)).all():
        told = _DECODER.decode(unpack(bytes(row.packed)))
        if document_id not in told.documents:
            continue
        if row.no not in still:
            connection.execute(delete(grades).where(grades.c.no == row.no))
            continue
        left = _Told(grounds=(), documents=tuple(each for each in told.documents if each != document_id))
        # The proposition's id was made of the erased claims' too.
        bare = {"packed": pack(msgspec.msgpack.encode(left)), "proposition_id": ""}
        connection.execute(update(grades).where(grades.c.no == row.no).values(**bare))
