"""Evidence in a dump: a folder of plain files that anybody can read without a database.

    manifest.json        what it is, the log's name, the key that signed
    log.jsonl            the leaves, one a line
    checkpoints.txt      the signed checkpoints, an empty line between each two
    timestamps.jsonl     timestamps on them (may be missing)
    documents.jsonl      the documents' records, each with its leaf's sequence number
    readings.jsonl       the readings' records, likewise
    originals/<sha256>   the original bytes

Everything in it may come from anybody: a line that is not written exactly as `write_dump` writes it is told as broken,
so that no byte can be altered without a trace.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import sqlite3
import stat
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from sumber.errors import EvidenceError
from sumber.evidence.checkpoints import split_notes
from sumber.evidence.findings import Finding, broken
from sumber.evidence.leaves import HexHash, Leaf, LeafKind, SequenceNumber, hash_bytes
from sumber.evidence.records import read_record
from sumber.evidence.source import NotedCheckpoint, Record, Timestamp
from sumber.model.values import Value

FORMAT = "sumber-dump"
VERSION = 1
MANIFEST, LOG, CHECKPOINTS, TIMESTAMPS = "manifest.json", "log.jsonl", "checkpoints.txt", "timestamps.jsonl"
DOCUMENTS, READINGS, ORIGINALS = "documents.jsonl", "readings.jsonl", "originals"
RECORD_HEAD, RECORD_MIDDLE, RECORD_TAIL = b'{"record":', b',"sequence":', b"}"

MAX_LINE_BYTES = 256_000_000
MAX_SMALL_FILE_BYTES = 64_000_000
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(rb"0|[1-9][0-9]{0,18}")


class Manifest(Value, frozen=True):
    """What a dump says of itself."""

    format: str
    key: str
    log_name: str
    version: int


class LogLine(Value, frozen=True):
    """One line of `log.jsonl`."""

    content: str | None
    kind: LeafKind
    leaf_hash: HexHash
    salt: str | None
    sequence: SequenceNumber
    subject: str | None
    time: str


class TimestampLine(Value, frozen=True):
    """One line of `timestamps.jsonl`: the checkpoint's SHA-256, the answer in base64 and the answer's SHA-256."""

    checkpoint: HexHash
    response: str
    sha256: HexHash


class _Line(NamedTuple):
    number: int
    offset: int
    content: bytes


class DumpFolder:
    """The evidence in a dump folder; EvidenceError where the folder is no dump at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if not (folder / MANIFEST).is_file():
            raise EvidenceError(
                "S507", f"{folder}: no dump; expected a folder with {MANIFEST}, {LOG} and {CHECKPOINTS}"
            )
        self._manifest = self._read_manifest()

    @property
    def log_name(self) -> str | None:
        """The log's name, as the manifest states it."""
        return self._manifest.log_name if isinstance(self._manifest, Manifest) else None

    @property
    def key(self) -> str | None:
        """The verifier key that the manifest states."""
        return self._manifest.key if isinstance(self._manifest, Manifest) else None

    def iter_problems(self) -> Iterator[Finding]:
        """A manifest that cannot be read, and files that are missing or are no plain files."""
        if isinstance(self._manifest, Finding):
            yield self._manifest
        for name in (LOG, CHECKPOINTS, DOCUMENTS, READINGS):
            if not _is_plain_file(self._folder / name):
                yield broken("dump", name, "the file is missing, or is no plain file")

    def iter_leaves(self) -> Iterator[Leaf | Finding]:
        """The lines of `log.jsonl`."""
        for line in self._iter_lines(LOG):
            yield line if isinstance(line, Finding) else _read_leaf(line)

    def iter_documents(self) -> Iterator[Record | Finding]:
        """The lines of `documents.jsonl`."""
        return self._iter_records(DOCUMENTS)

    def iter_readings(self) -> Iterator[Record | Finding]:
        """The lines of `readings.jsonl`."""
        return self._iter_records(READINGS)

    def find_document(self, sequence: int) -> bytes | None:
        """The body of the document record with this number."""
        sequences, offsets = self._index
        place = bisect_left(sequences, sequence)
        if place == len(sequences) or sequences[place] != sequence:
            return None
        with (self._folder / DOCUMENTS).open("rb") as file:
            file.seek(offsets[place])
            record = _read_record_line(_Line(0, 0, file.readline(MAX_LINE_BYTES)), DOCUMENTS)
        return record.body if isinstance(record, Record) else None

    def open_original(self, sha256: str) -> BinaryIO | None:
        """The file `originals/<sha256>`."""
        place = self._folder / ORIGINALS / sha256
        return place.open("rb") if _SHA256.fullmatch(sha256) and _is_plain_file(place) else None

    def iter_stray_originals(self) -> Iterator[str]:
        """Files in `originals` that no line of `documents.jsonl` names."""
        folder = self._folder / ORIGINALS
        if not folder.is_dir():
            return
        with self._spill_originals() as spilled, os.scandir(folder) as entries:
            for entry in entries:
                if not spilled.execute("SELECT 1 FROM original WHERE name = ?", (entry.name,)).fetchone():
                    yield entry.name

    def iter_checkpoints(self) -> Iterator[NotedCheckpoint]:
        """The notes in `checkpoints.txt`."""
        content = self._read_small(CHECKPOINTS)
        if content:
            for line, note in split_notes(content):
                yield NotedCheckpoint(note=note, place=f"{CHECKPOINTS} line {line}")

    def iter_timestamps(self) -> Iterator[Timestamp | Finding]:
        """The lines of `timestamps.jsonl`."""
        for line in self._iter_lines(TIMESTAMPS):
            yield line if isinstance(line, Finding) else _read_timestamp(line)

    def _read_manifest(self) -> Manifest | Finding:
        content = self._read_small(MANIFEST) or b""
        try:
            manifest = msgspec.json.decode(content, type=Manifest)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            return broken("dump", MANIFEST, f"it cannot be read: {error}")
        if (manifest.format, manifest.version) != (FORMAT, VERSION):
            stated = f"{manifest.format!r} version {manifest.version}"
            return broken("dump", MANIFEST, f"it states {stated}; expected {FORMAT!r} version {VERSION}")
        if encode_line(manifest) != content:
            return broken("dump", MANIFEST, "it is not written as a dump writes it: something in it was altered")
        return manifest

    def _read_small(self, name: str) -> bytes | None:
        place = self._folder / name
        if not _is_plain_file(place):
            return None
        with place.open("rb") as file:
            return file.read(MAX_SMALL_FILE_BYTES)

    def _iter_lines(self, name: str) -> Iterator[_Line | Finding]:
        place = self._folder / name
        if not _is_plain_file(place):
            return
        with place.open("rb") as file:
            number = offset = 0
            while content := file.readline(MAX_LINE_BYTES):
                number += 1
                if content.endswith(b"\n"):
                    yield _Line(number, offset, content)
                else:
                    yield broken("dump", f"{name} line {number}", "the line has no end: it was cut off, or is too long")
                offset += len(content)

    def _iter_records(self, name: str) -> Iterator[Record | Finding]:
        for line in self._iter_lines(name):
            yield line if isinstance(line, Finding) else _read_record_line(line, name)

    @cached_property
    def _index(self) -> tuple[array[int], array[int]]:
        """The sequence numbers of the documents and where their lines begin: 16 bytes a document."""
        sequences, offsets = array("q"), array("q")
        for line in self._iter_lines(DOCUMENTS):
            record = line if isinstance(line, Finding) else _read_record_line(line, DOCUMENTS)
            if isinstance(line, _Line) and isinstance(record, Record) and record.sequence > (sequences or [-1])[-1]:
                sequences.append(record.sequence)
                offsets.append(line.offset)
        return sequences, offsets

    @contextmanager
    def _spill_originals(self) -> Iterator[sqlite3.Connection]:
        """The names of all originals that documents speak of, in a temporary file: they may be more than memory holds."""
        with closing(sqlite3.connect("")) as spilled:
            spilled.execute("CREATE TABLE original (name TEXT PRIMARY KEY) WITHOUT ROWID")
            for record in self._iter_records(DOCUMENTS):
                values = read_record(record.body) if isinstance(record, Record) else None
                name = (values or {}).get("original")
                if isinstance(name, str):
                    spilled.execute("INSERT OR IGNORE INTO original VALUES (?)", (name,))
            yield spilled


