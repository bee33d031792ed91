"""What two claims are to each other by learnt sums over what they share and what stands around them (`sums.json`).

What a shared name or a likeness says hangs on the kind of the two claims: a denial is like what it denies, two figures for
one thing are still more alike. So every weight has a correction for each kind. `python -m training.relations` learns them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from sumber.analysis.judging import ClaimPair
from sumber.analysis.pairing import Comparison
from sumber.analysis.surroundings import Surroundings
from sumber.errors import DataError

SUMS_FILE: Final = "sums.json"
KINDS: Final = ("one_denies", "numbers_differ", "within", "one_negated", "days_differ", "same_language")
"""What two claims are, by fields of `Comparison`; each kind has weights of its own."""
FEATURES: Final = (
    *Comparison._fields,
    *(f"{name} where {kind}" for kind in KINDS for name in Comparison._fields),
    *Surroundings._fields,
)
"""The names of the features, in their order."""


class LearntSum(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A weight by feature, and what is added to the sum."""

    weights: dict[str, float]
    bias: float


class LearntSums(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is kept in `sums.json`: whether two claims say the same, and whether they cannot both be true."""

    same: LearntSum
    conflict: LearntSum


class Sums:
    """The two sums, as log-odds."""

    def __init__(self, data: bytes) -> None:
        told = msgspec.json.decode(data, type=LearntSums)
        if any(tuple(each.weights) != FEATURES for each in (told.same, told.conflict)):
            raise DataError("S701", f"analysis/{SUMS_FILE} was learnt for other features than this program compares")
        self._weights = np.array([list(each.weights.values()) for each in (told.same, told.conflict)])
        self._biases = np.array([told.same.bias, told.conflict.bias])

    def odds(self, pairs: Sequence[ClaimPair]) -> NDArray[np.float64]:
        """Log-odds of "the same" and of "a conflict" for each pair, a row a pair."""
        # No product of matrices: that adds in another order for every number of rows, and the last digit would differ.
        return (pair_features(pairs)[:, None, :] * self._weights).sum(2) + self._biases  # type: ignore[no-any-return]  # as above


def pair_features(pairs: Sequence[ClaimPair]) -> NDArray[np.float64]:
    """The features of each pair, a row a pair, in the order of `FEATURES`."""
    shared = np.array([pair.comparison for pair in pairs], float).reshape(len(pairs), len(Comparison._fields))
    kinds = [shared[:, Comparison._fields.index(kind), None] for kind in KINDS]
    around = np.array([pair.surroundings for pair in pairs], float).reshape(len(pairs), len(Surroundings._fields))
    return np.hstack([shared, *(shared * kind for kind in kinds), around])
