"""Gradient-boosted trees over what two claims share, as the plain arrays of `verdicts.npz`."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from sumber.analysis.pairing import Comparison
from sumber.analysis.trees import Trees
from training.relations.families import Label
from training.relations.pairs import ClaimRow

LABELS: tuple[Label, ...] = ("same", "conflict", "neither")
"""The order of the trees' columns."""
FAMILY_WEIGHT = 0.1
"""What a pair of a family counts for against a pair of two reports: families are many and all of one kind."""
LEAF = -1
LARGEST_DIFFERENCE = 1e-4


class Shape(NamedTuple):
    """How many trees, how deep, and how fast they learn."""

    trees: int = 120
    depth: int = 5
    rate: float = 0.06
    smallest_leaf: int = 20


def grow_trees(reports: Sequence[ClaimRow], families: Sequence[ClaimRow], shape: Shape = Shape()) -> bytes:  # noqa: B008  # a tuple cannot change
    """The file of trees that learnt from these pairs, seen to judge as scikit-learn's do."""
    rows = [*(row for row in reports if row.is_sure), *families]
    features = np.array([row.pair.comparison for row in rows], np.float32)
    wanted = np.array([LABELS.index(row.label) for row in rows])
    weights = np.ones(len(rows))
    weights[len(rows) - len(families) :] = FAMILY_WEIGHT
    model = HistGradientBoostingClassifier(
        max_iter=shape.trees,
        max_depth=shape.depth,
        learning_rate=shape.rate,
        min_samples_leaf=shape.smallest_leaf,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=0,
    ).fit(features, wanted, sample_weight=weights)
    data = _pack(model)
    _check(data, model, features)
    return data


def _pack(model: HistGradientBoostingClassifier) -> bytes:
    """All trees' nodes in one row of arrays; scikit-learn has no public way to them."""
    nodes, roots, size = [], [], 0
    for round_ in model._predictors:  # noqa: SLF001  # as above
        for tree in round_:
            table = tree.nodes.copy()
            table["left"] += size
            table["right"] += size
            roots.append(size)
            nodes.append(table)
            size += len(table)
    table = np.concatenate(nodes)
    leaf = table["is_leaf"].astype(bool)
    out = io.BytesIO()
    np.savez_compressed(
        out,
        feature=np.where(leaf, LEAF, table["feature_idx"]).astype(np.int8),
        threshold=np.where(leaf, np.float32(0), round_down(table["num_threshold"])),
        left=np.where(leaf, 0, table["left"]).astype(np.int32),
        right=np.where(leaf, 0, table["right"]).astype(np.int32),
        value=table["value"].astype(np.float32),
        roots=np.array(roots, np.int32).reshape(-1, len(LABELS)),
        baseline=np.asarray(model._baseline_prediction, np.float32).ravel(),  # noqa: SLF001  # as above
        fields=np.array(Comparison._fields),
    )
    return out.getvalue()


def round_down(thresholds: np.ndarray) -> np.ndarray:
    """The largest 32-bit floats that are no larger: what is asked of a 32-bit feature gets the same answer."""
    rounded = thresholds.astype(np.float32)
    return np.where(rounded > thresholds, np.nextafter(rounded, np.float32(-np.inf)), rounded)


def _check(data: bytes, model: HistGradientBoostingClassifier, features: np.ndarray) -> None:
    told = Trees(data).odds(features[:500])
    shares = np.clip(model.predict_proba(features[:500]), 1e-6, 1 - 1e-6)
    odds = np.log(shares / (1 - shares))
    difference = float(np.abs(odds - told).max())
    if difference > LARGEST_DIFFERENCE * max(1.0, float(np.abs(odds).max())):
        raise SystemExit(f"the written trees judge otherwise than the learnt ones, by {difference:.5f} in log-odds")
