"""Stance, hedge and negation of a claim, from its own words and its cue."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sumber.languages import Language
from sumber.languages.inflection import find_inflection
from sumber.languages.phrases import BarredTable
from sumber.languages.tokens import Tokens
from sumber.model import Span, Stance
from sumber.reading.numerals import NumeralRules, find_numeral_rules, number_starts
from sumber.reading.scene import Scene

QUESTION_MARKS = frozenset("?？")
BARE = "not_"
"""What the meanings begin with of longer words that only hold a stance word: "公约" holds "约"."""


class Colour(NamedTuple):
    """How a claim is put: stance, hedged, negated, and the words that say so by meaning."""

    stance: Stance
    hedged: bool
    negated: bool
    words: tuple[tuple[str, int], ...]


class StanceTable:
    """The table `stance.tsv` of one language: future, obligation, own, negation, hedge words."""

    def __init__(self, language: Language) -> None:
        means: dict[str, set[str]] = {}
        for row in language.read_table("stance"):
            means.setdefault(row["words"].lower(), set()).add(row["means"])
        self._table = BarredTable(
            ((words, frozenset(kinds)) for words, kinds in means.items()),
            language.cut_text,
            find_inflection(language, "verb"),
        )
        self.counts_behind = language.cut == "characters"
        numerals = find_numeral_rules(language)
        self.numbers = _number_words(numerals) if numerals and not self.counts_behind else frozenset()

    def find_words(self, tokens: Tokens, first: int, last: int) -> list[tuple[int, frozenset[str]]]:
        """Stance words among tokens `[first, last)` with their meanings, by first token."""
        return [(match.first, match.payload) for match in self._table.iter_matches(tokens, first, last)]


def judge(table: StanceTable, scene: Scene, span: tuple[int, int]) -> Colour:
    """Stance, hedge and negation of the tokens `span`, leaving out names, and dates but for those that lie ahead.

    A word behind a relative ("yang", "who") colours that clause, not the claim; a hedge that only approximates counts
    where a number follows.
    """
    tokens, relatives = scene.tokens, scene.grammar.relatives
    first, last = span
    found: dict[str, int] = {}
    for position, means in table.find_words(tokens, first, last):
        ahead = "future" in means and position in scene.in_date
        if position in scene.named_or_dated and not ahead:
            continue
        for meaning in sorted(means):
            if meaning.startswith(BARE):
                continue
            if meaning == "hedge" and "hedge_number" in means and not _has_number(table, scene, position, span):
                continue
            if meaning in {"negation", "future", "obligation"} and _is_subordinate(tokens, first, position, relatives):
                continue
            found.setdefault(meaning, position)
    negated = "negation" in found
    stance: Stance = "asserts"
    if tokens.lowers[last - 1] in QUESTION_MARKS and "doubt" in found:
        stance = "doubts"
    elif "obligation" in found and found["obligation"] <= found.get("future", last):
        stance = "demands"
    elif "future" in found:
        stance = "promises" if found.get("own", last) <= found["future"] else "predicts"
    return Colour(stance, "hedge" in found, negated, tuple(found.items()))


def is_hedging(table: StanceTable, scene: Scene, cue: Span) -> bool:
    """Whether the words that attribute a claim hedge it: "предположил", "menduga"; what foretells ("预计") does not."""
    first, last = scene.tokens.range_of(cue)
    found = table.find_words(scene.tokens, first, last)
    return any("hedge" in means and not means & {"hedge_number", "future"} for _, means in found)


def _number_words(numerals: NumeralRules) -> frozenset[str]:
    """The words of numbers spelt out but for "one", which is an article too; those that only multiply among them."""
    single = frozenset(word for word, value in numerals.ones.items() if value == 1)
    return (number_starts(numerals) - single) | frozenset(numerals.scales) | frozenset(numerals.fractions)


def _has_number(table: StanceTable, scene: Scene, position: int, span: tuple[int, int]) -> bool:
    """Whether a number that is no date's stands close behind a word that approximates.

    Where words run on it may stand before it ("60人以上").
    """
    first = max(span[0], position - 5) if table.counts_behind else position + 1
    return any(
        p not in scene.in_date and (scene.lower(p) in table.numbers or any(c.isnumeric() for c in scene.lower(p)))
        for p in range(first, min(position + 4, span[1]))
    )


def _is_subordinate(tokens: Tokens, first: int, position: int, relatives: frozenset[str]) -> bool:
    return any(tokens.lowers[p] in relatives for p in range(first + 1, position))


@cache
def read_stance(language: Language) -> StanceTable:
    """The stance words of `language`, read once."""
    return StanceTable(language)
