"""What persons decided about two claims or two origins, as it holds for the readings of today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, select

from sumber.ledger.judgements import LEAST_OVERLAP, Judgement, JudgementKind, find_undone, iter_judgements
from sumber.ledger.judging import ON_CLAIM_PAIRS, ON_ORIGINS
from sumber.ledger.parting import iter_parts
from sumber.ledger.relations import ClaimNumber
from sumber.ledger.schema import claims, documents, judgements, versions
from sumber.model import Span

# Of decisions about the same two things the last one of an axis holds.
_AXES: Final[dict[JudgementKind, str]] = {"same": "proposition", "different": "proposition", "no-conflict": "conflict"}


class ClaimDecision(NamedTuple):
    """A decision about two claims, by their numbers in order."""

    kind: JudgementKind
    one: ClaimNumber
    other: ClaimNumber
    judgement_id: str


class OriginDecision(NamedTuple):
    """A decision about two origins, by their keys in order."""

    kind: JudgementKind
    one: str
    other: str
    judgement_id: str


class Anchor(NamedTuple):
    """Where a claim stood when it was decided about."""

    claim_id: str
    document_id: str
    text_sha256: str
    span: Span


class StandingClaim(NamedTuple):
    """A claim of a newest reading."""

    number: ClaimNumber
    claim_id: str
    text_sha256: str
    span: Span


def find_origin_decisions(connection: Connection, project: int) -> list[OriginDecision]:
    """The decisions about origins that stand, of each two the last."""
    found: dict[tuple[str, str], OriginDecision] = {}
    for each in iter_judgements(connection, project, ON_ORIGINS):
        if not each.undone and each.other:
            one, other = sorted((each.subject, each.other))
            found[one, other] = OriginDecision(each.kind, one, other, each.id)
    return sorted(found.values())


def find_claim_decisions(connection: Connection, project: int) -> list[ClaimDecision]:
    """The decisions about two claims that stand and whose words both are claims of the newest readings; of each two the last."""
    chosen = select(judgements).where(judgements.c.project_no == project, judgements.c.kind.in_(ON_CLAIM_PAIRS))
    rows = connection.execute(chosen.order_by(judgements.c.no)).all()
    undone = find_undone(connection) if rows else frozenset()
    standing = [(row, *_anchors(row)) for row in rows if row.id not in undone]
    claims_of = find_standing_claims(
        connection, project, {anchor.document_id for _, *anchors in standing for anchor in anchors}
    )
    found: dict[tuple[str, ClaimNumber, ClaimNumber], ClaimDecision] = {}
    for row, subject, other in standing:
        mine, theirs = find_standing(subject, claims_of), find_standing(other, claims_of)
        if mine is not None and theirs is not None and mine != theirs:
            low, high = sorted((mine, theirs))
            found[_AXES[row.kind], low, high] = ClaimDecision(row.kind, low, high, row.id)
    return sorted(found.values())


def find_other_document(judgement: Judgement) -> str | None:
    """The document of the other claim that a decision is about."""
    return (judgement.value or {}).get("other", {}).get("document_id") if judgement.kind in ON_CLAIM_PAIRS else None


def _anchors(row: Row[Any]) -> tuple[Anchor, Anchor]:
    told = msgspec.json.decode(row.value)["other"]
    subject = Anchor(row.subject, row.document_id, row.text_sha256, Span(row.span_start, row.span_end))
    return subject, Anchor(row.other, told["document_id"], told["text_sha256"], Span(*told["span"]))


def find_standing_claims(connection: Connection, project: int, ids: Iterable[str]) -> dict[str, list[StandingClaim]]:
    """The claims of the newest readings of these documents."""
    found: dict[str, list[StandingClaim]] = {}
    for some in iter_parts(ids):
        rows = connection.execute(
            select(
                documents.c.id.label("document"), documents.c.no.label("document_no"), versions.c.text_sha256, claims
            )
            .join(claims, claims.c.reading_no == documents.c.reading_no)
            .join(versions, versions.c.no == documents.c.version_no)
            .where(documents.c.project_no == project, documents.c.id.in_(some))
            .order_by(claims.c.position)
        )
        for row in rows:
            standing = StandingClaim(
                (row.document_no, row.position), row.id, row.text_sha256, Span(row.span_start, row.span_end)
            )
            found.setdefault(row.document, []).append(standing)
    return found


def find_standing(anchor: Anchor, claims_of: dict[str, list[StandingClaim]]) -> ClaimNumber | None:
    """The claim of today that was decided about: the same one, else the one that overlaps most, and enough."""
    there = [each for each in claims_of.get(anchor.document_id, ()) if each.text_sha256 == anchor.text_sha256]
    for each in there:
        if each.claim_id == anchor.claim_id:
            return each.number
    best = max(there, key=lambda each: (each.span.jaccard(anchor.span), -each.number[1]), default=None)
    return best.number if best and best.span.jaccard(anchor.span) >= LEAST_OVERLAP else None
