"""A reading as rows of the tables and tokens of the search index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sumber.gazetteer import read_entries
from sumber.ledger.ids import fold_name
from sumber.ledger.packing import plain
from sumber.ledger.schema import claims, dates, entities, events, links, mentions, parties
from sumber.ledger.stores import Indexed
from sumber.ledger.tokens import (
    FacetName,
    facet,
    iter_word_tokens,
    name_facet,
    name_tokens,
    person_facet,
    unique_tokens,
)
from sumber.model import Claim, EntityRef, Event, Party, Reading, Span

LONGEST_BY_MONTH = 24
"""Months up to which a time is found month by month; a longer one is found by its years."""
_MOST_YEARS = 100
Row = dict[str, Any]
TABLES = (entities, claims, links, events, parties, mentions, dates)


class Place(NamedTuple):
    """Where a reading goes: the numbers of its project, of itself and of its first claim, and its document's id."""

    project_no: int
    reading_no: int
    first_claim_no: int
    document_id: str


class ReadingRows:
    """The rows of one reading, by table name."""

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
        for position, mention in enumerate(self._reading.mentions):
            if mention.entity:
                self._add_entity(mention.entity, mention.kind)
            self.rows["mentions"].append(
                {
                    "reading_no": self._place.reading_no,
                    "position": position,
                    **_span(mention.span),
                    "text": plain(mention.text),
                    "kind": mention.kind,
                    "entity": mention.entity.id if mention.entity else None,
                }
            )

    def _add_dates(self) -> None:
        for position, each in enumerate(self._reading.dates):
            self.rows["dates"].append(
                {
                    "reading_no": self._place.reading_no,
                    "position": position,
                    **_span(each.span),
                    "text": plain(each.text),
                    "value": each.value,
                    "earliest": each.earliest,
                    "latest": each.latest,
                    "anchor": each.anchor,
                    "weekday_agrees": each.weekday_agrees,
                }
            )

    def _add_claim(self, position: int, claim: Claim) -> None:
        no = self._place.first_claim_no + position
        self.rows["claims"].append(
            {
                "no": no,
                "id": claim.id,
                "reading_no": self._place.reading_no,
                "position": position,
                **_span(claim.span),
                "text": plain(claim.text),
                "mode": claim.mode,
                "stance": claim.stance,
                "hedged": claim.hedged,
                "negated": claim.negated,
                "confidence": claim.confidence,
            }
        )
        for place, link in enumerate(claim.chain):
            if link.entity:
                self._add_entity(link.entity, "outlet" if link.role in {"relay", "publisher"} else "other")
            self.rows["links"].append(
                {
                    "claim_no": no,
                    "position": place,
                    "role": link.role,
                    "name": plain(link.name),
                    "entity": link.entity.id if link.entity else None,
                    **_span(link.span),
                    "carried": link.carried,
                    "cue": plain(link.cue.text) if link.cue else None,
                    "cue_start": link.cue.span.start if link.cue else None,
                    "cue_end": link.cue.span.end if link.cue else None,
                }
            )
        self._add_event(no, claim)

    def _add_event(self, no: int, claim: Claim) -> None:
        event = claim.event
        if event is None:
            return
        quantity, place, time = event.quantity, event.place, event.time.value if event.time else None
        earliest, latest = self._bounds.get(time or "", (None, None))
        if place and place.entity:
            self._add_entity(place.entity, "place")
        self.rows["events"].append(
            {
                "claim_no": no,
                "type": event.type,
                "tense": event.tense,
                "object": plain(event.object) if event.object is not None else None,
                "quantity": plain(quantity.text) if quantity else None,
                "low": quantity.low if quantity else None,
                "best": quantity.best if quantity else None,
                "high": quantity.high if quantity else None,
                "unit": quantity.unit if quantity else None,
                "quantity_hedged": quantity.hedged if quantity else None,
                "quantity_start": quantity.span.start if quantity else None,
                "quantity_end": quantity.span.end if quantity else None,
                "place": plain(place.name) if place else None,
                "place_entity": place.entity.id if place and place.entity else None,
                "place_start": place.span.start if place and place.span else None,
                "place_end": place.span.end if place and place.span else None,
                "time": time,
                "earliest": earliest,
                "latest": latest,
            }
        )
        for role, named in (("actor", event.actors), ("recipient", event.recipients)):
            for position, party in enumerate(named):
                if party.entity:
                    self._add_entity(party.entity, "other")
                self.rows["parties"].append(
                    {
                        "claim_no": no,
                        "role": role,
                        "position": position,
                        "name": plain(party.name),
                        "entity": party.entity.id if party.entity else None,
                        **_span(party.span),
                    }
                )

    def _add_entity(self, entity: EntityRef, kind: str) -> None:
        """An entity once; what the gazetteer knows it as goes before what it was mentioned as."""
        if entity.id not in self.entities:
            entry = read_entries().get(entity.id)
            self.entities[entity.id] = {
                "id": entity.id,
                "name": plain(entity.name),
                "kind": entry.kind if entry else kind,
            }


