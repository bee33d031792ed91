"""A document as it stands beside what is told of it."""

from __future__ import annotations

from typing import TypedDict

from sumber.ledger import Connection
from sumber.ledger.profiles import find_numbers
from sumber.ledger.views import KeptDocument, get_documents


class DocumentHead(TypedDict):
    """The fields of a document by which a reader knows it; `synthetic` marks an invented report."""

    id: str
    caller_id: str
    publisher: str | None
    title: str | None
    url: str | None
    language: str | None
    published_at: str | None
    synthetic: bool


def shape_head(document: KeptDocument) -> DocumentHead:
    """A document by the fields that it is known by."""
    return {
        "id": document.id,
        "caller_id": document.caller_id,
        "publisher": document.publisher,
        "title": document.title,
        "url": document.url,
        "language": document.language,
        "published_at": document.published_at,
        "synthetic": document.synthetic,
    }


def find_heads(connection: Connection, project: int, ids: set[str]) -> dict[str, DocumentHead]:
    """Documents by what their callers call them, as relations and propositions name them; `ids` are the ledger's."""
    numbers = find_numbers(connection, project, ids)
    kept = get_documents(connection, sorted(numbers.values()))
    return {document.caller_id: shape_head(document) for document in kept}
