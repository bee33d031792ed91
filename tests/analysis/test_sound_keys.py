"""Names of two reports brought together by their sounds, and which of them are one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.analysis.names import SOUND, are_one_name, sound_keys

MEET = [
    ("Ostap Verhun", "Остап Вергун"),
    ("Volodymyr Zelenskyy", "Володимир Зеленський"),
    ("Volodymyr Zelensky", "Владимир Зеленский"),
    ("Vladimir Putin", "Владимир Путин"),
    ("Sergey Lavrov", "Сергій Лавров"),
    ("Zelenskyy", "Зеленський"),
    ("Prypiat", "Прип'ять"),
    ("Kharkiv", "Харків"),
    ("Pokrovsk", "Покровск"),
    ("Ostap Verhun", "오스타프 베르훈"),
    ("Zaporizhzhia", "Запоріжжя"),
    ("Marcos Ferdinand", "마르코스"),
    ("Kim Jong-un and others", "KIM JONG-UN"),
]
MEET_NOT = [
    ("Ostap Verhun", "Larysa Kovalenko"),
    ("Остап Вергун", "Лариса Коваленко"),
    ("Kherson", "Kharkiv"),
    ("Poltava", "Полтавська Праця"),
    ("Moscow", "Минск"),
    ("Oslo", "Осло"),  # two consonants are too few to tell anything
    ("Ana", "Анна"),
    ("Reuters", "Bernama"),
    ("", ""),
    ("北京", "東京"),
]


@pytest.mark.parametrize(("one", "other"), MEET)
def test_names_that_meet(one: str, other: str) -> None:
    assert sound_keys(one) & sound_keys(other)


@pytest.mark.parametrize(("one", "other"), MEET_NOT)
def test_names_that_do_not_meet(one: str, other: str) -> None:
    assert not sound_keys(one) & sound_keys(other)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("Ostap Verhun", "Остап Вергун", True),
        ("Verhun", "Остап Вергун", True),
        ("The Halden Post", "halden post", True),
        ("Oslo", "oslo", True),
        ("東京新聞", "東京新聞", True),
        ("Larysa Verhun", "Ostap Verhun", False),
        ("Ostap Verhun", "오스타프 베르훈", True),
        ("Volodymyr Zelenskyy", "Володимир Зеленський", True),
        ("Zelensky", "Владимир Зеленский", True),
        ("Ivan Corvo", "Ivan Kolb", False),
        ("Halden Post", "Vardal Post", False),
        ("Ministry of Defence", "Ministry of Health", False),
        ("Ana", "Ana Kolb", False),  # of too few sounds to be told by
        ("", "", True),
        ("", "Ostap Verhun", False),
    ],
)
def test_one_name_whole_or_shortened(one: str, other: str, is_one: bool) -> None:
    assert are_one_name(one, other) is is_one
    assert are_one_name(other, one) is is_one


@given(st.text(max_size=40))
def test_any_text_has_keys_of_sounds(text: str) -> None:
    assert all(key.startswith(SOUND) and len(key) > 3 for key in sound_keys(text))
    assert are_one_name(text, text)
