"""Weights by which two reports are one story, or one a copy of the other: logistic regression over what they share."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression

from evaluation.relation_labels import LabelledPair
from sumber.analysis.document_pairs import DocumentComparison, compare_documents
from sumber.analysis.profiles import DocumentProfile
from sumber.analysis.weighing import Weighing
from training.relations.reports import WAYS, Labels, Way

Question = Literal["story", "copy"]
QUESTIONS: tuple[Question, ...] = ("story", "copy")

STRENGTHS = (0.1, 0.3, 1.0)
"""How freely weights may grow (scikit-learn's C); the best of them is taken."""
THRESHOLDS = tuple(round(float(each), 1) for each in np.arange(-4.0, 1.0, 0.1))
UNLABELLED_SHARE = 6
"""Of the pairs of reports that no label ties every sixth is a pair of two stories."""
UNLABELLED_GROUPS = 8
MOST_ROUNDS = 3000


class DocumentRow(NamedTuple):
    """Two reports, what they share, what they are by their labels, and the group with which they are left out."""

    way: Way
    pair: tuple[str, str]
    comparison: DocumentComparison
    label: LabelledPair | None
    group: str

    def holds(self, question: Question) -> bool:
        """Whether the answer is yes."""
        if self.label is None:
            return False
        return self.label.same_story if question == "story" else self.label.copy != "none"


class Learnt(NamedTuple):
    """One question's weights, how well they answer where a group was left out, and the log-odds they then gave."""

    weighing: Weighing
    scores: dict[Way, float]
    """F1 at the weighing's threshold."""
    odds: dict[tuple[Way, str, str], float]


def iter_document_rows(profiles: Mapping[str, DocumentProfile], way: Way, labels: Labels) -> Iterator[DocumentRow]:
    """Every labelled pair of these reports, and some of the others."""
    for a, b in combinations(sorted(profiles), 2):
        label = labels.pairs.get((a, b))
        if label or zlib.crc32((a + b).encode()) % UNLABELLED_SHARE == 0:
            group = labels.groups[a] if label else f"unlabelled {zlib.crc32(a.encode()) % UNLABELLED_GROUPS}"
            yield DocumentRow(way, (a, b), compare_documents(profiles[a], profiles[b]), label, group)


def learn_weights(rows: Sequence[DocumentRow], question: Question) -> Learnt:
    """The weights learnt from all rows; strength and threshold are those that answer best where a group is left out."""
    features = np.array([row.comparison for row in rows])
    wanted = np.array([row.holds(question) for row in rows])
    tried = []
    for strength in STRENGTHS:
        odds = _leave_groups_out(features, wanted, [row.group for row in rows], strength)
        for threshold in THRESHOLDS:
            scores = {way: _f1(wanted, odds >= threshold, [row.way == way for row in rows]) for way in WAYS}
            tried.append((sum(scores.values()), -strength, threshold, scores, odds))
    _, negative, threshold, scores, odds = max(tried, key=lambda each: each[:3])
    model = _fit(features, wanted, -negative)
    weights = zip(DocumentComparison._fields, model.coef_[0], strict=True)
    weighing = Weighing(
        weights={name: round(float(weight), 4) for name, weight in weights},
        bias=round(float(model.intercept_[0]), 4),
        threshold=threshold,
    )
    return Learnt(weighing, scores, {(row.way, *row.pair): float(x) for row, x in zip(rows, odds, strict=True)})


def _leave_groups_out(features: np.ndarray, wanted: np.ndarray, groups: Sequence[str], strength: float) -> np.ndarray:
    """Log-odds of each row by weights learnt from the rows of all other groups."""
    names = np.array(groups)
    odds = np.zeros(len(names))
    for group in sorted(set(groups)):
        left_out = names == group
        if len(set(wanted[~left_out])) > 1:  # yes and no: of one alone nothing can be learnt
            model = _fit(features[~left_out], wanted[~left_out], strength)
            odds[left_out] = model.decision_function(features[left_out])
    return odds


def _fit(features: np.ndarray, wanted: np.ndarray, strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=MOST_ROUNDS).fit(features, wanted)


def _f1(wanted: np.ndarray, found: np.ndarray, chosen: Sequence[bool]) -> float:
    some = np.array(chosen)
    right, total = int((wanted & found & some).sum()), int(wanted[some].sum() + found[some].sum())
    return 2 * right / total if total else 0.0


def encode_weights(learnt: Mapping[Question, Learnt]) -> bytes:
    """The file `weights.json`."""
    return msgspec.json.format(msgspec.json.encode({name: each.weighing for name, each in learnt.items()}), indent=1)
