"""Judges of claims: what two claims of two reports are to each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from sumber.analysis.pairing import Comparison
from sumber.analysis.profiles import ClaimProfile
from sumber.analysis.surroundings import Surroundings


class ClaimPair(NamedTuple):
    """Two claims, what they share, and what stands around them."""

    one: ClaimProfile
    other: ClaimProfile
    comparison: Comparison
    surroundings: Surroundings


class ClaimVerdict(NamedTuple):
    """How likely two claims say the same, and how likely both cannot be true, as log-odds."""

    same: float
    conflict: float


class ClaimJudge(Protocol):
    """Tells of pairs of claims whether they say the same or contradict each other."""

    @property
    def version(self) -> str:
        """What a verdict depends on beside the two claims: a new version judges anew."""
        ...

    def judge(self, pairs: Sequence[ClaimPair]) -> list[ClaimVerdict]:
        """A verdict a pair, in their order; the order of the two claims of a pair does not matter."""
        ...
