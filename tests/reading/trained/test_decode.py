"""The best lawful row of tags."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sumber.reading.trained.decode import best_tags, find_tagged, log_softmax


def _is_lawful(row: tuple[int, ...]) -> bool:
    before = (0, *row)
    return all(tag == 0 or tag % 2 == 1 or before[i] in {tag, tag - 1} for i, tag in enumerate(row))


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(st.floats(-4, 4, width=32), min_size=5, max_size=5), min_size=n, max_size=n)
    )
)
def test_best_tags_are_the_best_of_all_lawful_rows(rows: list[list[float]]) -> None:
    scores = np.asarray(rows, np.float32)
    logs = log_softmax(scores)
    places = np.arange(len(rows))
    lawful = [row for row in product(range(5), repeat=len(rows)) if _is_lawful(row)]
    best = max(float(logs[places, list(row)].sum()) for row in lawful)
    found = best_tags(scores)
    assert _is_lawful(tuple(found.tolist()))
    assert abs(float(logs[places, found].sum()) - best) < 1e-4


def test_neighbouring_stretches_are_told_apart() -> None:
    scores = np.full((5, 3), -5.0, np.float32)
    scores[[0, 1, 2, 3, 4], [1, 2, 1, 2, 0]] = 5.0
    assert [(tag.first, tag.last) for tag in find_tagged(scores)] == [(0, 2), (2, 4)]


def test_nothing_in_nothing() -> None:
    assert find_tagged(np.zeros((0, 3), np.float32)) == []


def test_a_reluctant_reader_goes_on_rather_than_begin_anew() -> None:
    scores = np.log(np.array([[0.1, 0.8, 0.1], [0.2, 0.5, 0.3], [0.3, 0.1, 0.6]], np.float32))
    assert [(tag.first, tag.last) for tag in find_tagged(scores)] == [(0, 1), (1, 3)]
    assert [(tag.first, tag.last) for tag in find_tagged(scores, 1.0)] == [(0, 3)]
