"""The leaves of the log, and what the canonical bytes of each kind say.

A leaf's hash is SHA-256 over a zero byte, the leaf's random salt and its canonical bytes. The canonical bytes are JSON
without blanks, its fields in alphabetical order. They repeat kind, subject and time, so that nothing beside them can be
altered unseen, and name by SHA-256 what is too long to stand in them. On a lawful erasure salt and canonical bytes are
deleted and the hash stays: without the salt nobody can find out by trying what was hashed.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Annotated, Any, Literal

import msgspec

from sumber.evidence.tree import hash_leaf
from sumber.model.values import Value

LeafKind = Literal["document", "reading", "judgement", "erasure"]
SALT_BYTES = 32
MAX_SEQUENCE = 2**63 - 1

SequenceNumber = Annotated[int, msgspec.Meta(ge=0, le=MAX_SEQUENCE)]
HexHash = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class Leaf(Value, frozen=True):
    """One entry of the log; `salt` and `content` are None where it was lawfully erased.

    `subject` is the id of what it is about; None only in an erased leaf. `logged_at` is RFC 3339 in UTC.
    """

    sequence: int
    kind: LeafKind
    subject: str | None
    logged_at: str
    leaf_hash: bytes
    salt: bytes | None
    content: bytes | None

    @property
    def erased(self) -> bool:
        """Whether nothing but the hash is left."""
        return self.salt is None and self.content is None


class _Content(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What every leaf says; further fields are hashed like these, and left to whoever reads them."""

    subject: str
    logged_at: str


class DocumentContent(_Content, frozen=True, tag="document"):
    """What the log says of a document: SHA-256 of its text and of its original bytes (None: none were kept)."""

    text_sha256: HexHash
    bytes_sha256: HexHash | None = None


class ReadingContent(_Content, frozen=True, tag="reading"):
    """What the log says of a reading: which document, SHA-256 of the text that was read and of the reading's record."""

    document: str
    text_sha256: HexHash
    content_sha256: HexHash


class JudgementContent(_Content, frozen=True, tag="judgement"):
    """A decision of a person or of the program; it stands whole in its leaf, in fields of its own."""


class ErasedLeaf(Value, frozen=True):
    """What may stay of an erased leaf. `subject` is None where the id itself would tell what was erased."""

    sequence: SequenceNumber
    kind: Literal["document", "reading", "judgement"]
    subject: str | None
    logged_at: str
    leaf_hash: HexHash


class ErasureContent(_Content, frozen=True, tag="erasure"):
    """A lawful erasure: which leaves lost salt and content, why, and who had it done."""

    reason: str
    who: str
    erased: tuple[ErasedLeaf, ...]


Content = DocumentContent | ReadingContent | JudgementContent | ErasureContent
_DECODER: msgspec.json.Decoder[Content] = msgspec.json.Decoder(Content)


def encode_content(content: Content, **further: Any) -> bytes:
    """The canonical bytes of what a leaf says, `further` fields of any kind included."""
    return msgspec.json.encode({**msgspec.to_builtins(content), **further}, order="sorted")


def read_content(canonical: bytes) -> Content:
    """What canonical bytes say; msgspec.DecodeError (or ValidationError) where they say nothing known."""
    return _DECODER.decode(canonical)


def find_content(canonical: bytes) -> Content | None:
    """What canonical bytes say, None where they say nothing known."""
    try:
        return read_content(canonical)
    except msgspec.DecodeError:
        return None


def kind_of(content: Content) -> LeafKind:
    """The kind of leaf that holds this content."""
    kind: LeafKind = content.__struct_config__.tag  # type: ignore[assignment]  # typed as any tag; ours are the kinds
    return kind


def make_leaf(sequence: int, content: Content, salt: bytes | None = None, **further: Any) -> Leaf:
    """The leaf that takes this content into the log, with a fresh random salt where none is given."""
    salt = secrets.token_bytes(SALT_BYTES) if salt is None else salt
    canonical = encode_content(content, **further)
    return Leaf(
        sequence=sequence,
        kind=kind_of(content),
        subject=content.subject,
        logged_at=content.logged_at,
        leaf_hash=hash_leaf(canonical, salt),
        salt=salt,
        content=canonical,
    )


def hash_bytes(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def hash_text(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal, as `Document.sha256` gives it."""
    return hash_bytes(text.encode("utf-8", "surrogatepass"))
