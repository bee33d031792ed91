"""Any text with any marks, cut: nothing is lost, nothing doubled, and every mark covers exactly its own pieces."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sumber.model import Span
from sumber.workbench.views.pieces import Mark, Piece, cut_pieces

# Marks of combining, Hangul in both forms, right-to-left letters and overrides, astral signs, joiners, controls.
SIGNS = (
    "abc \n\r\u0301\u20dd한\u1112\u1161\u11ab語。עב\u202e\u2066العر\U0001f6a2\U0001f1f0\U0001f1f5\u200d\x00\U0010ffff"
)
TEXTS = st.text(st.one_of(st.sampled_from(SIGNS), st.characters()), max_size=60)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, Span, list[Mark], list[int]]:
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    spans = st.tuples(places, places).map(lambda ends: Span(*sorted(ends)))
    spans_of_marks = draw(st.lists(spans, max_size=8))
    marks = [Mark(span, draw(st.sampled_from(("claim", "name"))), key) for key, span in enumerate(spans_of_marks)]
    return text, draw(spans), marks, draw(st.lists(places, max_size=4))


@given(marked_texts())
def test_pieces_joined_are_the_text_and_the_pieces_of_a_mark_its_words(
    case: tuple[str, Span, list[Mark], list[int]],
) -> None:
    text, within, marks, edges = case
    pieces = cut_pieces(within, marks, edges)
    assert "".join(piece.span.of(text) for piece in pieces) == within.of(text)
    assert all(one.span.end == other.span.start for one, other in pairwise(pieces))
    for mark in marks:
        inside = Span(max(mark.span.start, within.start), min(mark.span.end, within.end))
        covered = "".join(piece.span.of(text) for piece in pieces if mark in piece.marks)
        assert covered == (inside.of(text) if inside.start < inside.end else "")
    for edge in edges:
        assert not any(piece.span.start < edge < piece.span.end for piece in pieces)


def test_the_widest_mark_comes_first_and_the_narrowest_is_found() -> None:
    outer, inner = Mark(Span(0, 9), "claim", 1), Mark(Span(3, 5), "claim", 2)
    pieces = cut_pieces(Span(0, 9), [inner, outer])
    assert [piece.keys("claim") for piece in pieces] == [(1,), (1, 2), (1,)]
    assert pieces[1].find("claim") == inner
    assert pieces[1].find("name") is None


def test_stretches_that_overlap_share_the_piece_between() -> None:
    pieces = cut_pieces(Span(0, 10), [Mark(Span(0, 6), "claim", 1), Mark(Span(4, 10), "claim", 2)])
    assert pieces == [
        Piece(Span(0, 4), (Mark(Span(0, 6), "claim", 1),)),
        Piece(Span(4, 6), (Mark(Span(0, 6), "claim", 1), Mark(Span(4, 10), "claim", 2))),
        Piece(Span(6, 10), (Mark(Span(4, 10), "claim", 2),)),
    ]


def test_what_covers_nothing_cuts_nothing() -> None:
    assert cut_pieces(Span(2, 2), [Mark(Span(0, 5), "claim", 1)]) == []
    assert cut_pieces(Span(0, 3), [Mark(Span(1, 1), "claim", 1)]) == [Piece(Span(0, 3), ())]
