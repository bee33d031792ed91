"""Checks documents and readings: texts, records and originals against the log, quotes against the text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from sumber.evidence.findings import Finding, broken
from sumber.evidence.leaves import DocumentContent, ReadingContent, hash_bytes, hash_text
from sumber.evidence.log_check import Tell
from sumber.evidence.records import find_misquote, iter_quotes, read_record
from sumber.evidence.source import Evidence, Record, Text

_CHUNK_BYTES = 1 << 20
# Reports of one agency share their bytes with neighbours; more need not be remembered.
_REMEMBERED_ORIGINALS = 256
_REMEMBERED_TEXTS = 16


Item = TypeVar("Item", bound=Text | Record)


class ItemStream(Generic[Item]):
    """Texts or records in the order of the log, given out leaf by leaf; tells of those that belong to no leaf."""

    def __init__(self, items: Iterator[Item | Finding], kind: str, tell: Tell) -> None:
        self._items = items
        self._kind = kind
        self._tell = tell
        self._last = -1
        self._next = self._advance()

    def take(self, sequence: int) -> Item | None:
        """What belongs to this leaf, None where nothing does; leaves must be asked for in their order."""
        while self._next is not None and self._next.sequence < sequence:
            self._tell_stray(self._next)
            self._next = self._advance()
        if self._next is None or self._next.sequence != sequence:
            return None
        found, self._next = self._next, self._advance()
        return found

    def finish(self) -> None:
        """Tell of what is left."""
        while self._next is not None:
            self._tell_stray(self._next)
            self._next = self._advance()

    def _advance(self) -> Item | None:
        for item in self._items:
            if isinstance(item, Finding):
                self._tell(item)
            elif item.sequence <= self._last:
                words = f"what belongs to leaf {item.sequence} stands after that of leaf {self._last}: out of order, or twice"
                self._tell(broken("records", item.place, words))
            else:
                self._last = item.sequence
                return item
        return None

    def _tell_stray(self, item: Item) -> None:
        words = f"leaf {item.sequence} of the log is no {self._kind}: this was never logged"
        self._tell(broken("records", item.place, words))


class RecordCheck:
    """Holds texts and records against what their leaves say, originals against their hashes, quotes against texts."""

    def __init__(self, evidence: Evidence, tell: Tell) -> None:
        self._evidence = evidence
        self._tell = tell
        self.quotes = 0
        self.originals = 0
        self._hash_original = lru_cache(_REMEMBERED_ORIGINALS)(self._read_original_hash)
        self._find_text = lru_cache(_REMEMBERED_TEXTS)(evidence.find_text)

    def check_document(self, sequence: int, content: DocumentContent, text: Text | None) -> None:
        """A document's text and its original bytes."""
        name = f"document {content.subject!r} (leaf {sequence})"
        if text is None:
            self._tell(broken("records", name, "its text is missing"))
        elif hash_text(text.text) != content.text_sha256:
            self._tell(broken("records", text.place, f"the text of {name} is not the one that was logged"))
        if content.bytes_sha256 is not None:
            self._check_original(content.bytes_sha256, name)

    def check_reading(self, sequence: int, content: ReadingContent, record: Record | None) -> None:
        """A reading's record, and every quote in it."""
        name = f"reading {content.subject!r} (leaf {sequence})"
        if record is None:
            self._tell(broken("records", name, "its record is missing"))
            return
        if hash_bytes(record.body) != content.content_sha256:
            self._tell(broken("records", record.place, f"the record of {name} is not the one that was logged"))
        values = read_record(record.body)
        if values is None:
            self._tell(broken("records", record.place, f"the record of {name} is no JSON object"))
            return
        text = self._find_text(content.text_sha256)
        if text is None or hash_text(text) != content.text_sha256:
            words = f"the text that {name} quotes, of document {content.document!r}, is not here: altered, erased or never kept"
            self._tell(broken("quotes", record.place, words))
            return
        for quoted in iter_quotes(values):
            self.quotes += 1
            wrong = find_misquote(quoted, text)
            if wrong:
                self._tell(broken("quotes", record.place, f"{quoted.path} of {name}: {wrong}"))

    def check_erased(self, sequence: int, left: Text | Record | None) -> None:
        """An erased leaf may have nothing left."""
        if left is not None:
            words = f"leaf {sequence} was erased, but what belongs to it is still here"
            self._tell(broken("erasures", left.place, words))

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
