"""Reports and readings made by hand for tests of the ledger: every sentence is a claim, its words told in a few fields."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from msgspec.structs import replace
from sqlalchemy import func, select

from sumber.ledger import Arrival, Kept, Ledger, keep
from sumber.ledger.finding import Filters, build_query, find_claims
from sumber.ledger.schema import METADATA, claims, documents, readings, versions
from sumber.ledger.views import KeptClaim, get_claims
from sumber.model import (
    Claim,
    DateValue,
    Document,
    EntityRef,
    Event,
    EventTime,
    Link,
    Mention,
    Party,
    ReaderVersion,
    Reading,
    Span,
)

NORWAY = EntityRef(id="Q20", name="Norway")
FIJI = EntityRef(id="Q712", name="Fiji")
READER = ReaderVersion(name="by hand", version="1")
TEXT = "Norway will hand over two ships in June 2025. Fiji denies it."


def make_document(text: str = TEXT, **fields: Any) -> Document:
    """A report of the Halden Post with this text."""
    return Document(**{"id": "a", "text": text, "publisher": "The Halden Post", "synthetic": True, **fields})


def make_reading(document: Document, reader: ReaderVersion = READER, **claim_fields: Any) -> Reading:
    """A reading that finds a claim in each sentence, Norway and Fiji where they are named, and June 2025."""
    mentions = tuple(
        Mention(
            span=Span(*match.span()), text=match[0], kind="government", entity=NORWAY if match[0] == "Norway" else FIJI
        )
        for match in re.finditer("Norway|Fiji", document.text)
    )
    dates = tuple(
        DateValue(span=Span(*match.span()), text=match[0], value="2025-06", earliest="2025-06-01", latest="2025-06-30")
        for match in re.finditer("June 2025", document.text)
    )
    claims = tuple(
        _claim(document, Span(*match.span()), mentions, claim_fields)
        for match in re.finditer(r"[^\s.][^.]*", document.text)
    )
    return Reading(
        document=document,
        language=document.language or "en",
        publisher=None,
        mentions=mentions,
        dates=dates,
        claims=claims,
        reader=reader,
    )


def _claim(document: Document, span: Span, mentions: tuple[Mention, ...], fields: dict[str, Any]) -> Claim:
    named = [mention for mention in mentions if span.contains(mention.span)]
    words = span.of(document.text)
    event = Event(
        type="transfer" if "hand over" in words else "other",
        actors=tuple(Party(name=mention.text, span=mention.span, entity=mention.entity) for mention in named[:1]),
        time=EventTime(value="2025-06") if "June 2025" in words else None,
    )
    digest = hashlib.sha256(repr((document.text, span, document.publisher, fields)).encode("utf-8", "replace"))
    claim = Claim(
        id=digest.hexdigest()[:20],
        span=span,
        text=words,
        mode="unattributed",
        stance="denies" if "denies" in words else "asserts",
        hedged=False,
        negated=False,
        chain=(Link(role="publisher", name=document.publisher or ""),),
        event=event,
        confidence=0.5,
    )
    return replace(claim, **fields)


def add(ledger: Ledger, *documents: Document, **claim_fields: Any) -> list[Kept]:
    """Keep reports with their readings, all in one batch."""
    answers = keep(ledger, [Arrival(each, make_reading(each, **claim_fields)) for each in documents])
    kept = [answer for answer in answers if isinstance(answer, Kept)]
    assert len(kept) == len(answers), answers
    return kept


def search(ledger: Ledger, filters: Filters | None = None, limit: int = 100) -> list[KeptClaim]:
    """The claims that are found, newest first."""
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        if project is None:
            return []
        asked = filters or Filters()
        page = find_claims(
            connection,
            ledger.store,
            build_query(project, asked, is_only_project=ledger.is_only_project(connection)),
            asked,
            (limit, None),
        )
        return get_claims(connection, project, page.numbers)


def all_ids(ledger: Ledger) -> dict[str, set[str]]:
    """Every id that the ledger shows: of documents, texts, readings and claims."""
    columns = {
        "documents": documents.c.id,
        "texts": versions.c.text_sha256,
        "readings": readings.c.id,
        "claims": claims.c.id,
    }
    with ledger.reading() as connection:
        return {name: set(connection.scalars(select(column))) for name, column in columns.items()}


def count_rows(ledger: Ledger) -> dict[str, int]:
    """How many rows each table has."""
    with ledger.reading() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in METADATA.sorted_tables
        }
