"""Circular reporting: outlets that name one another as where they have a statement from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from sumber.analysis.origins import Saying
from sumber.analysis.sources import is_same_source


def find_loops(sayings: Sequence[Saying]) -> tuple[tuple[str, ...], ...]:
    """Circles of outlets each of which has it from the next, by their names; each circle once, from its first name.

    Only outlets whose own reports are at hand can close a circle. Of outlets that form a smaller circle among them only
    that one is given: A and B that name one another, and not also the way round through C.
    """
    outlets = {saying.document.publisher.name: saying.document.publisher for saying in sayings}
    cites: dict[str, set[str]] = {name: set() for name in outlets}
    for saying in sayings:
        own = saying.document.publisher.name
        for link in saying.claim.chain[:-1]:
            if link.role != "unnamed":
                cites[own].update(name for name, outlet in outlets.items() if is_same_source(outlet, link))
        cites[own].discard(own)
    return tuple(sorted(circle for name in cites for circle in _circles((name,), cites)))


def _circles(path: tuple[str, ...], cites: Mapping[str, Set[str]]) -> Iterator[tuple[str, ...]]:
    """The circles that go on from this path and back to its start, which is the first of their names."""
    start, last = path[0], path[-1]
    if start in cites[last]:
        yield path
        return
    for name in cites[last]:
        is_short_cut = any(name in cites[earlier] for earlier in path[:-1])
        leads_back = any(earlier in cites[name] for earlier in path[1:])
        if name > start and name not in path and not is_short_cut and not leads_back:
            yield from _circles((*path, name), cites)
