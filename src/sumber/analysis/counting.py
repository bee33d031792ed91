"""How many of some things are all apart from one another: the size of the largest such set."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

_MOST_TRIED: Final = 40
"""So many are tried whole; of more, which no proposition has yet had, as many as are found by taking the likeliest first."""


def largest_apart(things: Collection[int], apart: Collection[frozenset[int]]) -> int:
    """The size of the largest set of things each two of which are apart; one where there is anything at all.

    >>> largest_apart({0, 1, 2}, {frozenset((0, 1)), frozenset((1, 2))})
    2
    """
    found: dict[int, set[int]] = {thing: set() for thing in things}
    for one, other in apart:
        found[one].add(other)
        found[other].add(one)
    near = {thing: frozenset(others) for thing, others in found.items() if others}
    return max(min(1, len(things)), _search(frozenset(near), near))


def _search(left: frozenset[int], near: Mapping[int, frozenset[int]]) -> int:
    """The size of the largest set among those left: with the one that is apart from the most of them, or without it."""
    if not left:
        return 0
    best = min(left, key=lambda thing: (-len(near[thing] & left), thing))
    with_it = near[best] & left
    # Whatever is apart from nothing that the best is not apart from can be left out: the best does as well in its place.
    others = frozenset(thing for thing in left - with_it - {best} if not near[thing] & left <= with_it)
    taken = 1 + _search(with_it, near)
    if not others or len(left) > _MOST_TRIED:
        return taken
    return max(taken, _search(with_it | others, near))
