"""What the analysis finds as bytes for the ledger, and back; the same findings always give the same bytes."""

from __future__ import annotations

from typing import Final

import msgspec

from sumber.analysis.profiles import DocumentProfile
from sumber.analysis.relate import DocumentRelation
from sumber.ledger.relations import DocumentPair
from sumber.model import Ground, Value

# Sets in order: two processes pack one profile alike.
_ENCODER: Final = msgspec.msgpack.Encoder(order="deterministic")


class Grounds(Value, frozen=True):
    """Why two documents are said to tell one story, and why one to repeat the other."""

    story: tuple[Ground, ...]
    copy: tuple[Ground, ...]


_PROFILES: Final = msgspec.msgpack.Decoder(DocumentProfile)
_GROUNDS: Final = msgspec.msgpack.Decoder(Grounds)


def encode_profile(profile: DocumentProfile) -> bytes:
    """A profile as bytes."""
    return _ENCODER.encode(profile)


def decode_profile(content: bytes) -> DocumentProfile:
    """The profile that `encode_profile` was given."""
    return _PROFILES.decode(content)


def encode_grounds(relation: DocumentRelation) -> bytes:
    """The grounds of what two documents are to each other, as bytes."""
    return _ENCODER.encode(Grounds(story=relation.story_grounds, copy=relation.copy_grounds))


def document_pair(a_no: int, b_no: int, relation: DocumentRelation) -> DocumentPair:
    """What two documents are to each other, as the ledger keeps it."""
    scores = (relation.story, relation.is_story, relation.copy_score, relation.copy_kind)
    return DocumentPair(a_no, b_no, *scores, relation.direction, encode_grounds(relation))


def decode_grounds(content: bytes) -> Grounds:
    """The grounds that `encode_grounds` was given."""
    return _GROUNDS.decode(content)
