"""Intake: from bytes to documents, each format in its own file, found by scanning."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from msgspec.structs import replace

from sumber.errors import InputError, UsageError
from sumber.model import Document, Value

_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff")
_FILE_MARKS = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0")
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1b"))
_LOOKED_AT, _MOST_CONTROLS = 4096, 0.02


class RawItem(Value, frozen=True):
    """Bytes as they came, with what the caller declares about them; declared fields win over found ones."""

    name: str
    content: bytes
    publisher: str | None = None
    published_at: str | None = None
    language: str | None = None
    title: str | None = None
    url: str | None = None
    max_characters: int = 10_000_000


class Intake(Protocol):
    """One format of input."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Endings of file names that give the format away."""
        ...

    def fits(self, content: bytes) -> bool:
        """Whether the bytes look like this format."""
        ...

    def unpack(self, item: RawItem) -> Iterator[Document | InputError]:
        """The documents of an item, in order; what cannot be read comes as an error and the rest goes on."""
        ...


@cache
def intake_names() -> tuple[str, ...]:
    """Names of the formats, by file name."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


def get_intake(name: str) -> Intake:
    """The format of this name; UsageError where there is none."""
    if name not in intake_names():
        raise UsageError("S302", f"no input format {name!r}: expected one of {', '.join(intake_names())}")
    intake: Intake = import_module(f"{__name__}.{name}").INTAKE
    return intake


def find_intake(item: RawItem) -> Intake:
    """The format of an item: by its suffix, else by its first bytes; plain text where nothing else fits."""
    intakes = [get_intake(name) for name in intake_names()]
    for intake in intakes:
        if item.name.lower().endswith(intake.suffixes):
            return intake
    return next((intake for intake in intakes if intake.fits(item.content)), get_intake("text"))


def unpack(item: RawItem, source: str = "auto", *, is_named: bool = True) -> Iterator[Document | InputError]:
    """The documents of an item in the format of this name, or in the one that fits; UsageError where there is no such format.

    What came in without a name of its own (pasted, or by standard input) is known by its text alone.
    """
    intake = find_intake(item) if source == "auto" else get_intake(source)
    for document in intake.unpack(item):
        if is_named or isinstance(document, InputError) or document.id_from != "file":
            yield document
        else:
            yield replace(document, id_from="text")


def check_bytes(item: RawItem) -> InputError | None:
    """Why bytes cannot be text at all: empty, or binary; None where they can."""
    if not item.content.strip():
        return InputError(
            "S101", f"{item.name}: the file is empty; expected the text of a report", document_id=item.name
        )
    if is_binary(item.content):
        return InputError(
            "S102", f"{item.name}: this is a binary file; expected text, HTML or JSON Lines", document_id=item.name
        )
    return None


def is_binary(content: bytes) -> bool:
    """Whether bytes are no text: a known kind of file, a zero byte, or many of the signs that no text holds."""
    if content.startswith(_TEXT_MARKS):
        return False
    head = content[:_LOOKED_AT]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return content.startswith(_FILE_MARKS) or b"\x00" in head or controls > len(head) * _MOST_CONTROLS


def check_length(item: RawItem, document: Document) -> Document | InputError:
    """A document, or the error that it is longer than the limit."""
    if len(document.text) > item.max_characters:
        message = f"{item.name}: the text has {len(document.text):,} characters, more than the limit of {item.max_characters:,} (SUMBER_MAX_CHARACTERS raises it)"
        return InputError("S104", message, document_id=document.id)
    return document


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of bytes: UTF-8 or UTF-16 by their mark, else UTF-8, else Windows-1252, with a warning that says so.

    Text that is UTF-8 but for a few broken bytes stays UTF-8, and the broken signs are replaced and counted.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace"), ()
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        at = error.start
    text, damaged = content.decode("utf-8", "replace"), content.decode("utf-8", "ignore")
    written = sum(1 for sign in damaged if not sign.isascii())
    lost = text.count("\ufffd") - damaged.count("\ufffd")
    if written > lost:  # UTF-8 with a few broken bytes: another encoding would spoil every other sign
        return text, (f"not valid UTF-8 (byte {at}): {lost} broken signs were replaced by \ufffd",)
    return content.decode("windows-1252", "replace"), (f"not valid UTF-8 (byte {at}): read as Windows-1252",)
