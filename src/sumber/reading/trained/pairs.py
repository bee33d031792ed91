"""How a claim and a mention stand to each other, as small numbers the model has an embedding for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sumber.reading.trained.labels import MENTIONS
from sumber.reading.trained.windows import Layout

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DISTANCES = np.array([1, 2, 3, 5, 8, 12, 18, 27, 40, 60, 90, 140, 220])
_SENTENCE_STEPS = 4
_BLOCK_STEPS = 3
FEATURE_SIZES = (
    3,
    len(_DISTANCES) + 1,
    2 * _SENTENCE_STEPS + 1,
    2 * _BLOCK_STEPS + 1,
    len(MENTIONS),
    2,
    2,
    2,
    4,
    4,
)
"""How many values each feature has: side, distance, sentences between, blocks between, kind, publisher, quoted, nearest,
place among the mentions inside the claim, how often the window holds the same words."""
_OFTEN = np.array([2, 3, 5])


class Mentions(NamedTuple):
    """Mentions of a window: spans of pieces `[n, 2]`, kinds, whether each names the publisher, and how many have its words."""

    spans: NDArray[np.int64]
    kinds: NDArray[np.int64]
    publisher: NDArray[np.bool_]
    repeats: NDArray[np.int64]


def gather_mentions(
    spans: NDArray[np.int64], kinds: Sequence[int], words: Sequence[str], own: Sequence[bool]
) -> Mentions:
    """Mentions of a window from their spans, kinds and words; `own` tells which name the publisher."""
    folded = [word.casefold() for word in words]
    counts = Counter(folded)
    repeats = np.asarray([counts[word] for word in folded], np.int64)
    return Mentions(spans.reshape(-1, 2), np.asarray(kinds, np.int64), np.asarray(own, bool), repeats)


def read_pair_features(claims: NDArray[np.int64], mentions: Mentions, layout: Layout) -> NDArray[np.int64]:
    """The features of each pair of claim and mention, `[claims, mentions, features]`."""
    starts, ends = claims[:, None, 0], claims[:, None, 1]
    first, last = mentions.spans[None, :, 0], mentions.spans[None, :, 1]
    before, after = last <= starts, first >= ends
    side = np.where(before, 1, np.where(after, 2, 0))
    gap = np.where(before, starts - last, np.where(after, first - ends, 0)) + 1
    distance = np.searchsorted(_DISTANCES, gap, side="right")
    sentences, blocks = layout.sentences, layout.blocks
    apart = np.clip(sentences[first] - sentences[starts], -_SENTENCE_STEPS, _SENTENCE_STEPS) + _SENTENCE_STEPS
    away = np.clip(blocks[first] - blocks[starts], -_BLOCK_STEPS, _BLOCK_STEPS) + _BLOCK_STEPS
    shape = side.shape
    kinds = np.broadcast_to(mentions.kinds[None, :], shape)
    publisher = np.broadcast_to(mentions.publisher[None, :], shape).astype(np.int64)
    quoted = np.broadcast_to((layout.marks[first] & 4) > 0, shape).astype(np.int64)
    nearest = np.zeros(shape, np.int64)
    if shape[1]:
        for beside in (before, after):
            far = np.where(beside, gap, np.iinfo(np.int64).max)
            rows = np.flatnonzero(beside.any(1))
            nearest[rows, far[rows].argmin(1)] = 1
    inside = (first >= starts) & (last <= ends)
    order = np.where(inside, np.minimum(np.cumsum(inside, 1), 3), 0)
    often = np.broadcast_to(np.searchsorted(_OFTEN, mentions.repeats, side="right")[None, :], shape)
    columns = [side, distance, apart, away, kinds, publisher, quoted, nearest, order, often]
    return np.stack(columns, -1).astype(np.int64)
