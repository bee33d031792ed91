"""What a reading found in a stretch of its text, so that a long report can be shown part by part."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, func, select

from sumber.ledger.packing import decode_reading, unpack
from sumber.ledger.schema import claims, dates, entities, mentions, readings
from sumber.model import Claim, DateValue, EntityRef, Mention, Span


class ClaimSpot(NamedTuple):
    """A claim by its number in the ledger, with its id, its place in the reading (from 0) and its span."""

    no: int
    id: str
    position: int
    span: Span


def count_claims_of(connection: Connection, reading_no: int) -> int:
    """How many claims a reading found."""
    return connection.scalar(select(func.count()).where(claims.c.reading_no == reading_no)) or 0


def find_claims_within(connection: Connection, reading_no: int, within: Span, limit: int) -> list[ClaimSpot]:
    """The first claims of a reading that share a character with a stretch of the text, as they stand there."""
    rows = connection.execute(
        select(claims.c.no, claims.c.id, claims.c.position, claims.c.span_start, claims.c.span_end)
        .where(claims.c.reading_no == reading_no, _touches(claims, within))
        .order_by(claims.c.span_start, claims.c.position)
        .limit(limit)
    )
    return [ClaimSpot(row.no, row.id, row.position, Span(row.span_start, row.span_end)) for row in rows]


def find_claim_spot(connection: Connection, reading_no: int, claim_id: str) -> ClaimSpot | None:
    """The first claim of a reading whose id begins so, None where there is none."""
    row = connection.execute(
        select(claims.c.no, claims.c.id, claims.c.position, claims.c.span_start, claims.c.span_end)
        .where(claims.c.reading_no == reading_no, claims.c.id.between(claim_id, claim_id + "g"))
        .order_by(claims.c.position)
        .limit(1)
    ).one_or_none()
    return ClaimSpot(row.no, row.id, row.position, Span(row.span_start, row.span_end)) if row else None


def find_mentions_within(connection: Connection, reading_no: int, within: Span, limit: int) -> list[Mention]:
    """The first names in a stretch of the text, each with what it was resolved to; why, only the whole reading tells."""
    rows = connection.execute(
        select(mentions, entities.c.name)
        .outerjoin(entities, entities.c.id == mentions.c.entity)
        .where(mentions.c.reading_no == reading_no, _touches(mentions, within))
        .order_by(mentions.c.span_start, mentions.c.position)
        .limit(limit)
    )
    return [
        Mention(
            span=Span(row.span_start, row.span_end),
            text=row.text,
            kind=row.kind,
            entity=EntityRef(id=row.entity, name=row.name) if row.entity else None,
        )
        for row in rows
    ]


def find_dates_within(connection: Connection, reading_no: int, within: Span, limit: int) -> list[DateValue]:
    """The first dates in a stretch of the text."""
    rows = connection.execute(
        select(dates)
        .where(dates.c.reading_no == reading_no, _touches(dates, within))
        .order_by(dates.c.span_start, dates.c.position)
        .limit(limit)
    )
    return [
        DateValue(
            span=Span(row.span_start, row.span_end),
            text=row.text,
            value=row.value,
            earliest=row.earliest,
            latest=row.latest,
            anchor=row.anchor,
            weekday_agrees=row.weekday_agrees,
        )
        for row in rows
    ]


def get_claim_with_reasons(connection: Connection, claim_no: int) -> Claim:
    """A claim as the reader gave it, with why it says so: the rows leave that out, the whole reading keeps it."""
    row = connection.execute(
        select(claims.c.position, readings.c.content)
        .join(readings, readings.c.no == claims.c.reading_no)
        .where(claims.c.no == claim_no)
    ).one()
    position: int = row.position
    reading = decode_reading(unpack(bytes(row.content)), text="")
    return reading.claims[position]


def _touches(table: Table, within: Span) -> ColumnElement[bool]:
    return (table.c.span_start < within.end) & (table.c.span_end > within.start)
