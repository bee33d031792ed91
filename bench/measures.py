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

    def spell(self) -> str:
        """One line: name, value, limit and whether it holds."""
        sign = ">=" if self.at_least else "<="
        limit = f"{sign} {self.limit:g}" if self.limit else ""
        verdict = "holds" if self.holds else "BROKEN"
        return f"{self.name:<42}{self.value:>10.2f} {self.unit:<24}{limit:<10}{verdict if limit else ''}"


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def processor_seconds(work: Callable[[], object]) -> float:
    """How long the processor works on `work`, whatever else runs beside it."""
    start = time.process_time()
    work()
    return time.process_time() - start
