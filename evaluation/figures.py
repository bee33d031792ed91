"""Figures from counts, and how far they would scatter over other reports (bootstrap)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

from evaluation.scoring import Counts

SHARES = {
    "grounded": ("grounded", "grounded_all"),
    "chain": ("chain_right", "chain_all"),
    "long_chain": ("long_right", "long_labelled"),
    "mode": ("mode_right", "chain_all"),
    "stance": ("stance_right", "chain_all"),
    "resolved": ("resolved_right", "resolved_labelled"),
    "event_type": ("event_right", "event_all"),
}
HARMONIC = {
    "claims": ("claim_found", "claim_labelled", "claim_predicted"),
    "origin": ("origin_right", "origin_labelled", "origin_predicted"),
    "relay": ("relay_right", "relay_labelled", "relay_predicted"),
    "hedged": ("hedged_right", "hedged_labelled", "hedged_predicted"),
    "negated": ("negated_right", "negated_labelled", "negated_predicted"),
    "actor": ("actor_right", "actor_labelled", "actor_predicted"),
    "recipient": ("recipient_right", "recipient_labelled", "recipient_predicted"),
}
FIGURES = (
    "grounded",
    "claims",
    "origin",
    "chain",
    "relay",
    "long_chain",
    "mode",
    "stance",
    "hedged",
    "negated",
    "names",
    "resolved",
    "dates",
    "event_type",
    "actor",
    "recipient",
)
BOOTSTRAP_ROUNDS = 1000
BOOTSTRAP_SEED = 20250210


def figures(counts: Counts) -> dict[str, float]:
    """All figures of some counts, 0.0 where nothing was there to be found."""
    found = {name: _ratio(counts[a], counts[b]) for name, (a, b) in SHARES.items()}
    found |= {name: _ratio(2 * counts[a], counts[b] + counts[c]) for name, (a, b, c) in HARMONIC.items()}
    for name, right, wrong in (("names", "name_found", "name_wrong"), ("dates", "date_right", "date_wrong")):
        labelled = counts[f"{name[:-1]}_labelled"]
        found[name] = _ratio(2 * counts[right], labelled + counts[right] + counts[wrong])
    return {name: found[name] for name in FIGURES}


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def add_up(reports: Sequence[Counts]) -> Counts:
    """The counts of several reports together."""
    total: Counts = Counter()
    for counts in reports:
        total.update(counts)
    return total


def intervals(reports: Sequence[Counts], rounds: int = BOOTSTRAP_ROUNDS) -> dict[str, tuple[float, float]]:
    """95 % bootstrap interval of each figure, drawing whole reports with replacement; the seed is fixed."""
    draw = random.Random(BOOTSTRAP_SEED)  # noqa: S311  # resampling, no secret
    samples = [figures(add_up(draw.choices(reports, k=len(reports)))) for _ in range(rounds)]
    bounds: dict[str, tuple[float, float]] = {}
    for name in FIGURES:
        values = sorted(sample[name] for sample in samples)
        bounds[name] = (values[int(0.025 * rounds)], values[int(0.975 * rounds) - 1])
    return bounds
