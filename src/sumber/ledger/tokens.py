"""Search tokens: the words of a text as keys, and facets that stand for what is known of it.

Words are brought to light stems by their language (`languages/xx/search.toml`). Han, kana and Hangul run on without
spaces or carry particles: they are cut into pairs of neighbouring signs, so that a name of two syllables is found
wherever it stands. A facet such as `_s_denies` begins with "_", which no word does; so words and filters are one query
over one index, and both stores find the same.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from itertools import accumulate, chain
from typing import Final, Literal

from sumber.languages import find_language, language_codes
from sumber.languages.stems import stem_in_all, stem_word
from sumber.languages.tokens import cut_signs
from sumber.ledger.stores import Term

FacetName = Literal[
    "project", "document", "language", "actor", "recipient", "origin", "outlet", "place", "entity",
    "event", "stance", "mode", "month", "year", "long", "century", "centuries",
]  # fmt: skip
_FACETS: Final[dict[FacetName, str]] = {
    "project": "p",
    "document": "d",
    "language": "l",
    "actor": "a",
    "recipient": "r",
    "origin": "o",
    "outlet": "u",
    "place": "w",
    "entity": "e",
    "event": "t",
    "stance": "s",
    "mode": "m",
    "month": "ym",
    "year": "y",
    "long": "yl",
    "century": "yc",
    "centuries": "ycl",
}
_WORD: Final = re.compile(r"[^\W_]+")  # "_" belongs to facets
_BARE: Final = re.compile(r"[a-z0-9]{1,40}\Z")
_LONGEST: Final = 64
_WORTH_KEEPING: Final = 24
_MOST_REMEMBERED: Final = 65_536
# PostgreSQL keeps at most a megabyte of tokens for one text.
_MOST_BYTES: Final = 900_000
_SURELY_FEW: Final = _MOST_BYTES // (4 * _LONGEST + 4)
# Bump when the code here changes what tokens a text has.
_RULES: Final = "3"


@lru_cache(maxsize=65_536)
def facet(name: FacetName, value: str | int) -> str:
    """The token of a facet's value: letters and figures as they are, anything else by its hash.

    >>> facet("actor", "Q423"), facet("stance", "denies")
    ('_a_q423', '_s_denies')
    """
    word = str(value).lower()
    if not _BARE.match(word):
        word = "h" + hashlib.sha256(word.encode("utf-8", "replace")).hexdigest()[:16]
    return f"_{_FACETS[name]}_{word}"


def name_facet(name: FacetName, folded: str) -> str:
    """The token of a name that no entity is known for."""
    return facet(name, f"name {folded}")


def person_facet(name: FacetName, folded: str) -> str:
    """The token of the name of a person, or of what may be one; to be asked for only where a public role is recorded."""
    return facet(name, f"person {folded}")


def word_tokens(text: str, language: str | None) -> list[str]:
    """The keys of a text's words, in order, with repetitions."""
    keys = _keys_of(language)
    return list(chain.from_iterable([keys[word] for word in _find_words(text)]))


class _WordKeys(dict[str, tuple[str, ...]]):
    """The keys of the words of one language, remembered: words come again and again."""

    def __init__(self, language: str | None) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> tuple[str, ...]:
        keys = tuple(key[:_LONGEST] for key in _word_keys(word, self._language))
        # A run of Han may be half a sentence that comes once.
        if len(word) <= _WORTH_KEEPING:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[word] = keys
        return keys


@cache
def _keys_of(language: str | None) -> _WordKeys:
    return _WordKeys(language)


def _word_keys(word: str, language: str | None) -> Iterator[str]:
    """The keys of one word: pairs of signs, and stems of what is no sign."""
    for part, runs_on in cut_signs(word):
        yield from _pairs(part) if runs_on else stem_word(_fold(part), language)


def join_tokens(tokens: Iterable[str]) -> str:
    """Each token once, with a blank between them, as many as a store can keep for one text."""
    kept = dict.fromkeys(tokens)
    if len(kept) <= _SURELY_FEW:
        return " ".join(kept)
    ends = accumulate(len(token.encode("utf-8", "replace")) + 4 for token in kept)
    return " ".join(token for token, end in zip(kept, ends, strict=True) if end <= _MOST_BYTES)


def find_word_groups(words: str) -> tuple[tuple[Term, ...], ...]:
    """What a search for these words asks of a text: for each word one of its keys in any language."""
    groups: list[tuple[Term, ...]] = []
    for word in _find_words(words):
        for part, runs_on in cut_signs(word):
            if runs_on and len(part) == 1:
                groups.append((Term(part, is_prefix=True),))
            elif runs_on:
                groups += [(Term(pair),) for pair in _pairs(part)]
            else:
                groups.append(tuple(Term(key[:_LONGEST]) for key in stem_in_all(_fold(part))))
    return tuple(dict.fromkeys(groups))


@cache
def search_rules() -> str:
    """A digest of the rules that tokens are made by; an index made by others is to be made anew."""
    digest = hashlib.sha256(_RULES.encode())
    for code in language_codes():
        file = resources.files("sumber.languages") / code / "search.toml"
        digest.update(file.read_bytes() if file.is_file() else code.encode())
    return digest.hexdigest()[:16]


def _find_words(text: str) -> list[str]:
    """Runs of word characters in one width, small letters and one script of Han."""
    if text.isascii():
        return _WORD.findall(text.lower())
    folded = unicodedata.normalize("NFKC", text).casefold()
    variants = _han_variants()
    # Looking for one first is much faster than trying to replace every letter of an alphabet.
    if _any_variant().search(folded):
        folded = folded.translate(variants)
    return _WORD.findall(folded)


@cache
def _han_variants() -> dict[int, str]:
    """Han characters that are another way to write one: a text in either script is found by words in the other."""
    variants: dict[int, str] = {}
    for code in language_codes():
        language = find_language(code)
        rows = language.read_table("variants") if language else ()
        variants |= {ord(row["form"]): row["stands_for"] for row in rows}
    return variants


@cache
def _any_variant() -> re.Pattern[str]:
    """What may be such a character."""
    codes = _han_variants() or {0: ""}
    return re.compile(f"[{chr(min(codes))}-{chr(max(codes))}]")


def _fold(word: str) -> str:
    """A word without the accents of Latin letters; those of other scripts tell letters apart (й, ї)."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    kept = [
        sign
        for place, sign in enumerate(parts)
        if not (unicodedata.category(sign) == "Mn" and place and parts[place - 1].isascii())
    ]
    return unicodedata.normalize("NFC", "".join(kept))


def _pairs(signs: str) -> list[str]:
    """Neighbouring signs in pairs; one alone is itself."""
    return [signs[place : place + 2] for place in range(len(signs) - 1)] or [signs]
