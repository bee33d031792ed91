"""Learnt weights: a sum whose parts can be named."""

from __future__ import annotations

import pytest

from sumber.analysis.document_pairs import DocumentComparison
from sumber.analysis.weighing import Weighing, get_weighing

WEIGHING = Weighing(
    weights={"names": 2.0, "days": -1.0, "numbers": 0.5, "words": 0.4, "order": 3.0}, bias=-1.0, threshold=0.0
)


def test_sum() -> None:
    features = {"names": 0.5, "days": 1.0, "numbers": 0.0, "words": 1.0, "order": 0.0}
    assert WEIGHING.score(features) == pytest.approx(-0.6)


@pytest.mark.parametrize(
    ("features", "named"),
    [
        ({"names": 1, "days": 1, "numbers": 1, "words": 1, "order": 1}, ("order", "names", "numbers")),
        ({"names": 0.1, "days": 0, "numbers": 1, "words": 0, "order": 0}, ("numbers", "names")),
        ({"names": 0, "days": 1, "numbers": 0, "words": 0, "order": 0}, ()),
    ],
)
def test_strongest_parts_speak_for_it(features: dict[str, float], named: tuple[str, ...]) -> None:
    assert WEIGHING.strongest(features) == named


@pytest.mark.parametrize("question", ["story", "copy"])
def test_shipped_weights_are_of_what_is_compared(question: str) -> None:
    assert tuple(get_weighing(question).weights) == DocumentComparison._fields
