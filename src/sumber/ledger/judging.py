"""Judging: what persons decide about claims and entities; each is a row, and taking one back is a further row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, insert, select

from sumber.errors import LedgerError
from sumber.ledger.correcting import index_correction
from sumber.ledger.ids import content_id
from sumber.ledger.judgements import ClaimPlace, Judgement, JudgementKind, find_undone, make_judgement
from sumber.ledger.log import LeafWriter
from sumber.ledger.numbers import next_number
from sumber.ledger.opening import Ledger, now_text
from sumber.ledger.schema import claims, documents, entities, judgements, readings, versions
from sumber.model import Span, Value

ON_CLAIMS: Final[tuple[JudgementKind, ...]] = ("accept", "reject", "correct", "note")
ON_ENTITIES: Final[tuple[JudgementKind, ...]] = ("merge", "split", "unsure")
ON_ORIGINS: Final[tuple[JudgementKind, ...]] = ("one", "independent")
"""About two origins, each by its entity's id, else by its name in small letters."""
ON_CLAIM_PAIRS: Final[tuple[JudgementKind, ...]] = ("same", "different", "no-conflict")
"""About two claims; where the other one stands is told by the judgement's value."""

ON_WITHDRAWN: Final[tuple[JudgementKind, ...]] = ("retracted", "corrected")
"""About a document, by its whole id, or about a claim: the publisher, or who said it, took it back."""


class Decision(Value, frozen=True):
    """What somebody decides: the kind, what about (and which other entity), why, and how sure from 0 to 1."""

    kind: JudgementKind
    subject: str
    decided_by: str
    reason: str | None = None
    other: str | None = None
    value: dict[str, Any] | None = None
    score: float | None = None


def judge(ledger: Ledger, decision: Decision) -> Judgement:
    """Keep a decision with its log leaf; LedgerError where what it is about is not kept in this project."""
    with ledger.writing() as connection:
        now = now_text()
        project = ledger.make_project(connection, now)
        place = _check_subject(connection, project, decision)
        decision = _with_other_place(connection, project, decision, place)
        no = next_number(connection, judgements)
        identity = content_id("judgement", ledger.project, no, now, msgspec.to_builtins(decision))
        stated: dict[str, Any] = {
            "kind": decision.kind,
            "subject": place.subject if place else decision.subject,
            "other": decision.other,
            "document_id": place.document_id if place else None,
            "text_sha256": place.text_sha256 if place else None,
            "span_start": place.span.start if place and place.span else None,
            "span_end": place.span.end if place and place.span else None,
            "value": msgspec.json.encode(decision.value).decode() if decision.value is not None else None,
            "score": decision.score,
            "reason": decision.reason,
            "decided_by": decision.decided_by,
        }
        row = {"no": no, "id": identity, "project_no": project, **stated, "decided_at": now}
        connection.execute(insert(judgements), [row])
        leaves = LeafWriter(connection, now)
        leaves.add("judgement", identity, {"project": ledger.project, "judgement": stated})
        leaves.write()
        if decision.kind in {"correct", "undo"}:
            index_correction(ledger, connection, no)
        kept = connection.execute(select(judgements).where(judgements.c.no == no)).one()
        return make_judgement(kept, undone=False)


class _Place(NamedTuple):
    """What text a decision is about: a document's, or the words of a claim in it."""

    subject: str
    document_id: str
    text_sha256: str
    span: Span | None


def _check_subject(connection: Connection, project: int, decision: Decision) -> _Place | None:
    """Where that stands that is decided about, None where it is no text; LedgerError where it is not there."""
    if decision.kind in ON_WITHDRAWN and (document := _find_document(connection, project, decision.subject)):
        return document
    if decision.kind in (*ON_CLAIMS, *ON_CLAIM_PAIRS, *ON_WITHDRAWN):
        return _Place(*find_claim_place(connection, project, decision.subject))
    if decision.kind == "undo":
        _check_undoable(connection, project, decision.subject)
    elif decision.kind in ON_ENTITIES:
        _check_entities(connection, (decision.subject, decision.other or ""))
    return None


def _find_document(connection: Connection, project: int, identity: str) -> _Place | None:
    """The document of this id, with its newest text."""
    row = connection.execute(
        select(documents.c.id, versions.c.text_sha256)
        .join(versions, versions.c.no == documents.c.version_no)
        .where(documents.c.project_no == project, documents.c.id == identity)
    ).one_or_none()
    return _Place(row.id, row.id, row.text_sha256, None) if row else None


def _with_other_place(connection: Connection, project: int, decision: Decision, place: _Place | None) -> Decision:
    """A decision about two claims with where the other one stands: it belongs to the words of both."""
    if decision.kind not in ON_CLAIM_PAIRS:
        return decision
    other = find_claim_place(connection, project, decision.other or "")
    if _Place(*other) == place:
        raise LedgerError("S513", f"{decision.subject!r} and {decision.other!r} are one claim; expected two")
    anchor = {
        "document_id": other.document_id,
        "text_sha256": other.text_sha256,
        "span": [other.span.start, other.span.end],
    }
    return msgspec.structs.replace(decision, other=other.claim_id, value={"other": anchor})


def find_claim_place(connection: Connection, project: int, claim_id: str) -> ClaimPlace:
    """Where the newest claim whose id begins so stands; LedgerError where none does, or several."""
    found = connection.execute(
        select(claims, versions.c.text_sha256, documents.c.id.label("document_id"))
        .join(readings, readings.c.no == claims.c.reading_no)
        .join(versions, versions.c.no == readings.c.version_no)
        .join(documents, documents.c.no == versions.c.document_no)
        .where(claims.c.id.between(claim_id, claim_id + "g"), documents.c.project_no == project)
        .order_by(claims.c.no.desc())
        .limit(100)
    ).all()
    ids = sorted({row.id for row in found})
    if not ids:
        raise LedgerError("S511", f"no claim {claim_id!r} in this project; sumber claims lists them with their ids")
    if len(ids) > 1:
        raise LedgerError(
            "S511", f"{claim_id!r} begins the ids of several claims ({', '.join(ids[:4])} …); give more of it"
        )
    row = found[0]
    return ClaimPlace(row.id, row.document_id, row.text_sha256, Span(row.span_start, row.span_end))


def _check_undoable(connection: Connection, project: int, judgement_id: str) -> None:
    row = connection.execute(
        select(judgements).where(judgements.c.id == judgement_id, judgements.c.project_no == project)
    ).one_or_none()
    if row is None:
        raise LedgerError(
            "S511", f"no judgement {judgement_id!r} in this project; sumber show and sumber log tell their ids"
        )
    if judgement_id in find_undone(connection):
        raise LedgerError("S512", f"judgement {judgement_id!r} was taken back already")


def _check_entities(connection: Connection, ids: Iterable[str]) -> None:
    for entity in ids:
        if connection.scalar(select(entities.c.id).where(entities.c.id == entity)) is None:
            raise LedgerError("S511", f"no entity {entity!r} in this ledger; sumber entities lists them with their ids")
