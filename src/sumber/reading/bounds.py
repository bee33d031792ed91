"""What words beside a number make of it: at least, at most, about."""

from __future__ import annotations

from typing import Literal

Bound = Literal["at_least", "at_most", "about", "near", "between"]


def bound_values(
    low: float, best: float | None, high: float, bound: Bound | None
) -> tuple[float | None, float | None, float | None]:
    """Lowest, best and highest value of a number or stretch of numbers under a bound.

    >>> bound_values(40, 40, 40, "at_least")
    (40, None, None)
    """
    if bound == "at_least":
        return low, None, None
    if bound == "at_most":
        return None, None, high
    if bound == "about":
        return (None, best, None) if best is not None else (low, None, high)
    if bound == "near":
        return None, best, high
    return low, best, high
