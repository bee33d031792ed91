"""What is known of a report beside its text, where each of it came from, and by what it can be checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

import msgspec

from sumber.ledger import Connection
from sumber.ledger.log import Leaf, find_leaves
from sumber.ledger.signing import read_signed
from sumber.workbench.views.report import Shelved

Provenance = Literal["page", "given", "told", "made", "missing"]
_STATED: Final = ("title", "publisher", "url", "published_at", "byline")
_MOST_LEAVES: Final = 60


class Field(NamedTuple):
    """Something known of a report: from its own `page`, `given` by whoever added it, `told` from the text by the reader, `made` by the ledger.

    `leaf` is the first place of the log that says so, None where none does.
    """

    name: str
    value: str | None
    provenance: Provenance
    leaf: int | None = None


class Logged(NamedTuple):
    """A leaf of the log about the report: its place, what it is of, its hash, and whether a checkpoint covers it."""

    sequence: int
    kind: str
    logged_at: str
    leaf_hash: str
    is_signed: bool
    is_erased: bool
    text_sha256: str | None


class Record(NamedTuple):
    """The fields of a report, and the leaves of the log about it and its readings."""

    fields: tuple[Field, ...]
    leaves: tuple[Logged, ...]
    signed: int


def read_record(connection: Connection, shelved: Shelved, page_fields: Mapping[str, str]) -> Record:
    """What is known of a report; `page_fields` are what its original says of itself, where that is a page."""
    own = find_leaves(connection, after=None, limit=_MOST_LEAVES, subject=shelved.document.id)
    reading = shelved.version.reading
    made = find_leaves(connection, after=None, limit=_MOST_LEAVES, subject=reading.id) if reading else []
    signed = read_signed(connection).size
    leaves = tuple(_logged(leaf, signed) for leaf in sorted({leaf.seq: leaf for leaf in (*own, *made)}.values()))
    return Record(tuple(list_fields(shelved, page_fields, own)), leaves, signed)


def list_fields(shelved: Shelved, page_fields: Mapping[str, str], leaves: Sequence[Leaf]) -> list[Field]:
    """The fields of a report, each with where it came from."""
    document = shelved.document
    said = [(leaf.seq, _content_of(leaf)) for leaf in leaves]
    found = []
    for name in _STATED:
        value: str | None = getattr(document, name)
        leaf = next((seq for seq, content in said if value is not None and content.get(name) == value), None)
        found.append(Field(name, value, _provenance_of(name, value, page_fields), leaf))
    stated = shelved.history.stated_language
    leaf = next((seq for seq, content in said if stated is not None and content.get("language") == stated), None)
    spoken: Provenance = "given" if stated else "told" if document.language else "missing"
    found.append(Field("language", document.language, spoken, leaf))
    first = said[0][0] if said else None
    found.append(Field("callers_id", document.caller_id, "given", first))
    found.append(Field("id", document.id, "made", first))
    return found


def _provenance_of(name: str, value: str | None, page_fields: Mapping[str, str]) -> Provenance:
    if value is None:
        return "missing"
    return "page" if page_fields.get(name) == value else "given"


def _content_of(leaf: Leaf) -> dict[str, Any]:
    content: dict[str, Any] = msgspec.json.decode(leaf.content) if leaf.content is not None else {}
    return content


def _logged(leaf: Leaf, signed: int) -> Logged:
    return Logged(
        sequence=leaf.seq,
        kind=leaf.kind,
        logged_at=leaf.logged_at,
        leaf_hash=bytes(leaf.leaf_hash).hex(),
        is_signed=leaf.seq < signed,
        is_erased=leaf.content is None,
        text_sha256=_content_of(leaf).get("text_sha256"),
    )
