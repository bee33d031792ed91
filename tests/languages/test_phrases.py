"""Phrases found in a text, and those that count only beside their neighbours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.languages.inflection import Inflection
from sumber.languages.phrases import BarredTable, PhraseTable
from sumber.languages.tokens import cut_characters, tokenize

WORDS = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(" ".join)
BENDING = Inflection(
    (
        {"base": "a", "ending": "e", "form": "gen", "part": "noun", "after": ""},
        {"base": "a", "ending": "u", "form": "acc", "part": "noun", "after": ""},
    ),
    frozenset({"noun"}),
)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("述べ", "彼は述べた", ["述べ"]),
        ("という||。", "来たという。", ["という"]),
        ("という||。", "来たという話", []),
        ("다|고", "했다고 말했다", ["고"]),
        ("다|고", "하고 말했다", []),
        ("る|とし|、", "いるとし、", ["とし"]),
        ("고 말했", "다고말했다", ["고말했"]),
    ],
)
def test_neighbours(phrase: str, text: str, found: list[str]) -> None:
    tokens = cut_characters(text)
    table = BarredTable([(phrase, None)], cut_characters)
    matches = list(table.iter_matches(tokens))
    assert ["".join(tokens.words[match.first : match.last]) for match in matches] == found


def test_the_longest_with_its_neighbours_wins() -> None:
    table = BarredTable([("と", "short"), ("と||述べ", "long")], cut_characters)
    matches = list(table.iter_matches(cut_characters("と述べと")))
    assert [match.payload for match in matches] == ["long", "short"]


@given(st.lists(WORDS, max_size=8), st.lists(st.sampled_from(["a", "b", "c", "\n"]), max_size=12))
def test_every_listed_phrase_is_found_longest_first_within_a_line(phrases: list[str], text: list[str]) -> None:
    tokens = tokenize(" ".join(text))
    table = PhraseTable([(phrase, number) for number, phrase in enumerate(phrases)])
    for position in range(len(tokens.words)):
        expected = [
            (position, position + length, number)
            for length in (4, 3, 2, 1)
            for number, phrase in enumerate(phrases)
            if tuple(phrase.split()) == tokens.lowers[position : position + length]
            and len(phrase.split()) == length
            and tokens.lines[position] == tokens.lines[position + length - 1]
        ]
        assert [tuple(match) for match in table.iter_at(tokens, position)] == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rada Moskova", ["whole", "first"]),
        ("Rade Moskove", ["whole", "first"]),
        ("Rade Moskovu", ["first"]),
        ("Rada Moskove", ["whole", "first"]),
        ("Rade", ["first"]),
        ("Rade\nMoskove", ["first"]),
        ("Radu Minska", ["first"]),
    ],
)
def test_bent_words_of_a_phrase_share_their_form(text: str, found: list[str]) -> None:
    table = PhraseTable(
        [("Rada", "first"), ("Rada Moskova", "whole"), ("Rada Moskova Nova", "long")], tokenize, BENDING
    )
    assert [match.payload for match in table.iter_at(tokenize(text), 0)] == found
