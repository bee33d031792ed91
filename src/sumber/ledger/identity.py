"""Which kept document a report is: found by its address, its caller's id or its text; and what it tells anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Row, bindparam, select

from sumber.errors import InputError
from sumber.ledger.ids import canonical_url, document_id, fold_name
from sumber.ledger.packing import plain
from sumber.ledger.schema import documents, log_leaves, versions
from sumber.model import Document

FIELDS: Final = ("publisher", "url", "title", "language", "published_at", "byline")
"""What a report may say of itself, and may leave out the next time without emptying it."""
_ASKED_AT_ONCE: Final = 500
# Made once: putting a statement together takes longer than the database takes to answer it.
_OURS: Final = select(documents).where(documents.c.project_no == bindparam("project")).order_by(documents.c.no)
_NAMED_SO: Final = _OURS.where((documents.c.id == bindparam("id")) | (documents.c.caller_id == bindparam("caller_id")))
_BY_IDS: Final = _OURS.where(documents.c.id.in_(bindparam("names", expanding=True)))
_BY_CALLER_IDS: Final = _OURS.where(documents.c.caller_id.in_(bindparam("names", expanding=True)))
_SAME_TEXT: Final = select(versions).where(
    versions.c.document_no == bindparam("document"), versions.c.text_sha256 == bindparam("text")
)
_ERASURES: Final = (
    select(log_leaves)
    .where(log_leaves.c.kind == "erasure", log_leaves.c.subject == bindparam("subject"))
    .order_by(log_leaves.c.seq.desc())
)


def find_document(connection: Connection, project: int, document: Document) -> Row[Any] | InputError | None:
    """The kept document a report is, None where it is new; InputError where the caller's id has another publisher."""
    # A text's hash is an id by the program, which no caller gave.
    caller_id = plain(document.id) if document.id_from != "text" else None
    asked = {"project": project, "id": document_id(document), "caller_id": caller_id}
    return choose_document(document, connection.execute(_NAMED_SO, asked).all())


def find_namesakes(
    connection: Connection, project: int, reports: Iterable[Document]
) -> dict[str, tuple[Row[Any], ...]]:
    """The kept documents with the id or the caller's id of any of these reports, by both; asked for in one go."""
    known = tuple(reports)
    ids = sorted({document_id(each) for each in known})
    caller_ids = sorted({plain(each.id) for each in known if each.id_from != "text"})
    found: dict[str, tuple[Row[Any], ...]] = {}
    for statement, names in ((_BY_IDS, ids), (_BY_CALLER_IDS, caller_ids)):
        for start in range(0, len(names), _ASKED_AT_ONCE):
            asked = {"project": project, "names": names[start : start + _ASKED_AT_ONCE]}
            for row in connection.execute(statement, asked):
                for name in {row.id, row.caller_id}:
                    found[name] = (*found.get(name, ()), row)
    return found


def choose_document(document: Document, rows: Sequence[Row[Any]]) -> Row[Any] | InputError | None:
    """Of the kept documents with a report's id or its caller's the one that it is, as `find_document` tells it."""
    identity = document_id(document)
    for row in rows:
        if row.id == identity:
            return row
    wanted = fold_name(document.publisher or "")
    for row in rows:
        if document.publisher and fold_name(row.publisher or "") != wanted:
            if document.id_from == "caller":
                return _two_publishers(document, row)
            continue
        # The same id of the same publisher; two addresses still are two documents.
        if not (row.url and document.url) or canonical_url(row.url) == canonical_url(document.url):
            return row
    return None


def _two_publishers(document: Document, row: Row[Any]) -> InputError:
    other = repr(row.publisher) if row.publisher else "none given"
    message = (
        f"id {document.id!r} stands for two publishers: {other} (kept on {row.kept_at[:10]}) and {document.publisher!r}"
    )
    return InputError("S107", message, document_id=document.id)


def find_erasure(connection: Connection, project: str, document: Document) -> InputError | None:
    """That a report was erased, with when, by whom and why; None where it was not."""
    for row in connection.execute(_ERASURES, {"subject": document_id(document)}):
        told = msgspec.json.decode(bytes(row.content)) if row.content is not None else {}
        if told.get("project") == project:
            message = (
                f"{document.id}: this report was erased on {row.logged_at[:10]} by {told['who']} "
                f"({told['reason']}); sumber add --again keeps it nevertheless"
            )
            return InputError("S514", message, document_id=document.id)
    return None


def find_version(connection: Connection, document_no: int, text_sha256: str) -> Row[Any] | None:
    """The version of a document with this text, None where it is new."""
    return connection.execute(_SAME_TEXT, {"document": document_no, "text": text_sha256}).one_or_none()


def merge(document: Document, row: Row[Any]) -> Document:
    """A report with every field it does not send taken from what is kept."""
    known = {name: getattr(document, name) or getattr(row, name) for name in FIELDS}
    return replace(document, **known, synthetic=document.synthetic or row.synthetic)


def find_news(document: Document, row: Row[Any]) -> dict[str, Any]:
    """The fields a report says otherwise than what is kept."""
    sent = plain_fields(document) | {"synthetic": document.synthetic}
    return {name: value for name, value in sent.items() if value != getattr(row, name)}


def plain_fields(document: Document) -> dict[str, str | None]:
    """What a report says of itself, as columns keep it."""
    told = {name: getattr(document, name) for name in FIELDS}
    return {name: plain(value) if value is not None else None for name, value in told.items()}
