"""Judgements as they are kept, and about which claims they are.

A decision about a claim belongs to its words. It holds for whatever a later reading of the same text finds there, as
long as the two stretches overlap by four fifths; else nobody has decided about the new one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, select

from sumber.ledger.parting import iter_parts
from sumber.ledger.schema import judgements
from sumber.model import Span, Value

JudgementKind = Literal[
    "accept",
    "reject",
    "correct",
    "note",
    "merge",
    "split",
    "unsure",
    "public",
    "undo",
    "one",
    "independent",
    "same",
    "different",
    "no-conflict",
    "reliability",
    "retracted",
    "corrected",
]
LEAST_OVERLAP: Final = 0.8
"""Intersection over union from which a stretch of text counts as the one that was decided about."""


class Judgement(Value, frozen=True):
    """A decision as it is kept; `undone` where a later one took it back."""

    id: str
    kind: JudgementKind
    subject: str
    decided_by: str
    decided_at: str
    reason: str | None = None
    other: str | None = None
    value: dict[str, Any] | None = None
    score: float | None = None
    undone: bool = False


class ClaimPlace(NamedTuple):
    """Where a claim stands: its id, its document's, the hash of the text, and the span."""

    claim_id: str
    document_id: str
    text_sha256: str
    span: Span


def iter_judgements(connection: Connection, project: int, kinds: Iterable[JudgementKind] = ()) -> list[Judgement]:
    """The judgements of a project in order (of some kinds alone, where told), each with whether it was taken back."""
    chosen = select(judgements).where(judgements.c.project_no == project).order_by(judgements.c.no)
    wanted = tuple(kinds)
    if wanted:
        chosen = chosen.where(judgements.c.kind.in_(wanted))
    return _with_undone(connection, connection.execute(chosen).all())


def find_judgement(connection: Connection, project: int, judgement_id: str) -> Judgement | None:
    """A judgement by its id, None where the project has none of it."""
    chosen = select(judgements).where(judgements.c.project_no == project, judgements.c.id == judgement_id)
    found = _with_undone(connection, connection.execute(chosen).all())
    return found[0] if found else None


def find_subject_judgements(
    connection: Connection, project: int, kind: JudgementKind, subjects: Iterable[str]
) -> list[Judgement]:
    """The judgements of a kind about these subjects, in order."""
    rows: list[Row[Any]] = []
    for some in iter_parts(subjects):
        chosen = select(judgements).where(
            judgements.c.project_no == project, judgements.c.kind == kind, judgements.c.subject.in_(some)
        )
        rows += connection.execute(chosen).all()
    return _with_undone(connection, sorted(rows, key=lambda row: row.no))


def find_claim_judgements(
    connection: Connection, project: int, places: Iterable[ClaimPlace]
) -> dict[ClaimPlace, list[Judgement]]:
    """What was decided about each of these claims, or about a stretch of the same text that overlaps it enough."""
    wanted = tuple(places)
    ids = sorted({place.document_id for place in wanted})
    rows = connection.execute(
        select(judgements)
        .where(judgements.c.project_no == project, judgements.c.document_id.in_(ids))
        .order_by(judgements.c.no)
    ).all()
    told = dict(zip((row.id for row in rows), _with_undone(connection, rows), strict=True))
    by_document: dict[str, list[Row[Any]]] = {}
    for row in rows:
        by_document.setdefault(row.document_id, []).append(row)
    return {
        place: [told[row.id] for row in by_document.get(place.document_id, ()) if _is_about(row, place)]
        for place in wanted
    }


def _is_about(row: Row[Any], place: ClaimPlace) -> bool:
    """Whether a decision about a document, or about words in one of its texts, is about a place in it."""
    if row.span_start is None:
        return is_about_text(row, place.text_sha256)
    is_same_text = bool(row.text_sha256 == place.text_sha256)
    return is_same_text and Span(row.span_start, row.span_end).jaccard(place.span) >= LEAST_OVERLAP


def is_about_text(row: Row[Any], text_sha256: str) -> bool:
    """Whether a decision about a document holds for this text of it: a correction is made by a text that comes after it."""
    return bool(row.kind == "retracted" or row.text_sha256 == text_sha256)


def _with_undone(connection: Connection, rows: Iterable[Row[Any]]) -> list[Judgement]:
    """Rows as judgements. An "undo" can be taken back too: the judgement then holds again."""
    listed = tuple(rows)
    undone = find_undone(connection)
    return [make_judgement(row, undone=row.id in undone) for row in listed]


def find_undone(connection: Connection) -> frozenset[str]:
    """The ids of all judgements that were taken back and stay so."""
    undoing = connection.execute(
        select(judgements.c.id, judgements.c.subject)
        .where(judgements.c.kind == "undo")
        .order_by(judgements.c.no.desc())
    ).all()
    undone: set[str] = set()
    for row in undoing:  # newest first: an "undo" that was itself taken back undoes nothing
        if row.id not in undone:
            undone.add(row.subject)
    return frozenset(undone)


def make_judgement(row: Row[Any], *, undone: bool) -> Judgement:
    """A row as the judgement that it keeps."""
    return Judgement(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        other=row.other,
        value=msgspec.json.decode(row.value) if row.value is not None else None,
        score=row.score,
        reason=row.reason,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        undone=undone,
    )
