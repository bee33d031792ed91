"""Pieces keep their place in any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from sumber.reading.trained.pieces import cut_into_pieces


def _characters() -> Tokenizer:
    """A tokenizer that knows a few words and else gives single unknown characters."""
    known = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -3.0), ("▁kapal", -1.0), ("北", -2.0)]
    tokenizer = Tokenizer(models.Unigram(known, unk_id=3, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return tokenizer


TOKENIZER = _characters()


@given(st.text(max_size=80))
def test_pieces_stand_in_order_and_touch_every_visible_character(text: str) -> None:
    pieces = cut_into_pieces(text, TOKENIZER)
    covered: set[int] = set()
    last = 0
    for start, end in zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True):
        assert 0 <= start < end <= len(text)
        assert start >= last - 1  # one character may unfold into several pieces
        last = end
        covered.update(range(start, end))
    missed = [text[i] for i in range(len(text)) if i not in covered]
    assert not any(character.isalnum() for character in missed)


@pytest.mark.parametrize(
    ("text", "stretch", "words"),
    [
        ("  kapal  kapal", (2, 7), ["kapal"]),
        ("kapal\n\nkapal", (7, 12), ["kapal"]),
        # A word's leading blank is a piece of its own where no longer piece holds it; it stands at the word.
        ("北 ㎞", (0, 1), ["北", "北"]),
    ],
)
def test_range_of_a_stretch(text: str, stretch: tuple[int, int], words: list[str]) -> None:
    pieces = cut_into_pieces(text, TOKENIZER)
    found = pieces.find_range(*stretch)
    assert found is not None
    assert [text[pieces.starts[i] : pieces.ends[i]] for i in range(*found)] == words


def test_no_piece_in_a_gap() -> None:
    assert cut_into_pieces("kapal   kapal", TOKENIZER).find_range(6, 7) is None
