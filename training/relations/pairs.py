"""Pairs of claims with what they are to each other: of labelled reports, and of families of statements."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement
from typing import NamedTuple

import msgspec
import numpy as np

from sumber.analysis.judging import ClaimPair
from sumber.analysis.pairing import Likeness, compare_claims
from sumber.analysis.profiles import ClaimProfile, DocumentProfile
from sumber.analysis.profiling import profile_of
from sumber.analysis.propositions import ClaimKey, pair_key
from sumber.analysis.relate import ITSELF, Nearness, pair_claims
from sumber.analysis.surroundings import Surroundings
from training.relations.documents import Learnt, Question
from training.relations.families import Family, Label, Statement, read_statement
from training.relations.reports import Corpus, Way

FAMILY_ROUNDS = 2
DOCUMENTS_A_FAMILY = (2, 2, 3)
STORY_OF_A_FAMILY = 3.0
"""Log-odds that two of a family's invented documents tell one story: they do."""


class ClaimRow(NamedTuple):
    """Two claims, what they share, and what they are to each other.

    `is_sure` is false where the labels do not tell whether two claims that do not conflict say the same.
    """

    way: Way
    group: str
    one: ClaimKey
    other: ClaimKey
    pair: ClaimPair
    label: Label
    is_sure: bool


class StoryOdds(NamedTuple):
    """What pairs of reports are by weights that were learnt without their group."""

    learnt: Mapping[Question, Learnt]

    def compare(self, way: Way, a: str, b: str) -> tuple[Nearness, float]:
        """How near two reports are to each other, as the program tells it, and the log-odds of one story."""
        odds = {question: each.odds[way, a, b] for question, each in self.learnt.items()}
        near = any(odds[question] >= each.weighing.threshold for question, each in self.learnt.items())
        return ("story" if near else "far"), odds["story"]


def iter_report_rows(
    corpus: Corpus, way: Way, profiles: Mapping[str, DocumentProfile], stories: StoryOdds
) -> Iterator[ClaimRow]:
    """The pairs of claims that the program looks at, of labelled pairs of reports and within related reports."""
    labels = corpus.labels
    for a, b in (*sorted(labels.pairs), *((report, report) for report in labels.reports)):
        if a in profiles and b in profiles:
            nearness, story = ("within", None) if a == b else stories.compare(way, a, b)
            for (i, j), pair in pair_claims(profiles[a], profiles[b], nearness, story).items():
                label = _label(corpus, way, (a, i), (b, j))
                sure = label == "conflict" or labels.groups[a] in labels.complete
                yield ClaimRow(way, labels.groups[a], (a, i), (b, j), pair, label, sure)


def _label(corpus: Corpus, way: Way, one: ClaimKey, other: ClaimKey) -> Label:
    """By the labels; two figures for one thing may be one proposition and a conflict, and are then learnt as the same."""
    a, b = corpus.labelled(way, one), corpus.labelled(way, other)
    if isinstance(a[1], str) or isinstance(b[1], str):
        return "neither"
    key = pair_key((a[0], a[1]), (b[0], b[1]))
    return "same" if key in corpus.labels.same else "conflict" if key in corpus.labels.conflicts else "neither"


class Told(NamedTuple):
    """A statement and its profile."""

    number: int
    statement: Statement
    profile: ClaimProfile


def iter_family_rows(family: Family, vectors: Callable[[str], bytes], chance: random.Random) -> Iterator[ClaimRow]:
    """The pairs of a family's statements, strewn over a few invented documents, anew in every round."""
    told = [
        Told(number, statement, _profile(family, number, vectors(statement.text)))
        for number, statement in enumerate(family.statements)
    ]
    for _ in range(FAMILY_ROUNDS):
        documents: list[list[Told]] = [[] for _ in range(chance.choice(DOCUMENTS_A_FAMILY))]
        for each in told:
            chance.choice(documents).append(each)
        kept = [document for document in documents if document]
        for a, b in combinations_with_replacement(range(len(kept)), 2):
            yield from _iter_pairs(family, kept[a], kept[b])


def _profile(family: Family, number: int, vector: bytes) -> ClaimProfile:
    reading = read_statement(family, number)
    return profile_of(reading, reading.document.id, [vector]).claims[0]


def _iter_pairs(family: Family, ones: Sequence[Told], others: Sequence[Told]) -> Iterator[ClaimRow]:
    mine, theirs = _place(ones), _place(others)
    alike = Likeness(mine, theirs)
    within = ones is others
    if within:
        for matrix in alike.matrices:
            np.fill_diagonal(matrix, ITSELF)
    for i, one in enumerate(ones):
        for j, other in enumerate(others):
            if not within or i < j:
                context = (one.statement.lang == other.statement.lang, None if within else STORY_OF_A_FAMILY)
                comparison = compare_claims(mine[i], theirs[j], alike, (i, j), context)
                # Statements strewn by chance follow nothing: what stands around them tells nothing.
                pair = ClaimPair(mine[i], theirs[j], comparison, Surroundings())
                label = family.compare(one.statement, other.statement)
                keys = (family.id, one.number), (family.id, other.number)
                yield ClaimRow("labels", family.id, *keys, pair, label, is_sure=True)


def _place(document: Sequence[Told]) -> list[ClaimProfile]:
    """The claims of an invented document, in the order of its statements, the first as its lead."""
    return [
        msgspec.structs.replace(each.profile, order=at / len(document), is_lead=at == 0)
        for at, each in enumerate(document)
    ]
