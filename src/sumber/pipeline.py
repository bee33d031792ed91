"""The order of the stages: a document goes in, a reading comes out."""

from __future__ import annotations

from msgspec.structs import replace

from sumber.languages import find_language
from sumber.model import Document, Draft, EntityRef, Reader, ReaderName, Reading
from sumber.reading.choice import open_named_reader
from sumber.reading.llm.endpoint import Endpoint
from sumber.reading.llm.reader import LlmReader
from sumber.resolution.claims import Index, resolve_claims
from sumber.resolution.dates import read_publication_day, resolve_dates
from sumber.resolution.names import resolve_mentions
from sumber.resolution.outlets import find_outlet

__all__ = ["Endpoint", "check_publication", "open_reader", "read_document", "resolve", "sum_up"]


def open_reader(name: ReaderName = "auto", endpoint: Endpoint | None = None) -> Reader:
    """The reader of this name; where none is named, for each language the one that measured better.

    `endpoint` is where the reader "llm" sends reports; no other reader sends anything anywhere.
    """
    return open_named_reader(name, endpoint)


def sum_up(reader: Reader) -> str | None:
    """What a reader that asks an endpoint took for all its reports, in words; None where nothing was sent anywhere."""
    return reader.sum_up() if isinstance(reader, LlmReader) else None


def check_publication(document: Document) -> Document:
    """A document with a warning where its publication date is no date: relative dates then stay undetermined."""
    if document.published_at and read_publication_day(document.published_at) is None:
        warning = f"published_at {document.published_at!r} is no usable date: relative dates stay undetermined"
        return replace(document, published_at=None, warnings=(*document.warnings, warning))
    return document


def read_document(document: Document, reader: Reader | None = None) -> Reading:
    """The reading of one document: draft, then names, dates, places and claims resolved.

    ReaderError where a reader that asks an endpoint gets no usable answer on it.
    """
    return resolve((reader or open_reader()).read(document))


def resolve(draft: Draft) -> Reading:
    """A draft with everything resolved that its words and the gazetteer allow; nothing is guessed."""
    document = draft.document
    outlet = find_outlet(document.publisher, document.url)
    publisher = EntityRef(id=outlet.id, name=outlet.name) if outlet else None
    language = find_language(draft.language) if draft.language else None
    published_on = document.published_at[:10] if document.published_at else None
    dates = resolve_dates(draft.dates, document.published_at)
    mentions = resolve_mentions(document.text, draft.mentions, language, outlet, published_on) if language else ()
    index = Index(
        text=document.text,
        mentions={mention.span: mention for mention in mentions},
        dates={date.span: date for date in dates},
        publisher=publisher,
        sha256=document.sha256,
    )
    return Reading(
        document=document,
        language=draft.language,
        publisher=publisher,
        mentions=mentions,
        dates=dates,
        claims=resolve_claims(draft.claims, index),
        reader=draft.reader,
        warnings=(*document.warnings, *draft.warnings),
        quantities=draft.quantities,
    )
