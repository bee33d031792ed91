"""Names changed for others while the model learns, so that it reads names by what stands around them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from sumber.reading.trained.labels import NAMES
from training.examples import Example

SHARE_OF_WINDOWS = 0.8
SHARE_OF_NAMES = 0.7
LONGEST_NAME_PIECES = 8


class NameSwapper:
    """Swaps names of a window for names of the same language, kind and number of pieces from other reports."""

    def __init__(self, examples: Iterable[Example]) -> None:
        found: dict[tuple[str, int, int], set[tuple[int, ...]]] = defaultdict(set)
        for example in examples:
            for words, kind, _ in _iter_names(example):
                found[example.language, kind, len(words)].add(words)
        self._names = {key: sorted(names) for key, names in found.items()}

    def swap(self, example: Example, chance: random.Random) -> Example:
        """The window as it is, or with some of its names swapped, the same name everywhere by the same one."""
        if chance.random() >= SHARE_OF_WINDOWS:
            return example
        ids = example.ids.copy()
        chosen: dict[tuple[int, ...], tuple[int, ...]] = {}
        for words, kind, first in _iter_names(example):
            if words not in chosen:
                others = self._names.get((example.language, kind, len(words)), [words])
                chosen[words] = chance.choice(others) if chance.random() < SHARE_OF_NAMES else words
            ids[first : first + len(words)] = chosen[words]
        return replace(example, ids=ids)


def _iter_names(example: Example) -> Iterable[tuple[tuple[int, ...], int, int]]:
    """Pieces, kind and first place of each name of a window; longer ones, and words that are no name, stay."""
    for (first, last), kind in zip(example.mentions.spans.tolist(), example.mentions.kinds.tolist(), strict=True):
        if kind < len(NAMES) and last - first <= LONGEST_NAME_PIECES:
            yield tuple(np.asarray(example.ids[first:last]).tolist()), kind, first
