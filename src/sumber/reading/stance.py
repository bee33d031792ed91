"""Stance, hedge and negation of a claim, from its own words and its cue."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sumber.languages import Language
from sumber.languages.phrases import BarredTable
from sumber.languages.tokens import Tokens
from sumber.model import Stance

QUESTION_MARKS = frozenset("?？")


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
        self._table = BarredTable(((words, frozenset(kinds)) for words, kinds in means.items()), language.cut_text)

        self.counts_behind = language.cut == "characters"

    def find_words(self, tokens: Tokens, first: int, last: int) -> list[tuple[int, frozenset[str]]]:
        """Stance words among tokens `[first, last)` with their meanings, by first token."""
        return [(match.first, match.payload) for match in self._table.iter_matches(tokens, first, last)]


def judge(
    table: StanceTable, tokens: Tokens, span: tuple[int, int], skipped: frozenset[int], relatives: frozenset[str]
) -> Colour:
    """Stance, hedge and negation of the tokens `span`, leaving out the skipped ones (dates, names, the cue).

    A word behind a relative ("yang", "who") colours that clause, not the claim; a hedge that only approximates counts
    where a number follows.
    """
    first, last = span
    found: dict[str, int] = {}
    for position, means in table.find_words(tokens, first, last):
        if position in skipped:
            continue
        for meaning in sorted(means):
            if meaning == "hedge" and "hedge_number" in means and not _has_number(table, tokens, position, span):
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
        stance = "promises" if found.get("own", last) < found["future"] else "predicts"
    return Colour(stance, "hedge" in found, negated, tuple(found.items()))


def _has_number(table: StanceTable, tokens: Tokens, position: int, span: tuple[int, int]) -> bool:
    """Whether a number stands close behind a word that approximates, or before it where words run on ("60人以上")."""
    first = max(span[0], position - 5) if table.counts_behind else position + 1
    return any(any(c.isnumeric() for c in tokens.words[p]) for p in range(first, min(position + 4, span[1])))


def _is_subordinate(tokens: Tokens, first: int, position: int, relatives: frozenset[str]) -> bool:
    return any(tokens.lowers[p] in relatives for p in range(first + 1, position))


@cache
def read_stance(language: Language) -> StanceTable:
    """The stance words of `language`, read once."""
    return StanceTable(language)
