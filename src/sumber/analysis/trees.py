"""Whether two claims say the same: many small learnt trees over what they share (`verdicts.npz`).

A tree asks one thing after another ("is the likeness above 0.41?", "does one of them deny?") and adds a little for or
against "the same", "a conflict" or neither. `python -m training.relations` learns them from the labelled groups of reports
and the families of statements.
"""

from __future__ import annotations

import io
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sumber.analysis.pairing import Comparison
from sumber.errors import DataError

VERDICTS_FILE: Final = "verdicts.npz"
_LEAF: Final = -1
_ROWS_AT_ONCE: Final = 64


class Trees:
    """Trees as plain arrays, walked all at once."""

    def __init__(self, data: bytes) -> None:
        with np.load(io.BytesIO(data)) as trees:
            feature, nodes = trees["feature"].astype(np.int64), np.arange(len(trees["feature"]))
            self._asked, self._threshold = np.maximum(feature, 0), trees["threshold"]
            # From a leaf both ways lead back to it, so that all trees can be walked equally far.
            left = np.where(feature == _LEAF, nodes, trees["left"])
            right = np.where(feature == _LEAF, nodes, trees["right"])
            self._next = np.stack((right, left), 1).ravel().astype(np.intp)
            self._roots, self._baseline, self._value = trees["roots"], trees["baseline"], trees["value"]
            self._depth = _depth_of(self._roots, left, right)
            if tuple(trees["fields"]) != Comparison._fields:
                raise DataError(
                    "S701", f"analysis/{VERDICTS_FILE} was learnt for other features than this program compares"
                )

    def odds(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Log-odds of "the same", "a conflict" and neither, a column each; every one against the two others."""
        scores = self.score(rows)
        shares = np.exp(scores - scores.max(1, keepdims=True))
        shares = np.clip(shares / shares.sum(1, keepdims=True), 1e-6, 1 - 1e-6)
        return np.log(shares / (1 - shares))  # type: ignore[no-any-return]  # numpy's log of an array is one

    def score(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The sums of all trees' leaves, one column a verdict."""
        out = np.tile(self._baseline.astype(np.float64), (len(rows), 1))
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            some = slice(start, start + _ROWS_AT_ONCE)
            # Tree after tree, as they were learnt: in another order the last digit of a sum would differ.
            for values in self._reach_leaves(rows[some]):
                out[some] += values
        return out

    def _reach_leaves(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The leaves' values, by tree, then row, then verdict."""
        at = np.repeat(self._roots.reshape(-1, 1).astype(np.intp), len(rows), axis=1)
        cells, firsts = rows.ravel(), np.arange(len(rows)) * rows.shape[1]
        for _ in range(self._depth):
            goes_left = cells.take(self._asked.take(at) + firsts) <= self._threshold.take(at)
            at = self._next.take(2 * at + goes_left)
        leaves: NDArray[np.float64] = self._value.take(at).reshape(*self._roots.shape, len(rows)).swapaxes(1, 2)
        return leaves


def _depth_of(roots: NDArray[np.int64], left: NDArray[np.int64], right: NDArray[np.int64]) -> int:
    """How many questions the deepest tree asks."""
    depth, level = 0, np.unique(roots)
    while True:
        below = np.setdiff1d(np.concatenate((left[level], right[level])), level)
        if not len(below):
            return depth
        depth, level = depth + 1, below
