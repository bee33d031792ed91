"""Reports as they are handed to a reader."""

from __future__ import annotations

import hashlib
from typing import Literal

from sumber.model.values import Value


class Document(Value, frozen=True):
    """One report as published by one publisher; its `text` never changes.

    `published_at` is an ISO date or RFC 3339 time as the publisher states it; relative dates count from its local
    date. `byline` names the authors as a page states them. `language` is an ISO 639-1 code, None where it is still to be identified. `synthetic` marks invented reports.
    `original` are the bytes the report was taken from, where it was taken from any; `id_from` tells whether the caller
    gave the id, or it is the name of the file or a hash of the text.
    """

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    published_at: str | None = None
    byline: str | None = None
    synthetic: bool = False
    warnings: tuple[str, ...] = ()
    original: bytes | None = None
    id_from: Literal["caller", "file", "text"] = "caller"

    @property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
