"""Keeping reports and their readings: each is new, the same, or a new version of what is kept; nothing is replaced."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal, NamedTuple

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Row, Table, func, select, update

from sumber.errors import InputError
from sumber.ledger.ids import canonical_url, document_id, fold_name, reading_id
from sumber.ledger.inserting import insert_rows
from sumber.ledger.log import LeafWriter
from sumber.ledger.numbers import Numbers
from sumber.ledger.opening import Ledger, now_text
from sumber.ledger.packing import encode_reading, encode_text, pack, plain, sha256_hex
from sumber.ledger.rows import Place, ReadingRows, index_claims, index_document
from sumber.ledger.schema import captures, claims, documents, entities, log_leaves, readings, stored_bytes, versions
from sumber.ledger.stores import Indexed, IndexName
from sumber.model import Document, Reading, Value

Status = Literal["new", "same", "updated", "new version"]
FIELDS: Final = ("publisher", "url", "title", "language", "published_at", "byline")
"""What a report may say of itself, and may leave out the next time without emptying it."""
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


class Recall(NamedTuple):
    """A report with what is kept of it filled in where it does not say so itself, and whether it is to be read."""

    document: Document
    is_to_be_read: bool


class Arrival(NamedTuple):
    """A report to keep, with its reading unless what is kept of it was read already."""

    document: Document
    reading: Reading | None


class Kept(Value, frozen=True):
    """What became of one report: its id in the ledger, the caller's, and the number of its version and of its claims."""

    status: Status
    document: str
    caller_id: str
    version: int
    claims: int
    title: str | None = None
    publisher: str | None = None
    synthetic: bool = False


def recall(ledger: Ledger, document: Document, *, again: bool = False) -> Recall | InputError:
    """What is known of a report before it is read.

    InputError where its id stands for another publisher's already, or where it was erased and is not to come back (`again`).
    """
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        if project is None:
            return Recall(document, is_to_be_read=True)
        found = find_document(connection, project, document)
        if found is None:
            erased = None if again else _find_erasure(connection, ledger.project, document)
            return erased or Recall(document, is_to_be_read=True)
        if isinstance(found, InputError):
            return found
        merged = merge(document, found)
        version = _find_version(connection, found.no, document.sha256)
        is_read = version is not None and found.reading_no is not None and not _news(merged, found)
        return Recall(merged, is_to_be_read=not is_read)


def _find_erasure(connection: Connection, project: str, document: Document) -> InputError | None:
    """That a report was erased, with when, by whom and why; None where it was not."""
    erased = select(log_leaves).where(log_leaves.c.kind == "erasure", log_leaves.c.subject == document_id(document))
    for row in connection.execute(erased.order_by(log_leaves.c.seq.desc())):
        told = msgspec.json.decode(bytes(row.content)) if row.content is not None else {}
        if told.get("project") == project:
            message = (
                f"{document.id}: this report was erased on {row.logged_at[:10]} by {told['who']} "
                f"({told['reason']}); sumber add --again keeps it nevertheless"
            )
            return InputError("S514", message, document_id=document.id)
    return None


def keep_rereadings(ledger: Ledger, rereadings: Sequence[tuple[int, Reading]]) -> list[bool]:
    """Keep further readings of the newest versions of documents, by their numbers; gives for each whether it is news."""
    with ledger.writing() as connection:
        batch = _Batch(ledger, connection)
        answers = [batch.add_rereading(no, reading) for no, reading in rereadings]
        batch.write()
    return answers


def keep(ledger: Ledger, arrivals: Sequence[Arrival]) -> list[Kept | InputError]:
    """Keep reports, all in one transaction: when this gives its answer they are on the disk, with their log leaves."""
    with ledger.writing() as connection:
        batch = _Batch(ledger, connection)
        answers = [batch.add(arrival) for arrival in arrivals]
        batch.write()
    return answers


