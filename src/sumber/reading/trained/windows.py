"""A report as the model takes it in: pieces with where they stand, cut into windows that overlap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sumber.reading.segments import Segments
from sumber.reading.trained.pieces import Pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW_PIECES = 500
OVERLAP_PIECES = 150
HEADLINE, PARAGRAPH_START, QUOTED, FURNITURE = 1, 2, 4, 8
MARKS = 16
_HEADS = frozenset({"headline", "heading"})
_FURNITURE = frozenset({"byline", "read_also", "footer", "caption"})


class Layout(NamedTuple):
    """Where each piece stands: its mark (a sum of the bits above), its sentence and its block."""

    marks: NDArray[np.int64]
    sentences: NDArray[np.int64]
    blocks: NDArray[np.int64]


def lay_out(pieces: Pieces, segments: Segments) -> Layout:
    """The layout of a report's pieces."""
    count = len(pieces.ids)
    marks = np.zeros(count, np.int64)
    blocks = np.zeros(count, np.int64)
    sentences = np.zeros(count, np.int64)
    for index, block in enumerate(segments.blocks):
        stretch = pieces.find_range(block.span.start, block.span.end)
        if stretch is None:
            continue
        first, last = stretch
        blocks[first:] = index
        marks[first] |= PARAGRAPH_START
        marks[first:last] |= HEADLINE if block.kind in _HEADS else FURNITURE if block.kind in _FURNITURE else 0
    for quotation in segments.quotations:
        if stretch := pieces.find_range(quotation.span.start, quotation.span.end):
            marks[stretch[0] : stretch[1]] |= QUOTED
    for index, sentence in enumerate(segments.sentences):
        if stretch := pieces.find_range(sentence.span.start, sentence.span.end):
            sentences[stretch[0] :] = index
    return Layout(marks, sentences, blocks)


def cut_windows(count: int, starts: Iterable[int] = (), size: int = WINDOW_PIECES) -> list[tuple[int, int]]:
    """Windows `[first, last)` over `count` pieces; one begins, where it can, at a piece of `starts` (a new sentence)."""
    at = sorted(starts)
    windows: list[tuple[int, int]] = []
    first = 0
    while True:
        last = min(count, first + size)
        windows.append((first, last))
        if last >= count:
            return windows
        wanted = last - OVERLAP_PIECES
        fitting = [s for s in at if first < s <= wanted]
        first = max(fitting[-1], wanted - OVERLAP_PIECES) if fitting else wanted
