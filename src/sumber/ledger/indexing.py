"""The search index made anew from the readings that are kept, where its rules changed or something was erased."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, insert, select

from sumber.ledger.correcting import index_corrections
from sumber.ledger.facets import index_claims, index_document
from sumber.ledger.opening import Ledger
from sumber.ledger.packing import decode_reading, decode_text, unpack
from sumber.ledger.rows import Place
from sumber.ledger.schema import claims, documents, facts, readings, stored_bytes, versions
from sumber.ledger.stores import INDEXES
from sumber.ledger.tokens import search_rules

_AT_ONCE: Final = 200


def rebuild_index(ledger: Ledger, connection: Connection) -> int:
    """Make the index anew for the newest reading of every document; gives how many documents it holds."""
    for index in INDEXES:
        ledger.store.clear_index(connection, index)
    done, last = 0, 0
    while rows := _next_documents(connection, last):
        for row in rows:
            _index(ledger, connection, row)
        done, last = done + len(rows), rows[-1].no
    index_corrections(ledger, connection)
    connection.execute(delete(facts).where(facts.c.name == "search_rules"))
    connection.execute(insert(facts), [{"name": "search_rules", "value": search_rules()}])
    return done


def _next_documents(connection: Connection, last: int) -> list[Row[Any]]:
    first_claim = select(func.min(claims.c.no)).where(claims.c.reading_no == readings.c.no).scalar_subquery()
    found = (
        select(
            documents.c.no,
            documents.c.id,
            documents.c.project_no,
            readings.c.no.label("reading_no"),
            readings.c.content,
            stored_bytes.c.packed,
            first_claim.label("first"),
        )
        .join(readings, readings.c.no == documents.c.reading_no)
        .join(versions, versions.c.no == readings.c.version_no)
        .join(stored_bytes, stored_bytes.c.sha256 == versions.c.text_sha256)
        .where(documents.c.no > last)
        .order_by(documents.c.no)
        .limit(_AT_ONCE)
    )
    return list(connection.execute(found))


def _index(ledger: Ledger, connection: Connection, row: Row[Any]) -> None:
    reading = decode_reading(unpack(bytes(row.content)), decode_text(unpack(bytes(row.packed))))
    place = Place(row.project_no, row.reading_no, row.first or 0, row.id)
    ledger.store.add_to_index(connection, "claim_search", index_claims(reading, place))
    ledger.store.add_to_index(connection, "document_search", [index_document(reading, place)])
