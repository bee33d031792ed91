"""Quotation marks: which way each one looks, and which two belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from sumber.model import Span

Family = Literal["double", "single", "guillemet", "angle", "corner", "white_corner", "title"]

_MARK = re.compile(r"''|[\"＂“”„‟‘’‚'«»‹›「」『』《》]")
_BRACKETS: dict[str, tuple[Family, bool]] = {
    "«": ("guillemet", True),
    "»": ("guillemet", False),
    "‹": ("angle", True),
    "›": ("angle", False),
    "「": ("corner", True),
    "」": ("corner", False),
    "『": ("white_corner", True),
    "』": ("white_corner", False),
    "《": ("title", True),
    "》": ("title", False),
}
_SINGLES = frozenset("‘’‚'")
_OPEN_BEFORE = frozenset("([{—–-/:*_>“\"„«‘'|+=")
_BRACKET_BEFORE = frozenset("([{")
_STOPS = frozenset(",.;!?…")


class Mark(NamedTuple):
    """A quotation mark: its place and family, and whether it can open or close a quotation where it stands.

    `weak` is a closing single mark that may be the apostrophe of a plural owner ("the drivers' union").
    """

    start: int
    end: int
    family: Family
    opens: bool
    closes: bool
    weak: bool = False


def read_marks(text: str, line: Span) -> list[Mark]:
    """The quotation marks of a line; apostrophes and marks of inches or seconds look neither way and are left out."""
    found: list[Mark] = []
    for match in _MARK.finditer(text, line.start, line.end):
        mark = _look(text, line, match)
        if mark.opens or mark.closes:
            found.append(mark)
    return found


def find_first_mark(text: str, line: Span) -> Mark | None:
    """The first mark of a line that is not a single one, None where it has none."""
    for match in _MARK.finditer(text, line.start, line.end):
        if match[0] not in _SINGLES:
            return _look(text, line, match)
    return None


def pair_marks(marks: Sequence[Mark], first: int = 0) -> Iterator[tuple[Mark, Mark | None]]:
    """Outermost pairs from left to right; an opening mark that nothing closes comes with None.

    Marks of one family are balanced; where that fails once, the rest of the line pairs each with the next closing one,
    which keeps any heap of marks linear. After an unclosed mark the marks behind it are tried as well: the caller
    drops those that it covers.
    """
    nearest = _nearest_closing(marks)
    balanced = True
    position = first
    while position < len(marks):
        opening = marks[position]
        if not opening.opens:
            position += 1
            continue
        if opening.family == "single":
            closing = _close_single(marks, position)
            if closing is None:
                position += 1
                continue
        else:
            closing = _balance(marks, position) if balanced else None
            if closing is None:
                balanced = False
                closing = nearest[position]
        yield opening, (marks[closing] if closing is not None else None)
        position = position + 1 if closing is None else closing + 1


def _look(text: str, line: Span, match: re.Match[str]) -> Mark:
    start, end = match.span()
    words = match[0]
    if words in _BRACKETS:
        family, opening = _BRACKETS[words]
        return Mark(start, end, family, opening, not opening)
    before = text[start - 1] if start > line.start else " "
    after = text[end] if end < line.end else " "
    if words in _SINGLES:
        return _look_single(text, Span(start, min(end + 2, line.end)), words, before, after)
    return _look_double(Span(start, end), words, before, after)


def _look_double(place: Span, words: str, before: str, after: str) -> Mark:
    """A straight mark looks by what stands beside it, a curly one by its form unless its place speaks against it."""
    free = before.isspace() or before in _OPEN_BEFORE
    if before.isspace() and after.isspace():
        opens, closes = words != "”", words not in "“„"
    elif words in {"“", "„", "‟"}:
        closes = not free and (after.isspace() or after in _STOPS)
        opens = not closes
    elif words == "”":
        opens = before.isspace() and not after.isspace()
        closes = not opens
    else:
        opens = not after.isspace() and (free or (before in _STOPS and after.isalnum()))
        closes = not before.isspace() and before not in _BRACKET_BEFORE
    return Mark(place.start, place.end, "double", opens, closes)


def _look_single(text: str, place: Span, words: str, before: str, after: str) -> Mark:
    """A single mark opens only at the head of a word and closes only at its tail; elsewhere it is an apostrophe."""
    free = before.isspace() or before in _OPEN_BEFORE
    opens = words != "’" and free and not after.isspace() and not after.isdecimal()
    if words == "‘":
        opens = not before.isalnum() and not after.isspace()
    closes = words != "‘" and not before.isspace() and not after.isalnum() and not opens
    tail = text[place.start + 1 : place.end]
    weak = closes and before in "sS" and tail[:1] == " " and tail[1:].islower()
    return Mark(place.start, place.start + 1, "single", opens, closes, weak)


def _nearest_closing(marks: Sequence[Mark]) -> list[int | None]:
    """For each mark the next later one of its family that closes."""
    latest: dict[Family, int] = {}
    nearest: list[int | None] = [None] * len(marks)
    for position in range(len(marks) - 1, -1, -1):
        mark = marks[position]
        nearest[position] = latest.get(mark.family)
        if mark.closes:
            latest[mark.family] = position
    return nearest


def _balance(marks: Sequence[Mark], position: int) -> int | None:
    """The mark that closes the one at `position`, marks of its family inside being balanced; None where none does."""
    family, depth = marks[position].family, 1
    for later in range(position + 1, len(marks)):
        mark = marks[later]
        if mark.family != family:
            continue
        if mark.closes:
            depth -= 1
            if depth == 0:
                return later
        elif mark.opens:
            depth += 1
    return None


def _close_single(marks: Sequence[Mark], position: int) -> int | None:
    """The closing single mark before the next opening one; a weak one only where no other comes."""
    weak: int | None = None
    for later in range(position + 1, len(marks)):
        mark = marks[later]
        if mark.family != "single":
            continue
        if mark.opens:
            break
        if not mark.weak:
            return later
        weak = later if weak is None else weak
    return weak
