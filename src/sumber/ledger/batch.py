"""The reports of one transaction: of each what is new is collected, and all of it written together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Row, func, select, update

from sumber.errors import InputError
from sumber.ledger.arrivals import Arrival, Kept, Status
from sumber.ledger.collecting import Collected
from sumber.ledger.identity import (
    choose_document,
    find_document,
    find_namesakes,
    find_news,
    find_version,
    merge,
    plain_fields,
)
from sumber.ledger.ids import document_id, reading_id
from sumber.ledger.log import LeafWriter
from sumber.ledger.numbers import Numbers
from sumber.ledger.opening import Ledger, now_text
from sumber.ledger.packing import encode_reading, encode_text, pack, plain, sha256_hex
from sumber.ledger.rows import Place
from sumber.ledger.schema import captures, claims, documents, readings, versions
from sumber.model import Document, Reading


class Batch:
    """Reports and readings on their way into the ledger, on a connection that writes."""

    def __init__(self, ledger: Ledger, connection: Connection) -> None:
        self._connection = connection
        self._now = now_text()
        self._numbers = Numbers(connection)
        self._project = ledger.make_project(connection, self._now)
        self._project_name = ledger.project
        self._leaves = LeafWriter(connection, self._now)
        self._collected = Collected(ledger.store, connection)
        # Names of documents that this batch writes: what was looked up of them before holds no more.
        self._touched: set[str] = set()
        self._looked_up: dict[str, tuple[Row[Any], ...]] | None = None

    def look_up(self, reports: Sequence[Document]) -> None:
        """Ask in one go for what is kept of all reports that will be added."""
        self._looked_up = find_namesakes(self._connection, self._project, reports)

    def add(self, arrival: Arrival) -> Kept | InputError:
        """Collect what is new of a report."""
        document = arrival.document
        found = self._find(document)
        if isinstance(found, InputError):
            return found
        self._touched |= {plain(document.id), document_id(document)}
        if found is None:
            return self._add_new(arrival)
        self._touched |= {found.id, found.caller_id}
        return self._add_known(arrival, found)

    def _find(self, document: Document) -> Row[Any] | InputError | None:
        names = {document_id(document), plain(document.id)}
        if self._looked_up is not None and not names & self._touched:
            asked = names if document.id_from != "text" else {document_id(document)}
            rows = {row.no: row for name in asked for row in self._looked_up.get(name, ())}
            found = choose_document(document, [rows[no] for no in sorted(rows)])
            if found is None or isinstance(found, InputError) or found.id not in self._touched:
                return found
        self.write()  # twice in one batch: the first must be found by the second
        return find_document(self._connection, self._project, document)

    def add_rereading(self, document_no: int, reading: Reading) -> bool:
        """Collect a further reading of a document; False where it was made already, or its text is no longer the newest."""
        row = self._connection.execute(select(documents).where(documents.c.no == document_no)).one_or_none()
        version = find_version(self._connection, document_no, reading.document.sha256)
        if row is None or version is None or version.no != row.version_no:
            return False
        no = self._add_reading(reading, reading.document, row.id, version.no, is_new_version=False)
        if no is not None:
            self._connection.execute(update(documents).where(documents.c.no == document_no).values(reading_no=no))
        return no is not None

    def write(self) -> None:
        """Write what was collected."""
        self._collected.write()
        self._leaves.write()
        self._touched = set()

    def _add_new(self, arrival: Arrival) -> Kept:
        document = arrival.document
        no, version_no = self._numbers.take(documents), self._numbers.take(versions)
        identity = document_id(document)
        self._add_version(document, identity, (no, version_no, 1))
        reading_no = self._add_reading(arrival.reading, document, identity, version_no, is_new_version=True)
        entity = arrival.reading.publisher if arrival.reading else None
        row = {
            "no": no,
            "project_no": self._project,
            "id": identity,
            "caller_id": plain(document.id),
            **plain_fields(document),
            "publisher_entity": entity.id if entity else None,
            "synthetic": document.synthetic,
            "kept_at": self._now,
            "version_no": version_no,
            "reading_no": reading_no,
        }
        self._collected.add(documents, row)
        return _answer("new", identity, arrival, 1)

    def _add_known(self, arrival: Arrival, row: Row[Any]) -> Kept:
        document = merge(arrival.document, row)
        news = find_news(document, row)
        version = find_version(self._connection, row.no, document.sha256)
        status: Status = "new version" if version is None else "updated" if news else "same"
        if version is None:
            number = 1 + (
                self._connection.scalar(select(func.max(versions.c.number)).where(versions.c.document_no == row.no))
                or 0
            )
            version_no = self._numbers.take(versions)
            self._add_version(document, row.id, (row.no, version_no, number))
        else:
            version_no, number = version.no, version.number
            self._add_capture(document, row.id, version, is_news=bool(news))
        changes: dict[str, Any] = dict(news)
        if arrival.reading is not None:
            reading_no = self._add_reading(
                arrival.reading, document, row.id, version_no, is_new_version=version is None
            )
            if reading_no is not None and (version is None or version_no == row.version_no):
                changes |= {"reading_no": reading_no, "version_no": version_no}
        elif version is None:
            changes |= {"reading_no": None, "version_no": version_no}
        if changes:
            self._connection.execute(update(documents).where(documents.c.no == row.no).values(**changes))
        answer = _answer(status, row.id, arrival, number)
        if arrival.reading is not None or version is None:
            return answer
        kept = select(func.count()).select_from(claims).where(claims.c.reading_no == row.reading_no)
        return replace(answer, claims=self._connection.scalar(kept) or 0)

    def _add_version(self, document: Document, identity: str, numbers: tuple[int, int, int]) -> None:
        """A text not kept of this document before; `numbers` are the document's, the version's, and its place in order."""
        document_no, version_no, number = numbers
        text = encode_text(document.text)
        row = {
            "no": version_no,
            "document_no": document_no,
            "number": number,
            "text_sha256": self._collected.add_bytes(text),
            "characters": len(document.text),
            "kept_at": self._now,
        }
        self._collected.add(versions, row)
        original = self._collected.add_bytes(document.original if document.original is not None else text)
        self._collected.add(captures, {"version_no": version_no, "sha256": original, "kept_at": self._now})
        self._log_document(document, identity, original)

    def _add_capture(self, document: Document, identity: str, version: Row[Any], *, is_news: bool) -> None:
        """Other bytes that hold a text kept already, or other fields of it."""
        content = document.original if document.original is not None else encode_text(document.text)
        sha256 = sha256_hex(content)
        known = select(captures).where(captures.c.version_no == version.no, captures.c.sha256 == sha256)
        is_new = self._connection.execute(known).one_or_none() is None
        if is_new:
            self._collected.add_bytes(content)
            self._collected.add(captures, {"version_no": version.no, "sha256": sha256, "kept_at": self._now})
        if is_new or is_news:
            self._log_document(document, identity, sha256)

    def _log_document(self, document: Document, identity: str, original: str) -> None:
        self._leaves.add(
            "document",
            identity,
            {
                "project": self._project_name,
                "caller_id": plain(document.id),
                **plain_fields(document),
                "synthetic": document.synthetic,
                "text_sha256": document.sha256,
                "bytes_sha256": original,
            },
        )

    def _add_reading(
        self, reading: Reading | None, document: Document, identity: str, version_no: int, *, is_new_version: bool
    ) -> int | None:
        """The number of a reading, None where there is none or it is kept already."""
        if reading is None:
            return None
        content = encode_reading(reading)
        sha256 = sha256_hex(content)
        reader = (reading.reader.name, reading.reader.version)
        known = reading_id(identity, document.sha256, reader, sha256)
        same = select(readings.c.no).where(readings.c.version_no == version_no, readings.c.id == known)
        if not is_new_version and self._connection.scalar(same) is not None:
            return None
        no = self._numbers.take(readings)
        row = {
            "no": no,
            "id": known,
            "version_no": version_no,
            "reader": reader[0],
            "reader_version": reader[1],
            "language": reading.language,
            "content_sha256": sha256,
            "content": pack(content),
            "read_at": self._now,
        }
        self._collected.add(readings, row)
        first_claim = self._numbers.take(claims, len(reading.claims))
        self._collected.add_findings(reading, Place(self._project, no, first_claim, identity))
        self._leaves.add(
            "reading",
            known,
            {
                "project": self._project_name,
                "document": identity,
                "text_sha256": document.sha256,
                "reader": list(reader),
                "content_sha256": sha256,
                "claims": [claim.id for claim in reading.claims],
            },
        )
        return no


def _answer(status: Status, identity: str, arrival: Arrival, version: int) -> Kept:
    document = arrival.document
    return Kept(
        status=status,
        document=identity,
        caller_id=document.id,
        version=version,
        claims=len(arrival.reading.claims) if arrival.reading else 0,
        title=document.title,
        publisher=document.publisher,
        synthetic=document.synthetic,
    )
