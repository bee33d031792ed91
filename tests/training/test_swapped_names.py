"""Names are swapped for others of their kind and length, the same name everywhere by the same one."""

from __future__ import annotations

import random

import numpy as np

from sumber.reading.trained.labels import MENTIONS, REFERENCE
from sumber.reading.trained.pairs import gather_mentions
from sumber.reading.trained.windows import Layout
from training.examples import Example
from training.names import LONGEST_NAME_PIECES, NameSwapper

PERSON, PLACE, WORDS = (MENTIONS.index(kind) for kind in ("person", "place", REFERENCE))
TRIES = 200


def _example(ids: list[int], names: list[tuple[int, int, int]], language: str = "en") -> Example:
    count = len(ids)
    nothing = np.zeros(count, np.int64)
    spans = np.asarray([(first, last) for first, last, _ in names], np.int64)
    kinds = [kind for *_, kind in names]
    return Example(
        report="r",
        language=language,
        ids=np.asarray(ids),
        layout=Layout(nothing, nothing, nothing),
        outer=nothing,
        nested=nothing,
        name_tags=nothing,
        reference_tags=nothing,
        cue_tags=nothing,
        mentions=gather_mentions(spans, kinds, ["x"] * len(names), [False] * len(names)),
        same=[],
        claims=None,
    )


TWICE = _example([1, 50, 51, 2, 50, 51, 3], [(1, 3, PERSON), (4, 6, PERSON)])
OTHERS = [
    _example([60, 61], [(0, 2, PERSON)]),
    _example([70, 71], [(0, 2, PLACE)]),
    _example([80, 81], [(0, 2, PERSON)], language="ko"),
    _example([90], [(0, 1, PERSON)]),
    _example([95, 96], [(0, 2, WORDS)]),
]


def _swaps() -> set[tuple[int, ...]]:
    swapper, chance = NameSwapper([TWICE, *OTHERS]), random.Random(1)  # noqa: S311  # chance of a test, no secret
    return {tuple(swapper.swap(TWICE, chance).ids.tolist()) for _ in range(TRIES)}


def test_only_names_of_the_same_language_kind_and_length_are_put_in() -> None:
    assert _swaps() == {(1, 50, 51, 2, 50, 51, 3), (1, 60, 61, 2, 60, 61, 3)}


def test_words_that_are_no_name_stay() -> None:
    words = _example([1, 50, 51], [(1, 3, WORDS)])
    swapper, chance = NameSwapper([words, *OTHERS]), random.Random(1)  # noqa: S311  # chance of a test, no secret
    assert {tuple(swapper.swap(words, chance).ids.tolist()) for _ in range(TRIES)} == {(1, 50, 51)}


def test_the_window_itself_is_left_as_it_was() -> None:
    _swaps()
    assert TWICE.ids.tolist() == [1, 50, 51, 2, 50, 51, 3]


def test_long_descriptions_stay() -> None:
    size = LONGEST_NAME_PIECES + 1
    long = _example(list(range(size)), [(0, size, PERSON)])
    swapper, chance = NameSwapper([long, _example([5] * size, [(0, size, PERSON)])]), random.Random(1)  # noqa: S311  # chance of a test, no secret
    assert all(swapper.swap(long, chance).ids.tolist() == list(range(size)) for _ in range(TRIES))
