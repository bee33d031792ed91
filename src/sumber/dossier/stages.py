"""A programme's stages: announced, developed, tested, produced, transferred, deployed; each with what is first told of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sumber.dossier.matters import Matter
from sumber.dossier.sections import in_order
from sumber.ledger.views import KeptClaim
from sumber.model import Value

STAGES: Final = ("announced", "developed", "tested", "produced", "transferred", "deployed")
_TYPES: Final = {
    "develop": "developed",
    "test": "tested",
    "produce": "produced",
    "transfer": "transferred",
    "aid": "transferred",
    "deploy": "deployed",
}
_TO_COME: Final = ("future", "hypothetical")


class Stage(Value, frozen=True):
    """One stage: what is told of it in the order of time, and which claim told it first (by publication)."""

    name: str
    matters: tuple[Matter, ...]
    first: KeptClaim | None

    @property
    def doubts(self) -> int:
        """How many of its claims hedge, and say neither yes nor no for sure."""
        return sum(kept.claim.hedged or kept.claim.stance == "doubts" for each in self.matters for kept in each.claims)

    @property
    def refusals(self) -> int:
        """How many of its claims say that it is not so."""
        return sum(len(each.denials) for each in self.matters)


def find_stages(matters: Iterable[Matter]) -> tuple[Stage, ...]:
    """All stages in order, empty ones too: that nothing is told of one is told as well.

    What is promised, planned or foretold of any stage announces the programme.
    """
    groups: dict[str, list[Matter]] = {name: [] for name in STAGES}
    for matter in matters:
        stage = _TYPES.get(matter.type)
        if stage:
            is_to_come = matter.tense in _TO_COME or all(
                kept.claim.stance in {"promises", "predicts"} for kept in matter.claims
            )
            groups["announced" if is_to_come else stage].append(matter)
    return tuple(Stage(name, in_order(found), _first_told(found)) for name, found in groups.items())


def _first_told(matters: Iterable[Matter]) -> KeptClaim | None:
    claims = [kept for matter in matters for kept in matter.claims]
    return min(
        claims,
        key=lambda kept: (kept.document.published_at or "9999", kept.document.id, kept.claim.span.start),
        default=None,
    )
