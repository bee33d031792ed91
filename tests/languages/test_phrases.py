"""Phrases that count only beside their neighbours."""

from __future__ import annotations

import pytest

from sumber.languages.phrases import BarredTable
from sumber.languages.tokens import cut_characters


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
