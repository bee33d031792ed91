"""Sums by which two claims say the same or contradict each other: logistic regression, as the weights of `sums.json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression

from sumber.analysis.judging import ClaimPair
from sumber.analysis.sums import FEATURES, LearntSum, LearntSums, Sums, pair_features
from sumber.analysis.surroundings import Surroundings
from training.relations.pairs import ClaimRow

LEAST_SPREAD = 0.01
MOST_ROUNDS = 300
CHECKED = 500
LARGEST_DIFFERENCE = 0.01

Verdict = Literal["same", "conflict"]


class Restraint(NamedTuple):
    """How freely weights may grow (scikit-learn's C), and what a pair of a family counts for against one of two reports."""

    strength: float
    family_weight: float


RESTRAINTS: dict[Verdict, Restraint] = {"same": Restraint(0.01, 0.1), "conflict": Restraint(0.005, 0.03)}
"""Weights are held back: there are three hundred of them, and some five hundred pairs of either kind."""


class Learnt(NamedTuple):
    """A sum, and the log-odds of the first pairs as scikit-learn has them."""

    told: LearntSum
    odds: np.ndarray


def learn_sums(reports: Sequence[ClaimRow], families: Sequence[ClaimRow]) -> bytes:
    """The file of sums that learnt from these pairs, seen to judge as scikit-learn's do."""
    rows = [*reports, *families]
    features = pair_features([row.pair for row in rows])
    if reports:
        # A family's statements have no surroundings: they count as average ones, which speak neither way.
        around = slice(len(FEATURES) - len(Surroundings._fields), None)
        features[len(reports) :, around] = features[: len(reports), around].mean(0)
    is_family = np.arange(len(rows)) >= len(reports)
    same, conflict = (_learn(rows, features, is_family, verdict) for verdict in RESTRAINTS)
    data = msgspec.json.format(msgspec.json.encode(LearntSums(same.told, conflict.told)), indent=1)
    _check(data, [row.pair for row in rows[:CHECKED]], np.column_stack([same.odds, conflict.odds]))
    return data


def _learn(rows: Sequence[ClaimRow], features: np.ndarray, is_family: np.ndarray, verdict: Verdict) -> Learnt:
    restraint = RESTRAINTS[verdict]
    # That two claims conflict is labelled in every group; that they say the same is not.
    counts = np.array([row.is_sure or verdict == "conflict" for row in rows])
    weight = np.where(is_family, restraint.family_weight, 1.0) * counts
    middle = np.average(features, axis=0, weights=weight)
    spread = np.sqrt(np.average((features - middle) ** 2, axis=0, weights=weight)) + LEAST_SPREAD
    scaled = (features - middle) / spread
    wanted = np.array([row.label == verdict for row in rows])
    model = LogisticRegression(C=restraint.strength, max_iter=MOST_ROUNDS)
    model.fit(scaled[counts], wanted[counts], sample_weight=weight[counts])
    weights = model.coef_[0] / spread
    told = LearntSum(
        weights={name: round(float(each), 5) for name, each in zip(FEATURES, weights, strict=True)},
        bias=round(float(model.intercept_[0] - (weights * middle).sum()), 5),
    )
    return Learnt(told, model.decision_function(scaled[:CHECKED]))


def _check(data: bytes, pairs: Sequence[ClaimPair], odds: np.ndarray) -> None:
    difference = float(np.abs(Sums(data).odds(pairs) - odds).max())
    if difference > LARGEST_DIFFERENCE:
        raise SystemExit(f"the written sums judge otherwise than the learnt ones, by {difference:.5f} in log-odds")
