"""What stands around two claims in their reports: what a denial answers, how far apart they are, which figures are left over.

"He called it a lie" says nothing of its own: what it denies stands before it. So a denial is looked at together with the
claims it follows, its antecedents.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from sumber.analysis.pairing import Likeness
from sumber.analysis.profiles import ClaimProfile

_REJECTING: Final = ("denies", "doubts")
_LOOKED_BACK, _ANTECEDENTS = 3, 2
"""A denial's antecedents are the two nearest claims that reject nothing, among the three before it."""
_ANTECEDENT_NEAREST: Final = 2
_WIDE: Final = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff]")
_WIDE_LETTERS: Final = 2.5
"""A Han sign, a kana or a Hangul syllable says as much as so many letters."""
_BARE_LETTERS: Final = 25
"""A rejection shorter than that names hardly what it rejects."""
_LONGEST_DENIAL: Final = 200
_FURTHEST: Final = 10


class Surroundings(NamedTuple):
    """What stands around two claims; likenesses and shares from 0.0 to 1.0, yes or no as 1.0 or 0.0.

    `antecedent_matter`, `antecedent_strict`: how alike the one is to what the other, a denial, follows, by what it is about and
    by what is said; `antecedent_nearest`: of all claims it is the one most alike; `is_antecedent`: it is itself what the
    denial follows, 1.0 the nearest, 0.5 the one before. `bare_…` is the same where the denial hardly has words of its own.
    `closeness` is 1.0 for neighbours in one report, less the more claims stand between, 0.0 for claims of two reports;
    `denial_follows` is 1.0 where the denial stands behind the other, -1.0 where before; `…_at_once` where next to it.
    `figures_left`: both have a number that the other has not; `…_matter`, `…_strict`: how alike they then are.
    `shorter_length` and `denial_length` are logarithms of lengths in letters; without a denial, the latter is that of the
    longest. `one_leads`: one of them leads its report.
    """

    antecedent_matter: float = 0.0
    antecedent_strict: float = 0.0
    antecedent_nearest: float = 0.0
    is_antecedent: float = 0.0
    bare_antecedent_matter: float = 0.0
    bare_is_antecedent: float = 0.0
    closeness: float = 0.0
    neighbours: float = 0.0
    denial_follows: float = 0.0
    denial_follows_at_once: float = 0.0
    figures_left: float = 0.0
    figures_left_matter: float = 0.0
    figures_left_strict: float = 0.0
    shorter_length: float = 0.0
    denial_length: float = 0.0
    bare_denial: float = 0.0
    one_leads: float = 0.0


class _Told(NamedTuple):
    """What is asked of each claim of a report again and again, worked out once."""

    rejects: list[bool]
    leads: list[bool]
    letters: list[float]
    figures: list[frozenset[tuple[float, float]]]
    before: Mapping[int, Sequence[int]]


