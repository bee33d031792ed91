"""Corrections in the search: a claim is also found by what persons corrected it to.

Each correction is a row of the claims' index with the tokens of the corrected claim, under its judgement's number below
zero. It holds as long as it is not taken back and none of its fields was corrected again. The words as they were read go
on finding the claim too: nothing that was read is hidden.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Row, select

from sumber.gazetteer import read_entries
from sumber.gazetteer.lookup import find_called
from sumber.ledger.facets import ClaimFacets, Known, shared_facets
from sumber.ledger.judgements import LEAST_OVERLAP, ClaimPlace, Judgement, find_claim_judgements
from sumber.ledger.opening import Ledger
from sumber.ledger.schema import claims, documents, events, judgements, mentions, readings, versions
from sumber.ledger.stores import Indexed, Query, Store
from sumber.ledger.tokens import join_tokens, word_tokens
from sumber.ledger.views import KeptClaim, get_claims
from sumber.model import Claim, EntityRef, Event, EventTime, Link, Party, Span

_PLAIN_FIELDS: Final = ("stance", "mode", "hedged", "negated")
_MOST_AT_ONCE: Final = 200


class Stretch(NamedTuple):
    """The days that a search asks for, both included; None: without an end."""

    earliest: str | None
    latest: str | None

    def overlaps(self, earliest: str | None, latest: str | None) -> bool:
        """Whether a time from one day to another may lie in the stretch; one without days may not, unless all may."""
        if not (self.earliest or self.latest):
            return True
        return bool(
            earliest
            and latest
            and (self.latest is None or earliest <= self.latest)
            and (self.earliest is None or latest >= self.earliest)
        )


def index_correction(ledger: Ledger, connection: Connection, judgement_no: int) -> None:
    """Let a claim be found by a correction that was just kept."""
    _index(ledger, connection, _CORRECTIONS.where(judgements.c.no == judgement_no))


def index_corrections(ledger: Ledger, connection: Connection) -> None:
    """Let all claims be found by their corrections, in an index that was just made anew."""
    _index(ledger, connection, _CORRECTIONS)


def find_corrected(connection: Connection, store: Store, query: Query, asked: Stretch, after: int | None) -> list[int]:
    """The numbers of the claims whose standing corrections a query finds, newest first; those before `after` alone."""
    if connection.scalar(select(judgements.c.no).where(judgements.c.kind == "correct").limit(1)) is None:
        return []
    match = store.find_matches("claim_search", query)
    hits = connection.scalars(select(match.no).select_from(match.source).where(match.condition, match.no < 0)).all()
    found: set[int] = set()
    for start in range(0, len(hits), _MOST_AT_ONCE):
        numbers = [-no for no in hits[start : start + _MOST_AT_ONCE]]
        rows = _claims_of(connection, _CORRECTIONS.where(judgements.c.no.in_(numbers)))
        found |= {row.claim_no for row in _standing(connection, rows) if asked.overlaps(*_days_of(row))}
    return sorted((no for no in found if after is None or no < after), reverse=True)


def corrected_fields(decided: Sequence[Judgement]) -> dict[str, Any]:
    """What a claim was corrected to, by field; a later correction goes before an earlier one."""
    fields: dict[str, Any] = {}
    for judgement in decided:
        if judgement.kind == "correct" and not judgement.undone:
            fields |= judgement.value or {}
    return fields


_CORRECTIONS = (
    select(
        judgements.c.no,
        judgements.c.id,
        judgements.c.project_no,
        judgements.c.document_id,
        judgements.c.text_sha256,
        judgements.c.span_start,
        judgements.c.span_end,
        judgements.c.value,
        claims.c.no.label("claim_no"),
        claims.c.id.label("claim_id"),
        claims.c.reading_no,
        claims.c.span_start.label("claim_start"),
        claims.c.span_end.label("claim_end"),
        events.c.earliest,
        events.c.latest,
        documents.c.language.label("document_language"),
        readings.c.language,
    )
    .join(
        documents,
        (documents.c.project_no == judgements.c.project_no) & (documents.c.id == judgements.c.document_id),
    )
    .join(
        versions,
        (versions.c.no == documents.c.version_no) & (versions.c.text_sha256 == judgements.c.text_sha256),
    )
    .join(readings, readings.c.no == documents.c.reading_no)
    .join(claims, claims.c.reading_no == readings.c.no)
    .outerjoin(events, events.c.claim_no == claims.c.no)
    .where(judgements.c.kind == "correct")
    .order_by(judgements.c.no)
)


def _claims_of(connection: Connection, corrections: Any) -> list[Row[Any]]:
    """Corrections, each with the claim of the newest reading that its words are about now."""
    return [
        row
        for row in connection.execute(corrections)
        if Span(row.span_start, row.span_end).jaccard(Span(row.claim_start, row.claim_end)) >= LEAST_OVERLAP
    ]


def _standing(connection: Connection, rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """Of corrections those that were not taken back, and of whose fields none was corrected again."""
    standing: list[Row[Any]] = []
    for project in {row.project_no for row in rows}:
        ours = {row: _place_of(row) for row in rows if row.project_no == project}
        decided = find_claim_judgements(connection, project, ours.values())
        for row, place in ours.items():
            value = msgspec.json.decode(row.value)
            whole = corrected_fields(decided[place])
            is_there = any(each.id == row.id and not each.undone for each in decided[place])
            if is_there and all(whole.get(name) == told for name, told in value.items()):
                standing.append(row)
    return standing


def _place_of(row: Row[Any]) -> ClaimPlace:
    return ClaimPlace(row.claim_id, row.document_id, row.text_sha256, Span(row.claim_start, row.claim_end))


def _days_of(row: Row[Any]) -> tuple[str | None, str | None]:
    """When the event happened: as corrected, else as read."""
    value = msgspec.json.decode(row.value)
    return bounds_of(value["time"]) if "time" in value else (row.earliest, row.latest)


def _index(ledger: Ledger, connection: Connection, corrections: Any) -> None:
    indexed: dict[int, Indexed] = {}
    for row in _claims_of(connection, corrections):
        (kept,) = get_claims(connection, row.project_no, [row.claim_no])
        indexed[row.no] = Indexed(-row.no, _tokens(connection, row, kept))
    ledger.store.add_to_index(connection, "claim_search", list(indexed.values()))


def _tokens(connection: Connection, row: Row[Any], kept: KeptClaim) -> str:
    value: dict[str, Any] = msgspec.json.decode(row.value)
    language = row.language
    claim = correct_claim(kept.claim, value)
    bounds = {}
    if kept.claim.event and kept.claim.event.time:
        bounds[kept.claim.event.time.value] = (kept.earliest, kept.latest)
    if value.get("time"):
        bounds[value["time"]] = bounds_of(value["time"])
    named = connection.execute(select(mentions).where(mentions.c.reading_no == row.reading_no)).all()
    known = Known(
        language=language,
        kinds={each.text: each.kind for each in named},
        bounds=bounds,
        mentioned=[(Span(each.span_start, each.span_end), each.entity) for each in named if each.entity],
    )
    words = " ".join(str(each) for name in ("object", "quantity") if (each := value.get(name)))
    return join_tokens(
        [
            *shared_facets(row.project_no, row.document_id, language),
            *ClaimFacets(known).facets_of(claim),
            *word_tokens(claim.text, language),
            *word_tokens(words, language),
        ]
    )


def correct_claim(claim: Claim, value: dict[str, Any]) -> Claim:
    """A claim with the fields of a correction in place of those that were read."""
    plain = {name: value[name] for name in _PLAIN_FIELDS if value.get(name) is not None}
    chain = claim.chain
    if value.get("origin"):
        first = _party(value["origin"])
        role = chain[0].role if chain and chain[0].role != "publisher" else "speaker"
        rest = chain[1:] if chain and chain[0].role != "publisher" else chain
        chain = (Link(role=role, name=first.name, entity=first.entity), *rest)
    return replace(claim, **plain, chain=chain, event=_correct_event(claim.event, value))


def _correct_event(event: Event | None, value: dict[str, Any]) -> Event | None:
    if event is None and not value.keys() & {"event", "actor", "recipient", "place", "time"}:
        return None
    made = event or Event(type=value.get("event", "other"))
    fields: dict[str, Any] = {}
    for name, field in (("event", "type"), ("tense", "tense")):
        if value.get(name):
            fields[field] = value[name]
    for name, field in (("actor", "actors"), ("recipient", "recipients")):
        if name in value:
            fields[field] = tuple(map(_party, value[name]))
    if "place" in value:
        fields["place"] = _party(value["place"]) if value["place"] else None
    if "time" in value:
        fields["time"] = EventTime(value=value["time"]) if value["time"] else None
    return replace(made, **fields)


def _party(name: str) -> Party:
    """Whom a person names in a correction: by an id, or by what only one entry is called."""
    if name in read_entries():
        return Party(name=name, entity=EntityRef(id=name, name=read_entries()[name].name))
    ids = find_called(name)
    return Party(name=name, entity=EntityRef(id=ids[0], name=name) if len(ids) == 1 else None)


def bounds_of(time: str | None) -> tuple[str | None, str | None]:
    """The first and last day of a time that a person gave: a day, a month or a year, or an interval of two.

    >>> bounds_of("2024-02"), bounds_of("2024/2025-03-01"), bounds_of("soon")
    (('2024-02-01', '2024-02-29'), ('2024-01-01', '2025-03-01'), (None, None))
    """
    first, _, last = (time or "").partition("/")
    earliest, latest = _day(first, is_last=False), _day(last or first, is_last=True)
    return (earliest, latest) if earliest and latest else (None, None)


def _day(words: str, *, is_last: bool) -> str | None:
    parts = words.split("-")
    if not all(part.isdecimal() for part in parts) or [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]):
        return None
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 12 if is_last else 1
    if len(parts) == 3:
        return words
    if not year or not 1 <= month <= 12:
        return None
    return f"{year:04}-{month:02}-{monthrange(year, month)[1] if is_last else 1:02}"
