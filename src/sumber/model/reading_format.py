"""The reading format: a reading as the plain values of its JSON."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired, TypeAlias, TypedDict

from msgspec import Meta

from sumber.errors import InputError
from sumber.model.claims import Claim, Event, EventType, Link, Mode, Party, Quantity, Role, Stance, Tense
from sumber.model.entities import EntityRef, Mention
from sumber.model.readings import Reading
from sumber.model.values import Reason, Span

SpanShape: TypeAlias = Annotated[
    list[int],
    Meta(min_length=2, max_length=2, description="[start, end) in Unicode code points of the document's text"),
]


class EntityShape(TypedDict):
    """An entity: its id (Wikidata's where known, else our own stable one) and its name."""

    id: str
    name: str


class ReasonShape(TypedDict):
    """Why something was found: the rule, a sentence about it, the words that show it."""

    rule: str
    detail: str
    span: SpanShape | None


class CueShape(TypedDict):
    """The words that attribute."""

    span: SpanShape
    text: str


class LinkShape(TypedDict):
    """One link of a chain; `carried` where an earlier attribution still governs."""

    role: Role
    name: str
    span: SpanShape | None
    carried: bool
    cue: CueShape | None
    entity: EntityShape | None
    explanation: NotRequired[list[ReasonShape]]


class PartyShape(TypedDict):
    """An actor, recipient or place of an event."""

    name: str
    span: SpanShape | None
    entity: EntityShape | None


class QuantityShape(TypedDict):
    """A number as the text gives it, with its lowest, best and highest value and its unit."""

    text: str
    low: float | None
    best: float | None
    high: float | None
    unit: str | None


class TimeShape(TypedDict):
    """When an event happened, in EDTF."""

    value: str


class EventShape(TypedDict):
    """What a claim says happened."""

    type: EventType
    actors: list[PartyShape]
    recipients: list[PartyShape]
    object: str | None
    quantity: QuantityShape | None
    place: PartyShape | None
    time: TimeShape | None
    tense: Tense


class ClaimShape(TypedDict):
    """A claim with its chain, origin first, and its event."""

    id: str
    span: SpanShape
    text: str
    mode: Mode
    stance: Stance
    hedged: bool
    negated: bool
    chain: list[LinkShape]
    event: EventShape | None
    confidence: float
    explanation: NotRequired[list[ReasonShape]]


def shape_reading(reading: Reading, *, explain: bool = False) -> dict[str, Any]:
    """The JSON object of one reading, with the reasons of every finding where `explain` is set."""
    document = reading.document
    head: dict[str, Any] = {
        "id": document.id,
        "url": document.url,
        "title": document.title,
        "publisher": {"name": document.publisher, "entity": shape_entity(reading.publisher)}
        if document.publisher
        else None,
        "language": reading.language,
        "published_at": document.published_at,
        "sha256": document.sha256,
    }
    if document.byline:
        head["byline"] = document.byline
    if document.synthetic:
        head["synthetic"] = True
    shaped: dict[str, Any] = {
        "document": head,
        "mentions": [_mention(mention, explain=explain) for mention in reading.mentions],
        "dates": [
            {
                "span": _span(date.span),
                "text": date.text,
                "value": date.value,
                "earliest": date.earliest,
                "latest": date.latest,
                "anchor": date.anchor,
                "weekday_agrees": date.weekday_agrees,
            }
            for date in reading.dates
        ],
        "quantities": [_counted(quantity) for quantity in reading.quantities],
        "claims": [shape_claim(claim, explain=explain) for claim in reading.claims],
        "reader": {"name": reading.reader.name, "version": reading.reader.version},
    }
    if reading.warnings:
        shaped["warnings"] = list(reading.warnings)
    return shaped


def shape_error(error: InputError) -> dict[str, Any]:
    """The JSON object that stands for an input that could not be read."""
    return {
        "document": {"id": error.document_id},
        "error": {"code": error.code, "message": error.message, "line": error.line},
    }


def shape_entity(entity: EntityRef | None) -> EntityShape | None:
    """An entity as its id and name, None where unresolved."""
    return {"id": entity.id, "name": entity.name} if entity else None


def shape_span(span: Span) -> SpanShape:
    """A span as its two numbers."""
    return [span.start, span.end]


def _span(span: Span | None) -> SpanShape | None:
    return shape_span(span) if span else None


def _reasons(reasons: tuple[Reason, ...]) -> list[ReasonShape]:
    return [{"rule": reason.rule, "detail": reason.detail, "span": _span(reason.span)} for reason in reasons]


def _mention(mention: Mention, *, explain: bool) -> dict[str, Any]:
    shaped: dict[str, Any] = {
        "span": _span(mention.span),
        "text": mention.text,
        "kind": mention.kind,
        "entity": shape_entity(mention.entity),
    }
    return shaped | {"explanation": _reasons(mention.reasons)} if explain else shaped


def shape_claim(claim: Claim, *, explain: bool = False) -> ClaimShape:
    """A claim with its chain and event as they stand in a reading."""
    shaped: ClaimShape = {
        "id": claim.id,
        "span": shape_span(claim.span),
        "text": claim.text,
        "mode": claim.mode,
        "stance": claim.stance,
        "hedged": claim.hedged,
        "negated": claim.negated,
        "chain": [_link(link, explain=explain) for link in claim.chain],
        "event": _event(claim.event) if claim.event else None,
        "confidence": claim.confidence,
    }
    if explain:
        shaped["explanation"] = _reasons(claim.reasons)
    return shaped


def _link(link: Link, *, explain: bool) -> LinkShape:
    shaped: LinkShape = {
        "role": link.role,
        "name": link.name,
        "span": _span(link.span),
        "carried": link.carried,
        "cue": {"span": shape_span(link.cue.span), "text": link.cue.text} if link.cue else None,
        "entity": shape_entity(link.entity),
    }
    if explain:
        shaped["explanation"] = _reasons(link.reasons)
    return shaped


def _party(party: Party) -> PartyShape:
    return {"name": party.name, "span": _span(party.span), "entity": shape_entity(party.entity)}


def _quantity(quantity: Quantity) -> QuantityShape:
    return {
        "text": quantity.text,
        "low": quantity.low,
        "best": quantity.best,
        "high": quantity.high,
        "unit": quantity.unit,
    }


def _counted(quantity: Quantity) -> dict[str, Any]:
    return {"span": _span(quantity.span), **_quantity(quantity), "hedged": quantity.hedged}


def _event(event: Event) -> EventShape:
    return {
        "type": event.type,
        "actors": [_party(party) for party in event.actors],
        "recipients": [_party(party) for party in event.recipients],
        "object": event.object,
        "quantity": _quantity(event.quantity) if event.quantity else None,
        "place": _party(event.place) if event.place else None,
        "time": {"value": event.time.value} if event.time else None,
        "tense": event.tense,
    }