def _span(span: Span | None) -> Row:
    return {"span_start": span.start if span else None, "span_end": span.end if span else None}


def index_claims(reading: Reading, place: Place) -> Iterator[Indexed]:
    """What the claims of a reading are found by: their words, their sources' and parties' names, and their facets."""
    kinds = {mention.text: mention.kind for mention in reading.mentions}
    bounds = {each.value: (each.earliest, each.latest) for each in reading.dates if each.value}
    shared = (
        facet("project", place.project_no),
        facet("document", place.document_id),
        *([facet("language", reading.language)] if reading.language else []),
    )
    for position, claim in enumerate(reading.claims):
        names = (token for name in _names(claim) for token in name_tokens(name, reading.language))
        words = iter_word_tokens(claim.text, reading.language)
        tokens = (*shared, *_facets(claim, reading, kinds, bounds), *names, *words)
        yield Indexed(place.first_claim_no + position, unique_tokens(tokens))


def index_document(reading: Reading, project_no: int, reading_no: int) -> Indexed:
    """What a document is found by: the words of its title, publisher and text, and its facets."""
    document = reading.document
    words = "\n".join(filter(None, (document.title, document.publisher, document.text)))
    tokens = [facet("project", project_no)]
    if reading.language:
        tokens.append(facet("language", reading.language))
    if document.publisher:
        tokens += _party_facets("outlet", document.publisher, reading.publisher, "outlet")
    tokens += [facet("entity", mention.entity.id) for mention in reading.mentions if mention.entity]
    return Indexed(reading_no, unique_tokens((*tokens, *iter_word_tokens(words, reading.language))))


def _names(claim: Claim) -> Iterator[str]:
    """The names of a claim's sources, parties and place, as it gives them."""
    yield from (link.name for link in claim.chain)
    if claim.event:
        named = (*claim.event.actors, *claim.event.recipients, claim.event.place)
        yield from (party.name for party in named if party)


def _facets(
    claim: Claim, reading: Reading, kinds: dict[str, Any], bounds: dict[str, tuple[str | None, str | None]]
) -> Iterator[str]:
    yield facet("stance", claim.stance)
    yield facet("mode", claim.mode)
    start, end = claim.span.start, claim.span.end
    for mention in reading.mentions:
        # Compared by hand: every claim looks at every mention.
        if mention.entity and start <= mention.span.start and mention.span.end <= end:
            yield facet("entity", mention.entity.id)
    for position, link in enumerate(claim.chain):
        kind = "outlet" if link.role == "publisher" else kinds.get(link.name)
        if position == 0:
            yield from _party_facets("origin", link.name, link.entity, kind)
        if link.role in {"relay", "publisher"}:
            yield from _party_facets("outlet", link.name, link.entity, kind)
        if link.entity:
            yield facet("entity", link.entity.id)
    if claim.event:
        yield from _event_facets(claim.event, kinds, bounds)


def _event_facets(
    event: Event, kinds: dict[str, Any], bounds: dict[str, tuple[str | None, str | None]]
) -> Iterator[str]:
    yield facet("event", event.type)
    sides: tuple[tuple[FacetName, tuple[Party, ...]], ...] = (("actor", event.actors), ("recipient", event.recipients))
    for name, named in sides:
        for party in named:
            yield from _party_facets(name, party.name, party.entity, kinds.get(party.name))
    if event.place:
        yield from _party_facets("place", event.place.name, event.place.entity, "place")
    for party in filter(None, (*event.actors, *event.recipients, event.place)):
        if party.entity:
            yield facet("entity", party.entity.id)
    if event.time:
        yield from time_facets(*bounds.get(event.time.value, (None, None)))


def _party_facets(name: FacetName, words: str, entity: EntityRef | None, kind: str | None) -> Iterator[str]:
    """How a source or party is found: by its entity; without one by its name, but for persons.

    A person whom no list of public persons holds is a name in its claim and nothing that claims are gathered by, and
    so is a name of which nobody knows what it is. Its token is of a kind that no question asks for, until an analyst
    records the person's public role.
    """
    if entity is None:
        yield (
            name_facet(name, fold_name(words)) if kind not in {None, "person"} else person_facet(name, fold_name(words))
        )
        return
    yield facet(name, entity.id)
    entry = read_entries().get(entity.id) if name == "place" else None
    if entry and entry.country:
        yield facet(name, entry.country)


def time_facets(earliest: str | None, latest: str | None) -> Iterator[str]:
    """The months and years a time may lie in; a time of more than two years has years alone."""
    if not earliest or not latest:
        return
    first, last = month_number(earliest), month_number(latest)
    if first is None or last is None:
        return
    by_month = last - first < LONGEST_BY_MONTH
    if by_month:
        yield from (facet("month", month) for month in range(first, last + 1))
    for year in range(first // 12, min(last // 12, first // 12 + _MOST_YEARS) + 1):
        yield facet("year", year)
        if not by_month:
            yield facet("long", year)


def month_number(day: str) -> int | None:
    """The months from year 0 to a day, None where it is no day of the calendar.

    >>> month_number("2025-02-09")
    24301
    """
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    return found.year * 12 + found.month - 1
