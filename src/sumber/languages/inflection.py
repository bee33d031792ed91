"""Words led back from the form a sentence gives them to the form a table lists (`inflection.tsv`).

A language that bends its words lists each ending beside the dictionary ending it stands for; its tables then hold every
word once. What a bent word may come from is a guess; it counts only where a table holds that word.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Generic, Literal, TypeVar

from sumber.languages import Language

Part = Literal["noun", "verb"]
Value = TypeVar("Value")
LEAST_BASE = 2
"""Least letters of a dictionary form that is bent."""
LEAST_SHARED = 4
"""Least letters of a word that is taken for another form of a word of the text."""
KEPT_WORDS = 65536
_NOTHING: Mapping[str, frozenset[str]] = {}


class Inflection:
    """The endings of one language for some parts of speech.

    A row says: a word on one of the `ending`s (parted by "|") may be the `form` of the word on `base`. `after`, where
    told, are the letters of which one stands before them; an ending of no letters is written "-". Words of one phrase
    that are bent together share a form ("Верховної Ради": both genitive).
    """

    def __init__(self, rows: tuple[dict[str, str], ...], parts: frozenset[str]) -> None:
        self._rows: dict[str, list[tuple[str, str, str]]] = {}
        for row in rows:
            for ending in row["ending"].split("|") if row["part"] in parts else ():
                listed = (_letters(row["base"]), row["form"], row["after"])
                self._rows.setdefault(_letters(ending), []).append(listed)
        self._longest = max(map(len, self._rows), default=0)
        self.bases = lru_cache(maxsize=KEPT_WORDS)(self._bases)

    def _bases(self, word: str) -> Mapping[str, frozenset[str]]:
        """What a word in small letters may be a form of: the possible dictionary forms, each with its forms."""
        found: dict[str, set[str]] = {}
        for length in range(min(self._longest, len(word)) + 1):
            stem, ending = word[: len(word) - length], word[len(word) - length :]
            for base, form, after in self._rows.get(ending, ()):
                whole = stem + base
                fits = not after or stem[-1:] in after
                if fits and stem[-1:] and len(whole) >= LEAST_BASE and whole != word:
                    found.setdefault(whole, set()).add(form)
        return {base: frozenset(forms) for base, forms in found.items()} if found else _NOTHING


class BentDict(Generic[Value]):
    """What is known by a name, found by any form of the name; the name as first written comes before its other forms.

    A name of several words is found only as it was written. Without an inflection every name is.
    """

    def __init__(self, inflection: Inflection | None) -> None:
        self._inflection = inflection
        self._written: dict[str, Value] = {}
        self._bases: dict[str, Value] = {}

    def add(self, name: str, value: Value) -> None:
        """Note a value under a name; the first one of a name stays."""
        self._written.setdefault(name, value)
        for base in self._forms(name):
            self._bases.setdefault(base, value)

    def find(self, name: str) -> Value | None:
        """The value noted under this name, else under another form of it."""
        if name in self._written:
            return self._written[name]
        return next((self._bases[base] for base in self._forms(name) if base in self._bases), None)

    def _forms(self, name: str) -> tuple[str, ...]:
        """A name and all that it may come from, in small letters; nothing where the language does not bend it."""
        if self._inflection is None or " " in name or len(name) < LEAST_SHARED or not name[:1].isupper():
            return ()
        return (name.lower(), *self._inflection.bases(name.lower()))


@cache
def find_inflection(language: Language, *parts: Part) -> Inflection | None:
    """The endings of a language for these parts of speech; None where its words are listed as they are."""
    rows = language.read_table("inflection")
    return Inflection(rows, frozenset(parts)) if rows else None


def _letters(ending: str) -> str:
    return "" if ending == "-" else ending
