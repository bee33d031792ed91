"""Dates as numbers of days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.analysis.days import date_of, day_bounds

CASES = {
    "2025-02-09": ("2025-02-09", "2025-02-09"),
    "2025-02": ("2025-02-01", "2025-02-28"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2025": ("2025-01-01", "2025-12-31"),
    "2025-02-01/2025-02-07": ("2025-02-01", "2025-02-07"),
    "2025-01/2025-03": ("2025-01-01", "2025-03-31"),
    "2024/2025": ("2024-01-01", "2025-12-31"),
    "2025-02-09T21:30:00+07:00": ("2025-02-09", "2025-02-09"),
}


@pytest.mark.parametrize(("value", "bounds"), CASES.items())
def test_first_and_last_day(value: str, bounds: tuple[str, str]) -> None:
    found = day_bounds(value)
    assert found is not None
    assert (date_of(found[0]), date_of(found[1])) == bounds


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "unknown",
        "2025-13",
        "2025-02-30",
        "0000",
        "2025-21",
        "../2025-02-09",
        "2025-02-09/..",
        "2025-03/2025-01",
    ],
)
def test_what_names_no_days_has_none(value: str | None) -> None:
    assert day_bounds(value) is None


@given(st.dates())
def test_day_is_written_as_it_was_read(day: date) -> None:
    assert day_bounds(day.isoformat()) == (day.toordinal(), day.toordinal())
    assert date_of(day.toordinal()) == day.isoformat()


@given(
    st.one_of(st.text(max_size=24), st.from_regex(r"\d{4}(-\d\d)?(-\d\d)?(/\d{4}(-\d\d)?(-\d\d)?)?", fullmatch=True))
)
def test_any_text_has_bounds_in_order_or_none(value: str) -> None:
    bounds = day_bounds(value)
    assert bounds is None or bounds[0] <= bounds[1]
