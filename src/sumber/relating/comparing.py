"""Documents compared with those that may have to do with them; each copy points to the document it most surely repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, TypeAlias

from sumber.analysis.bounds import Bounds
from sumber.analysis.judging import ClaimJudge
from sumber.analysis.keys import keys_of, place_of
from sumber.analysis.profiles import VERSION, DocumentProfile
from sumber.analysis.profiling import profile_of
from sumber.analysis.relate import ClaimRelation, relate, relate_documents, relate_within
from sumber.ledger import Connection
from sumber.ledger.meetings import (
    KeptKey,
    Meeting,
    Pair,
    add_due,
    count_shared,
    find_met,
    find_neighbours,
    remove_due,
    remove_meeting,
    write_keys,
    write_meetings,
)
from sumber.ledger.profiles import KeptProfile, Waiting, write_profile
from sumber.ledger.propositions import find_by_documents
from sumber.ledger.relations import (
    ClaimPair,
    DocumentPair,
    add_unsettled,
    find_edges,
    remove_document_pair,
    write_relations,
)
from sumber.ledger.retiring import retire_propositions
from sumber.model import Reading
from sumber.relating.packing import document_pair, encode_profile
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

    def __init__(self, connection: Connection, project: int, judge: ClaimJudge, bounds: Bounds) -> None:
        self._connection = connection
        self._project = project
        self._judge = judge
        self._bounds = bounds
        self._shelf = Shelf(connection)

    def add(self, waiting: Waiting, profile: DocumentProfile) -> int:
        """Keep a document's profile and what it is to all others that enough keys lead to or from; gives how many they are.

        Where it stands between two others, so that a key leads no more from one to the other, those are due.
        """
        no = waiting.document_no
        self._write(waiting, profile)
        write_relations(self._connection, [], _rows(no, no, relate_within(profile, self._judge)))
        add_unsettled(self._connection, ((no, at) for at in range(len(profile.claims))))
        found = find_neighbours(self._connection, no)
        shared = sum((near.count_keys() for near in found), Counter[int]())
        others = sorted(other for other, count in shared.items() if count >= self._bounds.shared_keys)
        self._meet([(no, other) for other in others])
        shifted = {pair for near in found for pair in near.iter_shifted()}
        met = find_met(self._connection, {each for pair in shifted for each in pair})
        add_due(self._connection, (pair for pair in shifted if frozenset(pair) in met))
        return len(others)

    def _write(self, waiting: Waiting, profile: DocumentProfile) -> None:
        no, place = waiting.document_no, place_of(profile)
        content = encode_profile(profile)
        version = profile_version(self._judge)
        kept = KeptProfile(no, waiting.reading_no or 0, version, len(profile.claims), place, content)
        write_profile(self._connection, kept)
        keys = [KeptKey(*key) for key in keys_of(profile, self._bounds.reach)]
        write_keys(self._connection, self._project, no, place, keys)
        self._shelf.put(no, profile)

    def review(self, pairs: Sequence[Pair]) -> int:
        """Let due pairs meet that enough keys lead between, and part the others; gives how many met."""
        asked = [pair for pair in pairs if pair[0] != pair[1]]
        self._shelf.fetch({no for pair in asked for no in pair})
        met = find_met(self._connection, {no for pair in asked for no in pair})
        shared = {pair: self._count_shared(pair) for pair in asked}
        parting = [pair for pair in asked if frozenset(pair) in met and shared[pair] < self._bounds.shared_keys]
        meeting = [pair for pair in asked if frozenset(pair) not in met and shared[pair] >= self._bounds.shared_keys]
        self._unsettle({no for pair in (*parting, *meeting) for no in pair})
        for pair in parting:
            remove_meeting(self._connection, pair)
        self._meet(meeting)
        for no in sorted({no for pair in pairs for no in pair}):
            self._point(no)
        remove_due(self._connection, pairs)
        return len(meeting)

    def _count_shared(self, pair: Pair) -> int:
        return count_shared(self._connection, pair) if all(self._shelf.find(no) for no in pair) else 0

    def _meet(self, pairs: Sequence[Pair]) -> None:
        """Compare pairs of documents, of which all have a profile."""
        self._shelf.fetch({no for pair in pairs for no in pair})
        met: list[Meeting] = []
        stories: list[DocumentPair] = []
        claims: list[ClaimPair] = []
        for one, other in pairs:
            relation = relate(self._shelf.get(one), self._shelf.get(other), self._judge)
            a, b = (one, other) if relation.a == self._shelf.get(one).id else (other, one)
            claims += _rows(a, b, relation.claims)
            met.append(Meeting(a, b, relation.copy_score if relation.copy_kind else None))
            if relation.is_story and relation.copy_kind is None:
                stories.append(document_pair(a, b, relation))
        write_meetings(self._connection, met)
        write_relations(self._connection, stories, claims)
        # Only what stands before a document can be what it repeats.
        later = {max(each[:2], key=self._place) for each in met if each.copy_score is not None}
        for no in sorted(later):
            self._point(no)

    def _place(self, no: int) -> int:
        return place_of(self._shelf.get(no))

    def _unsettle(self, documents: Collection[int]) -> None:
        """Let everything be made anew that claims of these documents have a part in."""
        touched = find_by_documents(self._connection, documents)
        claims = retire_propositions(self._connection, touched)
        held = {(no, at) for no in documents if (found := self._shelf.find(no)) for at in range(len(found.claims))}
        add_unsettled(self._connection, claims | held)

    def _point(self, no: int) -> None:
        """Let a document point to the one before it that it most surely repeats, and to no other."""
        edges = find_edges(self._connection, no)
        wanted = () if edges.best is None else (edges.best,)
        for other in edges.kept:
            if other not in wanted:
                remove_document_pair(self._connection, no, other)
        for other in wanted:
            if other not in edges.kept:
                relation = relate_documents(self._shelf.get(no), self._shelf.get(other))
                a, b = (no, other) if relation.a == self._shelf.get(no).id else (other, no)
                write_relations(self._connection, [document_pair(a, b, relation)], [])


def _rows(a: int, b: int, found: Sequence[ClaimRelation]) -> list[ClaimPair]:
    return [ClaimPair(a, each.a, b, each.b, each.same, each.conflict, each.kind) for each in found]