class Around:
    """The claims of two reports, or of one, and what they follow."""

    def __init__(
        self, ones: Sequence[ClaimProfile], others: Sequence[ClaimProfile], alike: Likeness, *, within: bool
    ) -> None:
        self._within = within
        self._matter, self._strict = alike.matter.copy(), alike.strict.copy()
        if within:
            for matrix in (self._matter, self._strict):
                np.fill_diagonal(matrix, 1.0)
        self._ones = _tell(ones)
        self._others = self._ones if within else _tell(others)

    def places(self) -> set[tuple[int, int]]:
        """Pairs that are worth a look for what a denial follows: with that itself, and with what is most like it elsewhere."""
        found = set()
        for denial, before in self._ones.before.items():
            for claim in before:
                found |= {(denial, j) for j in _nearest(self._matter[claim])}
                found |= {(denial, claim)} if self._within else set()
        for denial, before in self._others.before.items():
            for claim in before:
                found |= {(i, denial) for i in _nearest(self._matter[:, claim])}
        return {(i, j) for i, j in found if self._ones.rejects[i] != self._others.rejects[j]}

    def look(self, i: int, j: int) -> Surroundings:
        """What stands around two of the claims."""
        ones, others = self._ones, self._others
        matter, strict, nearest = self._compare_antecedents(i, j)
        is_antecedent = self._is_antecedent(i, j)
        length = self._denial_length(i, j)
        bare = float(length < _BARE_LETTERS)
        gap = abs(i - j) if self._within else 0
        follows = self._order(i, j)
        left = float(not (ones.figures[i] <= others.figures[j] or others.figures[j] <= ones.figures[i]))
        return Surroundings(
            antecedent_matter=matter,
            antecedent_strict=strict,
            antecedent_nearest=nearest,
            is_antecedent=is_antecedent,
            bare_antecedent_matter=bare * matter,
            bare_is_antecedent=bare * is_antecedent,
            closeness=1 / min(gap, _FURTHEST) if gap else 0.0,
            neighbours=float(gap == 1),
            denial_follows=follows,
            denial_follows_at_once=float(gap == 1 and follows > 0),
            figures_left=left,
            figures_left_matter=float(self._matter[i, j]) if left else 0.0,
            figures_left_strict=float(self._strict[i, j]) if left else 0.0,
            shorter_length=math.log(max(1.0, min(ones.letters[i], others.letters[j]))),
            denial_length=math.log(max(1.0, min(length, _LONGEST_DENIAL))),
            bare_denial=bare,
            one_leads=float(ones.leads[i] or others.leads[j]),
        )

    def _compare_antecedents(self, i: int, j: int) -> tuple[float, float, float]:
        """How alike one of two claims is to what the other follows, by both likenesses, and whether it is the most alike."""
        before, behind = self._ones.before.get(i, ()), self._others.before.get(j, ())
        if not before and not behind:
            return 0.0, 0.0, 0.0
        sides = [(self._matter[at], self._strict[at], j) for at in before]
        sides += [(self._matter[:, at], self._strict[:, at], i) for at in behind]
        matter = max(float(row[at]) for row, _, at in sides)
        strict = max(float(row[at]) for _, row, at in sides)
        is_nearest = any(row[at] > 0 and row[at] >= row.max() for row, _, at in sides)
        return max(0.0, matter), max(0.0, strict), float(is_nearest)

    def _is_antecedent(self, i: int, j: int) -> float:
        if not self._within:
            return 0.0
        sides = (self._ones.before.get(i, ()), j), (self._others.before.get(j, ()), i)
        return max((1 / (1 + before.index(at)) for before, at in sides if at in before), default=0.0)

    def _order(self, i: int, j: int) -> float:
        """1.0 where the one that rejects stands behind the other in one report, -1.0 where before; 0.0 where both or neither do."""
        denials = self._ones.rejects[i] - self._others.rejects[j]
        return float(denials if i > j else -denials) if self._within else 0.0

    def _denial_length(self, i: int, j: int) -> float:
        """The length of the one that rejects, endless where both or neither do."""
        one, other = self._ones.rejects[i], self._others.rejects[j]
        return math.inf if one == other else self._ones.letters[i] if one else self._others.letters[j]


def _tell(claims: Sequence[ClaimProfile]) -> _Told:
    return _Told(
        rejects=[_rejects(claim) for claim in claims],
        leads=[claim.is_lead for claim in claims],
        letters=[_letters(claim.text) for claim in claims],
        figures=[frozenset((number.low, number.high) for number in claim.numbers) for claim in claims],
        before=_antecedents(claims),
    )


def _nearest(row: np.ndarray) -> list[int]:
    return [int(at) for at in np.lexsort((np.arange(len(row)), -row))[:_ANTECEDENT_NEAREST]]


def _rejects(claim: ClaimProfile) -> bool:
    return claim.stance in _REJECTING


def _antecedents(claims: Sequence[ClaimProfile]) -> Mapping[int, Sequence[int]]:
    """By the claims that reject or negate something, those that they follow, the nearest first."""
    return {
        at: [before for before in range(at - 1, max(-1, at - 1 - _LOOKED_BACK), -1) if not _rejects(claims[before])][
            :_ANTECEDENTS
        ]
        for at, claim in enumerate(claims)
        if _rejects(claim) or claim.negated
    }


def _letters(text: str) -> float:
    return len(text) + (_WIDE_LETTERS - 1) * len(_WIDE.findall(text))
