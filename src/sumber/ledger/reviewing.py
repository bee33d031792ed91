"""What waits for a person: claims that nobody decided about, pairs of claims of which it is open whether they say the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, func, select

from sumber.ledger.claim_decisions import find_claim_decisions
from sumber.ledger.judgements import ClaimPlace, JudgementKind, find_claim_judgements
from sumber.ledger.parting import iter_parts
from sumber.ledger.relation_schema import claim_relations
from sumber.ledger.relations import ClaimNumber, ClaimPair
from sumber.ledger.schema import claims, documents, readings, versions
from sumber.model import Span

DECIDING: Final[tuple[JudgementKind, ...]] = ("accept", "reject", "correct")
"""Judgements after which a claim waits for nobody; a note leaves it open."""

_DOUBT: Final = 0.5
_MOST_PAIRS: Final = 200


class Reviewed(NamedTuple):
    """A claim that is looked through: its number, where it stands, how sure the reader was, whether a person decided."""

    no: int
    place: ClaimPlace
    confidence: float
    is_decided: bool


def order_for_review(connection: Connection, project: int, numbers: Sequence[int]) -> list[Reviewed]:
    """Claims as they are best looked through: what the reader was least sure of first."""
    found: list[tuple[int, ClaimPlace, float]] = []
    for some in iter_parts(numbers):
        rows = connection.execute(
            select(
                claims.c.no,
                claims.c.id,
                claims.c.span_start,
                claims.c.span_end,
                claims.c.confidence,
                documents.c.id.label("document_id"),
                versions.c.text_sha256,
            )
            .join(readings, readings.c.no == claims.c.reading_no)
            .join(versions, versions.c.no == readings.c.version_no)
            .join(documents, documents.c.no == versions.c.document_no)
            .where(claims.c.no.in_(some))
        )
        for row in rows:
            place = ClaimPlace(row.id, row.document_id, row.text_sha256, Span(row.span_start, row.span_end))
            found.append((row.no, place, row.confidence))
    decided = find_claim_judgements(connection, project, [place for _, place, _ in found])
    reviewed = [
        Reviewed(no, place, confidence, any(each.kind in DECIDING and not each.undone for each in decided[place]))
        for no, place, confidence in found
    ]
    return sorted(reviewed, key=lambda each: (each.confidence, -each.no))


def find_open_pairs(
    connection: Connection, project: int, numbers: Collection[int], threshold: float
) -> list[ClaimPair]:
    """Pairs of claims of two documents, one of them among these, of which it is nearly even whether they say the same.

    `threshold` is the log-odds from which they are held to; the pairs nearest to it come first, at most 200 of them.
    Those that a person decided about are left out.
    """
    found: dict[tuple[ClaimNumber, ClaimNumber], ClaimPair] = {}
    doubt = func.abs(claim_relations.c.same - threshold)
    open_to_doubt = (claim_relations.c.a_no != claim_relations.c.b_no) & (doubt <= _DOUBT)
    for some in iter_parts(numbers):
        for side in (claim_relations.c.a_no, claim_relations.c.b_no):
            chosen = select(claim_relations).where(side.in_(some), open_to_doubt).order_by(doubt).limit(_MOST_PAIRS)
            found |= {pair.ends: pair for pair in map(ClaimPair._make, connection.execute(chosen).all())}
    if found:
        for decision in find_claim_decisions(connection, project):
            found.pop((decision.one, decision.other), None)
            found.pop((decision.other, decision.one), None)
    return sorted(found.values(), key=lambda pair: (abs(pair.same - threshold), pair))[:_MOST_PAIRS]
