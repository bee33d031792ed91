"""What can be verified: a ledger, a dump or a sealed file gives its evidence through one protocol."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from sumber.evidence.findings import Finding
from sumber.evidence.leaves import Leaf
from sumber.model.values import Value


class Text(Value, frozen=True):
    """The text of one document, in Unicode code points; `sequence` is that of its leaf, `place` where it was found."""

    sequence: int
    text: str
    place: str


class Record(Value, frozen=True):
    """The JSON of one reading, byte for byte as its leaf's `content_sha256` hashes it; likewise."""

    sequence: int
    body: bytes
    place: str


class NotedCheckpoint(Value, frozen=True):
    """The bytes of a checkpoint's note, and where they were found."""

    note: bytes
    place: str


class Timestamp(Value, frozen=True):
    """A timestamp authority's answer (DER of an RFC 3161 TimeStampResp) about the checkpoint with this SHA-256."""

    checkpoint: str
    response: bytes
    place: str


class Evidence(Protocol):
    """A log and what it speaks of; nothing in it is trusted.

    Every iterator gives its items in the order of their sequence numbers, and a `Finding` in place of an item that
    cannot be read; it goes on after it.
    """

    @property
    def log_name(self) -> str | None:
        """The log's name, None where it cannot be read."""
        ...

    @property
    def key(self) -> str | None:
        """The verifier key that the source itself states, None where it states none: proves nothing by itself."""
        ...

    def iter_problems(self) -> Iterator[Finding]:
        """What is wrong with the whole, found before any item is read."""
        ...

    def iter_leaves(self) -> Iterator[Leaf | Finding]:
        """The log's leaves, from 0 on."""
        ...

    def iter_texts(self) -> Iterator[Text | Finding]:
        """The documents' texts, whose code points the readings' spans count."""
        ...

    def iter_readings(self) -> Iterator[Record | Finding]:
        """The readings' records: JSON objects, with a `span` in everything that stands in the text."""
        ...

    def find_text(self, text_sha256: str) -> str | None:
        """The text with this SHA-256, None where there is none."""
        ...

    def open_original(self, sha256: str) -> BinaryIO | None:
        """The original bytes kept under this hash, None where there are none."""
        ...

    def iter_stray_originals(self) -> Iterator[str]:
        """Names of kept originals that no document's leaf speaks of."""
        ...

    def iter_checkpoints(self) -> Iterator[NotedCheckpoint]:
        """The log's checkpoints, smallest first; the last one is the present head."""
        ...

    def iter_timestamps(self) -> Iterator[Timestamp | Finding]:
        """The timestamps on those checkpoints."""
        ...

    def iter_tables(self) -> Iterator[Finding | int]:
        """What is kept a second time, to be searched and shown: how many rows or files were looked at, and a `Finding` for each that says something else."""
        ...
