"""Date phrases and their values: the tables of cases of every language, and what holds for any of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sumber.model import DateValue
from sumber.reading.dates import find_dates, mark_datelines
from sumber.reading.segments import segment
from sumber.resolution.dates import read_publication_day, resolve_dates
from tests.language_cases import codes_with, get_language, read_cases

CASES = read_cases("dates")


def _read(code: str, text: str, published: str | None) -> tuple[DateValue, ...]:
    language = get_language(code)
    return resolve_dates(mark_datelines(find_dates(text, language), segment(text, language).blocks), published)


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}: {case['text']}" for code, case in CASES])
def test_dates_of_case(code: str, case: dict[str, Any]) -> None:
    values = _read(code, case["text"], case["published"])
    assert [(value.text, value.value) for value in values] == [(d["text"], d["value"]) for d in case["dates"]]
    for value, wanted in zip(values, case["dates"], strict=True):
        assert value.anchor == wanted.get("anchor", value.anchor)
        assert value.weekday_agrees == wanted.get("weekday_agrees")


@pytest.mark.parametrize("code", ["id", "en"])
def test_each_language_read_in_full_has_cases(code: str) -> None:
    assert sum(found == code for found, _ in CASES) >= 120


@pytest.mark.parametrize("code", codes_with("dates"))
def test_each_language_with_dates_has_cases(code: str) -> None:
    assert sum(found == code for found, _ in CASES) >= 40


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}: {case['text']}" for code, case in CASES])
def test_days_lie_in_order_and_are_told_in_full(code: str, case: dict[str, Any]) -> None:
    for value in _read(code, case["text"], case["published"]):
        assert (value.value is None) == (value.earliest is None) == (value.latest is None)
        if value.earliest and value.latest:
            assert date.fromisoformat(value.earliest) <= date.fromisoformat(value.latest)


@pytest.mark.parametrize(
    ("text", "published", "values"),
    [
        ("KYIV, 4 May (AP) - It sank today, not on Monday.", "2026-05-06", ["2026-05-04", "2026-05-04", "2026-05-04"]),
        ("KYIV, 4 April (AP) - It sank today.", "2026-05-06", ["2026-04-04", "2026-05-06"]),
        ("KYIV, 4 May 2026 (AP) - It sank today in March.", None, ["2026-05-04", "2026-05-04", "2026-03"]),
        ("KYIV, 4 May (AP) - It sank today.", None, [None, None]),
        ("Morning Review, 4 May 2026\nIt sank yesterday.", None, ["2026-05-04", "2026-05-03"]),
        ("It sank yesterday. The treaty is of 4 May 2026.", None, [None, "2026-05-04"]),
        ("Two years after 4 May 2026, they said today that it sank.", None, ["2026-05-04", None]),
    ],
)
def test_the_reports_own_day_is_read_from_its_head(text: str, published: str | None, values: list[str | None]) -> None:
    found = _read("en", text, published)
    assert [value.value for value in found] == values
    assert published or all(value.anchor == "text" for value in found if value.value)


def test_relative_dates_count_from_the_publishers_local_day() -> None:
    (value,) = _read("en", "It sank yesterday.", "2025-02-10T00:30:00+09:00")
    assert value.value == "2025-02-09"


@pytest.mark.parametrize(
    ("published_at", "day"),
    [
        ("2025-02-10", date(2025, 2, 10)),
        ("2025-02-10T23:30:00+07:00", date(2025, 2, 10)),
        ("2025-02-10T23:30:00Z", date(2025, 2, 10)),
        ("2028-12-31", date(2028, 12, 31)),
        ("2029-01-01", None),
        ("0999-01-01", None),
        ("2025-02-30", None),
        ("yesterday", None),
        ("2025-02-10Tnoon", None),
        ("", None),
        (None, None),
    ],
)
def test_publication_day_is_refused_where_malformed_or_absurd(published_at: str | None, day: date | None) -> None:
    assert read_publication_day(published_at, today=date(2026, 6, 1)) == day
