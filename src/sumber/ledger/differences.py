"""How two versions of a text differ, word by word: what is present in one and absent in the other, and no more.

That a passage is absent from a later version does not say that anybody took it out, nor when.
"""

from __future__ import annotations

import difflib
from typing import Final

from sumber.languages.tokens import cut_characters
from sumber.model import Span, Value

_MOST_WORDS: Final = 20_000
"""Words up to which the matcher looks for the best fit; beyond, frequent ones are left out as anchors (its cost is quadratic)."""


class Passage(Value, frozen=True):
    """A run of words of one version, and where it stands in that version's text."""

    span: Span
    text: str


class Difference(Value, frozen=True):
    """Passages absent in the later version, and passages absent in the earlier one; and the share of words in both."""

    only_before: tuple[Passage, ...]
    only_after: tuple[Passage, ...]
    shared: float


def compare_words(before: str, after: str) -> Difference:
    """How a later text differs from an earlier one.

    >>> told = compare_words("At least 40 were killed.", "At least 52 were killed.")
    >>> [passage.text for passage in told.only_before], [passage.text for passage in told.only_after]
    (['40'], ['52'])
    """
    left, right = cut_characters(before), cut_characters(after)
    quick = max(len(left.words), len(right.words)) > _MOST_WORDS
    matcher = difflib.SequenceMatcher(None, left.words, right.words, autojunk=quick)
    only_before, only_after = [], []
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        if last > first:
            span = left.span(first, last)
            only_before.append(Passage(span=span, text=span.of(before)))
        if end > start:
            span = right.span(start, end)
            only_after.append(Passage(span=span, text=span.of(after)))
    return Difference(only_before=tuple(only_before), only_after=tuple(only_after), shared=round(matcher.ratio(), 4))
