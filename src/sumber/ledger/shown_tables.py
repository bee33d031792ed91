"""Whether the tables that are searched and shown say what the log says.

What proves is the log, with the texts, originals and records that it names by their hashes. What commands show are rows
that were made beside it. Here each row is held against the leaf that speaks of it, and each leaf against its row. What
rests on what is worked out anew (`sumber relate --rebuild`), the search index when a dump is loaded: they are not looked
at.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TypeAlias

import msgspec
from sqlalchemy import Connection, Row, Select, Table, select

from sumber.evidence.findings import Finding, broken
from sumber.ledger.identity import FIELDS
from sumber.ledger.packing import decode_reading, decode_text, unpack
from sumber.ledger.schema import captures, documents, judgements, log_leaves, projects, readings, stored_bytes, versions
from sumber.ledger.shown_findings import Recorded, ShownNames, iter_findings_shown
from sumber.model import Reading

_AT_ONCE: Final = 100
_Content: TypeAlias = dict[str, Any]
_Subject: TypeAlias = tuple[str, str]
"""A project's name and the id of what a leaf is about."""
_NOT_SAID: Final = ("no", "id", "project_no", "decided_at")
_CAPTURES: Final = select(captures, versions.c.document_no, versions.c.text_sha256).join(
    versions, versions.c.no == captures.c.version_no
)
_READINGS: Final = (
    select(readings, versions.c.document_no, versions.c.text_sha256)
    .join(versions, versions.c.no == readings.c.version_no)
    .order_by(readings.c.no)
)


def iter_tables_shown(connection: Connection) -> Iterator[Finding | int]:
    """For each document, reading and judgement how many rows agree or not, and a finding for each that does not."""
    names = ShownNames(connection)
    named = {row.no: row.name for row in connection.execute(select(projects))}
    for rows in _iter_batches(connection, documents):
        yield from _iter_documents(connection, rows, named, names)
    for rows in _iter_batches(connection, judgements):
        yield from _iter_judgements(connection, rows, named)
    yield from _iter_missing(connection, documents, "document")
    yield from _iter_missing(connection, judgements, "judgement")
    yield from names.iter_unconfirmed()


