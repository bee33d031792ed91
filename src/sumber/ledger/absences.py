"""Claims of earlier versions that the newest version of their report does not hold: present in one, absent in the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, select

from sumber.ledger.parting import iter_parts
from sumber.ledger.relation_schema import graded_claims, proposition_claims
from sumber.ledger.relations import ClaimNumber
from sumber.ledger.schema import claims, documents, readings, versions


class AbsentClaim(NamedTuple):
    """A claim, the version of its report that it stands in, and the newest one, in which it does not."""

    document_no: int
    document_id: str
    claim_id: str
    text: str
    present_in: int
    absent_in: int


def find_absent(connection: Connection, members: Iterable[ClaimNumber]) -> list[AbsentClaim]:
    """The claims that were of one proposition with these, as the history of grades tells, and are in no newest version."""
    found: set[AbsentClaim] = set()
    for some in iter_parts(_find_graded_together(connection, set(members))):
        rows = connection.execute(_LEFT.where(graded_claims.c.grade_no.in_(some)))
        found |= {AbsentClaim(*row) for row in rows}
    return sorted(found)


def _find_graded_together(connection: Connection, members: set[ClaimNumber]) -> set[int]:
    """The grades that were given to the propositions of these claims."""
    grades: set[int] = set()
    for some in iter_parts({no for no, _ in members}):
        rows = connection.execute(
            select(proposition_claims.c.document_no, proposition_claims.c.at, graded_claims.c.grade_no)
            .join(
                graded_claims,
                (graded_claims.c.document_no == proposition_claims.c.document_no)
                & (graded_claims.c.claim_id == proposition_claims.c.claim_id),
            )
            .where(proposition_claims.c.document_no.in_(some))
        )
        grades |= {row.grade_no for row in rows if (row.document_no, row.at) in members}
    return grades


_NEWEST = versions.alias("newest")
_LEFT = (
    select(
        documents.c.no,
        documents.c.id,
        claims.c.id.label("claim_id"),
        claims.c.text,
        versions.c.number.label("present_in"),
        _NEWEST.c.number.label("absent_in"),
    )
    .select_from(graded_claims)
    .join(documents, documents.c.no == graded_claims.c.document_no)
    .join(versions, (versions.c.document_no == documents.c.no) & (versions.c.no != documents.c.version_no))
    .join(readings, readings.c.version_no == versions.c.no)
    .join(claims, (claims.c.reading_no == readings.c.no) & (claims.c.id == graded_claims.c.claim_id))
    .join(_NEWEST, _NEWEST.c.no == documents.c.version_no)
    .distinct()
)
