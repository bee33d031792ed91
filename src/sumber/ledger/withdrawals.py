"""Claims of today that were taken back, as persons marked them: with their whole report, or alone."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from sumber.ledger.claim_decisions import Anchor, StandingClaim, find_standing, find_standing_claims
from sumber.ledger.judgements import find_undone, is_about_text
from sumber.ledger.judging import ON_WITHDRAWN
from sumber.ledger.relations import ClaimNumber
from sumber.ledger.schema import judgements
from sumber.model import Span, WithdrawalKind


class Withdrawal(NamedTuple):
    """That a claim was taken back: how, and who marked it why; `whole` where its report was, not only who says it."""

    kind: WithdrawalKind
    whole: bool
    reason: str
    decided_by: str
    judgement_id: str


def find_withdrawals(connection: Connection, project: int) -> dict[ClaimNumber, Withdrawal]:
    """The claims of the newest readings that were taken back; of several marks of one the last."""
    chosen = select(judgements).where(judgements.c.project_no == project, judgements.c.kind.in_(ON_WITHDRAWN))
    rows = connection.execute(chosen.order_by(judgements.c.no)).all()
    undone = find_undone(connection) if rows else frozenset()
    standing = [row for row in rows if row.id not in undone]
    claims_of = find_standing_claims(connection, project, {row.document_id for row in standing})
    return {
        claim: Withdrawal(row.kind, row.span_start is None, row.reason or "", row.decided_by, row.id)
        for row in standing
        for claim in _find_claims(row, claims_of)
    }


def _find_claims(row: Row[Any], claims_of: dict[str, list[StandingClaim]]) -> list[ClaimNumber]:
    """The claims that a mark is about: all of a report's text, or the one whose words were marked."""
    if row.span_start is None:
        there = claims_of.get(row.document_id, [])
        return [each.number for each in there if is_about_text(row, each.text_sha256)]
    anchor = Anchor(row.subject, row.document_id, row.text_sha256, Span(row.span_start, row.span_end))
    found = find_standing(anchor, claims_of)
    return [found] if found else []
