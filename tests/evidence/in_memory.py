"""Evidence held in memory, and a small log with everything in it: shared by the tests of the evidence log."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, BinaryIO

import msgspec

from sumber.evidence.checkpoints import Checkpoint
from sumber.evidence.findings import Finding, Summary
from sumber.evidence.keys import SigningKey
from sumber.evidence.leaves import (
    Content,
    DocumentContent,
    ErasedLeaf,
    ErasureContent,
    JudgementContent,
    Leaf,
    ReadingContent,
    hash_bytes,
    hash_text,
    make_leaf,
    read_content,
)
from sumber.evidence.records import encode_record
from sumber.evidence.source import Evidence, NotedCheckpoint, Record, Text, Timestamp
from sumber.evidence.tree import root_of
from sumber.evidence.verifying import Trust, verify

LOG_NAME = "sumber.invalid/halden"
KEY = SigningKey(LOG_NAME, bytes(range(32)))
TIME = "2026-01-02T03:04:05Z"


class MemoryEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """A log and what it speaks of, each part a tuple that a test may replace."""

    log_name: str | None = LOG_NAME
    key: str | None = str(KEY.public)
    leaves: tuple[Leaf, ...] = ()
    texts: tuple[Text, ...] = ()
    readings: tuple[Record, ...] = ()
    originals: dict[str, bytes] = {}
    notes: tuple[bytes, ...] = ()
    timestamps: tuple[Timestamp, ...] = ()

    def iter_problems(self) -> Iterator[Finding]:
        """Nothing: memory is whole."""
        return iter(())

    def iter_tables(self) -> Iterator[Finding | int]:
        """Nothing: what is in memory is kept once."""
        return iter(())

    def iter_leaves(self) -> Iterator[Leaf | Finding]:
        """The leaves."""
        return iter(self.leaves)

    def iter_texts(self) -> Iterator[Text | Finding]:
        """The documents' texts."""
        return iter(self.texts)

    def iter_readings(self) -> Iterator[Record | Finding]:
        """The readings' records."""
        return iter(self.readings)

    def find_text(self, text_sha256: str) -> str | None:
        """The text with this hash."""
        return next((each.text for each in self.texts if hash_text(each.text) == text_sha256), None)

    def open_original(self, sha256: str) -> BinaryIO | None:
        """The bytes kept under this hash."""
        return io.BytesIO(self.originals[sha256]) if sha256 in self.originals else None

    def iter_stray_originals(self) -> Iterator[str]:
        """Originals that no leaf names."""
        named: set[str | None] = set()
        for leaf in self.leaves:
            with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                content = read_content(leaf.content or b"")
                named.add(content.bytes_sha256 if isinstance(content, DocumentContent) else None)
        return iter(sorted(self.originals.keys() - named))

    def iter_checkpoints(self) -> Iterator[NotedCheckpoint]:
        """The notes."""
        for number, note in enumerate(self.notes, 1):
            yield NotedCheckpoint(note=note, place=f"checkpoint {number}")

    def iter_timestamps(self) -> Iterator[Timestamp | Finding]:
        """The timestamps."""
        return iter(self.timestamps)


