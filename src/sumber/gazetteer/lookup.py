"""Entries by any name that any language calls them, for whoever asks by name and reads no text.

The readers' tables know the forms of every name and take seconds to build; a question needs the listed names alone.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import combinations

from sumber.gazetteer.entries import FILES, read_entries
from sumber.languages import find_language, language_codes

# A demonym or an adjective names the people or what is theirs, not the entry.
_NO_NAMES = frozenset({"none", "demonym", "adjective", "compound"})
MOST_WORDS = 6
"""The words of the longest name that is looked for in a question."""


def find_called(name: str) -> tuple[str, ...]:
    """The ids of all entries that are called so in some language, letter case aside; empty where none is.

    >>> find_called("dprk"), find_called("КНДР")
    (('Q423',), ('Q423',))
    """
    return _names().get(_fold(name), ())


def find_meant(name: str) -> tuple[str, ...]:
    """The ids of the entries that a name means by itself, without those that it means only among other clues."""
    return _names(freely=True).get(_fold(name), ())


@cache
def read_shared_names() -> dict[tuple[str, str], str]:
    """Entries of one kind and one state that bear the same name in some language: their ids in order, and the name.

    States themselves are left out: press of one language shortens several to one sign.
    """
    entries = read_entries()
    found: dict[tuple[str, str], str] = {}
    for name, ids in _names().items():
        for one, other in combinations(sorted(ids), 2):
            a, b = entries[one], entries[other]
            if a.kind == b.kind != "state" and a.country == b.country:
                found.setdefault((one, other), name)
    return found


@cache
def _names(*, freely: bool = False) -> dict[str, tuple[str, ...]]:
    entries = read_entries()
    found: dict[str, dict[str, None]] = {}
    for code in language_codes():
        language = find_language(code)
        for file in FILES if language else ():
            for row in language.read_table(f"aliases/{file}") if language else ():
                use = row.get("use", "")
                if use not in _NO_NAMES and row["id"] in entries and not (freely and use == "ambiguous"):
                    found.setdefault(_fold(row["alias"]), {})[row["id"]] = None
    for entry in entries.values():
        for name in (entry.name, *entry.names):
            found.setdefault(_fold(name), {})[entry.id] = None
    return {name: tuple(ids) for name, ids in found.items()}


def _fold(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
