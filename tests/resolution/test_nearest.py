"""Of several dates the one meant: by side, by tense, by distance."""

from __future__ import annotations

from datetime import date

import pytest

from sumber.model.dates import Lean
from sumber.resolution.calendar import day_of, month_of
from sumber.resolution.nearest import nearest

FRIDAY = date(2025, 8, 15)


@pytest.mark.parametrize(
    ("lean", "side", "month"),
    [
        (None, None, 9),
        ("past", None, 7),
        ("future", None, 9),
        ("future", -1, 7),
        ("past", 1, 9),
        (None, 0, 9),
    ],
)
def test_the_month_meant(lean: Lean | None, side: int | None, month: int) -> None:
    months = [month_of(2025, 7), month_of(2025, 9)]
    assert nearest(months, date(2025, 8, 25), lean, side) == month_of(2025, month)


def test_a_stretch_that_holds_the_day_is_meant_whatever_the_tense() -> None:
    assert nearest([month_of(2024, 8), month_of(2025, 8)], FRIDAY, "past", None) == month_of(2025, 8)


def test_none_is_left_where_all_lie_on_the_other_side() -> None:
    with pytest.raises(ValueError, match="empty"):
        nearest([day_of(date(2025, 8, 20))], FRIDAY, None, -1)