class LogBuilder:
    """Makes a log entry by entry, with salts that every run repeats."""

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self.texts: list[Text] = []
        self.readings: list[Record] = []
        self.originals: dict[str, bytes] = {}
        self.notes: list[bytes] = []

    def append(self, content: Content, **further: Any) -> int:
        """Take in a leaf; gives its number."""
        sequence = len(self.leaves)
        salt = hashlib.sha256(f"salt {sequence}".encode()).digest()
        self.leaves.append(make_leaf(sequence, content, salt, **further))
        return sequence

    def add_document(self, name: str, text: str, original: bytes | None = None) -> int:
        """Take in a document; gives its leaf's number."""
        sha256 = hash_bytes(original) if original is not None else None
        content = DocumentContent(subject=name, logged_at=TIME, text_sha256=hash_text(text), bytes_sha256=sha256)
        sequence = self.append(content, publisher="The Halden Post")
        self.texts.append(Text(sequence=sequence, text=text, place=f"text {sequence}"))
        if original is not None and sha256 is not None:
            self.originals[sha256] = original
        return sequence

    def add_reading(self, name: str, document: int, words: Sequence[str]) -> int:
        """Take in a reading of a document that quotes these words."""
        text = next(each.text for each in self.texts if each.sequence == document)
        claims = [
            {"span": [text.index(each), text.index(each) + len(each)], "text": each, "stance": "asserts"}
            for each in words
        ]
        body = encode_record({"claims": claims, "reader": {"name": "lexical"}})
        content = ReadingContent(
            subject=name,
            logged_at=TIME,
            document=self.leaves[document].subject or "",
            text_sha256=hash_text(text),
            content_sha256=hash_bytes(body),
        )
        sequence = self.append(content)
        self.readings.append(Record(sequence=sequence, body=body, place=f"reading record {sequence}"))
        return sequence

    def judge(self, name: str, **body: Any) -> int:
        """Take in a judgement."""
        return self.append(JudgementContent(subject=name, logged_at=TIME), judgement=body)

    def erase(self, *sequences: int) -> int:
        """Erase these leaves with all that belongs to them; gives the number of the erasure."""
        items = []
        before = [self.leaves[sequence] for sequence in sequences]
        for sequence in sequences:
            leaf = self.leaves[sequence]
            assert leaf.kind != "erasure"
            self.leaves[sequence] = msgspec.structs.replace(leaf, salt=None, content=None, subject=None)
            items.append(
                ErasedLeaf(
                    sequence=sequence,
                    kind=leaf.kind,
                    subject=None,
                    logged_at=leaf.logged_at,
                    leaf_hash=leaf.leaf_hash.hex(),
                )
            )
        gone = {json.loads(leaf.content)["bytes_sha256"] for leaf in before if leaf.content and leaf.kind == "document"}
        self.texts = [each for each in self.texts if each.sequence not in sequences]
        self.readings = [each for each in self.readings if each.sequence not in sequences]
        self.originals = {name: content for name, content in self.originals.items() if name not in gone}
        reason, who = "a court order", "Ada Lindqvist"
        return self.append(
            ErasureContent(subject="erasure-1", logged_at=TIME, reason=reason, who=who, erased=tuple(items))
        )

    def sign(self, key: SigningKey = KEY) -> None:
        """Sign a checkpoint of all leaves so far."""
        root = root_of(leaf.leaf_hash for leaf in self.leaves)
        self.notes.append(key.sign_checkpoint(Checkpoint(log_name=LOG_NAME, size=len(self.leaves), root=root)))

    def build(self) -> MemoryEvidence:
        """The evidence as it stands."""
        return MemoryEvidence(
            leaves=tuple(self.leaves),
            texts=tuple(self.texts),
            readings=tuple(self.readings),
            originals=self.originals,
            notes=tuple(self.notes),
        )


def build_small_log() -> LogBuilder:
    """Two documents with readings, a judgement, and a third document erased with its reading; three checkpoints."""
    log = LogBuilder()
    first = log.add_document("halden-1", "The port is closed, Colonel Ivo Merrin said.", b"<p>The port is closed</p>")
    log.add_reading("reading-1", first, ["The port is closed", "Colonel Ivo Merrin"])
    log.sign()
    second = log.add_document("seoul-2", "북한은 항구를 닫았다고 \U0001f6a2 밝혔다.", b"\xff\x00 original bytes")
    log.add_reading("reading-2", second, ["항구를 닫았다", "밝혔다"])
    erased = log.add_document("private-3", "A private person lives here.", b"private bytes")
    reading = log.add_reading("reading-3", erased, ["A private person"])
    log.sign()
    log.judge("merge-1", accept=["Q1", "Q2"], who="Ada Lindqvist", score=0.75)
    log.erase(erased, reading)
    log.sign()
    return log


def find_all(evidence: Evidence, trust: Trust | None = None) -> tuple[Summary, list[Finding]]:
    """The summary and every finding of a verification."""
    found: list[Finding] = []
    return verify(evidence, trust or Trust(keys=(KEY.public,)), found.append), found


def find_broken(evidence: Evidence, trust: Trust | None = None) -> list[Finding]:
    """What a verification finds broken."""
    summary, found = find_all(evidence, trust)
    told = [each for each in found if each.weight == "broken"]
    assert summary.broken == len(told)
    assert summary.holds is (not told)
    return told
