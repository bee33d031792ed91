"""The learnt judge of claims: many small trees over what two claims share (`verdicts.npz`).

A tree asks one thing after another ("is the likeness above 0.41?", "does one of them deny?") and adds a little for or
against "the same", "a conflict" or neither. `python -m training.relations` learns them from the labelled groups of reports
and the families of statements.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sumber.analysis.judging import ClaimPair, ClaimVerdict
from sumber.analysis.pairing import Comparison
from sumber.errors import DataError

VERDICTS_FILE: Final = "verdicts.npz"
_LEAF: Final = -1


class LearntJudge:
    """Judges pairs of claims by learnt trees."""

    def __init__(self, data: bytes) -> None:
        import io

        self._version = hashlib.sha256(data).hexdigest()[:8]
        with np.load(io.BytesIO(data)) as trees:
            self._feature, self._threshold = trees["feature"].astype(np.int64), trees["threshold"]
            self._left, self._right, self._value = trees["left"], trees["right"], trees["value"]
            self._roots, self._baseline = trees["roots"], trees["baseline"]
            if tuple(trees["fields"]) != Comparison._fields:
                raise DataError(
                    "S701", f"analysis/{VERDICTS_FILE} was learnt for other features than this program compares"
                )

    @property
    def version(self) -> str:
        """The beginning of the trees' digest."""
        return self._version

    def judge(self, pairs: Sequence[ClaimPair]) -> list[ClaimVerdict]:
        """Log-odds of "the same" and of "a conflict" for each pair."""
        if not pairs:
            return []
        scores = self._score(np.array([pair.comparison for pair in pairs], np.float32))
        shares = np.exp(scores - scores.max(1, keepdims=True))
        shares = np.clip(shares / shares.sum(1, keepdims=True), 1e-6, 1 - 1e-6)
        odds = np.log(shares / (1 - shares))
        return [ClaimVerdict(same=float(same), conflict=float(conflict)) for same, conflict, _ in odds]

    def _score(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The sums of all trees' leaves, one column a verdict."""
        out = np.tile(self._baseline.astype(np.float64), (len(rows), 1))
        numbers = np.arange(len(rows))
        for kinds in self._roots:
            for column, root in enumerate(kinds):
                at = np.full(len(rows), root)
                while (inner := self._feature[at] != _LEAF).any():
                    goes_left = rows[numbers, np.maximum(self._feature[at], 0)] <= self._threshold[at]
                    at = np.where(inner, np.where(goes_left, self._left[at], self._right[at]), at)
                out[:, column] += self._value[at]
        return out


@cache
def get_judge() -> LearntJudge:
    """The judge that comes with the package."""
    return LearntJudge((resources.files(__package__ or "sumber.analysis") / VERDICTS_FILE).read_bytes())
