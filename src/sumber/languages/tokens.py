"""Words and marks of a text with their places, made once and shared by every finder."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from typing import NamedTuple

from sumber.model import Span

_TOKEN = re.compile(r"\w+|[^\w\s]")
# Scripts whose words stand without spaces, or carry their particles: Han with its marks, kana, Hangul.
_SINGLE = "\u1100-\u11ff\u3005-\u3007\u3041-\u3096\u30a1-\u30ff\u3131-\u318e\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003134f"
_CHARACTER = re.compile(rf"[{_SINGLE}]|[^\W{_SINGLE}]+|[^\w\s]")
_SIGN = re.compile(f"[{_SINGLE}]")
_RUNS = re.compile(f"([{_SINGLE}]+)|[^{_SINGLE}]+")
APOSTROPHES = ("'", "’", "ʼ", "`")
"""The marks that print an apostrophe; tables write the first."""
# Full-width forms read as their ASCII twins, but for the marks that end or carry on a sentence.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if chr(wide) not in "！，；？"}


class Tokens(NamedTuple):
    """The tokens of a text in parallel tuples: a run of word characters, or one mark.

    Hyphens and apostrophes are tokens of their own, so "Kim Jong-un" has four (but see `cut_elided`). `lowers` are the words in lower case,
    the form in which tables are searched; `lines` count line
    breaks, which no phrase crosses.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    lowers: tuple[str, ...]
    lines: tuple[int, ...]

    def span(self, first: int, last: int) -> Span:
        """The stretch of text from token `first` up to, not including, token `last`."""
        return Span(self.starts[first], self.ends[last - 1])

    def index_at(self, offset: int) -> int:
        """The first token that starts at or after `offset` (the number of tokens where none does)."""
        return bisect_left(self.starts, offset)

    def range_of(self, span: Span) -> tuple[int, int]:
        """First and past-the-last token that start inside `span`."""
        return bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)


def tokenize(text: str) -> Tokens:
    """The tokens of `text`.

    >>> tokenize("Kim Jong-un, 41").words
    ('Kim', 'Jong', '-', 'un', ',', '41')
    """
    return _collect(text, _TOKEN)


def cut_elided(text: str, elided: tuple[str, ...]) -> Tokens:
    """The tokens of a text in which an apostrophe ends a shortened word: it belongs to that word and is no part of it.

    >>> cut_elided("L’armée d'Irak aujourd'hui", ("l", "d", "aujourd")).words
    ('L', 'armée', 'd', 'Irak', 'aujourd', 'hui')
    """
    tokens = _collect(text, _shortened(elided))
    words = tuple(word.rstrip("".join(APOSTROPHES)) or word for word in tokens.words)
    return tokens._replace(words=words, lowers=tuple(word.lower() for word in words))


@cache
def _shortened(elided: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of tokens where these words may be shortened, each with its apostrophe."""
    words, marks = "|".join(map(re.escape, elided)), "".join(APOSTROPHES)
    return re.compile(rf"\b(?i:{words})[{marks}]|{_TOKEN.pattern}")


def is_sign(letter: str) -> bool:
    """Whether a letter is of a script whose words stand without spaces or carry their particles.

    >>> is_sign("日"), is_sign("я")
    (True, False)
    """
    return _SIGN.match(letter) is not None


def is_hangul(word: str) -> bool:
    """Whether a word begins with a syllable of Hangul.

    >>> is_hangul("한"), is_hangul("韓")
    (True, False)
    """
    return "\uac00" <= word < "\ud7a4"


def cut_signs(word: str) -> tuple[tuple[str, bool], ...]:
    """A word in parts that are of a script without spaces or with particles, or not; each with which it is.

    >>> cut_signs("F35가북한에")
    (('F35', False), ('가북한에', True))
    """
    if word.isascii():
        return ((word, False),)
    return tuple((match[0], match[1] is not None) for match in _RUNS.finditer(word))


@lru_cache(maxsize=1)  # the finders of dates, names and quantities cut the same report one after another
def cut_characters(text: str) -> Tokens:
    """The tokens of a text in which words run into one another: every Han, kana and Hangul character is one.

    Figures and Latin words stay whole; full-width ones are given as their ASCII twins.

    >>> cut_characters("２０２５年3月にF35が").words
    ('2025', '年', '3', '月', 'に', 'F35', 'が')
    """
    return _collect(text.translate(_NARROW), _CHARACTER)


def _collect(text: str, pattern: re.Pattern[str]) -> Tokens:
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    lines: list[int] = []
    line, following = 0, text.find("\n")
    for match in pattern.finditer(text):
        start, end = match.span()
        while -1 < following < start:
            line, following = line + 1, text.find("\n", following + 1)
        starts.append(start)
        ends.append(end)
        words.append(match[0])
        lines.append(line)
    return Tokens(tuple(starts), tuple(ends), tuple(words), tuple(word.lower() for word in words), tuple(lines))
