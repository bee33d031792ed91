"""What patterns of dates can say, each shown on a small grammar of its own."""

from __future__ import annotations

from typing import Any

import pytest

from sumber.languages.tokens import tokenize
from sumber.reading.date_grammar import DateGrammar
from sumber.reading.dates import DateFinder
from sumber.resolution.dates import resolve_dates

PUBLISHED = "2025-08-15"
SETTINGS: dict[str, Any] = {
    "numeric_order": "DMY",
    "capitalised": [],
    "words": {
        "month": {"march": 3, "may": 5, "july": 7},
        "weekday": {"monday": 1, "tuesday": 2, "p'iatnytsia": 5},
        "near_day": {"tomorrow": 1},
        "period.year": {"lastyear": {"unit": "year", "side": -1}},
        "night_from": ["night from"],
        "season": {"summer": 2},
        "century": {"xix": 19},
        "unit": {"day": "day", "year": "year"},
        "unit.period": {"year": "year"},
        "count.hours": {"48 hours": 2},
        "back": ["last"],
        "told": {"that": "previous"},
        "eve": ["eve"],
        "so_far": ["so far"],
        "through": ["through"],
        "day_number": ["nth"],
        "ending": ["go"],
        "century_word": ["century"],
        "decade_word": ["years"],
        "names": ["Tomorrow People"],
        "to": ["to"],
        "in": ["in"],
    },
    "patterns": {
        "no_date": ["names"],
        "date": ["day month year?", "month told unit.period", "month period.year", "month"],
        "day_there": ["day day_number"],
        "range": ["day to day month"],
        "near_day": ["near_day"],
        "period": ["period.year"],
        "weekdays": ["night_from weekday to weekday"],
        "weekday": ["weekday"],
        "season": ["season period.year", "season told unit.period"],
        "century": ["century century_word", "century_word count"],
        "decade": ["decade_word short_year"],
        "eve": ["eve"],
        "so_far": ["so_far unit.period"],
        "through": ["through count unit"],
        "stretch_days": ["back count.hours"],
        "year": ["year dash ending"],
    },
    "context": {
        "day_suffixes": [],
        "decade_suffixes": [],
        "future": ["will"],
        "past": ["was"],
        "past_endings": ["aba"],
        "future_endings": ["erá"],
        "no_tense": ["acaba"],
        "auxiliaries": [],
        "behind_leads": ["from"],
    },
}
GRAMMAR = DateGrammar(SETTINGS, None)


def _read(text: str) -> list[tuple[str, str | None]]:
    finder = DateFinder(text, tokenize(text), GRAMMAR)
    drafts = tuple(finder.draft(hit) for hit in finder.join(finder.find_hits()))
    return [(value.text, value.value) for value in resolve_dates(drafts, PUBLISHED)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        # What only reads like a date is passed over whole.
        ("the tomorrow people", []),
        ("tomorrow", [("tomorrow", "2025-08-16")]),
        # The day before one that was named, else yesterday.
        ("on 3 july , eve", [("3 july", "2025-07-03"), ("eve", "2025-07-02")]),
        ("eve", [("eve", "2025-08-14")]),
        ("march . eve", [("march", "2025-03"), ("eve", "2025-08-14")]),
        # From the beginning of a unit to the day of publication.
        ("so far year", [("so far year", "2025-01-01/2025-08-15")]),
        # So long from now, from a day named before where the clause does not look ahead, else nothing.
        ("it will come through 2 day", [("through 2 day", "2025-08-17")]),
        ("3 july and through 2 day", [("3 july", "2025-07-03"), ("through 2 day", "2025-07-05")]),
        ("through 2 day", []),
        # The year of an earlier date, of a month and of a season; a year by one word.
        ("march 2019", [("march", "2025-03")]),
        ("3 march 2019 , may that year", [("3 march 2019", "2019-03-03"), ("may that year", "2019-05")]),
        ("3 march 2019 , summer that year", [("3 march 2019", "2019-03-03"), ("summer that year", "2019-06/2019-08")]),
        ("may that year", [("may", "2025-05")]),
        ("may lastyear", [("may lastyear", "2024-05")]),
        ("summer lastyear", [("summer lastyear", "2024-06/2024-08")]),
        ("lastyear", [("lastyear", "2024")]),
        # A day by its number is of the month named just before it, else the nearest.
        ("3 march and 6 nth", [("3 march", "2025-03-03"), ("6 nth", "2025-03-06")]),
        ("6 nth", [("6 nth", "2025-08-06")]),
        ("night from monday to tuesday", [("night from monday to tuesday", "2025-08-11/2025-08-12")]),
        ("xix century", [("xix century", "1801/1900")]),
        ("century 19", [("century 19", "1801/1900")]),
        ("century 99", []),
        ("years 90", [("years 90", "1990/1999")]),
        ("last 48 hours", [("last 48 hours", "2025-08-13/2025-08-15")]),
        # A word for "since" before both ends of a stretch means "from".
        ("it will be from 3 to 5 may", [("3 to 5 may", "2026-05-03/2026-05-05")]),
        # One apostrophe in a table stands for every mark that prints one.
        ("p'iatnytsia", [("p'iatnytsia", "2025-08-15")]),
        ("p’iatnytsia", [("p’iatnytsia", "2025-08-15")]),
        ("pʼiatnytsia", [("pʼiatnytsia", "2025-08-15")]),
        # Endings that tell a tense, and a word that only looks so.
        ("llegaba july", [("july", "2025-07")]),
        ("venderá may", [("may", "2026-05")]),
        # A year with an ending written onto it; other numbers with one are none.
        ("2016-go", [("2016-go", "2016")]),
        ("1405-go", []),
    ],
)
def test_what_a_pattern_says(text: str, dates: list[tuple[str, str | None]]) -> None:
    assert _read(text) == dates


def test_a_word_that_only_looks_like_a_tense_is_none() -> None:
    finder = DateFinder("acaba july", tokenize("acaba july"), GRAMMAR)
    (hit,) = finder.find_hits()
    assert getattr(hit.expression, "lean", "none") is None
