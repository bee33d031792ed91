"""Numerals counted in myriads: their values, where they end, and that any text gives one or none."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.languages.tokens import cut_characters
from sumber.reading.myriads import MyriadSigns, find_myriad_numeral

HAN = MyriadSigns(
    digits={sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"两": 2, "零": 0},
    tens={"十": 10, "百": 100, "千": 1000},
    myriads={"万": 10**4, "亿": 10**8},
    points=frozenset(".・"),
)
HANGUL = MyriadSigns(tens={"십": 10, "백": 100, "천": 1000}, myriads={"만": 10**4, "억": 10**8}, bare_tens=False)


@pytest.mark.parametrize(
    ("signs", "text", "value", "read"),
    [
        (HAN, "一百二十架", 120, "一百二十"),
        (HAN, "十二", 12, "十二"),
        (HAN, "二〇二六年", 2026, "二〇二六"),
        (HAN, "三千零五", 3005, "三千零五"),
        (HAN, "两万五千", 25_000, "两万五千"),
        (HAN, "19.88亿", 1_988_000_000, "19.88亿"),
        (HAN, "2・3", 2.3, "2・3"),
        (HAN, "1,200", 1200, "1,200"),
        (HAN, "２５", 25, "２５"),
        (HAN, "十百", 10, "十"),
        (HANGUL, "1천56명", 1056, "1천56"),
        (HANGUL, "4천900억원", 490_000_000_000, "4천900억"),
        (HANGUL, "3억 5천만", 350_000_000, "3억 5천만"),
        (HANGUL, "5만 2026년", 50_000, "5만"),
    ],
)
def test_value_and_end(signs: MyriadSigns, text: str, value: float, read: str) -> None:
    tokens = cut_characters(text)
    found = find_myriad_numeral(tokens, 0, signs)
    assert found is not None
    assert math.isclose(found.value, value)
    assert text[: tokens.ends[found.last - 1]] == read


@pytest.mark.parametrize(
    ("signs", "text"), [(HANGUL, "천안함"), (HAN, "万人"), (HAN, "人"), (HAN, "1,20"), (HAN, "9" * 19)]
)
def test_what_is_no_numeral(signs: MyriadSigns, text: str) -> None:
    assert find_myriad_numeral(cut_characters(text), 0, signs) is None


@given(st.text(alphabet="〇一二九十百千万亿0159.,・ 人", max_size=60))
def test_any_text_gives_a_number_that_can_be_told(text: str) -> None:
    tokens = cut_characters(text)
    for position in range(len(tokens.words)):
        found = find_myriad_numeral(tokens, position, HAN)
        assert found is None or (found.last > position and math.isfinite(found.value))
