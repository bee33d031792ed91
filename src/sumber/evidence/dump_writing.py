"""Writes evidence from anywhere as a dump folder."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from sumber.errors import EvidenceError
from sumber.evidence.checkpoints import join_notes
from sumber.evidence.dump import (
    CHECKPOINTS,
    DOCUMENTS,
    FORMAT,
    LOG,
    MANIFEST,
    ORIGINALS,
    READINGS,
    TIMESTAMPS,
    VERSION,
    LogLine,
    Manifest,
    TimestampLine,
    encode_line,
    encode_record_line,
    encode_text_line,
)
from sumber.evidence.findings import Finding
from sumber.evidence.leaves import DocumentContent, Leaf, hash_bytes, read_content
from sumber.evidence.source import Evidence

_CHUNK_BYTES = 1 << 20


def write_dump(evidence: Evidence, folder: Path) -> None:
    """Write the evidence into a new or empty folder; EvidenceError where it is taken, or the evidence cannot be read.

    The manifest is written last: a dump that was interrupted has none, and says so when it is verified.
    """
    if folder.exists() and any(folder.iterdir()):
        raise EvidenceError("S607", f"{folder}: the folder is not empty; expected a new one")
    (folder / ORIGINALS).mkdir(parents=True, exist_ok=True)
    _write_file(folder / LOG, _iter_log_lines(evidence, folder / ORIGINALS))
    _write_file(folder / DOCUMENTS, _iter_text_lines(evidence))
    _write_file(folder / READINGS, _iter_record_lines(evidence))
    _write_file(folder / CHECKPOINTS, join_notes(each.note for each in evidence.iter_checkpoints()))
    _write_file(folder / TIMESTAMPS, _iter_timestamp_lines(evidence))
    manifest = Manifest(format=FORMAT, key=evidence.key or "", log_name=evidence.log_name or "", version=VERSION)
    _write_file(folder / MANIFEST, iter([encode_line(manifest)]))


def _write_file(place: Path, parts: Iterator[bytes]) -> None:
    with place.open("xb") as file:
        for part in parts:
            file.write(part)
        file.flush()
        os.fsync(file.fileno())


def _iter_log_lines(evidence: Evidence, originals: Path) -> Iterator[bytes]:
    for leaf in evidence.iter_leaves():
        if isinstance(leaf, Finding):
            raise EvidenceError("S607", f"{leaf.place}: {leaf.words}")
        _copy_original(leaf, evidence.open_original, originals)
        yield encode_line(
            LogLine(
                content=leaf.content.decode() if leaf.content is not None else None,
                kind=leaf.kind,
                leaf_hash=leaf.leaf_hash.hex(),
                salt=leaf.salt.hex() if leaf.salt is not None else None,
                sequence=leaf.sequence,
                subject=leaf.subject,
                logged_at=leaf.logged_at,
            )
        )


def _copy_original(leaf: Leaf, open_original: Callable[[str], BinaryIO | None], originals: Path) -> None:
    """The original bytes of a document's leaf; what cannot be read is left out, and found missing by `verify`."""
    if leaf.kind != "document" or leaf.content is None:
        return
    with suppress(msgspec.DecodeError):
        content = read_content(leaf.content)
        if (
            isinstance(content, DocumentContent)
            and content.bytes_sha256
            and not (originals / content.bytes_sha256).exists()
        ):
            original = open_original(content.bytes_sha256)
            if original is not None:
                with original:
                    _write_file(originals / content.bytes_sha256, iter(lambda: original.read(_CHUNK_BYTES), b""))


def _iter_text_lines(evidence: Evidence) -> Iterator[bytes]:
    for text in evidence.iter_texts():
        if isinstance(text, Finding):
            raise EvidenceError("S607", f"{text.place}: {text.words}")
        yield encode_text_line(text.sequence, text.text)


def _iter_record_lines(evidence: Evidence) -> Iterator[bytes]:
    for record in evidence.iter_readings():
        if isinstance(record, Finding):
            raise EvidenceError("S607", f"{record.place}: {record.words}")
        yield encode_record_line(record.sequence, record.body)


def _iter_timestamp_lines(evidence: Evidence) -> Iterator[bytes]:
    for stamp in evidence.iter_timestamps():
        if isinstance(stamp, Finding):
            raise EvidenceError("S607", f"{stamp.place}: {stamp.words}")
        response = base64.b64encode(stamp.response).decode()
        yield encode_line(
            TimestampLine(checkpoint=stamp.checkpoint, response=response, sha256=hash_bytes(stamp.response))
        )
