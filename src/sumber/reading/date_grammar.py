"""The date grammar of a language: its words by class and its patterns as one tree (`dates.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from sumber.errors import DataError
from sumber.languages import Language
from sumber.languages.tokens import tokenize
from sumber.reading.numerals import APOSTROPHES, NumeralRules, find_numeral_rules, number_starts

_PART = re.compile(r"'[^']+'|[^\s()']+|[()]\??|'")


class Word(NamedTuple):
    """A word or phrase of a class: its tokens, its class and its value; `capital` where only a capital makes it one."""

    tokens: tuple[str, ...]
    kind: str
    value: int | str
    capital: bool


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


class DateGrammar:
    """The date words and patterns of one language.

    A pattern is a row of classes: `weekday? day month year?`. `(a b)?` is an optional group, `a|b` a choice, `'('` a
    mark; `[class]` at its start or end must stand beside the phrase and is no part of it.
    """

    def __init__(self, settings: Mapping[str, Any], numerals: NumeralRules | None) -> None:
        self.numerals = numerals
        self.month_first = settings["numeric_order"] == "MDY"
        self.lists: dict[str, frozenset[str]] = {
            name: frozenset(map(str.lower, words)) for name, words in settings["context"].items()
        }
        self.words = _index_words(settings["words"], frozenset(settings["capitalised"]))
        self.root = Node()
        self.order = 0
        for kind, patterns in settings["patterns"].items():
            for pattern in patterns:
                self._add(kind, pattern)
        opening = {word for word, entries in self.words.items() if any(e.kind in self.root.steps for e in entries)}
        self.number_starts = number_starts(numerals) if numerals else frozenset()
        self.starters = frozenset(opening) | self.number_starts

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


def _index_words(
    classes: Mapping[str, Mapping[str, int | str] | list[str]], capitalised: frozenset[str]
) -> dict[str, tuple[Word, ...]]:
    index: dict[str, list[Word]] = {}
    for kind, words in classes.items():
        pairs = words.items() if isinstance(words, Mapping) else [(word, 0) for word in words]
        for phrase, value in pairs:
            for spelling in _spellings(phrase):
                parts = tokenize(spelling).lowers
                index.setdefault(parts[0], []).append(Word(parts, kind, value, kind in capitalised))
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
    return DateGrammar(settings, find_numeral_rules(language)) if settings else None
