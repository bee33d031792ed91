"""What claims and documents are found by: the tokens of their words, and facets for what is known of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from sumber.gazetteer import read_entries
from sumber.ledger.ids import fold_name
from sumber.ledger.rows import Place
from sumber.ledger.stores import Indexed
from sumber.ledger.tokens import FacetName, facet, join_tokens, name_facet, person_facet, word_tokens
from sumber.model import Claim, EntityRef, Event, Link, Party, Reading, Span

LONGEST_BY_MONTH: Final = 24
"""Months up to which a time is found month by month; a longer one is found by its years."""
MOST_YEARS: Final = 100
"""Years up to which a time is found year by year; a longer one is found by its centuries."""


class Known(NamedTuple):
    """What a reading tells beside its claims: its language, each name's kind, each time's days, where entities are mentioned."""

    language: str | None
    kinds: Mapping[str, str]
    bounds: Mapping[str, tuple[str | None, str | None]]
    mentioned: Sequence[tuple[Span, str]]


def index_claims(reading: Reading, place: Place) -> list[Indexed]:
    """What the claims of a reading are found by: their words, their sources' and parties' names, and their facets."""
    finder = ClaimFacets(_known_of(reading))
    shared = shared_facets(place.project_no, place.document_id, reading.language)
    return [
        Indexed(
            place.first_claim_no + position,
            join_tokens([*shared, *finder.facets_of(claim), *word_tokens(claim.text, reading.language)]),
        )
        for position, claim in enumerate(reading.claims)
    ]


def shared_facets(project_no: int, document_id: str, language: str | None) -> list[str]:
    """The facets that all claims of a document share."""
    shared = [facet("project", project_no), facet("document", document_id)]
    return [*shared, facet("language", language)] if language else shared


def _known_of(reading: Reading) -> Known:
    return Known(
        language=reading.language,
        kinds={mention.text: mention.kind for mention in reading.mentions},
        bounds={each.value: (each.earliest, each.latest) for each in reading.dates if each.value},
        mentioned=[(mention.span, mention.entity.id) for mention in reading.mentions if mention.entity],
    )


def index_document(reading: Reading, place: Place) -> Indexed:
    """What a document is found by: the words of its title, publisher and text, and its facets."""
    document = reading.document
    words = "\n".join(filter(None, (document.title, document.publisher, document.text)))
    tokens = [facet("project", place.project_no)]
    if reading.language:
        tokens.append(facet("language", reading.language))
    if document.publisher:
        tokens += _named("outlet", document.publisher, reading.publisher, "outlet")
    tokens += [facet("entity", mention.entity.id) for mention in reading.mentions if mention.entity]
    return Indexed(place.reading_no, join_tokens(tokens + word_tokens(words, reading.language)))


class ClaimFacets:
    """The facets of a reading's claims and the words of the names in them; the same few names stand in claim after claim."""

    def __init__(self, known: Known) -> None:
        self._language = known.language
        self._kinds = known.kinds
        self._bounds = known.bounds
        self._mentioned = [(span.start, span.end, facet("entity", entity)) for span, entity in known.mentioned]
        self._tokens: dict[tuple[str, str, str | None, bool], list[str]] = {}

    def facets_of(self, claim: Claim) -> list[str]:
        """The facets of one claim, its names' words behind them."""
        tokens = [facet("stance", claim.stance), facet("mode", claim.mode)]
        start, end = claim.span.start, claim.span.end
        # Compared by hand: every claim looks at every mention.
        tokens += [token for first, last, token in self._mentioned if start <= first and last <= end]
        for position, link in enumerate(claim.chain):
            tokens += self._of_link(link, is_origin=position == 0)
        if claim.event:
            tokens += self._of_event(claim.event)
        return tokens

    def _of_link(self, link: Link, *, is_origin: bool) -> list[str]:
        key = (link.role, link.name, link.entity.id if link.entity else None, is_origin)
        tokens = self._tokens.get(key)
        if tokens is None:
            tokens = self._tokens[key] = word_tokens(link.name, self._language)
            kind = "outlet" if link.role == "publisher" else self._kinds.get(link.name)
            if is_origin:
                tokens += _named("origin", link.name, link.entity, kind)
            if link.role in {"relay", "publisher"}:
                tokens += _named("outlet", link.name, link.entity, kind)
            if link.entity:
                tokens.append(facet("entity", link.entity.id))
        return tokens

    def _of_event(self, event: Event) -> list[str]:
        tokens = [facet("event", event.type)]
        for party in event.actors:
            tokens += self._of_party("actor", party, self._kinds.get(party.name))
        for party in event.recipients:
            tokens += self._of_party("recipient", party, self._kinds.get(party.name))
        if event.place:
            tokens += self._of_party("place", event.place, "place")
        if event.time:
            tokens += time_facets(*self._bounds.get(event.time.value, (None, None)))
        return tokens

    def _of_party(self, role: FacetName, party: Party, kind: str | None) -> list[str]:
        key = (role, party.name, party.entity.id if party.entity else None, False)
        tokens = self._tokens.get(key)
        if tokens is None:
            tokens = self._tokens[key] = word_tokens(party.name, self._language)
            tokens += _named(role, party.name, party.entity, kind)
            if party.entity:
                tokens.append(facet("entity", party.entity.id))
        return tokens


def _named(name: FacetName, words: str, entity: EntityRef | None, kind: str | None) -> Iterator[str]:
    """How a source or party is found: by its entity; without one by its name, but for persons.

    A person whom no list of public persons holds is a name in its claim and nothing that claims are gathered by, and
    so is a name of which nobody knows what it is. Its token is of a kind that no question asks for, until an analyst
    records the person's public role.
    """
    if entity is None:
        is_open = kind not in {None, "person"}
        yield name_facet(name, fold_name(words)) if is_open else person_facet(name, fold_name(words))
        return
    yield facet(name, entity.id)
    entry = read_entries().get(entity.id) if name == "place" else None
    if entry and entry.country:
        yield facet(name, entry.country)


def time_facets(earliest: str | None, latest: str | None) -> Iterator[str]:
    """The months, years and centuries a time may lie in.

    One of more than two years has no months; one of more than a century has centuries alone, of a kind of their own.
    """
    if not earliest or not latest:
        return
    first, last = month_number(earliest), month_number(latest)
    if first is None or last is None:
        return
    years = range(first // 12, last // 12 + 1)
    centuries = range(years[0] // 100, years[-1] // 100 + 1) if years else ()
    yield from (facet("century", century) for century in centuries)
    if len(years) > MOST_YEARS:
        yield from (facet("centuries", century) for century in centuries)
        return
    yield from (facet("year", year) for year in years)
    if last - first < LONGEST_BY_MONTH:
        yield from (facet("month", month) for month in range(first, last + 1))
    else:
        yield from (facet("long", year) for year in years)


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
