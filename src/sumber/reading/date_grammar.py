"""The date grammar of a language: its words by class and its patterns as one tree (`dates.toml`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any, Literal, NamedTuple

import msgspec

from sumber.errors import DataError
from sumber.languages import Language
from sumber.languages.phrases import PhraseSet
from sumber.languages.tokens import APOSTROPHES, Tokens, tokenize
from sumber.reading.numerals import NumeralRules, find_numeral_rules, number_starts

NO_DATE = "no_date"
"""The kind of patterns for what only reads like a date: "por la mañana" (in the morning; "mañana" is tomorrow)."""
_PART = re.compile(r"'[^']+'|[^\s()']+|[()]\??|'")


class Word(NamedTuple):
    """A word or phrase of a class: its tokens, its class and its values; `capital` where only a capital makes it one.

    A word may say several things at once: "昨年" is a year and the last one. `whole` where it may hold no space.
    """

    tokens: tuple[str, ...]
    kind: str
    values: tuple[tuple[str, int | str], ...]
    capital: bool
    whole: bool = False


class Rule(NamedTuple):
    """What a pattern gives: the kind of expression; `before` and `after` are the classes that must stand beside it."""

    kind: str
    before: str | None
    after: str | None
    order: int


class Node:
    """A step in the tree of patterns: the classes that may follow, and the rules that end here."""

    __slots__ = ("rules", "steps")

    def __init__(self) -> None:
        self.steps: dict[str, Node] = {}
        self.rules: list[Rule] = []


class ReadingRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the text around the date words of one language is read.

    `starts` is "spaced" where no phrase begins inside a word. The tense of a clause is looked for among so many tokens
    before and after a date, first on the side of `tense_first`. Words that count from an earlier date of the text reach
    `previous_sentences` sentences back, to a day where `previous_grain` is "same" and a day is meant. `first_year` are
    the signs for the first year of an era; fiscal years begin with `fiscal_month`. `counters_apart` where a blank may part
    figures from their counter ("2025 年 8 月"), as where words stand without spaces.
    """

    starts: Literal["anywhere", "spaced"] = "anywhere"
    tense_first: Literal["before", "after"] = "before"
    tense_before: int = 14
    tense_after: int = 8
    previous_sentences: int = 1
    previous_grain: Literal["any", "same"] = "any"
    first_year: frozenset[str] = frozenset()
    fiscal_month: int = 1
    counters_apart: bool = False


class DateGrammar:
    """The date words and patterns of one language.

    A pattern is a row of classes: `weekday? day month year?`. `(a b)?` is an optional group, `a|b` a choice, `'('` a
    mark; `[class]` at its start or end must stand beside the phrase and is no part of it. `counters` are the signs
    written onto a number that make it a year, month or day ("3月"); `no_dates` are the words that alone only read like a
    date, inside which no phrase ends.
    """

    def __init__(
        self, settings: Mapping[str, Any], numerals: NumeralRules | None, cut: Callable[[str], Tokens] = tokenize
    ) -> None:
        self.numerals = numerals
        self.cut = cut
        self.reading = msgspec.convert(settings.get("reading", {}), ReadingRules)
        self.month_first = settings["numeric_order"] in {"MDY", "YMD"}
        self.lists: dict[str, frozenset[str]] = {
            name: frozenset(map(str.lower, words)) for name, words in settings["context"].items()
        }
        self.phrases = {name: PhraseSet(rows) for name, words in self.lists.items() if (rows := self._cut_all(words))}
        self.words = _index_words(
            settings["words"], frozenset(settings["capitalised"]), cut, spaced=self.reading.starts == "spaced"
        )
        self.counters = _sort_counters(settings.get("counters", {}), cut)
        self.root = Node()
        self.order = 0
        for kind, patterns in settings["patterns"].items():
            for pattern in patterns:
                self._add(kind, pattern)
        opening = {
            word
            for word, entries in self.words.items()
            if any(e.kind in self.root.steps or e.kind == "era" for e in entries)
        }
        self.number_starts = number_starts(numerals) if numerals else frozenset()
        self.starters = frozenset(opening) | self.number_starts
        self.no_dates = self._find_no_dates()

    def _cut_all(self, phrases: frozenset[str]) -> list[tuple[str, ...]]:
        """The phrases of a list that have several tokens."""
        return [tokens for phrase in phrases if len(tokens := self.cut(phrase).lowers) > 1]

    def _find_no_dates(self) -> PhraseSet:
        """The words that by themselves only read like a date."""
        kinds = {kind for kind, node in self.root.steps.items() if any(rule.kind == NO_DATE for rule in node.rules)}
        entries = (entry for words in self.words.values() for entry in words)
        return PhraseSet([entry.tokens for entry in entries if entry.kind in kinds])

    def _add(self, kind: str, pattern: str) -> None:
        """Puts every way a pattern can be read into the tree; earlier patterns win over later ones of one length."""
        self.order += 1
        before = after = None
        if left := re.match(r"\[(\w+)\]\s+", pattern):
            before, pattern = left[1], pattern[left.end() :]
        if right := re.search(r"\s+\[(\w+)\]$", pattern):
            after, pattern = right[1], pattern[: right.start()]
        for row in expand_pattern(pattern):
            node = self.root
            for step in row:
                node = node.steps.setdefault(step, Node())
            if node is self.root:
                raise DataError("S204", f"date pattern {pattern!r} can be empty")
            node.rules.append(Rule(kind, before, after, self.order))


