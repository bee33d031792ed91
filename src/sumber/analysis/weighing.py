"""Learnt weights of what two things share: a sum whose every part can be named (`weights.json`).

`python -m training.relations` learns them from the labelled groups of reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

import msgspec

WEIGHTS_FILE: Final = "weights.json"
_NAMED_PARTS: Final = 3


class Weighing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights by feature, what is added, and from which sum on something is said to hold."""

    weights: dict[str, float]
    bias: float
    threshold: float

    def score(self, features: Mapping[str, float]) -> float:
        """The sum for these features, as log-odds."""
        return self.bias + sum(weight * features[name] for name, weight in self.weights.items())

    def strongest(self, features: Mapping[str, float]) -> tuple[str, ...]:
        """The features that spoke most for it, strongest first."""
        parts = sorted(((weight * features[name], name) for name, weight in self.weights.items()), reverse=True)
        return tuple(name for part, name in parts[:_NAMED_PARTS] if part > 0)


@cache
def get_weighing(name: str) -> Weighing:
    """The learnt weights of one question: "story", "copy"."""
    data = (resources.files(__package__ or "sumber.analysis") / WEIGHTS_FILE).read_bytes()
    return msgspec.json.decode(data, type=dict[str, Weighing])[name]
