"""How what is held stands of late: grades that changed or are low, propositions that grew, claims newly contradicted.

Each looks at so many of the newest grades, or at the documents it is given, and no further.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from sumber.ledger.parting import iter_parts
from sumber.ledger.propositions import get_propositions
from sumber.ledger.relation_schema import conflicts, graded_claims, grades, proposition_claims, propositions
from sumber.ledger.relations import ClaimNumber, ConflictPair
from sumber.ledger.schema import claims, documents
from sumber.model import Credibility, Proposition

_GRADES_LOOKED_AT: Final = 5_000
DOUBTED: Final[tuple[Credibility, ...]] = ("4", "5")
"""Grades that say something speaks against a proposition."""


class Regraded(NamedTuple):
    """A proposition whose proposed grade is another than before, and when it was proposed."""

    proposition: Proposition
    before: Credibility
    proposed_at: str


class Growing(NamedTuple):
    """A proposition that stands in several documents, with its number."""

    no: int
    proposition: Proposition


def find_regraded(connection: Connection, project: int, limit: int) -> list[Regraded]:
    """The propositions whose proposed grade changed last, the latest change first."""
    now, before = graded_claims.alias("now"), graded_claims.alias("before")
    is_same_claim = (before.c.document_no == now.c.document_no) & (before.c.claim_id == now.c.claim_id)
    changed = (
        _newest_grades(connection, project)
        .join(now, now.c.grade_no == grades.c.no)
        .join(before, is_same_claim & (before.c.grade_no < now.c.grade_no))
        .add_columns(func.max(before.c.grade_no).label("before_no"))
        .group_by(grades.c.no, grades.c.credibility, grades.c.proposed_at)
        .order_by(grades.c.no.desc())
        .limit(2 * limit)
    )
    rows = connection.execute(changed).all()
    former = _credibilities(connection, {row.before_no for row in rows})
    return [
        Regraded(each, former[row.before_no], row.proposed_at)
        for row, each in _still_so(connection, rows)
        if former[row.before_no] != each.grade.credibility
    ][:limit]


def find_doubted(connection: Connection, project: int, limit: int) -> list[Proposition]:
    """The propositions that were last given a grade that says something speaks against them."""
    low = (
        _newest_grades(connection, project)
        .where(grades.c.credibility.in_(DOUBTED))
        .order_by(grades.c.no.desc())
        .limit(2 * limit)
    )
    return [each for _, each in _still_so(connection, connection.execute(low).all())][:limit]


def _newest_grades(connection: Connection, project: int) -> Select[Any]:
    last = connection.scalar(select(func.max(grades.c.no))) or 0
    chosen = select(grades.c.no, grades.c.credibility, grades.c.proposed_at)
    return chosen.where(grades.c.project_no == project, grades.c.no > last - _GRADES_LOOKED_AT)


def _credibilities(connection: Connection, numbers: Iterable[int]) -> dict[int, Credibility]:
    found: dict[int, Credibility] = {}
    for some in iter_parts(numbers):
        rows = connection.execute(select(grades.c.no, grades.c.credibility).where(grades.c.no.in_(some)))
        found |= {row.no: row.credibility for row in rows}
    return found


def _still_so(connection: Connection, rows: Iterable[Row[Any]]) -> list[tuple[Row[Any], Proposition]]:
    """Grades with the propositions of today that still have them, each proposition once."""
    listed = list(rows)
    homes = _propositions_of_grades(connection, {row.no for row in listed})
    told = get_propositions(connection, homes.values())
    found: dict[int, tuple[Row[Any], Proposition]] = {}
    for row in listed:
        no = homes.get(row.no)
        if no in told and no not in found and told[no].grade.credibility == row.credibility:
            found[no] = (row, told[no])
    return list(found.values())


def _propositions_of_grades(connection: Connection, numbers: Collection[int]) -> dict[int, int]:
    """The number of a proposition that has a claim which a grade was proposed for, for each of these grades."""
    found: dict[int, int] = {}
    is_same_claim = (proposition_claims.c.document_no == graded_claims.c.document_no) & (
        proposition_claims.c.claim_id == graded_claims.c.claim_id
    )
    for some in iter_parts(numbers):
        rows = connection.execute(
            select(graded_claims.c.grade_no, func.max(proposition_claims.c.proposition_no).label("no"))
            .select_from(graded_claims.join(proposition_claims, is_same_claim))
            .where(graded_claims.c.grade_no.in_(some))
            .group_by(graded_claims.c.grade_no)
        )
        found |= {row.grade_no: row.no for row in rows}
    return found


def find_growing(connection: Connection, numbers: Collection[int], limit: int) -> list[Growing]:
    """The propositions that stand in one of these documents and in others, those on the most independent origins first."""
    found: dict[int, tuple[int, int]] = {}
    for some in iter_parts(numbers):
        chosen = (
            select(propositions.c.no, propositions.c.independent, propositions.c.documents)
            .distinct()
            .join(proposition_claims, proposition_claims.c.proposition_no == propositions.c.no)
            .where(proposition_claims.c.document_no.in_(some), propositions.c.documents > 1)
        )
        found |= {row.no: (row.independent, row.documents) for row in connection.execute(chosen)}
    best = sorted(found, key=lambda no: (*found[no], no), reverse=True)[:limit]
    told = get_propositions(connection, best)
    return [Growing(no, told[no]) for no in best if no in told]


def find_conflicts_in(connection: Connection, numbers: Collection[int], limit: int) -> list[ConflictPair]:
    """The conflicts that a claim of these documents has a part in, the surest first."""
    found: dict[ConflictPair, None] = {}
    for some in iter_parts(numbers):
        for side in (conflicts.c.a_no, conflicts.c.b_no):
            found |= dict.fromkeys(_surest(connection, side.in_(some), limit))
    return sorted(found, key=lambda pair: (-pair.odds, pair))[:limit]


def _surest(connection: Connection, condition: ColumnElement[bool], limit: int) -> list[ConflictPair]:
    chosen = select(conflicts).where(condition).order_by(conflicts.c.odds.desc()).limit(limit)
    return [ConflictPair(*row) for row in connection.execute(chosen)]


def find_claims_at(connection: Connection, places: Collection[ClaimNumber]) -> dict[ClaimNumber, int]:
    """The numbers of claims by their documents and their places in the newest readings."""
    wanted = set(places)
    found: dict[ClaimNumber, int] = {}
    for some in iter_parts({no for no, _ in wanted}):
        rows = connection.execute(
            select(documents.c.no.label("document_no"), claims.c.position, claims.c.no)
            .join(claims, claims.c.reading_no == documents.c.reading_no)
            .where(documents.c.no.in_(some))
        )
        found |= {place: row.no for row in rows if (place := (row.document_no, row.position)) in wanted}
    return found
