"""A reading as rows of the tables."""

from __future__ import annotations

from typing import Final, NamedTuple

from sumber.gazetteer import read_entries
from sumber.ledger.inserting import Row
from sumber.ledger.packing import plain
from sumber.ledger.schema import claims, dates, entities, events, links, mentions, parties
from sumber.model import Claim, EntityRef, Event, Reading, Span

_NOWHERE: Final = (None, None)
_NOTHING: Final = (None, None, None)
_NO_QUANTITY: Final = (None,) * 8
TABLES = (entities, claims, links, events, parties, mentions, dates)


class Place(NamedTuple):
    """Where a reading goes: the numbers of its project, of itself and of its first claim, and its document's id."""

    project_no: int
    reading_no: int
    first_claim_no: int
    document_id: str


class ReadingRows:
    """The rows of one reading, by table name; each in the order of its table's columns."""

    def __init__(self, reading: Reading, place: Place) -> None:
        self._reading = reading
        self._place = place
        self._bounds = {each.value: (each.earliest, each.latest) for each in reading.dates if each.value}
        self.rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        self.entities: dict[str, Row] = {}
        self._add_mentions()
        self._add_dates()
        for position, claim in enumerate(reading.claims):
            self._add_claim(position, claim)

    def _add_mentions(self) -> None:
        no, rows = self._place.reading_no, self.rows["mentions"]
        for position, mention in enumerate(self._reading.mentions):
            entity = self._add_entity(mention.entity, mention.kind)
            rows.append((no, position, *_ends(mention.span), plain(mention.text), mention.kind, entity))

    def _add_dates(self) -> None:
        no, rows = self._place.reading_no, self.rows["dates"]
        for position, each in enumerate(self._reading.dates):
            bounds = (each.value, each.earliest, each.latest)
            rows.append((no, position, *_ends(each.span), plain(each.text), *bounds, each.anchor, each.weekday_agrees))

    def _add_claim(self, position: int, claim: Claim) -> None:
        no = self._place.first_claim_no + position
        told = (plain(claim.text), claim.mode, claim.stance, claim.hedged, claim.negated, claim.confidence)
        self.rows["claims"].append((no, claim.id, self._place.reading_no, position, *_ends(claim.span), *told))
        for place, link in enumerate(claim.chain):
            entity = self._add_entity(link.entity, "outlet" if link.role in {"relay", "publisher"} else "other")
            cue = (plain(link.cue.text), *_ends(link.cue.span)) if link.cue else _NOTHING
            named = (link.role, plain(link.name), entity, *_ends(link.span))
            self.rows["links"].append((no, place, *named, link.carried, *cue))
        if claim.event:
            self._add_event(no, claim.event)

    def _add_event(self, no: int, event: Event) -> None:
        quantity, place, time = event.quantity, event.place, event.time.value if event.time else None
        thing = plain(event.object) if event.object is not None else None
        figures = _NO_QUANTITY
        if quantity:
            bounds = (quantity.low, quantity.best, quantity.high)
            figures = (plain(quantity.text), *bounds, quantity.unit, quantity.hedged, *_ends(quantity.span))
        entity = self._add_entity(place.entity if place else None, "place")
        where = (plain(place.name), entity, *_ends(place.span)) if place else (None, *_NOTHING)
        when = (time, *self._bounds.get(time or "", _NOWHERE))
        self.rows["events"].append((no, event.type, event.tense, thing, *figures, *where, *when))
        for role, named in (("actor", event.actors), ("recipient", event.recipients)):
            for position, party in enumerate(named):
                entity = self._add_entity(party.entity, "other")
                told = (plain(party.name), entity, *_ends(party.span))
                self.rows["parties"].append((no, role, position, *told))

    def _add_entity(self, entity: EntityRef | None, kind: str) -> str | None:
        """The id of an entity, which is added once; what the gazetteer knows it as goes before what it was mentioned as."""
        if entity is None:
            return None
        if entity.id not in self.entities:
            entry = read_entries().get(entity.id)
            self.entities[entity.id] = (entity.id, plain(entity.name), entry.kind if entry else kind)
        return entity.id


def _ends(span: Span | None) -> tuple[int, int] | tuple[None, None]:
    return (span.start, span.end) if span else _NOWHERE
