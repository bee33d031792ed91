"""Bytes as they are kept: compressed with zlib, and what they unpack to."""

from __future__ import annotations

import hashlib
import zlib
from typing import Final

import msgspec

from sumber.model import Reading

# Level 3 makes a reading a fifth of its size; level 6 takes twice as long for a tenth less.
_LEVEL: Final = 3


def pack(content: bytes) -> bytes:
    """Bytes compressed."""
    return zlib.compress(content, _LEVEL)


def unpack(packed: bytes) -> bytes:
    """What `pack` was given."""
    return zlib.decompress(packed)


def sha256_hex(content: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def encode_text(text: str) -> bytes:
    """A report's text as the bytes it is kept as: UTF-8, lone halves of surrogate pairs included."""
    return text.encode("utf-8", "surrogatepass")


def decode_text(content: bytes) -> str:
    """The text of kept bytes."""
    return content.decode("utf-8", "surrogatepass")


def encode_reading(reading: Reading) -> bytes:
    """A whole reading as JSON, but for the text and the original bytes, which are kept beside it once."""
    # How the report came in is no finding: the same text read again from the ledger gives the same reading.
    bare = msgspec.structs.replace(reading.document, text="", original=None, id_from="caller")
    return msgspec.json.encode(msgspec.structs.replace(reading, document=bare))


def decode_reading(content: bytes, text: str) -> Reading:
    """The reading that `encode_reading` was given, with the text put back."""
    reading = msgspec.json.decode(content, type=Reading)
    return msgspec.structs.replace(reading, document=msgspec.structs.replace(reading.document, text=text))


def plain(text: str) -> str:
    r"""Text that every store can keep in a column: zero bytes and lone surrogates are shown as such.

    >>> plain("a\x00b\ud800")
    'a�b�'
    """
    # Nearly all text passes these tests, which look at it faster than any replacing does.
    if "\x00" not in text and text.isascii():
        return text
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\ufffd\ufffd\ufffd", "\ufffd")
    return text
