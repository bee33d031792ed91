"""Windows cover a report, overlap, and keep to the longest length."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.reading.segments import segment
from sumber.reading.trained.pieces import Pieces
from sumber.reading.trained.windows import (
    HEADLINE,
    OVERLAP_PIECES,
    PARAGRAPH_START,
    QUOTED,
    WINDOW_PIECES,
    cut_windows,
    lay_out,
)
from tests.language_cases import get_language


@given(st.integers(1, 5000), st.sets(st.integers(0, 5000), max_size=60))
def test_windows_cover_everything_and_overlap(count: int, starts: set[int]) -> None:
    windows = cut_windows(count, starts)
    assert windows[0][0] == 0
    assert windows[-1][1] == count
    assert all(last - first <= WINDOW_PIECES for first, last in windows)
    for (first, last), (following, _) in itertools.pairwise(windows):
        assert first < following
        assert last - following >= OVERLAP_PIECES


@pytest.mark.parametrize("code", ["en", "ko", "zh"])
def test_layout_marks_headline_paragraphs_and_quotations(code: str) -> None:
    text = 'Ships collide\n\nHe said: "They met."\n'
    words = [(0, 5), (6, 13), (15, 17), (18, 22), (22, 23), (25, 29), (30, 33)]
    pieces = Pieces(np.arange(7), np.asarray([w[0] for w in words]), np.asarray([w[1] for w in words]))
    layout = lay_out(pieces, segment(text, get_language(code)))
    assert layout.marks[0] & HEADLINE
    assert layout.marks[2] & PARAGRAPH_START
    assert not layout.marks[3] & PARAGRAPH_START
    assert layout.marks[5] & QUOTED
    assert not layout.marks[3] & QUOTED
    assert layout.blocks[0] != layout.blocks[2]