def _iter_batches(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    last = 0
    while rows := connection.execute(select(table).where(table.c.no > last).order_by(table.c.no).limit(_AT_ONCE)).all():
        yield rows
        last = rows[-1].no


def _read_told(connection: Connection, kind: str, subjects: Iterable[str]) -> dict[_Subject, list[_Content]]:
    """What the leaves of a kind say about these ids, in order, by project and id; of erased ones nothing is left."""
    told: dict[_Subject, list[_Content]] = {}
    chosen = (
        select(log_leaves.c.content)
        .where(log_leaves.c.kind == kind, log_leaves.c.subject.in_(sorted(set(subjects))))
        .where(log_leaves.c.content.is_not(None))
        .order_by(log_leaves.c.seq)
    )
    for content in connection.scalars(chosen):
        said = _decode(bytes(content))
        if said is not None:
            told.setdefault((str(said.get("project")), str(said.get("subject"))), []).append(said)
    return told


def _decode(content: bytes) -> _Content | None:
    """What a leaf says; None where that cannot be read, which the check of the leaves tells."""
    try:
        return msgspec.json.decode(content, type=dict[str, Any])
    except msgspec.DecodeError:
        return None


def _iter_documents(
    connection: Connection, rows: Sequence[Row[Any]], named: dict[int, str], names: ShownNames
) -> Iterator[Finding | int]:
    told = _read_told(connection, "document", (row.id for row in rows))
    texts = _read_of(connection, rows, select(versions).order_by(versions.c.number))
    taken = _read_of(connection, rows, _CAPTURES)
    read = _read_of(connection, rows, _READINGS)
    for row in rows:
        said = told.get((named.get(row.project_no, ""), row.id), [])
        place = f"document {row.id}"
        if not said:
            yield broken("tables", place, "no leaf of the log speaks of it")
            continue
        own = texts.get(row.no, [])
        yield from _check_document(row, said, place)
        yield from _check_versions(own, said, place)
        yield from _check_captures(taken.get(row.no, []), said, place)
        yield from _check_newest(row, own, read.get(row.no, []), place)
        yield 1 + len(own) + len(taken.get(row.no, []))
    yield from _check_lengths(connection, [each for some in texts.values() for each in some])
    recorded: list[Recorded] = []
    for found in _iter_readings(connection, rows, read, named):
        if isinstance(found, Recorded):
            recorded.append(found)
        else:
            yield found
    yield len(recorded)
    yield from iter_findings_shown(connection, recorded, names)


def _read_of(connection: Connection, rows: Iterable[Row[Any]], chosen: Select[Any]) -> dict[int, list[Row[Any]]]:
    """What else is kept of documents, by their numbers."""
    numbers = [row.no for row in rows]
    found: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(chosen.where(versions.c.document_no.in_(numbers))):
        found.setdefault(row.document_no, []).append(row)
    return found


def _check_document(row: Row[Any], said: Sequence[_Content], place: str) -> Iterator[Finding]:
    expected = {name: said[-1].get(name) for name in (*FIELDS, "synthetic")}
    expected |= {"caller_id": said[0].get("caller_id"), "kept_at": said[0].get("logged_at")}
    yield from _compare(place, "documents", row, expected)


def _check_versions(rows: Sequence[Row[Any]], said: Sequence[_Content], place: str) -> Iterator[Finding]:
    kept_at: dict[str, str] = {}
    for each in said:
        kept_at.setdefault(str(each.get("text_sha256")), str(each.get("logged_at")))
    expected = [(number, *told) for number, told in enumerate(kept_at.items(), 1)]
    if [(row.number, row.text_sha256, row.kept_at) for row in rows] != expected:
        words = (
            f"its {len(rows)} versions are not the {len(expected)} texts, in their order and times, that the log tells"
        )
        yield broken("tables", place, words)


def _check_captures(rows: Sequence[Row[Any]], said: Sequence[_Content], place: str) -> Iterator[Finding]:
    expected: dict[tuple[Any, Any], Any] = {}
    for each in said:
        expected.setdefault((each.get("text_sha256"), each.get("bytes_sha256")), each.get("logged_at"))
    if {(row.text_sha256, row.sha256): row.kept_at for row in rows} != expected:
        words = f"its {len(rows)} originals are not the {len(expected)}, with their texts and times, that the log tells"
        yield broken("tables", place, words)


def _check_newest(row: Row[Any], own: Sequence[Row[Any]], read: Sequence[Row[Any]], place: str) -> Iterator[Finding]:
    """What is shown of a document is the newest reading of its newest version."""
    version_no = own[-1].no if own else None
    reading_no = max((each.no for each in read if each.version_no == version_no), default=None)
    if row.version_no != version_no:
        yield broken("tables", place, "it does not point to the newest of its versions")
    elif row.reading_no != reading_no:
        yield broken("tables", place, "it does not point to the newest reading of its newest version")


def _check_lengths(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[Finding]:
    hashes = sorted({row.text_sha256 for row in rows})
    packed = select(stored_bytes.c.sha256, stored_bytes.c.packed).where(stored_bytes.c.sha256.in_(hashes))
    lengths: dict[str, int] = {}
    for sha256, content in connection.execute(packed):
        try:
            lengths[sha256] = len(decode_text(unpack(bytes(content))))
        except (zlib.error, UnicodeDecodeError):
            continue  # the check of the texts tells
    for row in rows:
        if row.characters != lengths.get(row.text_sha256, row.characters):
            words = f"its text has {lengths[row.text_sha256]} characters; the table versions says {row.characters}"
            yield broken("tables", f"text {row.text_sha256}", words)


def _iter_readings(
    connection: Connection, rows: Sequence[Row[Any]], read: dict[int, list[Row[Any]]], named: dict[int, str]
) -> Iterator[Finding | Recorded]:
    """The readings of documents as their records hold them, and what of their own rows is otherwise than the log says."""
    told = _read_told(connection, "reading", (each.id for some in read.values() for each in some))
    for row in rows:
        publishers: set[str | None] = {None}
        for each in read.get(row.no, []):
            said = told.get((named.get(row.project_no, ""), each.id), [])
            try:
                reading = decode_reading(unpack(bytes(each.content)), "")
            except (zlib.error, msgspec.DecodeError) as error:
                yield broken("tables", f"reading {each.id}", f"its record cannot be read: {error}")
                continue
            yield from _check_reading(row, each, said, reading)
            publishers.add(reading.publisher.id if reading.publisher else None)
            yield Recorded(reading, row.project_no, each.no, row.id)
        if row.publisher_entity not in publishers:
            words = f"publisher_entity is {row.publisher_entity!r}, which no reading of it says"
            yield broken("tables", f"document {row.id}", words)


def _check_reading(document: Row[Any], row: Row[Any], said: Sequence[_Content], reading: Reading) -> Iterator[Finding]:
    place = f"reading {row.id}"
    if not said:
        yield broken("tables", place, "no leaf of the log speaks of it")
        return
    last = said[-1]
    reader = last.get("reader")
    if reader != [row.reader, row.reader_version]:
        yield broken(
            "tables", place, f"readings: the reader is {row.reader} {row.reader_version}; the log says {reader}"
        )
    expected = {name: last.get(name) for name in ("content_sha256", "text_sha256")}
    yield from _compare(place, "readings", row, {**expected, "read_at": last.get("logged_at")})
    if row.language != reading.language:
        words = f"readings: language is {row.language!r}; its record says {reading.language!r}"
        yield broken("tables", place, words)
    if last.get("document") != document.id:
        yield broken("tables", place, f"it is kept as one of document {document.id}; the log tells of another")


def _compare(place: str, table: str, row: Row[Any], expected: _Content) -> Iterator[Finding]:
    for name, wanted in expected.items():
        found = getattr(row, name)
        if found != wanted:
            yield broken("tables", place, f"{table}: {name} is {found!r}; the log says {wanted!r}")


def _iter_judgements(
    connection: Connection, rows: Sequence[Row[Any]], named: dict[int, str]
) -> Iterator[Finding | int]:
    told = _read_told(connection, "judgement", (row.id for row in rows))
    for row in rows:
        said = told.get((named.get(row.project_no, ""), row.id), [])
        place = f"judgement {row.id}"
        if not said:
            yield broken("tables", place, "no leaf of the log speaks of it")
            continue
        stated = said[-1].get("judgement")
        columns = [column.name for column in judgements.columns if column.name not in _NOT_SAID]
        expected = {name: stated.get(name) if isinstance(stated, dict) else None for name in columns}
        yield from _compare(place, "judgements", row, {**expected, "decided_at": said[-1].get("logged_at")})
        yield 1


def _iter_missing(connection: Connection, table: Table, kind: str) -> Iterator[Finding]:
    """What the log speaks of and no row of a table holds."""
    last = -1
    chosen = select(log_leaves).where(log_leaves.c.kind == kind).order_by(log_leaves.c.seq).limit(10 * _AT_ONCE)
    while leaves := connection.execute(chosen.where(log_leaves.c.seq > last)).all():
        subjects = sorted({leaf.subject for leaf in leaves})
        kept = (
            select(projects.c.name, table.c.id)
            .join(projects, projects.c.no == table.c.project_no)
            .where(table.c.id.in_(subjects))
        )
        found = {tuple(row) for row in connection.execute(kept)}
        said = [_decode(bytes(leaf.content)) for leaf in leaves if leaf.content is not None]
        spoken = {(str(each.get("project")), str(each.get("subject"))) for each in said if each is not None}
        for _, subject in sorted(spoken - found):
            yield broken(
                "tables", f"{kind} {subject}", f"the log speaks of it, and the table {table.name} does not hold it"
            )
        last = leaves[-1].seq
