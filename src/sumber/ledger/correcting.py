"""Corrections in the search: a claim is also found by what persons corrected it to.

Whenever the corrections of a claim change, because one was kept or taken back, the claim as it now is corrected becomes a
row of the claims' index, under the number, below zero, of the judgement that changed them. Of the rows of one claim the
newest counts: all corrections that stand are found together, and none that is gone. The words as they were read go on
finding the claim too: nothing that was read is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, Select, select

from sumber.ledger.corrected import bounds_of, correct_claim, corrected_fields
from sumber.ledger.facets import ClaimFacets, Known, shared_facets
from sumber.ledger.judgements import LEAST_OVERLAP, ClaimPlace, find_claim_judgements
from sumber.ledger.opening import Ledger
from sumber.ledger.schema import claims, documents, events, judgements, mentions, readings, versions
from sumber.ledger.stores import Indexed, Query, Store
from sumber.ledger.tokens import join_tokens, word_tokens
from sumber.ledger.views import get_claims
from sumber.model import Span

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


class _Corrected(NamedTuple):
    """A claim of a newest reading, what its standing corrections make of it, and the judgement that last changed them."""

    row: Row[Any]
    fields: dict[str, Any]
    changed_by: int


def index_correction(ledger: Ledger, connection: Connection, judgement_no: int) -> None:
    """Let a claim be found by its corrections, as a judgement that was just kept leaves them."""
    changes = _Changes(connection)
    _index(ledger, connection, _find_corrected(connection, changes, changes.corrections_of([judgement_no])))


def index_corrections(ledger: Ledger, connection: Connection) -> None:
    """Let all claims be found by their corrections, in an index that was just made anew."""
    changes = _Changes(connection)
    corrections = changes.corrections_of()
    for start in range(0, len(corrections), _MOST_AT_ONCE):
        _index(ledger, connection, _find_corrected(connection, changes, corrections[start : start + _MOST_AT_ONCE]))


def find_corrected(connection: Connection, store: Store, query: Query, asked: Stretch, after: int | None) -> list[int]:
    """The numbers of the claims whose standing corrections a query finds, newest first; those before `after` alone."""
    if connection.scalar(select(judgements.c.no).where(judgements.c.kind == "correct").limit(1)) is None:
        return []
    match = store.find_matches("claim_search", query)
    hits = connection.scalars(select(match.no).select_from(match.source).where(match.condition, match.no < 0)).all()
    if not hits:
        return []
    found: set[int] = set()
    changes = _Changes(connection)
    for start in range(0, len(hits), _MOST_AT_ONCE):
        numbers = {-no for no in hits[start : start + _MOST_AT_ONCE]}
        for each in _find_corrected(connection, changes, changes.corrections_of(numbers)):
            if each.changed_by in numbers and asked.overlaps(*_days_of(each)):
                found.add(each.row.claim_no)
    return sorted((no for no in found if after is None or no < after), reverse=True)


class _Changes:
    """All judgements that keep a correction or take one back, which persons made one by one."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.execute(
            select(judgements.c.no, judgements.c.id, judgements.c.kind, judgements.c.subject)
            .where(judgements.c.kind.in_(("correct", "undo")))
            .order_by(judgements.c.no)
        ).all()
        self._correction: dict[str, tuple[int, str]] = {}
        self._by_number: dict[int, int] = {}
        self._changed: dict[str, int] = {}
        for row in rows:
            # An "undo" may take back an "undo": all of them are about the correction that the first took back.
            about = (row.no, row.id) if row.kind == "correct" else self._correction.get(row.subject)
            if about is not None:
                self._correction[row.id] = about
                self._by_number[row.no] = about[0]
                self._changed[about[1]] = row.no

    def corrections_of(self, numbers: Iterable[int] | None = None) -> list[int]:
        """The numbers of the corrections that judgements keep or take back (None: all judgements)."""
        chosen = self._by_number.keys() if numbers is None else self._by_number.keys() & set(numbers)
        return sorted({self._by_number[no] for no in chosen})

    def last_of(self, correction_id: str) -> int:
        """The number of the judgement that last kept a correction or took it back."""
        return self._changed[correction_id]


_CORRECTIONS: Final[Select[Any]] = (
    select(
        judgements.c.no,
        judgements.c.project_no,
        judgements.c.document_id,
        judgements.c.text_sha256,
        judgements.c.span_start,
        judgements.c.span_end,
        claims.c.no.label("claim_no"),
        claims.c.id.label("claim_id"),
        claims.c.reading_no,
        claims.c.span_start.label("claim_start"),
        claims.c.span_end.label("claim_end"),
        events.c.earliest,
        events.c.latest,
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


def _find_corrected(connection: Connection, changes: _Changes, corrections: Sequence[int]) -> list[_Corrected]:
    """The claims of newest readings that corrections are about, each once, with all that is corrected of them."""
    about: dict[int, Row[Any]] = {
        row.claim_no: row
        for row in connection.execute(_CORRECTIONS.where(judgements.c.no.in_(corrections)))
        if Span(row.span_start, row.span_end).jaccard(Span(row.claim_start, row.claim_end)) >= LEAST_OVERLAP
    }
    found: list[_Corrected] = []
    for project in sorted({row.project_no for row in about.values()}):
        ours = {no: _place_of(row) for no, row in about.items() if row.project_no == project}
        decided = find_claim_judgements(connection, project, ours.values())
        for no, place in ours.items():
            changed_by = max(changes.last_of(each.id) for each in decided[place] if each.kind == "correct")
            fields = corrected_fields(decided[place])
            found += [_Corrected(about[no], fields, changed_by)] if fields else []
    return found


def _place_of(row: Row[Any]) -> ClaimPlace:
    return ClaimPlace(row.claim_id, row.document_id, row.text_sha256, Span(row.claim_start, row.claim_end))


def _days_of(found: _Corrected) -> tuple[str | None, str | None]:
    """When the event happened: as corrected, else as read."""
    return bounds_of(found.fields["time"]) if "time" in found.fields else (found.row.earliest, found.row.latest)


def _index(ledger: Ledger, connection: Connection, corrected: Sequence[_Corrected]) -> None:
    # Where one judgement is about two claims, the last has its row: a number stands in the index once.
    rows = {each.changed_by: Indexed(-each.changed_by, _tokens(connection, each)) for each in corrected}
    ledger.store.add_to_index(connection, "claim_search", list(rows.values()))


def _tokens(connection: Connection, found: _Corrected) -> str:
    row, language = found.row, found.row.language
    (kept,) = get_claims(connection, row.project_no, [row.claim_no])
    claim = correct_claim(kept.claim, found.fields)
    time = claim.event.time.value if claim.event and claim.event.time else None
    named = connection.execute(select(mentions).where(mentions.c.reading_no == row.reading_no)).all()
    known = Known(
        language=language,
        kinds={each.text: each.kind for each in named},
        bounds={time: _days_of(found)} if time else {},
        mentioned=[(Span(each.span_start, each.span_end), each.entity) for each in named if each.entity],
    )
    words = " ".join(str(each) for name in ("object", "quantity") if (each := found.fields.get(name)))
    return join_tokens(
        [
            *shared_facets(row.project_no, row.document_id, language),
            *ClaimFacets(known).facets_of(claim),
            *word_tokens(claim.text, language),
            *word_tokens(words, language),
        ]
    )
