"""Two versions of a report side by side: the blocks that differ, with the words that only one of them has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from sumber.ledger.differences import compare_words
from sumber.model import Span
from sumber.reading.blocks import iter_lines
from sumber.workbench.views.hidden_signs import Shown, show_hidden
from sumber.workbench.views.pieces import Mark, cut_pieces

_MOST_WORK: Final = 2_000_000
_MOST_CHARACTERS: Final = 2_000_000
_MOST_TOLD: Final = 60
_LONGEST_COMPARED: Final = 4_000


class Stretch(NamedTuple):
    """Words of a block; `is_only` where the other version lacks them."""

    shown: tuple[Shown, ...]
    is_only: bool


class Side(NamedTuple):
    """A block as one version has it."""

    stretches: tuple[Stretch, ...]


class Change(NamedTuple):
    """Blocks that differ, as each version has them; none where one has nothing there. `same_before` blocks are alike before them."""

    earlier: tuple[Side, ...]
    later: tuple[Side, ...]
    same_before: int


class Comparison(NamedTuple):
    """How two texts differ: the first changes, how many there are in all, and how many blocks are alike behind the last one shown."""

    changes: tuple[Change, ...]
    total: int
    same_after: int


def compare_versions(earlier: str, later: str) -> Comparison | None:
    r"""How two texts differ, None where finding out would take too long for a page.

    >>> told = compare_versions("40 died.\nRain fell.", "52 died.\nRain fell.")
    >>> [stretch.shown[0].words for stretch in told.changes[0].later[0].stretches if stretch.is_only]
    ['52']
    """
    if len(earlier) + len(later) > _MOST_CHARACTERS:
        return None
    left, right = iter_lines(earlier), iter_lines(later)
    ours, theirs = [line.of(earlier) for line in left], [line.of(later) for line in right]
    alike = _count_ends(ours, theirs)
    if _work(ours[alike[0] : len(ours) - alike[1]], theirs[alike[0] : len(theirs) - alike[1]]) > _MOST_WORK:
        return None
    changes: list[Change] = []
    same = 0
    for kind, first, last, start, end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            same += last - first
            continue
        sides = _compare_blocks((earlier, left[first:last]), (later, right[start:end]))
        changes.append(Change(*sides, same_before=same))
        same = 0
    return Comparison(tuple(changes[:_MOST_TOLD]), len(changes), same)


def _count_ends(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, int]:
    """How many lines at the beginning, and how many at the end, are alike."""
    most = min(len(ours), len(theirs))
    first = next((at for at in range(most) if ours[at] != theirs[at]), most)
    last = next((at for at in range(most - first) if ours[-1 - at] != theirs[-1 - at]), most - first)
    return first, last


def _work(ours: Iterable[str], theirs: Iterable[str]) -> int:
    """How many pairs of alike lines the matcher would have to look at: its time grows with their number."""
    there = Counter(theirs)
    return sum(number * there[line] for line, number in Counter(ours).items())


def _compare_blocks(
    earlier: tuple[str, Sequence[Span]], later: tuple[str, Sequence[Span]]
) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """Some blocks of two texts, with the words that only one of them has."""
    (before, left), (after, right) = earlier, later
    one, other = _whole(left), _whole(right)
    if one is None or other is None or max(one.length, other.length) > _LONGEST_COMPARED:
        return _mark(before, left, left), _mark(after, right, right)
    told = compare_words(one.of(before), other.of(after))
    gone = [Span(each.span.start + one.start, each.span.end + one.start) for each in told.only_before]
    come = [Span(each.span.start + other.start, each.span.end + other.start) for each in told.only_after]
    return _mark(before, left, gone), _mark(after, right, come)


def _whole(blocks: Sequence[Span]) -> Span | None:
    return Span(blocks[0].start, blocks[-1].end) if blocks else None


def _mark(text: str, blocks: Sequence[Span], only: Sequence[Span]) -> tuple[Side, ...]:
    marks = [Mark(span, "only", place) for place, span in enumerate(only)]
    return tuple(
        Side(
            tuple(
                Stretch(tuple(show_hidden(piece.span.of(text))), bool(piece.marks))
                for piece in cut_pieces(block, marks)
            )
        )
        for block in blocks
    )
