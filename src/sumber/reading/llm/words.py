"""Where words that a model copied stand in the report: whole words only, where the script parts words."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from typing import Final

from sumber.languages.tokens import is_hangul, is_sign
from sumber.model import Span

_UNPARTED: Final = ((0x0E00, 0x109F), (0x1780, 0x17FF))
"""Thai, Lao, Tibetan and Burmese, and Khmer: further scripts that do not part words by spaces."""


class Finder:
    """Finds words in the report, the claims in the order they are told."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._last = 0
        self._places: dict[str, list[int]] = {}

    def find_next(self, words: object) -> Span | None:
        """The words behind the start of the claim before, else anywhere; None where they do not stand in the report."""
        wanted = words.strip() if isinstance(words, str) else ""
        places = self._find_all(wanted)
        if not places:
            return None
        at = bisect_left(places, self._last)
        self._last = places[at] if at < len(places) else places[0]
        return Span(self._last, self._last + len(wanted))

    def find_near(self, words: object, place: Span) -> Span | None:
        """The occurrence of the words nearest to a place; None where they do not stand in the report."""
        wanted = words.strip() if isinstance(words, str) else ""
        places = self._find_all(wanted)
        at = bisect_left(places, place.start)
        near = places[max(at - 1, 0) : at + 1]
        best = min(near, key=lambda start: abs(start - place.start), default=None)
        return None if best is None else Span(best, best + len(wanted))

    def _find_all(self, wanted: str) -> list[int]:
        """Where the words start, in order."""
        if wanted and wanted not in self._places:
            starts: list[int] = []
            at = self.text.find(wanted)
            while at >= 0:
                if is_whole(self.text, Span(at, at + len(wanted))):
                    starts.append(at)
                at = self.text.find(wanted, at + 1)
            self._places[wanted] = starts
        return self._places.get(wanted, [])


def is_whole(text: str, span: Span) -> bool:
    """Whether a stretch begins and ends where words do; Korean words carry particles, so that theirs may end earlier.

    >>> is_whole("The ship", Span(1, 3)), is_whole("The ship", Span(4, 8)), is_whole("北京市说", Span(0, 2))
    (False, True, True)
    """
    if span.start > 0 and is_hangul(text[span.start - 1]) and is_hangul(text[span.start]):
        return False
    return not _is_inside_word(text, span.start) and not _is_inside_word(text, span.end)


def _is_inside_word(text: str, at: int) -> bool:
    """Whether a word or number goes on from the sign before a place to the one behind it."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if left in ".," and right.isdigit():
        return at > 1 and text[at - 2].isdigit()
    if right in ".," and left.isdigit():
        return text[at + 1 : at + 2].isdigit()
    return _is_of_word(left) and _is_of_word(right) and not (_is_unparted(left) or _is_unparted(right))


def _is_of_word(sign: str) -> bool:
    return sign == "_" or unicodedata.category(sign)[0] in "LMN"


def _is_unparted(sign: str) -> bool:
    return is_sign(sign) or any(first <= ord(sign) <= last for first, last in _UNPARTED)
