"""Which of two reports repeats the other, seen from one of them."""

from __future__ import annotations

import pytest

from sumber.model import Direction
from sumber.workbench.views.relatives import Repeats, tell_repeating

CASES: list[tuple[Direction | None, bool, Repeats]] = [
    ("forth", True, "other"),
    ("forth", False, "this"),
    ("back", True, "this"),
    ("back", False, "other"),
    ("unknown", True, "unknown"),
    (None, False, "unknown"),
]


@pytest.mark.parametrize(("direction", "is_first", "repeats"), CASES)
def test_the_one_that_was_made_from_the_other_is_told(
    direction: Direction | None, is_first: bool, repeats: Repeats
) -> None:
    assert tell_repeating(direction, is_first=is_first) == repeats
