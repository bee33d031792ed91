"""Measures and their limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple


class Measure(NamedTuple):
    """One measure: what it is, its value and unit, and the limit it is held against."""

    name: str
    value: float
    unit: str
    limit: float
    at_least: bool

    @property
    def holds(self) -> bool:
        """Whether the value keeps its limit."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
