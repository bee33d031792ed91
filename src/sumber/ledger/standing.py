"""Whether a claim is still what a report is read as, and which claim took its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from sumber.ledger.judgements import LEAST_OVERLAP
from sumber.ledger.schema import claims, documents, readings, versions
from sumber.model import Span


class Standing(NamedTuple):
    """Whether a claim is one of its report's newest reading; else the claim there whose words are nearly the same, if any."""

    is_current: bool
    successor: str | None = None


def find_standings(connection: Connection, numbers: Sequence[int]) -> dict[int, Standing]:
    """How the claims of these numbers stand to the newest readings of their reports."""
    rows = connection.execute(
        select(claims, documents.c.reading_no.label("newest"), versions.c.text_sha256)
        .join(readings, readings.c.no == claims.c.reading_no)
        .join(versions, versions.c.no == readings.c.version_no)
        .join(documents, documents.c.no == versions.c.document_no)
        .where(claims.c.no.in_(numbers))
    ).all()
    return {
        row.no: Standing(is_current=True)
        if row.newest == row.reading_no
        else Standing(
            is_current=False,
            successor=_find_successor(connection, row.newest, row.text_sha256, Span(row.span_start, row.span_end)),
        )
        for row in rows
    }


def _find_successor(connection: Connection, reading_no: int | None, text_sha256: str, span: Span) -> str | None:
    if reading_no is None:
        return None
    found = connection.execute(
        select(claims.c.id, claims.c.span_start, claims.c.span_end)
        .join(readings, readings.c.no == claims.c.reading_no)
        .join(versions, versions.c.no == readings.c.version_no)
        .where(claims.c.reading_no == reading_no, versions.c.text_sha256 == text_sha256)
        .order_by(claims.c.position)
    ).all()
    near = [(Span(row.span_start, row.span_end).jaccard(span), row.id) for row in found]
    best = max(near, key=lambda each: each[0], default=None)
    return best[1] if best and best[0] >= LEAST_OVERLAP else None
