"""What is worked out all at once comes out, to the last digit, as the plain way one after another."""

from __future__ import annotations

from importlib import resources
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.analysis.pairing import Comparison, Likeness
from sumber.analysis.propositions import ClaimKey, PairKey, gather
from sumber.analysis.trees import VERDICTS_FILE, Trees
from tests.analysis.making import claim

SEEDS = st.integers(0, 2**32 - 1)
_JOINED, _NOT_LOOKED_AT = -3.0, -4.0


@given(SEEDS, st.integers(1, 130))
@settings(max_examples=10, deadline=None)
def test_trees_walked_at_once_add_up_as_one_after_another(seed: int, rows: int) -> None:
    trees = Trees((resources.files("sumber.analysis") / VERDICTS_FILE).read_bytes())
    asked = np.random.default_rng(seed).random((rows, len(Comparison._fields)), np.float32).round(1)
    assert (trees.score(asked) == _score_plainly(asked)).all()


def _score_plainly(rows: np.ndarray) -> np.ndarray:
    with (resources.files("sumber.analysis") / VERDICTS_FILE).open("rb") as file, np.load(file) as trees:
        parts = {name: trees[name] for name in ("feature", "threshold", "left", "right", "value", "roots", "baseline")}
    out = np.tile(parts["baseline"].astype(np.float64), (len(rows), 1))
    for kinds in parts["roots"]:
        for column, root in enumerate(kinds):
            for number, row in enumerate(rows):
                at = root
                while parts["feature"][at] != -1:
                    is_left = row[parts["feature"][at]] <= parts["threshold"][at]
                    at = parts["left" if is_left else "right"][at]
                out[number, column] += parts["value"][at]
    return out


@given(SEEDS, st.integers(1, 9), st.integers(1, 9))
@settings(max_examples=30, deadline=None)
def test_how_a_likeness_stands_is_told_as_of_one_pair(seed: int, ones: int, others: int) -> None:
    random = np.random.default_rng(seed)
    vectors = random.integers(-2, 3, (ones + others, 256)).astype(np.int8)
    claims = [claim(vector=vector.tobytes()) for vector in vectors]
    alike = Likeness(claims[:ones], claims[ones:])
    for matrix, standing in ((alike.strict, alike.strict_standing), (alike.matter, alike.matter_standing)):
        for row in range(ones):
            for column in range(others):
                told = tuple(part[row][column] for part in standing)
                assert told == _stand_plainly(matrix, row, column)


def _stand_plainly(matrix: np.ndarray, row: int, column: int) -> tuple[float, float, float]:
    value, own, back = matrix[row, column], matrix[row], matrix[:, column]
    nearest = (float(value >= own.max()) + float(value >= back.max())) / 2
    above = float(value - (own.mean() + back.mean()) / 2)
    return nearest, above, float((own > value).mean() + (back > value).mean()) / 2


# Quarters add up exactly, in whatever order.
ODDS = st.integers(-16, 24).map(lambda quarters: quarters / 4)


@st.composite
def relations(draw: st.DrawFn) -> tuple[list[ClaimKey], dict[PairKey, float]]:
    """Some claims, and how surely some of each two say the same."""
    claims = [(f"d{number // 3}", number % 3) for number in range(draw(st.integers(1, 9)))]
    pairs = draw(st.lists(st.sampled_from(list(combinations(claims, 2))), unique=True)) if len(claims) > 1 else []
    return claims, {pair: draw(ODDS) for pair in pairs}


@given(relations())
@settings(deadline=None)
def test_clusters_join_in_the_order_of_their_likeness(told: tuple[list[ClaimKey], dict[PairKey, float]]) -> None:
    claims, same = told
    clusters: list[tuple[ClaimKey, ...]] = [(claim,) for claim in claims]
    while joins := [
        (average, -a, -b)
        for a, b in combinations(range(len(clusters)), 2)
        if (average := _average(clusters[a], clusters[b], same)) >= _JOINED
    ]:
        _, a, b = max(joins)
        clusters[-a] += clusters.pop(-b)
    assert {frozenset(each) for each in gather(claims, same)} == {frozenset(each) for each in clusters}


def _average(one: tuple[ClaimKey, ...], other: tuple[ClaimKey, ...], same: dict[PairKey, float]) -> float:
    odds = [max(-4.0, min(4.0, same.get((min(a, b), max(a, b)), _NOT_LOOKED_AT))) for a in one for b in other]
    return sum(odds) / len(odds)
