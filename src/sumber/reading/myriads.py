"""Numerals counted in myriads: figures, Han and Hangul signs, alone or mixed ("3억5천만", "二十四", "二〇二六", "19.88亿")."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from sumber.languages.tokens import Tokens

MAX_DIGITS = 18
GROUP = 3


class MyriadSigns(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The signs of a language that counts in myriads, each one character.

    `digits` are 0 to 9; several in a row are read place by place. `tens` multiply the digit before them up to a
    thousand, `myriads` all that stands before them. `bare_tens` where a numeral may begin with ten, hundred or
    thousand ("千人"); else each of them needs a digit before it. `points` part a number from its decimals.
    """

    digits: dict[str, int] = {}
    tens: dict[str, int]
    myriads: dict[str, int]
    bare_tens: bool = True
    points: frozenset[str] = frozenset(".")

    def opens(self, word: str) -> bool:
        """Whether a numeral may begin with this token, figures apart."""
        return word in self.digits or (self.bare_tens and word in self.tens)

    def starts(self) -> frozenset[str]:
        """The signs that a numeral may begin with."""
        return frozenset(sign for sign in (*self.digits, *self.tens) if self.opens(sign))


class MyriadNumeral(NamedTuple):
    """A number read from tokens up to, not including, `last`; `places` is how many digits it has where nothing scales it."""

    value: float
    last: int
    places: int


class _Sum:
    """A numeral as far as it is read: whole myriads, the rest below them, and the digits not yet scaled."""

    __slots__ = ("digits", "places", "scale", "section", "total", "unit")

    def __init__(self) -> None:
        self.total = self.section = 0.0
        self.digits: float | None = None
        self.places = 0
        self.unit = 10_000
        self.scale = float("inf")

    def value(self) -> float:
        return self.total + self.section + (self.digits or 0)

    def add_digits(self, value: float, places: int) -> bool:
        if self.digits is not None:
            return False
        self.digits, self.places = value, places
        return True

    def add_tens(self, unit: int) -> bool:
        """Scales the last digits by ten, hundred or thousand; each smaller than the one before it."""
        if unit >= self.unit:
            return False
        self.section += (1 if self.digits is None else self.digits) * unit
        self.digits, self.unit = None, unit
        return True

    def add_myriads(self, scale: int) -> bool:
        """Scales all since the last myriad sign; each smaller than the one before it."""
        section = self.section + (self.digits or 0)
        if scale >= self.scale or not section:
            return False
        self.total += section * scale
        self.section, self.digits, self.unit, self.scale = 0.0, None, 10_000, scale
        return True


def find_myriad_numeral(tokens: Tokens, position: int, signs: MyriadSigns) -> MyriadNumeral | None:
    """The numeral that starts at a token cut by characters, None where none does; linear in its length."""
    words = tokens.words
    if position >= len(words) or not opens_numeral(words[position], signs):
        return None
    found, at, scaled = _Sum(), position, False
    while at < len(words):
        if at > position and not _goes_on(tokens, at, signs):
            break
        after, is_scale = _read_sign(tokens, at, signs, found)
        if after == at:
            break
        at, scaled = after, scaled or is_scale
    if at == position:
        return None
    return MyriadNumeral(found.value(), at, 0 if scaled else found.places)


def opens_numeral(word: str, signs: MyriadSigns) -> bool:
    """Whether a numeral can begin with this token: with figures or a sign."""
    return _is_figures(word) or signs.opens(word)


def _read_sign(tokens: Tokens, at: int, signs: MyriadSigns, found: _Sum) -> tuple[int, bool]:
    """Where the digits or the scale sign at a token end, the token itself where it does not fit; whether it scales."""
    word = tokens.words[at]
    if _is_figures(word) or word in signs.digits:
        read = _read_figures(tokens, at, signs) if _is_figures(word) else _read_places(tokens, at, signs)
        if read is None or not found.add_digits(read.value, read.places):
            return at, False
        return read.last, False
    if word in signs.tens:
        return (at + 1, True) if found.add_tens(signs.tens[word]) else (at, False)
    if word in signs.myriads:
        return (at + 1, True) if found.add_myriads(signs.myriads[word]) else (at, False)
    return at, False


def _is_figures(word: str) -> bool:
    return word.isascii() and word.isdigit()


def _is_glued(tokens: Tokens, at: int) -> bool:
    return tokens.starts[at] == tokens.ends[at - 1]


def _goes_on(tokens: Tokens, at: int, signs: MyriadSigns) -> bool:
    """Whether a token is written onto the one before it, or opens the next part of a sum ("1만 2천", "3억 5천만")."""
    if _is_glued(tokens, at):
        return True
    words = tokens.words
    return (
        words[at - 1] in signs.myriads
        and _is_figures(words[at])
        and at + 1 < len(words)
        and _is_glued(tokens, at + 1)
        and (words[at + 1] in signs.tens or words[at + 1] in signs.myriads)
    )


def _read_figures(tokens: Tokens, at: int, signs: MyriadSigns) -> MyriadNumeral | None:
    """Figures with their groups and decimals: "1,200", "19.88"."""
    words, digits, last, decimals = tokens.words, tokens.words[at], at + 1, ""
    while (
        last + 1 < len(words)
        and (words[last] == "," or words[last] in signs.points)
        and _is_figures(words[last + 1])
        and _is_glued(tokens, last)
        and _is_glued(tokens, last + 1)
        and not decimals
    ):
        if words[last] in signs.points:
            decimals = words[last + 1][:MAX_DIGITS]
        elif len(words[last + 1]) == GROUP and len(digits) < MAX_DIGITS:
            digits += words[last + 1]
        else:
            return None
        last += 2
    if len(digits) > MAX_DIGITS:
        return None
    return MyriadNumeral(float(f"{digits}.{decimals or 0}"), last, 0 if decimals or last > at + 1 else len(digits))


def _read_places(tokens: Tokens, at: int, signs: MyriadSigns) -> MyriadNumeral:
    """Digits read place by place: "二〇二六"."""
    value, last = 0, at
    while last < len(tokens.words) and tokens.words[last] in signs.digits and last - at < MAX_DIGITS:
        if last > at and not _is_glued(tokens, last):
            break
        value, last = value * 10 + signs.digits[tokens.words[last]], last + 1
    return MyriadNumeral(float(value), last, last - at)
