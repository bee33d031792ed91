"""Drafts and readings: everything a reader found in one document."""

from __future__ import annotations

from typing import Literal, Protocol

from sumber.model.claims import Claim, DraftClaim, Quantity
from sumber.model.dates import DateValue, DraftDate
from sumber.model.documents import Document
from sumber.model.entities import DraftMention, EntityRef, Mention
from sumber.model.values import Value


class ReaderVersion(Value, frozen=True):
    """Which reader made a reading, and its version."""

    name: str
    version: str


class Draft(Value, frozen=True):
    """What a reader found in a document, raw: nothing in it is resolved."""

    document: Document
    language: str | None
    mentions: tuple[DraftMention, ...]
    dates: tuple[DraftDate, ...]
    quantities: tuple[Quantity, ...]
    claims: tuple[DraftClaim, ...]
    reader: ReaderVersion
    warnings: tuple[str, ...] = ()


class Reading(Value, frozen=True):
    """A draft with names, dates and places resolved.

    `quantities` are all numbers of the text that count or measure something, also those outside any claim; readings
    kept before there were any have none.
    """

    document: Document
    language: str | None
    publisher: EntityRef | None
    mentions: tuple[Mention, ...]
    dates: tuple[DateValue, ...]
    claims: tuple[Claim, ...]
    reader: ReaderVersion
    warnings: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()


ReaderName = Literal["auto", "trained", "lexical", "llm"]
READER_NAMES: tuple[ReaderName, ...] = ("auto", "trained", "lexical", "llm")


class Reader(Protocol):
    """Finds mentions, dates, claims and their chains in a document."""

    @property
    def version(self) -> ReaderVersion:
        """Name and version of this reader, kept with every reading it makes."""
        ...

    def read(self, document: Document) -> Draft:
        """The draft of one document; ReaderError where a reader outside this program gives no usable answer on it."""
        ...
