"""Ids by content, so that what was kept first changes none of them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from sumber.model import Document

ID_LENGTH: Final = 20
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Added by whoever shares a link, never by who publishes the page.
_TRACKING = re.compile(r"(?:utm_.*|fbclid|gclid|yclid|msclkid|mc_cid|mc_eid|igshid)\Z")


def content_id(*parts: object) -> str:
    """The first 20 hexadecimal digits of the SHA-256 of the parts as JSON with sorted keys."""
    return hashlib.sha256(canonical_json(parts)).hexdigest()[:ID_LENGTH]


def canonical_json(value: object) -> bytes:
    """A value as JSON without blanks, its keys sorted.

    >>> canonical_json({"b": 1, "a": [None, "ü"]}).decode()
    '{"a":[null,"ü"],"b":1}'
    """
    return msgspec.json.encode(value, order="sorted")


def document_id(document: Document) -> str:
    """Which document a report is: of this publisher at this address, else under this id of the caller's, else with this text."""
    publisher = fold_name(document.publisher or "")
    if document.url:
        return content_id("address", publisher, canonical_url(document.url))
    if document.id_from == "text":
        return content_id("text", publisher, document.sha256)
    return content_id("caller", publisher, document.id)


def fold_name(name: str) -> str:
    """A name without what tells two spellings of it apart only to a machine: letter case, width, runs of blanks.

    >>> fold_name(" Antara　News")
    'antara news'
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def canonical_url(url: str) -> str:
    """An address without what does not change the page: scheme, letter case of the host, fragment, tracking fields.

    >>> canonical_url("HTTP://Gazette.example:80/a/?utm_source=x&b=1#top")
    '//gazette.example/a?b=1'
    """
    parts = urlsplit(url.strip())
    try:
        port, host = parts.port, (parts.hostname or "").lower()
    except ValueError:  # a port that is no number: the address is kept as it came
        return url.strip()
    place = host if port in {None, _DEFAULT_PORTS.get(parts.scheme.lower())} else f"{host}:{port}"
    fields = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(name)
    ]
    return urlunsplit(("", place, parts.path.rstrip("/"), urlencode(fields), ""))


def reading_id(document: str, text_sha256: str, reader: Sequence[str], content_sha256: str) -> str:
    """Which reading it is: of this version of a document, by this reader, with these findings."""
    return content_id("reading", document, text_sha256, list(reader), content_sha256)
