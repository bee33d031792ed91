"""The peer of the analysis: all pairs of reports by the cosines of their claims' vectors, and nothing else.

Two reports are as alike as the claims of the shorter one are, on average, to their nearest in the other. The threshold is
the best there can be: chosen on the planted pairs themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sumber.analysis.pairing import VECTOR_NUMBERS

_AT_ONCE: Final = 64


class Found(NamedTuple):
    """How well a threshold tells planted pairs from others."""

    recall: float
    precision: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.recall * self.precision / max(1e-9, self.recall + self.precision)


def score_pairs(vectors: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """How alike each two reports are, by the vectors of what their claims say (a row a claim)."""
    sizes = np.array([len(each) for each in vectors])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    every = np.concatenate(vectors)
    forth = np.zeros((len(vectors), len(vectors)), np.float32)
    for first in range(0, len(vectors), _AT_ONCE):
        last = min(len(vectors), first + _AT_ONCE)
        own = every[starts[first] : starts[last - 1] + sizes[last - 1]]
        nearest = np.maximum.reduceat(own @ every.T, starts, axis=1)
        forth[first:last] = np.add.reduceat(nearest, starts[first:last] - starts[first], axis=0)
    forth /= sizes[:, None]
    return np.where(sizes[:, None] <= sizes[None, :], forth, forth.T)


def unpack(packed: Sequence[bytes]) -> NDArray[np.float32]:
    """The vectors of what claims say, of length 1; one of 0 where there is no claim."""
    if not packed:
        return np.zeros((1, VECTOR_NUMBERS), np.float32)
    rows = np.frombuffer(b"".join(packed), np.int8).astype(np.float32).reshape(-1, 2, VECTOR_NUMBERS)[:, 0]
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def best_of_all(scores: NDArray[np.float32], planted: NDArray[np.bool_]) -> Found:
    """What the best threshold finds, of pairs each counted once."""
    upper = np.triu_indices(len(scores), 1)
    order = np.argsort(-scores[upper], kind="stable")
    right = np.cumsum(planted[upper][order])
    recall, precision = right / max(1, right[-1]), right / np.arange(1, len(right) + 1)
    at = int(np.argmax(recall * precision / np.maximum(1e-9, recall + precision)))
    return Found(float(recall[at]), float(precision[at]))
