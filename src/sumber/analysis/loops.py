"""Circular reporting: outlets that name one another as where they have a statement from."""

from __future__ import annotations

from collections.abc import Sequence

from sumber.analysis.origins import Saying


def find_loops(sayings: Sequence[Saying]) -> tuple[tuple[str, ...], ...]:
    """Circles of outlets each of which has it from the next, by their names; each circle once, from its first name.

    Only outlets whose own reports are at hand can close a circle.
    """
    outlets = {saying.document.publisher.name: saying.document.publisher.keys for saying in sayings}
    cites: dict[str, set[str]] = {name: set() for name in outlets}
    for saying in sayings:
        own = saying.document.publisher
        for link in saying.claim.chain[:-1]:
            cites[own.name].update(name for name, keys in outlets.items() if keys & link.keys and name != own.name)
    found = {_turned(circle) for name in sorted(cites) for circle in _circles(name, (name,), cites)}
    return tuple(sorted(found))


def _circles(start: str, path: tuple[str, ...], cites: dict[str, set[str]]) -> list[tuple[str, ...]]:
    circles: list[tuple[str, ...]] = []
    for name in sorted(cites[path[-1]]):
        if name == start:
            circles.append(path)
        elif name not in path and name > start:
            circles += _circles(start, (*path, name), cites)
    return circles


def _turned(circle: tuple[str, ...]) -> tuple[str, ...]:
    at = circle.index(min(circle))
    return (*circle[at:], *circle[:at])
