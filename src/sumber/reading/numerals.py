"""Numerals of a language: digits with its separators, and numbers spelt out (`numbers.toml`)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import msgspec

from sumber.languages import Language
from sumber.languages.tokens import APOSTROPHES, Tokens, tokenize
from sumber.reading.myriads import MyriadSigns, find_myriad_numeral

MAX_DIGITS = 18
GROUP = 3
MAX_PART = 3
MAX_COMPOUND = 4
"""Most words of one number of several words: "quatre-vingt-dix-sept"."""


class NumeralRules(msgspec.Struct, frozen=True, kw_only=True):
    """How one language writes numbers.

    `ones` are added to what stands before them ("twenty-four"); `compounds` are such numbers of several words that are no
    sum of them ("quatre-vingt-dix-sept"), written with hyphens and read without them too. `scales` multiply it ("dua ratus"), `adders` add a
    fixed amount ("dua belas"). `joiners` may stand inside a number ("two hundred and five"), `tens_joiners` behind its
    tens and hundreds too ("treinta y cinco"); `articles` and `fractions` stand before a scale ("a dozen", "half a
    million"), `bare_scales` without either ("mil"). `pointed_scales` are shortened with a point ("800 тыс. тонн").
    A `group_mark` that is a space parts groups of three digits. With `either_mark` point and comma are told apart by the
    digits that follow, three for a group: a language whose countries write numbers in both ways. A language that counts
    in myriads has the signs of `myriads` and none of these. `parts_behind` add a part of the last scale to the number
    before them ("two million and a half", "two and a half million"), `share_links` stand between a fraction and its
    scale ("a quarter of a million").
    """

    decimal_point: str = "."
    group_mark: str = ","
    ones: dict[str, int] = {}
    compounds: dict[str, int] = {}
    scales: dict[str, int] = {}
    adders: dict[str, int] = {}
    joiners: frozenset[str] = frozenset()
    fractions: dict[str, float] = {}
    articles: frozenset[str] = frozenset()
    tens_joiners: frozenset[str] = frozenset()
    bare_scales: frozenset[str] = frozenset()
    pointed_scales: frozenset[str] = frozenset()
    either_mark: bool = False
    parts_behind: dict[str, float] = {}
    share_links: frozenset[str] = frozenset()
    myriads: MyriadSigns | None = None


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


def number_starts(rules: NumeralRules) -> frozenset[str]:
    """The words that a number spelt out can begin with."""
    if rules.myriads is not None:
        return rules.myriads.starts()
    return frozenset(tokenize(word.replace("'", mark)).lowers[0] for word in rules.ones for mark in APOSTROPHES)


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
    read = _read_digits(tokens, position, rules, word) if word[:1].isdigit() else _read_words(tokens, position, rules)
    return _add_part(tokens, read, rules) if read is not None and rules.parts_behind else read


def _add_part(tokens: Tokens, read: Numeral, rules: NumeralRules) -> Numeral:
    """A number with the part behind it and the scale behind that: "two and a half million", "dois milhões e meio"."""
    for length in range(MAX_PART, 0, -1):
        if read.last + length > len(tokens.lowers):
            continue
        phrase = " ".join(tokens.lowers[read.last : read.last + length])
        if phrase in rules.parts_behind and tokens.lines[read.last - 1] == tokens.lines[read.last]:
            part = rules.parts_behind[phrase] * rules.scales.get(tokens.lowers[read.last - 1], 1)
            value, last = _scale(tokens, read.last + length, rules, read.value + part)
            return Numeral(value, last, False)
    return read


def is_glued(tokens: Tokens, position: int) -> bool:
    """Whether no space stands between a token and the one before it."""
    return 0 < position < len(tokens.words) and tokens.starts[position] == tokens.ends[position - 1]


def _read_digits(tokens: Tokens, position: int, rules: NumeralRules, digits: str) -> Numeral | None:
    if not (digits.isascii() and digits.isdigit()) or len(digits) > MAX_DIGITS:
        return None
    last, decimals = position + 1, ""
    if rules.group_mark == " ":
        digits, last = _join_spaced(tokens, last, digits)
    while _joins_digits(tokens, last):
        mark, following = tokens.words[last], tokens.words[last + 1]
        grouped = len(following) == GROUP and not decimals and len(digits) < MAX_DIGITS and digits != "0"
        if grouped and (mark == rules.group_mark or rules.either_mark):
            digits += following
        elif (mark == rules.decimal_point or rules.either_mark) and not decimals:
            decimals = following[:MAX_DIGITS]
        else:
            return None
        last += 2
    value = float(f"{digits}.{decimals or 0}")
    scaled, after = _scale(tokens, last, rules, value)
    return Numeral(scaled, after, after == position + 1)


def _join_spaced(tokens: Tokens, position: int, digits: str) -> tuple[str, int]:
    """Digits with the groups of three that follow, each behind one space: "1 140"."""
    if len(digits) > GROUP:
        return digits, position
    while len(digits) < MAX_DIGITS and _is_spaced_group(tokens, position):
        digits, position = digits + tokens.words[position], position + 1
    return digits, position


def _is_spaced_group(tokens: Tokens, position: int) -> bool:
    return (
        position < len(tokens.words)
        and len(tokens.words[position]) == GROUP
        and tokens.words[position].isascii()
        and tokens.words[position].isdigit()
        and tokens.starts[position] == tokens.ends[position - 1] + 1
        and tokens.lines[position] == tokens.lines[position - 1]
    )


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
        word = tokens.lowers[position]
        value, position = value * rules.scales[word], position + 1
        if word in rules.pointed_scales and _is_inner_point(tokens, position):
            position += 1
    return value, position


def _is_inner_point(tokens: Tokens, position: int) -> bool:
    """Whether a token is the point of a shortened word with the sentence going on behind it."""
    return (
        tokens.words[position : position + 1] == (".",)
        and is_glued(tokens, position)
        and tokens.words[position + 1 : position + 2] != ()
        and tokens.words[position + 1].islower()
    )


def _read_words(tokens: Tokens, position: int, rules: NumeralRules) -> Numeral | None:
    lowers = tokens.lowers
    if lowers[position] in rules.fractions or lowers[position] in rules.articles:
        return _read_share(tokens, position, rules)
    sum_, last, at = Sum(), position, position
    joined: tuple[float, int] | None = None
    while at < len(lowers):
        word, width = _word_at(tokens, at, rules)
        ones = rules.ones.get(word, rules.compounds.get(word))
        if ones is not None:
            if sum_.ones and not _fits(sum_.ones, ones):
                break
            sum_ = sum_.plus(ones)
        elif word in rules.adders and 0 < sum_.ones < 10:
            sum_ = sum_.plus(rules.adders[word])
        elif word in rules.scales and (at > position or word in rules.bare_scales):
            scaled = sum_.times(rules.scales[word])
            if scaled is None:  # "two thousand and four thousand": another number behind the joiner
                return Numeral(*joined, False) if joined else None
            sum_ = scaled
        elif word in rules.joiners and last == at and at > position and _continues(tokens, at, rules):
            joined = float(sum_.value), last
            at += 1
            continue
        else:
            break
        at += width
        last = at
    return Numeral(float(sum_.value), last, False) if last > position else None


class Sum(NamedTuple):
    """A number as far as it is read: whole thousands, whole hundreds before the next of them, and what is below."""

    total: int = 0
    group: int = 0
    ones: int = 0
    least: int = 0

    @property
    def value(self) -> int:
        """What is read so far."""
        return self.total + self.group + self.ones

    def plus(self, amount: int) -> Sum:
        """The number with a word of its own value added."""
        return self._replace(ones=self.ones + amount)

    def times(self, scale: int) -> Sum | None:
        """The number with its last part multiplied; None where a thousand follows a thousand.

        A thousand of a greater scale multiplies the whole: "dos mil millones".
        """
        if scale < 1000:
            low = self.ones % scale
            return self._replace(group=self.group + self.ones - low + (low or 1) * scale, ones=0)
        part = self.group + self.ones
        if self.total and not part:
            return Sum(self.total * scale, 0, 0, scale)
        if self.least and scale >= self.least:
            return None
        return Sum(self.total + (part or 1) * scale, 0, 0, scale)


def _word_at(tokens: Tokens, at: int, rules: NumeralRules) -> tuple[str, int]:
    """The word at a token and the number of its tokens: one number word where an apostrophe parts it ("п'ять"), or several."""
    word = tokens.lowers[at]
    if rules.compounds and (compound := _compound_at(tokens, at, rules)):
        return compound
    if APOSTROPHES[2] in word:
        return word.replace(APOSTROPHES[2], "'"), 1
    if at + 2 < len(tokens.words) and tokens.words[at + 1] in APOSTROPHES:
        joined = f"{word}'{tokens.lowers[at + 2]}"
        if joined in rules.ones and is_glued(tokens, at + 1) and is_glued(tokens, at + 2):
            return joined, 3
    return word, 1


def _compound_at(tokens: Tokens, at: int, rules: NumeralRules) -> tuple[str, int] | None:
    """The longest number of several words at a token and the number of its tokens, hyphens between its words or not."""
    found, words, last = None, [tokens.lowers[at]], at + 1
    while len(words) < MAX_COMPOUND:
        last += tokens.words[last : last + 1] == ("-",)
        if last >= len(tokens.words) or tokens.lines[last] != tokens.lines[at]:
            break
        words.append(tokens.lowers[last])
        last += 1
        for mark in "- ":
            if mark.join(words) in rules.compounds:
                found = mark.join(words), last - at
    return found


def _read_share(tokens: Tokens, position: int, rules: NumeralRules) -> Numeral | None:
    """A fraction or article with the scale it stands before: "half a million", "a dozen", "setengah juta"."""
    lowers, start = tokens.lowers, position + 1
    if lowers[position] in rules.articles and lowers[start : start + 1] and lowers[start] in rules.fractions:
        position, start = start, start + 1
    value = rules.fractions.get(lowers[position], 1.0)
    if lowers[position] in rules.fractions:
        start += start < len(lowers) and lowers[start] in rules.share_links
        start += start < len(lowers) and lowers[start] in rules.articles
    scaled, last = _scale(tokens, start, rules, value)
    return Numeral(scaled, last, False) if last > start else None


def _fits(before: int, value: int) -> bool:
    """Whether a number word may follow another directly: "twenty" "four", "seratus" "dua puluh", never "two" "three"."""
    step = 1000 if before % 1000 == 0 else 100 if before % 100 == 0 else 10 if before % 10 == 0 else 1
    return step > 1 and value < step


def _continues(tokens: Tokens, at: int, rules: NumeralRules) -> bool:
    """Whether a joiner stands inside a number: "twenty-four", "two hundred and five", "treinta y cinco"."""
    lowers = tokens.lowers
    before, after = lowers[at - 1], lowers[at + 1] if at + 1 < len(lowers) else ""
    if after not in rules.ones:
        return False
    if lowers[at] == "-" or (lowers[at] in rules.tens_joiners and before in rules.ones):
        return before in rules.ones and _fits(rules.ones[before], rules.ones[after])
    return before in rules.scales
