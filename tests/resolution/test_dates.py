"""Date phrases and their values, in both languages."""

from __future__ import annotations

import pytest

from sumber.languages import find_language
from sumber.reading.dates import find_dates
from sumber.resolution.dates import resolve_dates

CASES = [
    ("id", "Kapal itu tiba pada Minggu (9/2/2025).", "2025-02-10", [("Minggu (9/2/2025)", "2025-02-09")]),
    ("id", "Kapal itu tiba Kamis (14/8).", "2025-08-15", [("Kamis (14/8)", "2025-08-14")]),
    ("id", "Kapal itu tiba kemarin.", "2025-08-15", [("kemarin", "2025-08-14")]),
    ("id", "Kapal itu tiba dua hari lalu.", "2025-08-15", [("dua hari lalu", "2025-08-13")]),
    ("id", "Kapal itu tiba pekan lalu.", "2025-08-15", [("pekan lalu", "2025-08-04/2025-08-10")]),
    ("id", "Kapal itu akan tiba awal Maret.", "2025-01-15", [("awal Maret", "2025-03")]),
    (
        "id",
        "Itu terjadi dalam beberapa hari terakhir.",
        "2025-02-10",
        [("dalam beberapa hari terakhir", "2025-02-07/2025-02-10")],
    ),
    ("id", "Perjanjian itu diteken pada Agustus 2024.", "2025-02-10", [("Agustus 2024", "2024-08")]),
    ("id", "Kontrak berlaku hingga kuartal pertama 2026.", "2025-02-10", [("kuartal pertama 2026", "2026-01/2026-03")]),
    ("id", "Ia berusia 46 tahun dan membayar Rp1.000,50 untuk 2.000 butir.", "2025-02-10", []),
    ("en", "The ship arrived on February 9, 2025.", "2025-02-10", [("February 9, 2025", "2025-02-09")]),
    ("en", "The ship arrived on Tuesday.", "2025-06-04", [("Tuesday", "2025-06-03")]),
    ("en", "The ship arrived last week.", "2025-06-04", [("last week", "2025-05-26/2025-06-01")]),
    ("en", "The ship arrived two days ago.", "2025-06-04", [("two days ago", "2025-06-02")]),
    ("en", "It was built in the 1990s.", "2025-06-04", [("the 1990s", "1990/1999")]),
    ("en", "It will sail between April 14 and 25.", "2025-03-04", [("April 14 and 25", "2025-04-14/2025-04-25")]),
    ("en", "It may sail; the may be no month.", "2025-03-04", []),
    ("en", "The 46-year-old paid 2,000 dollars for 30 rifles.", "2025-03-04", []),
]


@pytest.mark.parametrize(("code", "text", "published", "expected"), CASES)
def test_dates_of_case(code: str, text: str, published: str, expected: list[tuple[str, str]]) -> None:
    language = find_language(code)
    assert language is not None
    values = resolve_dates(find_dates(text, language), published)
    assert [(value.text, value.value) for value in values] == expected


def test_relative_date_without_publication_date_stays_undetermined() -> None:
    language = find_language("en")
    assert language is not None
    (value,) = resolve_dates(find_dates("It sank yesterday.", language), None)
    assert value.value is None
    assert value.anchor == "publication"


@pytest.mark.parametrize(
    ("text", "agrees"), [("Monday, February 10, 2025", True), ("Sunday, February 10, 2025", False)]
)
def test_weekday_is_checked_and_never_corrected(text: str, agrees: bool) -> None:
    language = find_language("en")
    assert language is not None
    (value,) = resolve_dates(find_dates(text, language), None)
    assert value.weekday_agrees is agrees
    assert value.value == "2025-02-10"
