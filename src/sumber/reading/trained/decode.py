"""The best lawful tags over a row of scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_IMPOSSIBLE = -1e4


class Tagged(NamedTuple):
    """A tagged stretch of pieces `[first, last)`, its kind, and how sure its tags are (geometric mean)."""

    first: int
    last: int
    kind: int
    confidence: float


def log_softmax(scores: NDArray[np.float32], axis: int = -1) -> NDArray[np.float32]:
    """Logarithms of the probabilities that scores stand for."""
    shifted = scores - scores.max(axis=axis, keepdims=True)
    result: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
    return result


def best_tags(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The most probable row of tags in which nothing goes on that has not begun (Viterbi).

    Tag 0 is outside, 2k+1 begins a stretch of kind k, 2k+2 goes on with it.
    """
    logs = log_softmax(scores)
    count, tags = logs.shape
    moves = np.zeros((tags, tags), np.float32)
    for tag in range(2, tags, 2):
        moves[:, tag] = _IMPOSSIBLE
        moves[tag, tag] = moves[tag - 1, tag] = 0
    score = logs[0].copy()
    score[2::2] += _IMPOSSIBLE
    back = np.zeros((count, tags), np.int64)
    for place in range(1, count):
        options = score[:, None] + moves
        back[place] = options.argmax(0)
        score = options[back[place], np.arange(tags)] + logs[place]
    row = np.zeros(count, np.int64)
    row[-1] = score.argmax()
    for place in range(count - 1, 0, -1):
        row[place - 1] = back[place, row[place]]
    return row


def find_tagged(scores: NDArray[np.float32], reluctance: float = 0.0) -> list[Tagged]:
    """The tagged stretches of a row of scores; `reluctance` is how much likelier than anything else a beginning must be."""
    if not len(scores):
        return []
    begins = np.zeros(scores.shape[1], np.float32)
    begins[1::2] = reluctance
    tags = best_tags(scores - begins)
    logs = log_softmax(scores)[np.arange(len(tags)), tags]
    found: list[Tagged] = []
    place = 0
    while place < len(tags):
        if tags[place] == 0:
            place += 1
            continue
        kind = int(tags[place] - 1) // 2
        last = place + 1
        while last < len(tags) and tags[last] == 2 * kind + 2:
            last += 1
        found.append(Tagged(place, last, kind, float(np.exp(logs[place:last].mean()))))
        place = last
    return found
