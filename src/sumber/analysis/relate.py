"""Two reports, or one in itself, as what the ledger keeps of them: story, copy, and claims that have to do with one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import numpy as np

from sumber.analysis.documents import DocumentVerdict, judge_documents
from sumber.analysis.judging import ClaimJudge, ClaimPair
from sumber.analysis.kinds import conflict_kind
from sumber.analysis.pairing import Likeness, compare_claims
from sumber.analysis.profiles import DocumentProfile
from sumber.model import ConflictKind, CopyKind, Direction, Ground, Value

_NEAREST: Final = 7
"""So many of the other report's claims, nearest by matter, are looked at for each claim of two reports of one story."""
_FAR_NEAREST, _FAR_MATTER = 3, 0.3
"""So many, and from this likeness on, where the reports tell of different happenings."""
_APART: Final = -3.5
"""Log-odds of one story below which the claims of two reports are not looked at; chosen on `tune` and `groups_tune`."""
ITSELF: Final = -2.0
"""Stands for the likeness of a claim with itself, which is never looked at."""
_KEPT: Final = -4.0
"""Log-odds below which nothing is kept of two claims."""


class ClaimRelation(Value, frozen=True):
    """Two claims, by their places in their reports: log-odds that they say the same, and that they contradict each other."""

    a: int
    b: int
    same: float
    conflict: float
    kind: ConflictKind


class DocumentRelation(Value, frozen=True):
    """What is kept of two reports, `a` before `b` by their ids; scores are log-odds."""

    a: str
    b: str
    story: float
    is_story: bool
    copy_score: float
    copy_kind: CopyKind | None
    direction: Direction
    story_grounds: tuple[Ground, ...]
    copy_grounds: tuple[Ground, ...]
    claims: tuple[ClaimRelation, ...]

    @property
    def is_kept(self) -> bool:
        """Whether there is anything to keep."""
        return self.is_story or self.copy_kind is not None or bool(self.claims)


Nearness = Literal["story", "far", "within"]


def relate(one: DocumentProfile, other: DocumentProfile, judge: ClaimJudge) -> DocumentRelation:
    """What two reports and their claims are to each other; the order in which they are given does not matter."""
    a, b = _by_id(one, other)
    alike = Likeness(a.claims, b.claims)
    verdict = judge_documents(a, b, alike)
    if not _is_near(verdict) and verdict.story < _APART:
        return _relation(a, b, verdict)
    nearness: Nearness = "story" if _is_near(verdict) else "far"
    return _relation(a, b, verdict, _relate_claims(pair_claims(a, b, nearness, verdict.story, alike), judge))


def relate_documents(one: DocumentProfile, other: DocumentProfile) -> DocumentRelation:
    """What two reports are to each other, without their claims."""
    a, b = _by_id(one, other)
    return _relation(a, b, judge_documents(a, b))


def _by_id(one: DocumentProfile, other: DocumentProfile) -> tuple[DocumentProfile, DocumentProfile]:
    return (one, other) if one.id < other.id else (other, one)


def _is_near(verdict: DocumentVerdict) -> bool:
    return verdict.is_story or verdict.copy_kind is not None


def _relation(
    a: DocumentProfile, b: DocumentProfile, verdict: DocumentVerdict, claims: tuple[ClaimRelation, ...] = ()
) -> DocumentRelation:
    return DocumentRelation(
        a=a.id,
        b=b.id,
        story=verdict.story,
        is_story=verdict.is_story,
        copy_score=verdict.copy,
        copy_kind=verdict.copy_kind,
        direction=verdict.direction,
        story_grounds=verdict.story_grounds,
        copy_grounds=verdict.copy_grounds,
        claims=claims,
    )


def relate_within(document: DocumentProfile, judge: ClaimJudge) -> tuple[ClaimRelation, ...]:
    """What the claims of one report are to one another."""
    return _relate_claims(pair_claims(document, document, "within", None), judge)


def _relate_claims(pairs: dict[tuple[int, int], ClaimPair], judge: ClaimJudge) -> tuple[ClaimRelation, ...]:
    found = []
    for ((i, j), pair), told in zip(pairs.items(), judge.judge(list(pairs.values())), strict=True):
        if max(told.same, told.conflict) >= _KEPT:
            kind = conflict_kind(pair)
            found.append(ClaimRelation(a=i, b=j, same=round(told.same, 4), conflict=round(told.conflict, 4), kind=kind))
    return tuple(found)


def pair_claims(
    a: DocumentProfile, b: DocumentProfile, nearness: Nearness, story: float | None, alike: Likeness | None = None
) -> dict[tuple[int, int], ClaimPair]:
    """The pairs of claims that are looked at, by their places in the two reports.

    `story` is as log-odds, None within one; `alike` are the two reports' claims side by side, where that was asked before.
    """
    alike = alike or Likeness(a.claims, b.claims)
    if nearness == "within":
        for matrix in alike.matrices:
            np.fill_diagonal(matrix, ITSELF)
    places = sorted({_in_order(place) if nearness == "within" else place for place in _iter_looked_at(alike, nearness)})
    context = (a.language == b.language, story)
    return {
        (i, j): ClaimPair(a.claims[i], b.claims[j], compare_claims(a.claims[i], b.claims[j], alike, (i, j), context))
        for i, j in places
    }


def _in_order(place: tuple[int, int]) -> tuple[int, int]:
    return min(place), max(place)


def _iter_looked_at(alike: Likeness, nearness: Nearness) -> Iterator[tuple[int, int]]:
    rows, columns = alike.matter.shape
    if not rows or not columns:
        return
    count, least = (_FAR_NEAREST, _FAR_MATTER) if nearness == "far" else (_NEAREST, -1.0)
    for i in range(rows):
        yield from ((i, j) for j in _nearest(alike.matter[i], count, least))
    for j in range(columns):
        yield from ((i, j) for i in _nearest(alike.matter[:, j], count, least))


def _nearest(row: np.ndarray, count: int, least: float) -> list[int]:
    ordered = np.lexsort((np.arange(len(row)), -row))[:count]
    return [int(at) for at in ordered if row[at] >= least]
