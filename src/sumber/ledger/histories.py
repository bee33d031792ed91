"""How a document came to be what it is: its versions in order, the originals and the readings of each."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, Row, select

from sumber.errors import LedgerError
from sumber.ledger.schema import captures, documents, readings, stored_bytes, versions
from sumber.model import ReaderVersion, Value


class Capture(Value, frozen=True):
    """Original bytes that a version's text was taken from: their hash, how many there are, and when they were first kept."""

    sha256: str
    size: int
    kept_at: str


class ReadingEntry(Value, frozen=True):
    """A reading of a version, by its number and id, with who made it."""

    no: int
    id: str
    reader: ReaderVersion
    language: str | None
    read_at: str


class VersionEntry(Value, frozen=True):
    """A version of a document: `reading` is the one that is shown, None where this text was not read; `readings` how many there are."""

    number: int
    text_sha256: str
    characters: int
    kept_at: str
    captures: tuple[Capture, ...]
    reading: ReadingEntry | None
    readings: int


class History(Value, frozen=True):
    """A document's versions, first to last; `newest` is the number of the one that its claims are told from.

    `stated_language` is what whoever handed the report on called its language, None where the text alone tells it.
    """

    document_no: int
    newest: int
    publisher_entity: str | None
    stated_language: str | None
    versions: tuple[VersionEntry, ...]

    def get_version(self, number: int | None) -> VersionEntry:
        """The version of this number, the newest where none is told; LedgerError where there is none."""
        wanted = number or self.newest
        for version in self.versions:
            if version.number == wanted:
                return version
        raise LedgerError("S511", f"this document has versions 1 to {len(self.versions)}, none {wanted}")


def get_history(connection: Connection, project: int, document: str) -> History:
    """The history of a document by its whole id; LedgerError where it is not kept."""
    own = select(documents).where(documents.c.id == document, documents.c.project_no == project)
    row = connection.execute(own).one_or_none()
    if row is None:
        raise LedgerError("S511", f"no document {document} is kept")
    found = connection.execute(
        select(versions).where(versions.c.document_no == row.no).order_by(versions.c.number)
    ).all()
    numbers = [version.no for version in found]
    originals, read = _captures_of(connection, numbers), _readings_of(connection, numbers)
    entries = []
    for version in found:
        made = read.get(version.no, [])
        # Of the newest version the document itself tells which reading holds.
        held = row.reading_no if version.no == row.version_no else max((each.no for each in made), default=None)
        entries.append(
            VersionEntry(
                number=version.number,
                text_sha256=version.text_sha256,
                characters=version.characters,
                kept_at=version.kept_at,
                captures=tuple(originals.get(version.no, ())),
                reading=next((each for each in made if each.no == held), None),
                readings=len(made),
            )
        )
    newest = next(version.number for version in found if version.no == row.version_no)
    return History(
        document_no=row.no,
        newest=newest,
        publisher_entity=row.publisher_entity,
        stated_language=row.language,
        versions=tuple(entries),
    )


def _captures_of(connection: Connection, numbers: list[int]) -> dict[int, list[Capture]]:
    rows = connection.execute(
        select(captures, stored_bytes.c.size)
        .join(stored_bytes, stored_bytes.c.sha256 == captures.c.sha256)
        .where(captures.c.version_no.in_(numbers))
        .order_by(captures.c.kept_at, captures.c.sha256)
    )
    found: dict[int, list[Capture]] = {}
    for row in rows:
        found.setdefault(row.version_no, []).append(Capture(sha256=row.sha256, size=row.size, kept_at=row.kept_at))
    return found


def _readings_of(connection: Connection, numbers: list[int]) -> dict[int, list[ReadingEntry]]:
    # Not their whole content, which is long.
    names = ("no", "id", "version_no", "reader", "reader_version", "language", "read_at")
    columns: list[Column[Any]] = [readings.c[name] for name in names]
    chosen = select(*columns).where(readings.c.version_no.in_(numbers)).order_by(readings.c.no)
    found: dict[int, list[ReadingEntry]] = {}
    for row in connection.execute(chosen):
        found.setdefault(row.version_no, []).append(_entry(row))
    return found


def _entry(row: Row[Any]) -> ReadingEntry:
    return ReadingEntry(
        no=row.no,
        id=row.id,
        reader=ReaderVersion(name=row.reader, version=row.reader_version),
        language=row.language,
        read_at=row.read_at,
    )