def _sort_counters(
    classes: Mapping[str, Sequence[str]], cut: Callable[[str], Tokens]
) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The signs of every class of counters, longest first."""
    rows = [(cut(sign).lowers, kind) for kind, signs in classes.items() for sign in signs]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def _index_words(
    classes: Mapping[str, Mapping[str, int | str | Mapping[str, int | str]] | list[str]],
    capitalised: frozenset[str],
    cut: Callable[[str], Tokens],
    *,
    spaced: bool,
) -> dict[str, tuple[Word, ...]]:
    index: dict[str, list[Word]] = {}
    for kind, words in classes.items():
        pairs = words.items() if isinstance(words, Mapping) else [(word, 0) for word in words]
        for phrase, value in pairs:
            values = tuple(value.items()) if isinstance(value, Mapping) else ((kind, value),)
            whole = spaced and " " not in phrase
            for spelling in _spellings(phrase):
                parts = cut(spelling).lowers
                index.setdefault(parts[0], []).append(Word(parts, kind, values, kind in capitalised, whole))
    return {first: tuple(words) for first, words in index.items()}


def _spellings(phrase: str) -> tuple[str, ...]:
    """A phrase with each of the marks that print an apostrophe."""
    return tuple(phrase.replace("'", mark) for mark in APOSTROPHES) if "'" in phrase else (phrase,)


def expand_pattern(pattern: str) -> list[tuple[str, ...]]:
    """Every row of classes that a pattern stands for.

    >>> expand_pattern("day month (of? year)?")
    [('day', 'month', 'of', 'year'), ('day', 'month', 'year'), ('day', 'month')]
    """
    parts = iter(_PART.findall(pattern))
    rows, _ = _expand(parts)
    return list(dict.fromkeys(rows))


def _expand(parts: Iterator[str]) -> tuple[list[tuple[str, ...]], bool]:
    """The rows up to the closing bracket, and whether the group they form may be left out."""
    columns: list[list[tuple[str, ...]]] = []
    optional = False
    for part in parts:
        if part == "(":
            rows, may_miss = _expand(parts)
            columns.append([*rows, ()] if may_miss else rows)
        elif part[0] == ")":
            optional = part == ")?"
            break
        elif part[0] == "'" and len(part) > 1:
            columns.append([(part[1:-1],)])
        else:
            choices: list[tuple[str, ...]] = [(choice,) for choice in part.rstrip("?").split("|")]
            columns.append([*choices, ()] if part.endswith("?") else choices)
    return [tuple(step for column in row for step in column) for row in product(*columns)], optional


@cache
def find_date_grammar(language: Language) -> DateGrammar | None:
    """The date grammar of `language`, None where it has none yet."""
    settings = language.find_settings("dates")
    return DateGrammar(settings, find_numeral_rules(language), language.cut_text) if settings else None
