"""Who does what to whom: edges between actors, each with the matters that make it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from sumber.dossier.matters import Matter, Named
from sumber.dossier.sections import in_order
from sumber.model import Value


class Edge(Value, frozen=True):
    """All matters in which one acts upon the other, in the order of time."""

    actor: Named
    recipient: Named
    matters: tuple[Matter, ...]

    @property
    def types(self) -> dict[str, int]:
        """How many matters there are of each type, the most first."""
        counts: dict[str, int] = {}
        for matter in self.matters:
            counts[matter.type] = counts.get(matter.type, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def draw_network(matters: Iterable[Matter]) -> tuple[Edge, ...]:
    """The edges of all matters with both sides known, those with most matters first; nobody acts upon himself."""
    found: dict[tuple[Named, Named], list[Matter]] = {}
    for matter in matters:
        for actor, recipient in product(matter.actors, matter.recipients):
            if actor != recipient:
                found.setdefault((actor, recipient), []).append(matter)
    edges = (Edge(actor, recipient, in_order(told)) for (actor, recipient), told in found.items())
    return tuple(sorted(edges, key=lambda edge: (-len(edge.matters), edge.actor.name, edge.recipient.name)))
