"""The words of a text as they are compared: stems without the words every text has, and hashes of runs of words."""

from __future__ import annotations

import re
import zlib
from typing import Final

from sumber.languages.stems import stem_word
from sumber.languages.tokens import cut_characters, cut_signs
from sumber.model import Span

_WORD: Final = re.compile(r"[^\W_]+")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[\"»”’)\]]*\s+|(?<=[。！？])[」』”）]*|\n+")
_LEAST_LETTERS: Final = 4
"""Words of three letters and fewer are mostly articles, prepositions and conjunctions."""
_RUN_WORDS: Final = 3
_RUN_SIGNS: Final = 5
_LEAST_SENTENCE: Final = 12


def compared_words(text: str, language: str | None) -> frozenset[str]:
    """The words of a text by which it is compared with one in the same language: stems, pairs of signs, figures.

    >>> sorted(compared_words("Tank Harimau diserahkan, 10 unit", "id"))
    ['10', 'harimau', 'serah', 'tank', 'unit']
    """
    found: set[str] = set()
    for word in _WORD.findall(text.lower()):
        for part, runs_on in cut_signs(word):
            if runs_on:
                found.update(part[at : at + 2] for at in range(max(1, len(part) - 1)))
            elif part.isdigit():
                found.add(part)
            elif len(part) >= _LEAST_LETTERS:
                found.add(stem_word(part, language)[-1])
    return frozenset(found)


def run_hashes(text: str) -> frozenset[int]:
    """Hashes of a text's runs of three words, or five signs where words run on; marks and capitals do not count."""
    words = [word for word in cut_characters(text.lower()).words if word[0].isalnum()]
    runs = set()
    for at, word in enumerate(words):
        width = _RUN_SIGNS if cut_signs(word)[0][1] else _RUN_WORDS
        if at + width <= len(words):
            runs.add(zlib.crc32("\x1f".join(words[at : at + width]).encode("utf-8", "replace")))
    return frozenset(runs)


def cut_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text by their end marks and line breaks, too short ones left out."""
    spans, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        spans.append(Span(start, match.start()))
        start = match.end()
    spans.append(Span(start, len(text)))
    return tuple(span for span in spans if span.length >= _LEAST_SENTENCE)
