"""Which earlier mention a mention repeats, or whom a reference means, from the model's scores."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sumber.languages.tokens import is_sign
from sumber.model import Span
from sumber.reading.trained.decode import log_softmax
from sumber.reading.trained.labels import MENTIONS, REFERENCE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MIN_CHANCE_UNLIKE = 0.85
"""How sure the model must be that a name means an earlier one it shares no letters with. On the part `choosing` such bonds were
right in 27 of 40 cases from 0.85 on ("BNS" for its full name) and in 9 of 148 below (Ukraine for Mexico)."""
STEM = 4
"""Letters at their beginning by which two words are forms of one name: "Россию", "России"."""
_REFERENCE = MENTIONS.index(REFERENCE)
_LEAST = math.log(MIN_CHANCE_UNLIKE)


def find_antecedents(
    scores: NDArray[np.float32], spans: Sequence[Span], kinds: Sequence[int], words: Sequence[str]
) -> list[Span | None]:
    """The likeliest earlier mention of each, None where "nobody" is likelier or two names have nothing in common.

    `scores` are `[mentions, 1 + mentions]`, column 0 for nobody.
    """
    chances = log_softmax(scores)
    found: list[Span | None] = []
    for i, best in enumerate(chances.argmax(1).tolist()):
        bound = best > 0 and (
            _REFERENCE in {kinds[i], kinds[best - 1]}
            or look_alike(words[i], words[best - 1])
            or float(chances[i, best]) >= _LEAST
        )
        found.append(spans[best - 1] if bound else None)
    return found


def look_alike(one: str, other: str) -> bool:
    """Whether two names share a word, a word's beginning, or one is made of the other's letters.

    >>> look_alike("Россию", "России"), look_alike("WSJ", "The Wall Street Journal"), look_alike("Ukraine", "Mexico")
    (True, True, False)
    >>> look_alike("北通信", "朝鮮中央通信"), look_alike("로이터", "베르나마")
    (False, False)
    """
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    if short in long:
        return True
    if all(is_sign(letter) for letter in short):
        return all(letter in long for letter in short)
    initials = "".join(word[0] for word in _words(long))
    return short in initials or any(_same_stem(a, b) for a in _words(short) for b in _words(long))


def _words(name: str) -> list[str]:
    return name.replace("-", " ").split()


def _same_stem(one: str, other: str) -> bool:
    return len(one) >= STEM and one[:STEM] == other[:STEM]