def encode_line(value: Value) -> bytes:
    """A value as a line of a dump: JSON without blanks, fields in alphabetical order."""
    return msgspec.json.encode(value, order="sorted") + b"\n"


def _is_plain_file(place: Path) -> bool:
    """Whether it is a file itself: a link could lead anywhere, a pipe would never end."""
    try:
        return stat.S_ISREG(place.lstat().st_mode)
    except OSError:
        return False


def _read_record_line(line: _Line, name: str) -> Record | Finding:
    """A record between its fixed head and tail, byte for byte."""
    place = f"{name} line {line.number}"
    before, middle, number = line.content[:-1].removesuffix(RECORD_TAIL).rpartition(RECORD_MIDDLE)
    body = before.removeprefix(RECORD_HEAD)
    if not middle or not _NUMBER.fullmatch(number) or RECORD_HEAD + body + middle + number + b"}\n" != line.content:
        return broken(
            "dump", place, 'the line is not written as a dump writes it; expected {"record":{…},"sequence":N}'
        )
    return Record(sequence=int(number), body=body, place=place)


def _read_leaf(line: _Line) -> Leaf | Finding:
    place = f"{LOG} line {line.number}"
    try:
        found = msgspec.json.decode(line.content, type=LogLine)
        salt = bytes.fromhex(found.salt) if found.salt is not None else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        return broken("dump", place, f"the line is no leaf of the log: {error}")
    if encode_line(found) != line.content or (salt is not None and salt.hex() != found.salt):
        return broken("dump", place, "the line is not written as a dump writes it: something in it was altered")
    return Leaf(
        sequence=found.sequence,
        kind=found.kind,
        subject=found.subject,
        time=found.time,
        leaf_hash=bytes.fromhex(found.leaf_hash),
        salt=salt,
        content=found.content.encode() if found.content is not None else None,
    )


def _read_timestamp(line: _Line) -> Timestamp | Finding:
    place = f"{TIMESTAMPS} line {line.number}"
    try:
        found = msgspec.json.decode(line.content, type=TimestampLine)
        response = base64.b64decode(found.response, validate=True)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, binascii.Error, ValueError) as error:
        return broken("dump", place, f"the line is no timestamp: {error}")
    if encode_line(found) != line.content or base64.b64encode(response).decode() != found.response:
        return broken("dump", place, "the line is not written as a dump writes it: something in it was altered")
    if hash_bytes(response) != found.sha256:
        return broken("timestamps", place, "the authority's answer was altered: its SHA-256 is another")
    return Timestamp(checkpoint=found.checkpoint, response=response, place=place)
