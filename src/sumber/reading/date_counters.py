"""Numbers with the sign that makes them a year, a month or a day written onto them: "3月", "27일", "令和7年"."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from sumber.languages.tokens import Tokens
from sumber.reading.date_grammar import DateGrammar
from sumber.reading.myriads import MyriadNumeral, find_myriad_numeral
from sumber.reading.numerals import is_glued

YEAR_PLACES = 4
MAX_COUNT = 999
RANGES = {
    "year": (1000, 2199),
    "fiscal_year": (1000, 2199),
    "short_year": (0, 99),
    "short_fiscal": (0, 49),
    "month": (1, 12),
    "day": (1, 31),
}
TWO_PLACES = 2
NINETIES = range(30, 100, 10)
"""Decades told by two figures, of which only those of one century are still in use: "90年代"."""


class Lexeme(NamedTuple):
    """A reading of the tokens up to `last`: classes with their values (a numeric date has several)."""

    kind: str
    values: tuple[tuple[str, int | str], ...]
    last: int


class DateText(Protocol):
    """A text with its tokens and the grammar it is read by."""

    tokens: Tokens
    grammar: DateGrammar


def read_counted(text: DateText, position: int) -> list[Lexeme]:
    """The number at a token as a count, as a bare part of a date, and as what each counter after it makes of it."""
    number = _find_number(text, position)
    if number is None or number.value != int(number.value):
        return []
    value, last = int(number.value), number.last
    found = [Lexeme("count", (("count", value),), last)] if value <= MAX_COUNT else []
    for kind in ("year", "short_year", "month", "day"):
        if _fits(kind, number):
            found.append(Lexeme(f"{kind}.bare", ((kind, value),), last))
    for kind, after in _iter_counters(text, last):
        if kind == "decade_year":
            if value in NINETIES:
                found.append(Lexeme(kind, (("short_year", value),), after))
            elif _fits("year", number):
                found.append(Lexeme(kind, ((kind, value),), after))
        elif _fits(field := kind.partition(".")[0], number):
            found.append(Lexeme(kind, ((field, value),), after))
    return found


def read_era_year(text: DateText, position: int, before: int) -> list[Lexeme]:
    """The year of an era whose name ends at a token; `before` is the year before its first."""
    tokens = text.tokens
    if position >= len(tokens.words) or not is_glued(tokens, position):
        return []
    if tokens.lowers[position] in text.grammar.reading.first_year:
        number, last = 1, position + 1
    else:
        found = _find_number(text, position)
        if found is None or not 0 < found.value <= MAX_COUNT:
            return []
        number, last = int(found.value), found.last
    return [
        Lexeme(kind, ((kind, before + number),), after)
        for kind, after in _iter_counters(text, last)
        if kind in {"year", "fiscal_year"}
    ]


def _find_number(text: DateText, position: int) -> MyriadNumeral | None:
    signs = text.grammar.numerals.myriads if text.grammar.numerals else None
    return find_myriad_numeral(text.tokens, position, signs) if signs else None


def _iter_counters(text: DateText, position: int) -> list[tuple[str, int]]:
    """The classes of the counters written onto the token before this one, each with where its sign ends."""
    tokens = text.tokens
    if position >= len(tokens.words) or not (is_glued(tokens, position) or _is_set_apart(text, position)):
        return []
    found: list[tuple[str, int]] = []
    for sign, kind in text.grammar.counters:
        after = position + len(sign)
        if tokens.lowers[position:after] == sign and all(is_glued(tokens, at) for at in range(position + 1, after)):
            found.append((kind, after))
    return found


def _is_set_apart(text: DateText, position: int) -> bool:
    """Whether one blank parts the token from figures before it, where the language has no spaces of its own."""
    tokens = text.tokens
    return (
        text.grammar.reading.counters_apart
        and tokens.words[position - 1].isdigit()
        and tokens.starts[position] - tokens.ends[position - 1] == 1
        and tokens.lines[position] == tokens.lines[position - 1]
    )


def _fits(kind: str, number: MyriadNumeral) -> bool:
    """Whether a number can be such a part of a date: a year has its four places."""
    low, high = RANGES[kind]
    if kind in {"year", "fiscal_year"}:
        return number.places == YEAR_PLACES and low <= number.value <= high
    return low <= number.value <= high and (not kind.startswith("short_") or number.places == TWO_PLACES)
