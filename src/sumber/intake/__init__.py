"""Intake: from bytes to documents, each format in its own file, found by scanning."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from sumber.errors import InputError, UsageError
from sumber.model import Document, Value


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


def check_bytes(item: RawItem) -> InputError | None:
    """Why bytes cannot be text at all: empty, or binary; None where they can."""
    if not item.content.strip():
        return InputError(
            "S101", f"{item.name}: the file is empty; expected the text of a report", document_id=item.name
        )
    if b"\x00" in item.content[:4096] and not item.content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return InputError(
            "S102", f"{item.name}: this is a binary file; expected text, HTML or JSON Lines", document_id=item.name
        )
    return None


def check_length(item: RawItem, document: Document) -> Document | InputError:
    """A document, or the error that it is longer than the limit."""
    if len(document.text) > item.max_characters:
        message = f"{item.name}: the text has {len(document.text):,} characters, more than the limit of {item.max_characters:,}"
        return InputError("S104", message, document_id=document.id)
    return document


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of bytes: UTF-8 or UTF-16 by their mark, else UTF-8, else Windows-1252 with a warning that says so."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace"), ()
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        text = content.decode("windows-1252", "replace")
        return text, (f"not valid UTF-8 (byte {error.start}): read as Windows-1252",)
