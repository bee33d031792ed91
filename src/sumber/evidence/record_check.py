"""Checks documents and readings: records and originals against the log, quotes against the text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from sumber.evidence.findings import Finding, broken
from sumber.evidence.leaves import DocumentContent, ReadingContent, hash_bytes, hash_text
from sumber.evidence.log_check import ErasureCheck, Tell
from sumber.evidence.records import find_misquote, find_text, iter_quotes, read_record
from sumber.evidence.source import Evidence, Record

_CHUNK_BYTES = 1 << 20
# Reports of one agency share their bytes with neighbours; more need not be remembered.
_REMEMBERED_ORIGINALS = 256
_REMEMBERED_TEXTS = 16


class RecordStream:
    """Records in the order of the log, given out leaf by leaf; tells of those that belong to no leaf."""

    def __init__(self, records: Iterator[Record | Finding], kind: str, tell: Tell) -> None:
        self._records = records
        self._kind = kind
        self._tell = tell
        self._last = -1
        self._next = self._advance()

    def take(self, sequence: int) -> Record | None:
        """The record of this leaf, None where there is none; leaves must be asked for in their order."""
        while self._next is not None and self._next.sequence < sequence:
            self._tell_stray(self._next)
            self._next = self._advance()
        if self._next is None or self._next.sequence != sequence:
            return None
        found, self._next = self._next, self._advance()
        return found

    def finish(self) -> None:
        """Tell of the records that are left."""
        while self._next is not None:
            self._tell_stray(self._next)
            self._next = self._advance()

    def _advance(self) -> Record | None:
        for record in self._records:
            if isinstance(record, Finding):
                self._tell(record)
            elif record.sequence <= self._last:
                words = f"the record of leaf {record.sequence} stands after that of leaf {self._last}: out of order, or twice"
                self._tell(broken("records", record.place, words))
            else:
                self._last = record.sequence
                return record
        return None

    def _tell_stray(self, record: Record) -> None:
        words = f"leaf {record.sequence} of the log is no {self._kind}: this record was never logged"
        self._tell(broken("records", record.place, words))


class RecordCheck:
    """Holds each record against what its leaf says, the originals against their hashes, and quotes against texts."""

    def __init__(self, evidence: Evidence, erasures: ErasureCheck, tell: Tell) -> None:
        self._evidence = evidence
        self._erasures = erasures
        self._tell = tell
        self.quotes = 0
        self.originals = 0
        self._hash_original = lru_cache(_REMEMBERED_ORIGINALS)(self._read_original_hash)
        self._find_text = lru_cache(_REMEMBERED_TEXTS)(self._read_text)

    def check_document(self, sequence: int, content: DocumentContent, record: Record | None) -> None:
        """A document's record, its text, and its original bytes."""
        name = f"document {content.subject!r} (leaf {sequence})"
        if record is None:
            self._tell(broken("records", name, "its record is missing"))
        else:
            self._check_hash(content.record, record, name)
            values = read_record(record.body)
            text = find_text(values) if values is not None else None
            if values is None or text is None:
                self._tell(broken("records", record.place, f"the record of {name} is no JSON object with a text"))
            elif hash_text(text) != content.text:
                self._tell(broken("records", record.place, f"the text of {name} is not the one that was logged"))
            if values is not None and values.get("original") != content.original:
                words = f"the record of {name} names another original than was logged"
                self._tell(broken("records", record.place, words))
        if content.original is not None:
            self._check_original(content.original, name)

    def check_reading(self, sequence: int, content: ReadingContent, record: Record | None) -> None:
        """A reading's record, and every quote in it."""
        name = f"reading {content.subject!r} (leaf {sequence})"
        if record is None:
            self._tell(broken("records", name, "its record is missing"))
            return
        self._check_hash(content.record, record, name)
        values = read_record(record.body)
        if values is None:
            self._tell(broken("records", record.place, f"the record of {name} is no JSON object"))
            return
        text = self._find_text(content.document)
        if text is None:
            gone = "was erased, and the reading with its quotes was not" if self._erased(content) else "is missing"
            self._tell(broken("quotes", record.place, f"the document of {name}, leaf {content.document}, {gone}"))
            return
        document = values.get("document")
        if isinstance(document, dict) and document.get("sha256", hash_text(text)) != hash_text(text):
            words = f"{name} states another SHA-256 for the text than the text of leaf {content.document} has"
            self._tell(broken("quotes", record.place, words))
        for quoted in iter_quotes(values):
            self.quotes += 1
            wrong = find_misquote(quoted, text)
            if wrong:
                self._tell(broken("quotes", record.place, f"{quoted.path} of {name}: {wrong}"))

    def check_erased(self, sequence: int, record: Record | None) -> None:
        """An erased leaf may have no record left."""
        if record is not None:
            words = f"leaf {sequence} was erased, but its record is still here"
            self._tell(broken("erasures", record.place, words))

    def _erased(self, content: ReadingContent) -> bool:
        return self._erasures.is_erased(content.document)

    def _check_hash(self, logged: str, record: Record, name: str) -> None:
        if hash_bytes(record.body) != logged:
            self._tell(broken("records", record.place, f"the record of {name} is not the one that was logged"))

    def _check_original(self, sha256: str, name: str) -> None:
        self.originals += 1
        found = self._hash_original(sha256)
        if found is None:
            self._tell(broken("originals", f"originals/{sha256}", f"the original bytes of {name} are missing"))
        elif found != sha256:
            words = f"the original bytes of {name} were altered: their SHA-256 is {found}"
            self._tell(broken("originals", f"originals/{sha256}", words))

    def _read_original_hash(self, sha256: str) -> str | None:
        original = self._evidence.open_original(sha256)
        if original is None:
            return None
        digest = hashlib.sha256()
        with original:
            while chunk := original.read(_CHUNK_BYTES):
                digest.update(chunk)
        return digest.hexdigest()

    def _read_text(self, sequence: int) -> str | None:
        body = self._evidence.find_document(sequence)
        values = read_record(body) if body is not None else None
        return find_text(values) if values is not None else None
