"""The learnt judge of claims: trees and a sum tell whether two say the same, a sum whether they contradict each other."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np

from sumber.analysis.judging import ClaimPair, ClaimVerdict
from sumber.analysis.sums import SUMS_FILE, Sums
from sumber.analysis.trees import VERDICTS_FILE, Trees


class LearntJudge:
    """Judges pairs of claims by what was learnt."""

    def __init__(self, trees: bytes, sums: bytes) -> None:
        self._version = hashlib.sha256(trees + sums).hexdigest()[:8]
        self._trees, self._sums = Trees(trees), Sums(sums)

    @property
    def version(self) -> str:
        """The beginning of the digest of what was learnt."""
        return self._version

    def judge(self, pairs: Sequence[ClaimPair]) -> list[ClaimVerdict]:
        """Log-odds of "the same" and of "a conflict" for each pair."""
        if not pairs:
            return []
        trees, sums = (
            self._trees.odds(np.array([pair.comparison for pair in pairs], np.float32)),
            self._sums.odds(pairs),
        )
        same = (trees[:, 0] + sums[:, 0]) / 2
        return [ClaimVerdict(*told) for told in zip(same.tolist(), sums[:, 1].tolist(), strict=True)]


@cache
def get_judge() -> LearntJudge:
    """The judge that comes with the package."""
    folder = resources.files(__package__ or "sumber.analysis")
    return LearntJudge((folder / VERDICTS_FILE).read_bytes(), (folder / SUMS_FILE).read_bytes())
