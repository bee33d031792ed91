"""Evidence in a dump: a folder of plain files that anybody can read without a database.

    manifest.json        what it is, the log's name, the key that signed
    log.jsonl            the leaves, one a line
    checkpoints.txt      the signed checkpoints, an empty line between each two
    timestamps.jsonl     timestamps on them (may be missing)
    documents.jsonl      the documents' texts, each with its leaf's sequence number
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
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, NamedTuple
from weakref import finalize

import msgspec

from sumber.errors import EvidenceError
from sumber.evidence.checkpoints import split_notes
from sumber.evidence.dump_tables import iter_dumped_tables
from sumber.evidence.findings import Finding, broken
from sumber.evidence.leaves import (
    MAX_SEQUENCE,
    DocumentContent,
    HexHash,
    Leaf,
    LeafKind,
    SequenceNumber,
    hash_bytes,
    hash_text,
    read_content,
)
from sumber.evidence.records import encode_record, read_record
from sumber.evidence.source import NotedCheckpoint, Record, Text, Timestamp
from sumber.model.values import Value

FORMAT = "sumber-dump"
VERSION = 1
MANIFEST, LOG, CHECKPOINTS, TIMESTAMPS = "manifest.json", "log.jsonl", "checkpoints.txt", "timestamps.jsonl"
DOCUMENTS, READINGS, ORIGINALS = "documents.jsonl", "readings.jsonl", "originals"
RECORD_HEAD, RECORD_MIDDLE = b'{"record":', b',"sequence":'

MAX_LINE_BYTES = 256_000_000
MAX_SMALL_FILE_BYTES = 64_000_000
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ALTERED = "the line is not written as a dump writes it: something in it was altered"
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
    logged_at: str
    salt: str | None
    sequence: SequenceNumber
    subject: str | None


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
                "S607", f"{folder}: no dump; expected a folder with {MANIFEST}, {LOG} and {CHECKPOINTS}"
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

    def iter_texts(self) -> Iterator[Text | Finding]:
        """The lines of `documents.jsonl`."""
        for line in self._iter_lines(DOCUMENTS):
            yield line if isinstance(line, Finding) else _read_text_line(line)

    def iter_readings(self) -> Iterator[Record | Finding]:
        """The lines of `readings.jsonl`."""
        for line in self._iter_lines(READINGS):
            yield line if isinstance(line, Finding) else _read_record_line(line)

    def find_text(self, text_sha256: str) -> str | None:
        """The text with this SHA-256, from the line of `documents.jsonl` that holds it."""
        found = self._index.execute("SELECT offset FROM text WHERE sha256 = ?", (text_sha256,)).fetchone()
        if found is None:
            return None
        with (self._folder / DOCUMENTS).open("rb") as file:
            file.seek(found[0])
            text = _read_text_line(_Line(0, 0, file.readline(MAX_LINE_BYTES)))
        return text.text if isinstance(text, Text) else None

    def open_original(self, sha256: str) -> BinaryIO | None:
        """The file `originals/<sha256>`."""
        place = self._folder / ORIGINALS / sha256
        return place.open("rb") if _SHA256.fullmatch(sha256) and _is_plain_file(place) else None

    def iter_stray_originals(self) -> Iterator[str]:
        """Files in `originals` that no document's leaf names."""
        folder = self._folder / ORIGINALS
        if not folder.is_dir():
            return
        with os.scandir(folder) as entries:
            for entry in entries:
                if not self._index.execute("SELECT 1 FROM original WHERE sha256 = ?", (entry.name,)).fetchone():
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

    def iter_tables(self) -> Iterator[Finding | int]:
        """The files of the tables that lie beside the evidence, where there are any."""
        return iter_dumped_tables(self._folder)

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

    @cached_property
    def _index(self) -> sqlite3.Connection:
        """Where each text stands and which originals are named, in a temporary file: they may be more than memory holds."""
        index = sqlite3.connect("", check_same_thread=False)  # whichever thread lets go of the dump last closes it
        finalize(self, index.close)
        index.execute("CREATE TABLE text (sha256 TEXT PRIMARY KEY, offset INTEGER) WITHOUT ROWID")
        index.execute("CREATE TABLE original (sha256 TEXT PRIMARY KEY) WITHOUT ROWID")
        index.executemany("INSERT OR IGNORE INTO text VALUES (?, ?)", self._iter_text_places())
        index.executemany("INSERT OR IGNORE INTO original VALUES (?)", self._iter_named_originals())
        return index

    def _iter_text_places(self) -> Iterator[tuple[str, int]]:
        for line in self._iter_lines(DOCUMENTS):
            text = line if isinstance(line, Finding) else _read_text_line(line)
            if isinstance(line, _Line) and isinstance(text, Text):
                yield hash_text(text.text), line.offset

    def _iter_named_originals(self) -> Iterator[tuple[str]]:
        for leaf in self.iter_leaves():
            if isinstance(leaf, Leaf) and leaf.kind == "document" and leaf.content is not None:
                with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                    content = read_content(leaf.content)
                    if isinstance(content, DocumentContent) and content.bytes_sha256 is not None:
                        yield (content.bytes_sha256,)


