"""The size of the largest set of things that are all apart, against trying every set."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.analysis.counting import largest_apart

PAIRS = list(combinations(range(9), 2))


def _largest(things: set[int], apart: set[frozenset[int]]) -> int:
    return max(
        size
        for size in range(len(things) + 1)
        for chosen in combinations(sorted(things), size)
        if all(frozenset(pair) in apart for pair in combinations(chosen, 2))
    )


@given(st.integers(0, 9), st.sets(st.sampled_from(PAIRS)))
def test_is_the_largest(count: int, pairs: set[tuple[int, int]]) -> None:
    apart = {frozenset(pair) for pair in pairs if max(pair) < count}
    assert largest_apart(set(range(count)), apart) == _largest(set(range(count)), apart)


@pytest.mark.parametrize("count", [0, 1, 40, 200])
def test_many_that_are_all_apart_or_none(count: int) -> None:
    things = set(range(count))
    assert largest_apart(things, {frozenset(pair) for pair in combinations(things, 2)}) == count
    assert largest_apart(things, set()) == min(1, count)


def test_many_of_which_each_is_not_apart_from_one() -> None:
    apart = {frozenset(pair) for pair in combinations(range(60), 2) if pair[0] // 2 != pair[1] // 2}
    assert largest_apart(set(range(60)), apart) == 30
