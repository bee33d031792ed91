"""Long texts in parts: bounded, whole, and parted where it hurts least."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.model import Span
from sumber.workbench.views.parts import PART_CHARACTERS, cut_parts, find_blocks, find_part
from tests.workbench.views.test_text_pieces import TEXTS

FLAG = "\U0001f469\u200d\U0001f692"
CASES = [
    ("one two three four\nfive six seven", 24, ["one two three four\n", "five six seven"]),
    ("One two three. Four five seven six", 18, ["One two three. ", "Four five seven ", "six"]),
    ("one two three four", 16, ["one two three ", "four"]),
    ("배를 보냈다고말했다。끝났다", 13, ["배를 보냈다고말했다。", "끝났다"]),
    ("abcdefgh", 4, ["abcd", "efgh"]),
    ("abce\u0301fgh", 4, ["abc", "e\u0301fg", "h"]),
    (f"ab{FLAG}c", 4, ["ab", f"{FLAG}c"]),
    ("", 4, [""]),
]


@pytest.mark.parametrize(("text", "most", "parts"), CASES)
def test_a_part_ends_behind_a_line_a_sentence_or_a_word_where_it_can(text: str, most: int, parts: list[str]) -> None:
    assert [part.of(text) for part in cut_parts(text, most)] == parts


@given(TEXTS, st.integers(1, 20))
def test_parts_joined_are_the_text_and_none_is_longer_than_allowed(text: str, most: int) -> None:
    parts = cut_parts(text, most)
    assert "".join(part.of(text) for part in parts) == text
    assert all(0 < part.length <= most for part in parts) or text == ""
    assert all(
        find_part(parts, at) == number for number, part in enumerate(parts) for at in range(part.start, part.end)
    )


def test_ten_million_signs_on_one_line_are_cut_at_once() -> None:
    text = "한" * 10_000_000
    parts = cut_parts(text)
    assert len(parts) == -(-len(text) // PART_CHARACTERS)
    assert len(find_blocks(text, parts[700], "ko")) == 1


def test_only_the_beginning_of_a_report_is_its_headline() -> None:
    text = "A headline\n\nA long sentence that is a paragraph of the report.\n\nA heading\n\nMore of the same text."
    at = text.index("A heading")
    assert [block.kind for block in find_blocks(text, Span(0, at), "en")] == ["headline", "paragraph"]
    assert find_blocks(text, Span(at, len(text)), "en")[0].kind == "heading"
    assert [block.span.of(text) for block in find_blocks(text, Span(at, len(text)), None)] == [
        "A heading",
        "More of the same text.",
    ]
