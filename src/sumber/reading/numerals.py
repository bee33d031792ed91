"""Numerals of a language: digits with its separators, and numbers spelt out (`numbers.toml`)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import msgspec

from sumber.languages import Language
from sumber.languages.tokens import Tokens
from sumber.reading.myriads import MyriadSigns, find_myriad_numeral

MAX_DIGITS = 18
GROUP = 3


class NumeralRules(msgspec.Struct, frozen=True, kw_only=True):
    """How one language writes numbers.

    `ones` are added to what stands before them ("twenty-four"), `scales` multiply it ("dua ratus"), `adders` add a
    fixed amount ("dua belas"). `joiners` may stand inside a number ("two hundred and five"); `articles` and
    `fractions` stand before a scale ("a dozen", "half a million"). A language that counts in myriads has the signs of
    `myriads` and none of these.
    """

    decimal_point: str = "."
    group_mark: str = ","
    ones: dict[str, int] = {}
    scales: dict[str, int] = {}
    adders: dict[str, int] = {}
    joiners: frozenset[str] = frozenset()
    fractions: dict[str, float] = {}
    articles: frozenset[str] = frozenset()
    myriads: MyriadSigns | None = None

    def opens(self, word: str) -> bool:
        """Whether a number spelt out may begin with this word."""
        return word in self.ones or (self.myriads is not None and self.myriads.opens(word))


class Numeral(NamedTuple):
    """A number read from tokens up to, not including, `last`; `plain` for a bare run of digits without scale."""

    value: float
    last: int
    plain: bool


@cache
def find_numeral_rules(language: Language) -> NumeralRules | None:
    """The numeral rules of `language`, None where it has none yet."""
    settings = language.find_settings("numbers")
    return msgspec.convert(settings, NumeralRules) if settings else None


def find_numeral(tokens: Tokens, position: int, rules: NumeralRules, skipped: int = 0) -> Numeral | None:
    """The number that starts at a token, its scale words included ("1,25 miliar", "dua puluh empat"), None for none.

    The first `skipped` characters of the token, a currency written onto the digits, are left out.
    """
    if position >= len(tokens.words):
        return None
    if rules.myriads is not None:
        found = find_myriad_numeral(tokens, position, rules.myriads)
        return found and Numeral(found.value, found.last, found.places > 0)
    word = tokens.words[position][skipped:]
    if word[:1].isdigit():
        return _read_digits(tokens, position, rules, word)
    return _read_words(tokens, position, rules)


def is_glued(tokens: Tokens, position: int) -> bool:
    """Whether no space stands between a token and the one before it."""
    return 0 < position < len(tokens.words) and tokens.starts[position] == tokens.ends[position - 1]


def _read_digits(tokens: Tokens, position: int, rules: NumeralRules, digits: str) -> Numeral | None:
    if not (digits.isascii() and digits.isdigit()) or len(digits) > MAX_DIGITS:
        return None
    last, decimals = position + 1, ""
    while _joins_digits(tokens, last):
        mark, following = tokens.words[last], tokens.words[last + 1]
        if mark == rules.group_mark and len(following) == GROUP and not decimals and len(digits) < MAX_DIGITS:
            digits += following
        elif mark == rules.decimal_point and not decimals:
            decimals = following[:MAX_DIGITS]
        else:
            return None
        last += 2
    value = float(f"{digits}.{decimals or 0}")
    scaled, after = _scale(tokens, last, rules, value)
    return Numeral(scaled, after, after == position + 1)


def _joins_digits(tokens: Tokens, position: int) -> bool:
    """Whether a point or comma and more digits are written onto the digits before `position`."""
    return (
        position + 1 < len(tokens.words)
        and tokens.words[position] in ".,"
        and tokens.words[position + 1].isascii()
        and tokens.words[position + 1].isdigit()
        and is_glued(tokens, position)
        and is_glued(tokens, position + 1)
    )


def _scale(tokens: Tokens, position: int, rules: NumeralRules, value: float) -> tuple[float, int]:
    while position < len(tokens.words) and tokens.lowers[position] in rules.scales:
        value, position = value * rules.scales[tokens.lowers[position]], position + 1
    return value, position


def _read_words(tokens: Tokens, position: int, rules: NumeralRules) -> Numeral | None:
    lowers = tokens.lowers
    if lowers[position] in rules.fractions or lowers[position] in rules.articles:
        return _read_share(tokens, position, rules)
    total, group, ones, last = 0, 0, 0, position
    at = position
    while at < len(lowers):
        word = lowers[at]
        if word in rules.ones:
            value = rules.ones[word]
            if ones and not _fits(ones, value):
                break
            ones += value
        elif word in rules.adders and 0 < ones < 10:
            ones += rules.adders[word]
        elif word in rules.scales and (at > position):
            scale = rules.scales[word]
            if scale < 1000:
                low = ones % scale
                group, ones = group + ones - low + (low or 1) * scale, 0
            else:
                total, group, ones = total + (group + ones or 1) * scale, 0, 0
        elif word in rules.joiners and last == at and at > position and _continues(lowers, at, rules):
            at += 1
            continue
        else:
            break
        at += 1
        last = at
    return Numeral(float(total + group + ones), last, False) if last > position else None


def _read_share(tokens: Tokens, position: int, rules: NumeralRules) -> Numeral | None:
    """A fraction or article with the scale it stands before: "half a million", "a dozen", "setengah juta"."""
    value, start = rules.fractions.get(tokens.lowers[position], 1.0), position + 1
    if (
        start < len(tokens.lowers)
        and tokens.lowers[position] in rules.fractions
        and tokens.lowers[start] in rules.articles
    ):
        start += 1
    scaled, last = _scale(tokens, start, rules, value)
    return Numeral(scaled, last, False) if last > start else None


def _fits(before: int, value: int) -> bool:
    """Whether a number word may follow another directly: "twenty" "four", "seratus" "dua puluh", never "two" "three"."""
    step = 1000 if before % 1000 == 0 else 100 if before % 100 == 0 else 10 if before % 10 == 0 else 1
    return step > 1 and value < step


def _continues(lowers: tuple[str, ...], at: int, rules: NumeralRules) -> bool:
    """Whether a joiner stands inside a number: "twenty-four", "two hundred and five"."""
    before, after = lowers[at - 1], lowers[at + 1] if at + 1 < len(lowers) else ""
    if after not in rules.ones:
        return False
    if lowers[at] == "-":
        return before in rules.ones and _fits(rules.ones[before], rules.ones[after])
    return before in rules.scales
