"""Many keys asked for a few hundred at a time: databases take no statement with any number of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

ASKED_AT_ONCE: Final = 300


def iter_parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Values, each once and in order, some at a time.

    >>> list(iter_parts([2, 1, 2]))
    [[1, 2]]
    """
    every = sorted(set(values))
    for start in range(0, len(every), ASKED_AT_ONCE):
        yield every[start : start + ASKED_AT_ONCE]