def encode_line(value: Value) -> bytes:
    """A value as a line of a dump: JSON without blanks, fields in alphabetical order."""
    return msgspec.json.encode(value, order="sorted") + b"\n"


def encode_text_line(sequence: int, text: str) -> bytes:
    """A document's text as a line of a dump."""
    return encode_record({"sequence": sequence, "text": text}) + b"\n"


def encode_record_line(sequence: int, body: bytes) -> bytes:
    """A reading's record as a line of a dump, byte for byte."""
    return RECORD_HEAD + body + RECORD_MIDDLE + str(sequence).encode() + b"}\n"


def _is_plain_file(place: Path) -> bool:
    """Whether it is a file itself: a link could lead anywhere, a pipe would never end."""
    try:
        return stat.S_ISREG(place.lstat().st_mode)
    except OSError:
        return False


def _read_text_line(line: _Line) -> Text | Finding:
    """A document's text; the JSON parser of the standard library knows lone surrogates."""
    place = f"{DOCUMENTS} line {line.number}"
    values = read_record(line.content) or {}
    sequence, text = values.get("sequence"), values.get("text")
    if type(sequence) is not int or not 0 <= sequence <= MAX_SEQUENCE or not isinstance(text, str):
        return broken("dump", place, 'the line holds no text; expected {"sequence":N,"text":"…"}')
    if encode_text_line(sequence, text) != line.content:
        return broken("dump", place, _ALTERED)
    return Text(sequence=sequence, text=text, place=place)


def _read_record_line(line: _Line) -> Record | Finding:
    """A record between its fixed head and tail, byte for byte."""
    place = f"{READINGS} line {line.number}"
    before, middle, number = line.content.removesuffix(b"}\n").rpartition(RECORD_MIDDLE)
    body = before.removeprefix(RECORD_HEAD)
    if not middle or not _NUMBER.fullmatch(number) or encode_record_line(int(number), body) != line.content:
        return broken("dump", place, 'the line holds no record; expected {"record":{…},"sequence":N}')
    return Record(sequence=int(number), body=body, place=place)


def _read_leaf(line: _Line) -> Leaf | Finding:
    place = f"{LOG} line {line.number}"
    try:
        found = msgspec.json.decode(line.content, type=LogLine)
        salt = bytes.fromhex(found.salt) if found.salt is not None else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        return broken("dump", place, f"the line is no leaf of the log: {error}")
    if encode_line(found) != line.content or (salt is not None and salt.hex() != found.salt):
        return broken("dump", place, _ALTERED)
    return Leaf(
        sequence=found.sequence,
        kind=found.kind,
        subject=found.subject,
        logged_at=found.logged_at,
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
        return broken("dump", place, _ALTERED)
    if hash_bytes(response) != found.sha256:
        return broken("timestamps", place, "the authority's answer was altered: its SHA-256 is another")
    return Timestamp(checkpoint=found.checkpoint, response=response, place=place)
