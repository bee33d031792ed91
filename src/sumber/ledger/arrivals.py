"""Reports that come to be kept, and what is told of each."""

from __future__ import annotations

from typing import Literal, NamedTuple

from sumber.model import Document, Reading, Value

Status = Literal["new", "same", "updated", "new version"]


class Recall(NamedTuple):
    """A report with what is kept of it filled in where it does not say so itself, and whether it is to be read."""

    document: Document
    is_to_be_read: bool


class Arrival(NamedTuple):
    """A report to keep, with its reading unless what is kept of it was read already."""

    document: Document
    reading: Reading | None


class Kept(Value, frozen=True):
    """What became of one report: its id in the ledger, the caller's, and the number of its version and of its claims."""

    status: Status
    document: str
    caller_id: str
    version: int
    claims: int
    title: str | None = None
    publisher: str | None = None
    synthetic: bool = False