def find_document(connection: Connection, project: int, document: Document) -> Row[Any] | InputError | None:
    """The kept document a report is, None where it is new; InputError where the caller's id has another publisher."""
    identity = document_id(document)
    is_it = documents.c.id == identity
    if document.id_from != "text":
        is_it |= documents.c.caller_id == plain(document.id)
    rows = connection.execute(
        select(documents).where(documents.c.project_no == project, is_it).order_by(documents.c.no)
    ).all()
    for row in rows:
        if row.id == identity:
            return row
    wanted = fold_name(document.publisher or "")
    for row in rows:
        theirs = fold_name(row.publisher or "")
        if document.publisher and theirs != wanted:
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


def merge(document: Document, row: Row[Any]) -> Document:
    """A report with every field it does not send taken from what is kept."""
    known = {name: getattr(document, name) or getattr(row, name) for name in FIELDS}
    return replace(document, **known, synthetic=document.synthetic or row.synthetic)


def _news(document: Document, row: Row[Any]) -> dict[str, Any]:
    """The fields a report says otherwise than what is kept."""
    sent = {name: _plain(getattr(document, name)) for name in FIELDS} | {"synthetic": document.synthetic}
    return {name: value for name, value in sent.items() if value != getattr(row, name)}


def _plain(value: str | None) -> str | None:
    return plain(value) if value is not None else None


def _find_version(connection: Connection, document_no: int, text_sha256: str) -> Row[Any] | None:
    same = select(versions).where(versions.c.document_no == document_no, versions.c.text_sha256 == text_sha256)
    return connection.execute(same).one_or_none()


