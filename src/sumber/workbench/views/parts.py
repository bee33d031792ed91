"""A long text in bounded parts, and a part in its blocks: headline, paragraphs, by-line and the like."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import Final

from sumber.languages import find_language
from sumber.model import Span
from sumber.reading.blocks import Block, iter_lines, read_blocks
from sumber.reading.furniture import read_furniture

PART_CHARACTERS: Final = 6_000
"""How much of a text is shown at once: with all that is marked in it, a page stays far below 150 kB."""
_LOOKED_BACK: Final = 1_500
_MOST_JOINED: Final = 32
_LINE_ENDS: Final = ("\n", "\r", "\u2028", "\u2029", "\x85")
_STOPS: Final = (". ", "! ", "? ", "。", "！", "？")
_BLANKS: Final = (" ", "\u3000", "\t")
_JOINERS: Final = "\u200d\ufe0e\ufe0f"


def cut_parts(text: str, most: int = PART_CHARACTERS) -> list[Span]:
    """A text in parts of at most so many characters; joined they are the text again.

    A part ends behind a line where one ends in its last quarter, else behind a sentence, else behind a word, else anywhere
    but inside a sign that is written with several.

    >>> [part.of("one two three") for part in cut_parts("one two three", 8)]
    ['one two ', 'three']
    """
    parts, start = [], 0
    while len(text) - start > most:
        end = _find_end(text, start, most)
        parts.append(Span(start, end))
        start = end
    return [*parts, Span(start, len(text))]


def find_part(parts: list[Span], at: int) -> int:
    """Which part holds a character, from 0.

    >>> find_part([Span(0, 8), Span(8, 13)], 8)
    1
    """
    return max(0, bisect_right([part.start for part in parts], at) - 1)


def find_blocks(text: str, within: Span, language: str | None) -> list[Block]:
    """The blocks of a part, as the reader of the language tells them apart; of a language that is not read, its paragraphs."""
    words = within.of(text)
    known = find_language(language) if language else None
    if known is None:
        blocks = [Block(span=line, kind="paragraph") for line in iter_lines(words)]
    else:
        blocks = read_blocks(words, read_furniture(known))
    return [_moved(block, within.start) for block in blocks]


def _moved(block: Block, by: int) -> Block:
    # Only a report's own beginning is its headline: what stands first in a later part is none.
    kind = "heading" if by and block.kind == "headline" else block.kind
    return Block(span=Span(block.span.start + by, block.span.end + by), kind=kind)


def _find_end(text: str, start: int, most: int) -> int:
    end = start + most
    low = end - min(_LOOKED_BACK, most // 4)
    for signs in (_LINE_ENDS, _STOPS, _BLANKS):
        found = max((at + len(sign) for sign in signs if (at := text.rfind(sign, low, end)) >= 0), default=start)
        if found > start:
            return found
    for back in range(min(_MOST_JOINED, most - 1)):
        if not _is_joined(text, end - back):
            return end - back
    return end


def _is_joined(text: str, at: int) -> bool:
    """Whether the sign at a place is written as one with the sign before it."""
    before, sign = text[at - 1], text[at]
    return bool(unicodedata.combining(sign)) or sign in _JOINERS or before in _JOINERS[:1]
