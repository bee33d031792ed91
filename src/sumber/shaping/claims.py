"""Kept claims: as in a reading, with document, days, decisions and what they rest on."""

from __future__ import annotations

from typing import Annotated, Any, Final

from msgspec import Meta

from sumber.ledger import Connection
from sumber.ledger.corrected import corrected_fields
from sumber.ledger.judgements import Judgement
from sumber.ledger.views import KeptClaim, Rests, get_text
from sumber.model.reading_format import ClaimShape, shape_claim
from sumber.shaping.documents import DocumentHead, shape_head

AROUND: Final = 160
"""Characters of the report told on either side of a claim."""


class KeptClaimShape(ClaimShape):
    """A claim as it is kept: with its document, the days of its event, the decisions that stand, and what it rests on."""

    document: DocumentHead
    earliest: str | None
    latest: str | None
    corrected: Annotated[dict[str, Any], Meta(description="what persons corrected, by field")]
    judgements: Annotated[list[Judgement], Meta(description="the decisions that stand")]
    rests_on: Annotated[Rests | None, Meta(description="null until the claim is related to others")]


class ClaimInContext(KeptClaimShape):
    """A kept claim with the words around it, and all decisions, those taken back too."""

    before: str
    after: str
    all_judgements: list[Judgement]


def shape_kept_claim(kept: KeptClaim) -> KeptClaimShape:
    """A kept claim as JSON: as in a reading, with its document, days and judgements."""
    return {
        **shape_claim(kept.claim),
        "document": shape_head(kept.document),
        "earliest": kept.earliest,
        "latest": kept.latest,
        "corrected": corrected_fields(kept.judgements),
        "judgements": [each for each in kept.judgements if not each.undone],
        "rests_on": kept.rests,
    }


def shape_in_context(connection: Connection, kept: KeptClaim) -> ClaimInContext:
    """A kept claim with what stands around it in its report."""
    before, after = quote_around(connection, kept)
    return {
        **shape_kept_claim(kept),
        "before": before,
        "after": after,
        "all_judgements": list(kept.judgements),
    }


def quote_around(connection: Connection, kept: KeptClaim) -> tuple[str, str]:
    """What stands before and behind a claim in the text it was read in."""
    text = get_text(connection, kept.document.text_sha256)
    span = kept.claim.span
    if span.of(text) != kept.claim.text:  # read in an earlier version of the text
        return "", ""
    return text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
