"""Readings made of labels: what a reader without faults would hand on, so that analysis is measured apart from reading."""

from __future__ import annotations

import re
from functools import cache

from evaluation.documents import labelled_document
from evaluation.labels import LabelledClaim, LabelledEntity, LabelledEvent, LabelledReport
from sumber.gazetteer import read_entries
from sumber.languages import find_language
from sumber.model import (
    Claim,
    Document,
    EntityRef,
    Event,
    EventTime,
    Link,
    Mention,
    MentionKind,
    Party,
    Quantity,
    ReaderVersion,
    Reading,
    Role,
    Span,
)
from sumber.model.claims import EventType
from sumber.reading.lexical import LexicalReader

KINDS: dict[str, MentionKind] = {
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "GPE": "place",
    "OUTLET": "outlet",
    "WEAPON": "weapon",
}
UNNAMED = ("unnamed", "an unnamed")
SHORTEST_NAME = 2


def ideal_reading(report: LabelledReport) -> Reading:
    """The reading that the labels of a report spell; numbers, which are not labelled, are those our lexicons find."""
    document = labelled_document(report)
    ids = {entity.canonical: entity.qid for entity in report.entities if entity.qid}
    return Reading(
        document=document,
        language=report.language,
        publisher=_entity(report.outlet, ids),
        mentions=tuple(
            Mention(span=Span(*span), text=entity.text, kind=KINDS[entity.type], entity=_entity(entity.canonical, ids))
            for span, entity in _iter_names(report)
        ),
        dates=(),
        claims=tuple(_claim(claim, number, report, ids) for number, claim in enumerate(report.claims)),
        reader=ReaderVersion(name="labels", version="1"),
        quantities=_quantities(document),
    )


def _quantities(document: Document) -> tuple[Quantity, ...]:
    language = find_language(document.language or "")
    return LexicalReader().read_names(document, language).quantities if language else ()


def _iter_names(report: LabelledReport) -> list[tuple[tuple[int, int], LabelledEntity]]:
    """The marked names and, where only the first of each form is marked, its other occurrences."""
    found = {entity.span: entity for entity in report.entities}
    for entity in sorted(report.entities, key=lambda entity: -len(entity.text)):
        if len(entity.text) < SHORTEST_NAME:
            continue
        for match in re.finditer(re.escape(entity.text), report.text):
            start, end = match.span()
            if not any(first < end and start < last for first, last in found):
                found[start, end] = entity
    return sorted(found.items())


def _claim(claim: LabelledClaim, number: int, report: LabelledReport, ids: dict[str, str]) -> Claim:
    return Claim(
        id=f"{report.id}:{number}",
        span=Span(*claim.span),
        text=claim.text,
        mode=claim.mode,  # type: ignore[arg-type]  # the labels' words are the reader's
        stance=claim.stance,  # type: ignore[arg-type]  # same
        hedged=claim.hedged,
        negated=claim.negated,
        chain=tuple(
            Link(role=_role(name, at, claim.chain), name=name, entity=_entity(name, ids))
            for at, name in enumerate(claim.chain)
        ),
        event=_event(claim.event, ids) if claim.event else None,
        confidence=1.0,
    )


def _role(name: str, at: int, chain: tuple[str, ...]) -> Role:
    if at == len(chain) - 1:
        return "publisher"
    if name.lower().startswith(UNNAMED):
        return "unnamed"
    return "speaker" if at == 0 else "relay"


def _event(event: LabelledEvent, ids: dict[str, str]) -> Event:
    kind: EventType = event.type  # type: ignore[assignment]  # the labels' words are the reader's
    return Event(
        type=kind,
        actors=_parties(event.actor, ids),
        recipients=_parties(event.recipient, ids),
        object=event.object,
        place=Party(name=event.place, entity=_entity(event.place, ids)) if event.place else None,
        time=EventTime(value=event.date) if event.date else None,
    )


def _parties(names: str | None, ids: dict[str, str]) -> tuple[Party, ...]:
    parted = [name.strip() for name in (names or "").split(",") if name.strip()]
    return tuple(Party(name=name, entity=_entity(name, ids)) for name in parted)


def _entity(name: str, ids: dict[str, str]) -> EntityRef | None:
    if name.lower().startswith(UNNAMED):
        return None
    known = ids.get(name) or _ids_by_name().get(name.casefold())
    return EntityRef(id=known or f"label:{name.casefold().replace(' ', '-')}", name=name)


@cache
def _ids_by_name() -> dict[str, str]:
    return {entry.name.casefold(): entry.id for entry in reversed(read_entries().values())}
