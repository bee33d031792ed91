"""One document against those that may have to do with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from sumber.analysis.judging import ClaimJudge
from sumber.analysis.keys import keys_of
from sumber.analysis.profiles import VERSION, DocumentProfile
from sumber.analysis.profiling import profile_of
from sumber.analysis.relate import ClaimRelation, relate, relate_within
from sumber.ledger import Connection
from sumber.ledger.profiles import KeptProfile, Waiting, find_candidates, write_profile
from sumber.ledger.relations import ClaimPair, DocumentPair, write_relations
from sumber.model import Reading
from sumber.relating.packing import encode_grounds, encode_profile
from sumber.relating.shelf import Shelf

Vectors: TypeAlias = Callable[[Sequence[str], str | None], Sequence[bytes]]
"""Gives the meanings of texts in a language, for each the bytes that a profile keeps; empty ones where none can be made."""


class Prepared(NamedTuple):
    """A document that waits, with the profile of its newest reading (None where it has none any more)."""

    waiting: Waiting
    profile: DocumentProfile | None


def profile_version(judge: ClaimJudge) -> str:
    """By what documents were related: how profiles are made, and who judges the claims."""
    return f"{VERSION}/{judge.version}"


def prepare(waiting: Waiting, reading: Reading | None, vectors: Vectors) -> Prepared:
    """The profile of a document; what takes long, and needs nothing of the ledger, is done here."""
    if reading is None:
        return Prepared(waiting, None)
    texts = [claim.text for claim in reading.claims]
    meanings = tuple(vectors(texts, reading.language)) if texts else ()
    return Prepared(waiting, profile_of(reading, waiting.document_id, meanings))


class Comparer:
    """Keeps profiles, and what documents are to each other, in one transaction."""

    def __init__(self, connection: Connection, project: int, judge: ClaimJudge, shelf: Shelf) -> None:
        self._connection = connection
        self._project = project
        self._judge = judge
        self._shelf = shelf
        self._version = profile_version(judge)

    def add(self, waiting: Waiting, profile: DocumentProfile) -> int:
        """Keep a document's profile and what it is to all others that share enough keys; gives how many they are.

        Every two documents meet once, when the second of them comes, so the order in which they come does not matter.
        """
        no = waiting.document_no
        content = encode_profile(profile)
        kept = KeptProfile(no, waiting.reading_no or 0, self._version, len(profile.claims), content)
        write_profile(self._connection, kept, keys_of(profile))
        self._shelf.put(no, profile)
        pairs: list[DocumentPair] = []
        claims = _rows(no, no, relate_within(profile, self._judge))
        others = find_candidates(self._connection, self._project, no, self._version)
        self._shelf.fetch(others)
        for other in others:
            relation = relate(profile, self._shelf.get(other), self._judge)
            a, b = (no, other) if relation.a == profile.id else (other, no)
            claims += _rows(a, b, relation.claims)
            if relation.is_story or relation.copy_kind is not None:
                scores = (relation.story, relation.is_story, relation.copy_score, relation.copy_kind)
                pairs.append(DocumentPair(a, b, *scores, relation.direction, encode_grounds(relation)))
        write_relations(self._connection, pairs, claims)
        return len(others)


def _rows(a: int, b: int, found: Sequence[ClaimRelation]) -> list[ClaimPair]:
    return [ClaimPair(a, each.a, b, each.b, each.same, each.conflict, each.kind) for each in found]
