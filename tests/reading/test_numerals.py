"""Numbers as languages write them, each way shown on small rules of its own."""

from __future__ import annotations

import pytest

from sumber.languages.tokens import tokenize
from sumber.reading.numerals import NumeralRules, Sum, find_numeral, number_starts

ONES = {"dos": 2, "cinco": 5, "diez": 10, "treinta": 30, "ciento": 100, "veinte": 20, "п'ять": 5, "дві": 2, "сто": 100}
SCALES = {"mil": 1000, "millones": 1000000, "тис": 1000}
SPANISH = NumeralRules(
    decimal_point=",",
    group_mark=".",
    ones=ONES,
    scales=SCALES,
    joiners=frozenset({"y"}),
    tens_joiners=frozenset({"y"}),
    bare_scales=frozenset({"mil"}),
    either_mark=True,
)
UKRAINIAN = NumeralRules(decimal_point=",", group_mark=" ", ones=ONES, scales=SCALES, pointed_scales=frozenset({"тис"}))


@pytest.mark.parametrize(
    ("text", "rules", "value", "words"),
    [
        ("3.200", SPANISH, 3200, 3),
        ("3,200", SPANISH, 3200, 3),
        ("2,5", SPANISH, 2.5, 3),
        ("2.5", SPANISH, 2.5, 3),
        ("1.234,5", SPANISH, 1234.5, 5),
        ("0,125", SPANISH, 0.125, 3),
        ("treinta y cinco", SPANISH, 35, 3),
        ("ciento veinte", SPANISH, 120, 2),
        ("dos y cinco", SPANISH, 2, 1),
        ("mil", SPANISH, 1000, 1),
        ("dos mil millones", SPANISH, 2000000000, 3),
        ("dos mil y cinco mil", SPANISH, 2000, 2),
        ("1 140 тіл", UKRAINIAN, 1140, 2),
        ("1 140 200", UKRAINIAN, 1140200, 3),
        ("2024 200", UKRAINIAN, 2024, 1),
        ("12 14", UKRAINIAN, 12, 1),
        ("1\n140", UKRAINIAN, 1, 1),
        ("8 тис. тонн", UKRAINIAN, 8000, 3),
        ("8 тис. Потім", UKRAINIAN, 8000, 2),
        ("п'ять мін", UKRAINIAN, 5, 3),
        ("п’ять мін", UKRAINIAN, 5, 3),
        ("пʼять мін", UKRAINIAN, 5, 1),
        ("сто п'ять мін", UKRAINIAN, 105, 4),
    ],
)
def test_a_number_and_how_many_words_it_takes(text: str, rules: NumeralRules, value: float, words: int) -> None:
    number = find_numeral(tokenize(text), 0, rules)
    assert number is not None
    assert (number.value, number.last) == (value, words)


def test_words_that_a_number_can_begin_with() -> None:
    assert {"dos", "п", "пʼять"} <= number_starts(UKRAINIAN)


def test_a_thousand_after_a_thousand_is_another_number() -> None:
    assert Sum().plus(3).times(1000) == Sum(3000, 0, 0, 1000)
    assert Sum(3000, 0, 4, 1000).times(1000) is None
    assert Sum(2000, 0, 0, 1000).times(1000000) == Sum(2000000000, 0, 0, 1000000)
