"""Feasts by year: well-known days, and what holds for the whole table of feasts of the moon."""

from __future__ import annotations

from datetime import date

import pytest

from sumber.languages import language_codes, read_default_table
from sumber.resolution.feasts import find_feasts
from tests.language_cases import get_language

YEARS = range(2015, 2033)
TWICE = {("ramadan", 2030), ("mawlid", 2015)}


@pytest.mark.parametrize(
    ("name", "year", "whole", "start"),
    [
        ("christmas", 1944, "1944-12-25", "1944-12-25"),
        ("easter", 2026, "2026-04-05", "2026-04-05"),
        ("orthodox_easter", 2024, "2024-05-05", "2024-05-05"),
        ("ramadan", 2023, "2023-03-23/2023-04-21", "2023-03-23"),
        ("ramadan", 2025, "2025-03-01/2025-03-30", "2025-03-01/2025-03-02"),
        ("eid_al_fitr", 2020, "2020-05-24", "2020-05-24"),
        ("eid_al_fitr", 2023, "2023-04-21/2023-04-22", "2023-04-21/2023-04-22"),
        ("eid_al_adha", 2024, "2024-06-16/2024-06-17", "2024-06-16/2024-06-17"),
        ("chinese_new_year", 2024, "2024-02-10", "2024-02-10"),
        ("chinese_new_year_eve", 2026, "2026-02-16", "2026-02-16"),
        ("lunar_new_year", 2028, "2028-01-26/2028-01-27", "2028-01-26/2028-01-27"),
        ("tet", 2030, "2030-02-02", "2030-02-02"),
        ("seollal", 2027, "2027-02-07", "2027-02-07"),
        ("chuseok", 2025, "2025-10-06", "2025-10-06"),
        ("mid_autumn", 2020, "2020-10-01", "2020-10-01"),
        ("diwali", 2017, "2017-10-19", "2017-10-19"),
        ("diwali", 2024, "2024-10-31", "2024-10-31"),
    ],
)
def test_days_of_feast(name: str, year: int, whole: str, start: str) -> None:
    (feast,) = find_feasts(name, year)
    assert (feast.whole.value, feast.start.value) == (whole, start)


@pytest.mark.parametrize(("name", "year"), [("ramadan", 1973), ("diwali", 2050), ("no_such_feast", 2025)])
def test_no_feast_beyond_the_table(name: str, year: int) -> None:
    assert find_feasts(name, year) == ()


@pytest.mark.parametrize(("name", "year"), sorted(TWICE))
def test_a_lunar_year_may_begin_twice_in_one_of_the_sun(name: str, year: int) -> None:
    first, second = find_feasts(name, year)
    assert first.whole.last < second.whole.first


def test_every_feast_of_the_moon_stands_once_a_year_within_two_days() -> None:
    rows = read_default_table("feasts")
    for name in {row["feast"] for row in rows}:
        for year in YEARS:
            assert len(find_feasts(name, year)) == 1 + ((name, year) in TWICE), (name, year)
    for row in rows:
        first, latest, last = (date.fromisoformat(row[cell]) for cell in ("from", "from_latest", "until"))
        assert 0 <= (latest - first).days <= 2, row
        assert (29 <= (last - first).days <= 30) if row["feast"] == "ramadan" else last == latest, row
        assert row["said"]


def test_every_feast_that_a_language_names_has_days() -> None:
    named = {
        feast
        for code in language_codes()
        if (settings := get_language(code).find_settings("dates"))
        for kind, words in settings["words"].items()
        if kind.split(".")[0] == "feast"
        for feast in words.values()
    }
    assert named
    assert not {feast for feast in named if not find_feasts(feast, 2025)}
