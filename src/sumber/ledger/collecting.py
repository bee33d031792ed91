"""The rows of one transaction, collected and written table by table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, Table, select

from sumber.ledger.facets import index_claims, index_document
from sumber.ledger.inserting import Row, insert_rows
from sumber.ledger.packing import pack, sha256_hex
from sumber.ledger.rows import Place, ReadingRows
from sumber.ledger.schema import METADATA, entities, stored_bytes
from sumber.ledger.stores import Indexed, IndexName, Store
from sumber.model import Reading

_ASKED_AT_ONCE: Final = 500
# Each table before those whose rows point to it.
_ORDER: Final = (
    "stored_bytes",
    "entities",
    "documents",
    "versions",
    "captures",
    "readings",
    "claims",
    "links",
    "events",
    "parties",
    "mentions",
    "dates",
)


class Collected:
    """What is to be written: rows by table, bytes by their hash, entities by id, and tokens of the search indexes."""

    def __init__(self, store: Store, connection: Connection) -> None:
        self._store = store
        self._connection = connection
        self._start()

    def _start(self) -> None:
        self._rows: dict[str, list[Row]] = {name: [] for name in _ORDER}
        self._bytes: dict[str, bytes] = {}
        self._entities: dict[str, Row] = {}
        self._index: dict[IndexName, list[Indexed]] = {"claim_search": [], "document_search": []}

    def add(self, table: Table, row: dict[str, Any]) -> None:
        """A row of a table, with every column of it."""
        self._rows[table.name].append(tuple(row[column.name] for column in table.columns))

    def add_bytes(self, content: bytes) -> str:
        """Bytes to be kept unless they are; gives their SHA-256."""
        sha256 = sha256_hex(content)
        self._bytes[sha256] = content
        return sha256

    def add_findings(self, reading: Reading, place: Place) -> None:
        """What a reading found: its rows, and what they are searched by."""
        rows = ReadingRows(reading, place)
        self._entities |= rows.entities
        for name, added in rows.rows.items():
            self._rows[name] += added
        self._index["claim_search"] += index_claims(reading, place)
        self._index["document_search"].append(index_document(reading, place))

    def write(self) -> None:
        """Write everything, and begin anew."""
        missing = self._without_known(stored_bytes, "sha256", self._bytes)
        self._rows["stored_bytes"] = [
            (sha256, len(self._bytes[sha256]), pack(self._bytes[sha256])) for sha256 in missing
        ]
        self._rows["entities"] = [self._entities[each] for each in self._without_known(entities, "id", self._entities)]
        for name in _ORDER:
            insert_rows(self._connection, METADATA.tables[name], self._rows[name])
        for index, rows in self._index.items():
            self._store.add_to_index(self._connection, index, rows)
        self._start()

    def _without_known(self, table: Table, column: str, keys: Iterable[str]) -> list[str]:
        """The keys that a table does not hold yet, in order."""
        asked, known = list(keys), set()
        for start in range(0, len(asked), _ASKED_AT_ONCE):
            some = asked[start : start + _ASKED_AT_ONCE]
            known |= set(self._connection.scalars(select(table.c[column]).where(table.c[column].in_(some))))
        return [key for key in asked if key not in known]
