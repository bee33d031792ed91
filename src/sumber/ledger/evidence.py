"""What a ledger can be verified by: its log and all that the log speaks of, as `sumber.evidence` asks for it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, Final

from sqlalchemy import Connection, select

from sumber.errors import EvidenceError
from sumber.evidence import leaves as told
from sumber.evidence.findings import Finding
from sumber.evidence.keys import find_key
from sumber.evidence.source import NotedCheckpoint, Record, Text, Timestamp
from sumber.ledger.log import Leaf, iter_leaves
from sumber.ledger.packing import decode_text, unpack
from sumber.ledger.schema import captures, log_leaves, readings, stored_bytes, timestamps
from sumber.ledger.shown_tables import iter_tables_shown
from sumber.ledger.signing import iter_notes, log_name_of, read_signed

_FETCHED_AT_ONCE: Final = 1_000


class LedgerEvidence:
    """The evidence of a ledger as it stands on one connection, up to its last checkpoint."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._signed = read_signed(connection)

    @property
    def log_name(self) -> str | None:
        """The name the log is signed under, None where the last checkpoint cannot be read."""
        with suppress(EvidenceError):
            return log_name_of(self._signed)
        return None

    @property
    def key(self) -> str | None:
        """The verifier key, where the key lies on this machine."""
        key = find_key(self.log_name) if self.log_name else None
        return str(key.public) if key else None

    @property
    def size(self) -> int:
        """How many leaves are signed."""
        return self._signed.size

    @property
    def unsigned(self) -> int:
        """How many leaves came after the last checkpoint."""
        return self._signed.leaves - self._signed.size

    def iter_problems(self) -> Iterator[Finding]:
        """Nothing: whatever is wrong with a ledger as a whole stops it from being opened."""
        return iter(())

    def iter_leaves(self) -> Iterator[told.Leaf | Finding]:
        """The leaves up to the last checkpoint."""
        for leaf in self._iter_signed():
            yield told.Leaf(
                sequence=leaf.seq,
                kind=leaf.kind,
                subject=leaf.subject,
                logged_at=leaf.logged_at,
                leaf_hash=bytes(leaf.leaf_hash),
                salt=bytes(leaf.salt) if leaf.salt is not None else None,
                content=bytes(leaf.content) if leaf.content is not None else None,
            )

    def iter_texts(self) -> Iterator[Text | Finding]:
        """The text that each document's leaf speaks of."""
        for leaf, content in self._iter_told("document"):
            text = self.find_text(content.text_sha256) if isinstance(content, told.DocumentContent) else None
            if text is not None:
                yield Text(sequence=leaf.seq, text=text, place=f"the text of document {leaf.subject}")

    def iter_readings(self) -> Iterator[Record | Finding]:
        """The record that each reading's leaf speaks of."""
        for leaf, content in self._iter_told("reading"):
            if not isinstance(content, told.ReadingContent):
                continue
            body = select(readings.c.content).where(
                readings.c.id == leaf.subject, readings.c.content_sha256 == content.content_sha256
            )
            packed = self._connection.execute(body).scalars().first()
            if packed is not None:
                yield Record(sequence=leaf.seq, body=unpack(bytes(packed)), place=f"reading {leaf.subject}")

    def find_text(self, text_sha256: str) -> str | None:
        """The text with this SHA-256, None where it is not kept."""
        content = self._find_bytes(text_sha256)
        return decode_text(content) if content is not None else None

    def open_original(self, sha256: str) -> BinaryIO | None:
        """The original bytes, None where they are not kept."""
        content = self._find_bytes(sha256)
        return io.BytesIO(content) if content is not None else None

    def iter_stray_originals(self) -> Iterator[str]:
        """Captured bytes that no leaf of a document speaks of, where all leaves are signed."""
        if self.unsigned:
            return
        spoken = {
            content.bytes_sha256
            for _, content in self._iter_told("document")
            if isinstance(content, told.DocumentContent)
        }
        for sha256 in self._connection.scalars(select(captures.c.sha256).distinct().order_by(captures.c.sha256)):
            if sha256 not in spoken:
                yield sha256

    def iter_checkpoints(self) -> Iterator[NotedCheckpoint]:
        """The checkpoints, smallest first."""
        for number, note in enumerate(iter_notes(self._connection), 1):
            yield NotedCheckpoint(note=note, place=f"checkpoint {number} of the ledger")

    def iter_timestamps(self) -> Iterator[Timestamp | Finding]:
        """The timestamps on them."""
        for row in self._connection.execute(select(timestamps).order_by(timestamps.c.stamped_at)):
            place = f"the timestamp of {row.stamped_at}"
            yield Timestamp(checkpoint=row.checkpoint, response=bytes(row.response), place=place)

    def iter_tables(self) -> Iterator[Finding | int]:
        """The rows that commands search and show, against the log and the readings' records."""
        return iter_tables_shown(self._connection)

    def _iter_signed(self) -> Iterator[Leaf]:
        return (leaf for leaf in iter_leaves(self._connection) if leaf.seq < self.size)

    def _iter_told(self, kind: str) -> Iterator[tuple[Leaf, told.Content]]:
        """The leaves of a kind that were not erased, with what they say; what cannot be read is told by the leaves themselves."""
        chosen = select(log_leaves).where(
            log_leaves.c.kind == kind, log_leaves.c.seq < self.size, log_leaves.c.content.is_not(None)
        )
        in_order = chosen.order_by(log_leaves.c.seq).execution_options(yield_per=_FETCHED_AT_ONCE)
        for row in self._connection.execute(in_order):
            leaf = Leaf(*row)
            content = told.find_content(bytes(row.content))
            if content is not None:
                yield leaf, content

    def _find_bytes(self, sha256: str) -> bytes | None:
        packed = self._connection.scalar(select(stored_bytes.c.packed).where(stored_bytes.c.sha256 == sha256))
        return unpack(bytes(packed)) if packed is not None else None
