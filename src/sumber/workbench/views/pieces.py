"""A text cut where marks begin and end, so that stretches which nest and overlap can be shown as a flat row of pieces."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Literal, NamedTuple

from sumber.model import Span

Layer = Literal["claim", "name", "date", "origin", "relay", "cue", "place", "only"]


class Mark(NamedTuple):
    """A stretch of the text that something was found in; `key` tells what, within its layer."""

    span: Span
    layer: Layer
    key: int


class Piece(NamedTuple):
    """A stretch that no mark begins or ends in, with the marks that cover it: the widest first."""

    span: Span
    marks: tuple[Mark, ...]

    def keys(self, layer: Layer) -> tuple[int, ...]:
        """What of a layer covers the piece, the widest first."""
        return tuple(mark.key for mark in self.marks if mark.layer == layer)

    def find(self, layer: Layer) -> Mark | None:
        """The narrowest mark of a layer that covers the piece."""
        return next((mark for mark in reversed(self.marks) if mark.layer == layer), None)


def cut_pieces(within: Span, marks: Iterable[Mark], edges: Iterable[int] = ()) -> list[Piece]:
    """A stretch of a text cut at every end of a mark, and at further edges; joined, the pieces are the stretch again.

    >>> marks = [Mark(Span(0, 9), "claim", 0), Mark(Span(4, 6), "name", 0)]
    >>> [(piece.span.start, piece.span.end, len(piece.marks)) for piece in cut_pieces(Span(0, 9), marks)]
    [(0, 4, 1), (4, 6, 2), (6, 9, 1)]
    """
    held = [mark for mark in marks if max(mark.span.start, within.start) < min(mark.span.end, within.end)]
    cuts = {within.start, within.end, *(edge for edge in edges if within.start < edge < within.end)}
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in held:
        start, end = max(mark.span.start, within.start), min(mark.span.end, within.end)
        opening.setdefault(start, []).append(mark)
        closing.setdefault(end, []).append(mark)
        cuts |= {start, end}
    ordered = sorted(cuts)
    active: dict[Mark, None] = {}
    pieces = []
    for start, end in pairwise(ordered):
        for mark in closing.get(start, ()):
            active.pop(mark, None)
        active.update(dict.fromkeys(opening.get(start, ())))
        pieces.append(Piece(Span(start, end), tuple(sorted(active, key=_widest_first))))
    return pieces


def _widest_first(mark: Mark) -> tuple[int, int, str, int]:
    return (-mark.span.length, mark.span.start, mark.layer, mark.key)
