"""Quantities: the tables of cases of every language, and what holds for any text."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.model import Quantity
from sumber.reading.dates import find_dates
from sumber.reading.numbers import find_quantities
from tests.language_cases import codes_with, get_language, read_cases

WORDS = (
    "1 12 300 2.015 1,5 1.000,50 Rp1,2 US $ € 5bn 40-50 3-1 dua twenty four puluh belas ribu juta hundred million half "
    "setengah a dozen sampai to between antara and dan at least sekitar over % persen men orang KN - – . , : / 14:30 Su- 99999999999999999999999 "
    "treinta y mil millones de dólares 1 140 тыс. п'ять дев’ять сотень двох 18-й 22.40 las às decenas miles "
    "3만 5천 수십 두 명 여 이상 최소 1億 2千 数百 万 人 以上 約 二十 〇 三千餘 架次 至 ～ 第 ％ ２５"
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS.split()), max_size=30).map(" ".join))


CASES = read_cases("numbers")


def _find(code: str, text: str) -> tuple[Quantity, ...]:
    language = get_language(code)
    tokens = language.cut_text(text)
    return find_quantities(text, tokens, language, find_dates(text, language, tokens))


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}: {case['text']}" for code, case in CASES])
def test_quantities_of_case(code: str, case: dict[str, Any]) -> None:
    fields = ("text", "low", "best", "high", "unit", "hedged")
    found = [{field: getattr(quantity, field) for field in fields} for quantity in _find(code, case["text"])]
    assert found == case["quantities"]


@pytest.mark.parametrize("code", ["id", "en"])
def test_each_language_read_in_full_has_cases(code: str) -> None:
    assert sum(found == code for found, _ in CASES) >= 50


@pytest.mark.parametrize("code", codes_with("numbers"))
def test_each_language_with_numbers_has_cases(code: str) -> None:
    assert sum(found == code for found, _ in CASES) >= 15


@pytest.mark.parametrize("code", codes_with("numbers"))
@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_any_text_gives_spans_that_hold_and_bounds_in_order(code: str, text: str) -> None:
    quantities = _find(code, text)
    for quantity in quantities:
        assert quantity.span.of(text) == quantity.text
        known = [value for value in (quantity.low, quantity.best, quantity.high) if value is not None]
        assert known == sorted(known)
    assert all(a.span.end <= b.span.start for a, b in pairwise(quantities))
