"""Which mentions may be looked up among towns: whole words, long enough, that no word beside them calls a river."""

from __future__ import annotations

import unicodedata
from functools import cache

from sumber.languages import Language
from sumber.model import Span

LEAST_LETTERS = {"LATIN": 4, "CYRILLIC": 3}
LEAST_SIGNS = 2
"""Least length of a name in a script without capitals, where a sign is a syllable or a word."""
RUNNING = frozenset({"KATAKANA"})
"""Scripts without spaces in which a run of signs is one word."""


def may_name_town(text: str, span: Span, language: Language) -> bool:
    """Whether a place's name may be a town's: a river's, an island's, a province's or a piece of a word is none."""
    name = span.of(text)
    script = script_of(name[:1])
    letters = sum(c.isalpha() for c in name)
    cased = script in LEAST_LETTERS
    if letters < LEAST_LETTERS.get(script, LEAST_SIGNS) or (cased and not name[0].isupper()):
        return False
    return is_whole(text, span) and not _is_landform(text, span, language, cased=cased)


def script_of(letter: str) -> str:
    """The script of a letter, as Unicode names it.

    >>> script_of("Ш"), script_of("上"), script_of("ー")
    ('CYRILLIC', 'CJK', 'KATAKANA')
    """
    return unicodedata.name(letter, "?").split(" ")[0].split("-")[0] if letter else "?"


def is_whole(text: str, span: Span) -> bool:
    """Whether no letter goes on before or behind the name: "Марш" is no name in "Маршрут"."""
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    first, last = script_of(text[span.start]), script_of(text[span.end - 1])
    if first in LEAST_LETTERS:
        glued = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
        return not (before.isalnum() or after.isalnum() or any(_is_hyphened(two) for two in glued))
    return not (first in RUNNING and script_of(before) == first) and not (last in RUNNING and script_of(after) == last)


def _is_hyphened(two: str) -> bool:
    return "-" in two and any(c.isalnum() for c in two)


def _is_landform(text: str, span: Span, language: Language, *, cased: bool) -> bool:
    """Whether a word in the name, or right before or behind it, says that it names no town."""
    gap = " " if cased else ""
    name = span.of(text).casefold()
    before = text[max(0, span.start - 30) : span.start].casefold()
    after = text[span.end : span.end + 30].casefold()
    for word in _landforms(language):
        if (name.startswith(word + gap) and cased) or name.endswith(gap + word):
            return True
        if cased and before.endswith(word + gap) and not before[: -len(word) - 1][-1:].isalpha():
            return True
        if after.startswith(gap + word) and not (cased and after[len(word) + 1 :][:1].isalpha()):
            return True
    return False


@cache
def _landforms(language: Language) -> tuple[str, ...]:
    return tuple(row["words"].casefold() for row in language.read_table("landforms"))
