"""Tokens by words and by characters: every one where it stands in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.languages.phrases import PhraseSet
from sumber.languages.tokens import APOSTROPHES, cut_characters, cut_elided, tokenize
from tests.language_cases import get_language


def test_characters_of_scripts_without_spaces_are_tokens_of_their_own() -> None:
    assert cut_characters("지난달 27일, F35Aが々〇").lowers == (
        "지", "난", "달", "27", "일", ",", "f35a", "が", "々", "〇",
    )  # fmt: skip


def test_characters_that_are_another_way_to_write_one_count_as_it() -> None:
    tokens = get_language("zh").cut_text("發展國家")
    assert tokens.words == ("發", "展", "國", "家")
    assert tokens.lowers == ("发", "展", "国", "家")
    assert get_language("ja").cut_text("發").lowers == ("發",)


def test_full_width_forms_keep_their_places() -> None:
    tokens = cut_characters("（３月）！")
    assert tokens.words == ("(", "3", "月", ")", "！")
    assert tokens.starts == (0, 1, 2, 3, 4)


@given(st.text(max_size=200))
def test_tokens_cover_all_but_white_space(text: str) -> None:
    for cut in (tokenize, cut_characters):
        tokens = cut(text)
        assert "".join(text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)) == "".join(
            character for character in text if not character.isspace()
        )


def test_phrases_are_found_from_both_ends() -> None:
    phrases = PhraseSet([("예", "정"), ("예", "정", "이", "었")])
    lowers = cut_characters("예정이었다").lowers
    assert phrases.end_from(lowers, 0) == 4
    assert phrases.start_to(lowers, 1) == 0
    assert phrases.start_to(lowers, 4) is None


@pytest.mark.parametrize("mark", APOSTROPHES)
def test_an_apostrophe_belongs_to_the_word_it_shortens(mark: str) -> None:
    text = f"L{mark}armée d{mark}Irak, qu{mark}il a vue aujourd{mark}hui"
    tokens = get_language("fr").cut_text(text)
    assert tokens.words == ("L", "armée", "d", "Irak", ",", "qu", "il", "a", "vue", "aujourd", "hui")
    assert text[tokens.starts[0] : tokens.ends[0]] == f"L{mark}"


def test_an_apostrophe_that_shortens_nothing_stays_a_mark() -> None:
    assert cut_elided("rock'n'roll 'd'", ("d",)).words == ("rock", "'", "n", "'", "roll", "'", "d")
