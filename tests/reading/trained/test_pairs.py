"""How a claim and a mention stand to each other, as the model is told."""

from __future__ import annotations

import numpy as np
import pytest

from sumber.reading.trained.pairs import FEATURE_SIZES, gather_mentions, read_pair_features
from sumber.reading.trained.windows import Layout

SIDE, INSIDE, OFTEN = 0, 8, 9
CLAIM = np.asarray([[4, 10]])
"""A claim over the pieces 4 to 9 of a window of 16."""


def _features(spans: list[tuple[int, int]], words: list[str]) -> np.ndarray:
    count = 16
    layout = Layout(np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, np.int64))
    mentions = gather_mentions(np.asarray(spans), [0] * len(spans), words, [False] * len(spans))
    found: np.ndarray = read_pair_features(CLAIM, mentions, layout)[0]
    return found


@pytest.mark.parametrize(
    ("span", "side", "inside"),
    [((0, 2), 1, 0), ((4, 5), 0, 1), ((12, 13), 2, 0), ((3, 5), 0, 0)],
    ids=["before", "inside", "after", "across the edge"],
)
def test_where_a_mention_stands(span: tuple[int, int], side: int, inside: int) -> None:
    features = _features([span], ["Fiji"])
    assert features[0, SIDE] == side
    assert features[0, INSIDE] == inside


def test_mentions_inside_a_claim_are_counted_up_to_three() -> None:
    spans = [(0, 1), (4, 5), (5, 6), (7, 8), (8, 9), (12, 13)]
    assert _features(spans, list("abcdef"))[:, INSIDE].tolist() == [0, 1, 2, 3, 3, 0]


def test_the_same_words_are_counted_without_regard_to_case() -> None:
    words = ["Fiji", "FIJI", "Tonga", "fiji"]
    assert _features([(i, i + 1) for i in range(4)], words)[:, OFTEN].tolist() == [2, 2, 0, 2]


def test_every_value_has_a_place_in_its_table() -> None:
    spans = [(i, i + 1) for i in range(16)]
    features = _features(spans, ["one"] * 16)
    assert (features >= 0).all()
    assert (features.max(0) < np.asarray(FEATURE_SIZES)).all()
