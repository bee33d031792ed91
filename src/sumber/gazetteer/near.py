"""Entries whose name is one letter away from a word: misspellings and inflections."""

from __future__ import annotations

from functools import cache

from rapidfuzz.distance import Levenshtein

from sumber.gazetteer.entries import Entry, read_entries

MIN_LETTERS = 6


def find_near_names(name: str) -> tuple[Entry, ...]:
    """Entries with a name exactly one letter away from `name`, same first letter, at least six letters.

    States are left out: one letter parts Iran from Iraq and Niger from Nigeria.
    """
    found: dict[str, Entry] = {}
    for length in (len(name) - 1, len(name), len(name) + 1):
        for known, entry in _by_shape().get((name[:1], length), ()):
            if known != name and Levenshtein.distance(known, name, score_cutoff=1) == 1:
                found[entry.id] = entry
    return tuple(found.values())


@cache
def _by_shape() -> dict[tuple[str, int], tuple[tuple[str, Entry], ...]]:
    shapes: dict[tuple[str, int], list[tuple[str, Entry]]] = {}
    for entry in read_entries().values():
        if entry.kind not in {"state", "weapon"}:
            for name in (entry.name, *entry.names):
                if len(name) >= MIN_LETTERS:
                    shapes.setdefault((name[:1], len(name)), []).append((name, entry))
    return {shape: tuple(names) for shape, names in shapes.items()}