class _Batch:
    """The rows of one transaction, collected and written table by table."""

    def __init__(self, ledger: Ledger, connection: Connection) -> None:
        self._ledger = ledger
        self._connection = connection
        self._now = now_text()
        self._numbers = Numbers(connection)
        self._project = ledger.make_project(connection, self._now)
        self._leaves = LeafWriter(connection, self._now)
        self._start()

    def _start(self) -> None:
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _ORDER}
        self._bytes: dict[str, bytes] = {}
        self._entities: dict[str, dict[str, Any]] = {}
        self._index: dict[IndexName, list[Indexed]] = {"claim_search": [], "document_search": []}
        self._touched: set[str] = set()

    def add(self, arrival: Arrival) -> Kept | InputError:
        """Collect what is new of a report."""
        names = {arrival.document.id, document_id(arrival.document)}
        if names & self._touched:  # twice in one batch: the first must be found by the second
            self.write()
        found = find_document(self._connection, self._project, arrival.document)
        if isinstance(found, InputError):
            return found
        self._touched |= names
        return self._add_new(arrival) if found is None else self._add_known(arrival, found)

    def add_rereading(self, document_no: int, reading: Reading) -> bool:
        """Collect a further reading of a document; False where it was made already, or its text is no longer the newest."""
        row = self._connection.execute(select(documents).where(documents.c.no == document_no)).one_or_none()
        version = _find_version(self._connection, document_no, reading.document.sha256)
        if row is None or version is None or version.no != row.version_no:
            return False
        no = self._add_reading(reading, reading.document, row.id, version.no, is_new_version=False)
        if no is not None:
            self._connection.execute(update(documents).where(documents.c.no == document_no).values(reading_no=no))
        return no is not None

    def write(self) -> None:
        """Write what was collected."""
        self._rows["stored_bytes"] = self._missing_bytes()
        self._rows["entities"] = self._missing_entities()
        metadata = documents.metadata
        for name in _ORDER:
            insert_rows(self._connection, metadata.tables[name], self._rows[name])
        for index, rows in self._index.items():
            self._ledger.store.add_to_index(self._connection, index, rows)
        self._leaves.write()
        self._start()

    def _add_new(self, arrival: Arrival) -> Kept:
        document = arrival.document
        no, version_no = self._numbers.take(documents), self._numbers.take(versions)
        identity = document_id(document)
        self._add_version(document, identity, (no, version_no, 1))
        reading_no = self._add_reading(arrival.reading, document, identity, version_no, is_new_version=True)
        fields = {name: _plain(getattr(document, name)) for name in FIELDS}
        entity = arrival.reading.publisher if arrival.reading else None
        self._rows["documents"].append(
            {
                "no": no,
                "project_no": self._project,
                "id": identity,
                "caller_id": plain(document.id),
                **fields,
                "publisher_entity": entity.id if entity else None,
                "synthetic": document.synthetic,
                "kept_at": self._now,
                "version_no": version_no,
                "reading_no": reading_no,
            }
        )
        return self._answer("new", identity, arrival, 1)

    def _add_known(self, arrival: Arrival, row: Row[Any]) -> Kept:
        document = merge(arrival.document, row)
        news = _news(document, row)
        version = _find_version(self._connection, row.no, document.sha256)
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
        answer = self._answer(status, row.id, arrival, number)
        if arrival.reading is not None or version is None:
            return answer
        kept = select(func.count()).select_from(claims).where(claims.c.reading_no == row.reading_no)
        return replace(answer, claims=self._connection.scalar(kept) or 0)

    def _answer(self, status: Status, identity: str, arrival: Arrival, version: int) -> Kept:
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

    def _add_version(self, document: Document, identity: str, numbers: tuple[int, int, int]) -> None:
        """A text not kept of this document before; `numbers` are the document's, the version's, and its place in order."""
        document_no, version_no, number = numbers
        text = encode_text(document.text)
        sha256 = self._add_bytes(text)
        self._rows["versions"].append(
            {
                "no": version_no,
                "document_no": document_no,
                "number": number,
                "text_sha256": sha256,
                "characters": len(document.text),
                "kept_at": self._now,
            }
        )
        original = self._add_bytes(document.original if document.original is not None else text)
        self._rows["captures"].append({"version_no": version_no, "sha256": original, "kept_at": self._now})
        self._log_document(document, identity, original)

    def _add_capture(self, document: Document, identity: str, version: Row[Any], *, is_news: bool) -> None:
        """Other bytes that hold a text kept already, or other fields of it."""
        content = document.original if document.original is not None else encode_text(document.text)
        sha256 = sha256_hex(content)
        known = select(captures).where(captures.c.version_no == version.no, captures.c.sha256 == sha256)
        is_new = self._connection.execute(known).one_or_none() is None
        if is_new:
            self._add_bytes(content)
            self._rows["captures"].append({"version_no": version.no, "sha256": sha256, "kept_at": self._now})
        if is_new or is_news:
            self._log_document(document, identity, sha256)

    def _log_document(self, document: Document, identity: str, original: str) -> None:
        self._leaves.add(
            "document",
            identity,
            {
                "project": self._ledger.project,
                "caller_id": plain(document.id),
                **{name: _plain(getattr(document, name)) for name in FIELDS},
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
        place = Place(self._project, no, self._numbers.take(claims, len(reading.claims)), identity)
        self._rows["readings"].append(
            {
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
        )
        rows = ReadingRows(reading, place)
        self._entities |= rows.entities
        for name, added in rows.rows.items():
            self._rows[name] += added
        self._index["claim_search"] += index_claims(reading, place)
        self._index["document_search"].append(index_document(reading, self._project, no))
        self._leaves.add(
            "reading",
            known,
            {
                "project": self._ledger.project,
                "document": identity,
                "text_sha256": document.sha256,
                "reader": list(reader),
                "content_sha256": sha256,
                "claims": [claim.id for claim in reading.claims],
            },
        )
        return no

    def _add_bytes(self, content: bytes) -> str:
        sha256 = sha256_hex(content)
        self._bytes[sha256] = content
        return sha256

    def _missing_bytes(self) -> list[dict[str, Any]]:
        missing = self._without_known(stored_bytes, "sha256", self._bytes)
        return [{"sha256": sha, "size": len(self._bytes[sha]), "packed": pack(self._bytes[sha])} for sha in missing]

    def _missing_entities(self) -> list[dict[str, Any]]:
        return [self._entities[each] for each in self._without_known(entities, "id", self._entities)]

    def _without_known(self, table: Table, column: str, keys: dict[str, Any]) -> list[str]:
        """The keys that a table does not hold yet, in order."""
        asked, known = list(keys), set()
        for start in range(0, len(asked), _ASKED_AT_ONCE):
            some = asked[start : start + _ASKED_AT_ONCE]
            known |= set(self._connection.scalars(select(table.c[column]).where(table.c[column].in_(some))))
        return [key for key in asked if key not in known]
