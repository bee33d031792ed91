"""Claims with their links, parties, places and times resolved."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import msgspec

from sumber.gazetteer import Entry, read_entries
from sumber.model import (
    Claim,
    DateValue,
    DraftClaim,
    DraftEvent,
    DraftLink,
    DraftParty,
    EntityRef,
    Event,
    EventTime,
    Link,
    Mention,
    Party,
    Quote,
    Span,
)


class Index(NamedTuple):
    """Resolved mentions and dates of a report by their spans, and what its claims hang on."""

    text: str
    mentions: dict[Span, Mention]
    dates: dict[Span, DateValue]
    publisher: EntityRef | None
    sha256: str


def resolve_claims(drafts: tuple[DraftClaim, ...], index: Index) -> tuple[Claim, ...]:
    """Claims whose links and events carry entities wherever their words were resolved; no two share an id."""
    claims: dict[str, Claim] = {}
    for draft in drafts:
        claim = _resolve(draft, index)
        claims.setdefault(claim.id, claim)
    return tuple(claims.values())


def _resolve(draft: DraftClaim, index: Index) -> Claim:
    chain = _without_own_name(tuple(_resolve_link(link, index) for link in draft.chain), index.publisher)
    event = _resolve_event(draft.event, index) if draft.event else None
    return Claim(
        id=_claim_id(draft, chain, event, index.sha256),
        span=draft.span,
        text=draft.text,
        mode=draft.mode if len(chain) > 1 else "unattributed",
        stance=draft.stance,
        hedged=draft.hedged,
        negated=draft.negated,
        chain=chain,
        event=event,
        confidence=draft.confidence,
        reasons=(*draft.reasons, *(draft.event.reasons if draft.event else ())),
    )


def _claim_id(draft: DraftClaim, chain: tuple[Link, ...], event: Event | None, sha256: str) -> str:
    """Hash of document version, span, chain, stance and event: the same statement keeps its id whatever reader finds it."""
    links = [(link.role, link.entity.id if link.entity else link.name) for link in chain]
    content = msgspec.json.encode((sha256, draft.span, links, draft.stance, _without_places(event)))
    return hashlib.sha256(content).hexdigest()[:20]


def _without_places(event: Event | None) -> Event | None:
    """An event whose parties are told by who they are, not by which of their names was pointed at."""
    if event is None:
        return None
    place = msgspec.structs.replace(event.place, span=None) if event.place else None
    sides = {
        side: tuple(msgspec.structs.replace(party, span=None) for party in getattr(event, side))
        for side in ("actors", "recipients")
    }
    return msgspec.structs.replace(event, place=place, **sides)


def _without_own_name(chain: tuple[Link, ...], publisher: EntityRef | None) -> tuple[Link, ...]:
    """A chain that names the printing outlet at its end alone: "an official told Reuters" in Reuters adds no relay."""
    if publisher is None:
        return chain
    return tuple(
        link for link in chain if link.role == "publisher" or link.entity is None or link.entity.id != publisher.id
    )


def speaking_entity(entity: EntityRef | None) -> EntityRef | None:
    """Whom an entity is when it speaks or acts: a capital or palace is its government's state, all others themselves."""
    entry: Entry | None = read_entries().get(entity.id) if entity else None
    if entry and entry.stands_for and entry.stands_for != entry.id:
        state = read_entries().get(entry.stands_for)
        if state:
            return EntityRef(id=state.id, name=state.name)
    return entity


def _resolve_link(link: DraftLink, index: Index) -> Link:
    mention = _find_mention(link.span, index) or _find_mention(link.refers_to, index)
    entity = index.publisher if link.role == "publisher" else speaking_entity(mention.entity) if mention else None
    cue = Quote(span=link.cue, text=link.cue.of(index.text)) if link.cue else None
    return Link(
        role=link.role,
        name=link.name if link.role == "publisher" else _spell(link.name, entity),
        span=link.span,
        carried=link.carried,
        cue=cue,
        entity=entity,
        reasons=link.reasons,
    )


def _spell(printed: str, entity: EntityRef | None) -> str:
    """What to call a source or party: as Wikidata knows it; where only we have an id for it, as the report prints it."""
    return entity.name if entity and entity.id.startswith("Q") else printed


def _find_mention(span: Span | None, index: Index) -> Mention | None:
    return index.mentions.get(span) if span else None


def acting_entity(entity: EntityRef | None) -> EntityRef | None:
    """Whom an entity is as a party of an event: any place, a town or a border post, is the state it lies in."""
    entry = read_entries().get(entity.id) if entity else None
    if entry and entry.kind == "place" and (state := read_entries().get(entry.country)):
        return EntityRef(id=state.id, name=state.name)
    return speaking_entity(entity)


def _resolve_party(party: DraftParty, index: Index) -> Party:
    mention = _find_mention(party.span, index) or _find_mention(party.refers_to, index)
    entity = acting_entity(mention.entity) if mention else None
    return Party(name=_spell(party.name, entity), span=party.span, entity=entity)


def _name_place(mention: Mention) -> Party:
    name = mention.entity.name if mention.entity else mention.text
    return Party(name=name, span=mention.span, entity=mention.entity)


def _resolve_event(draft: DraftEvent, index: Index) -> Event:
    place = _find_mention(draft.place, index)
    date = index.dates.get(draft.time) if draft.time else None
    return Event(
        type=draft.type,
        actors=tuple(_resolve_party(party, index) for party in draft.actors),
        recipients=tuple(_resolve_party(party, index) for party in draft.recipients),
        object=draft.object,
        quantity=draft.quantity,
        place=_name_place(place) if place else None,
        time=EventTime(value=date.value) if date and date.value else None,
        tense=draft.tense,
    )
