"""Days that a question gives."""

from __future__ import annotations

import pytest

from sumber.asking.days import first_day, last_day

DAYS = [
    ("2024-08-01", "2024-08-01", "2024-08-01"),
    (" 2024-08-01 ", "2024-08-01", "2024-08-01"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2023", "2023-01-01", "2023-12-31"),
]
NO_DAYS = [
    "",
    "soon",
    "2024-13",
    "2024-00",
    "2024-02-30",
    "20240801",
    "2024-8-1",
    "٢٠٢٤",
    "2024-08-01T00:00",
    "2024-W05-1",
]


@pytest.mark.parametrize(("words", "first", "last"), DAYS)
def test_a_month_or_a_year_stands_for_its_first_or_last_day(words: str, first: str, last: str) -> None:
    assert (first_day(words), last_day(words)) == (first, last)


@pytest.mark.parametrize("words", NO_DAYS)
@pytest.mark.parametrize("read", [first_day, last_day])
def test_what_is_no_day_is_refused_with_what_was_given(words: str, read: object) -> None:
    with pytest.raises(ValueError, match="expected one such as 2024-08-01") as refusal:
        read(words)  # type: ignore[operator]  # either of two functions
    assert repr(words) in str(refusal.value)
