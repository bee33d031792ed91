"""Quantities of languages that write a counter onto the number: "300발", "三千七百餘架次", "約40人"."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import msgspec

from sumber.languages import Language
from sumber.languages.phrases import PhraseSet
from sumber.languages.tokens import Tokens, cut_characters
from sumber.model import DraftDate, Quantity, Span
from sumber.reading.bounds import Bound, bound_values
from sumber.reading.myriads import MyriadNumeral, MyriadSigns, find_myriad_numeral, opens_numeral
from sumber.reading.numerals import is_glued
from sumber.reading.sweeps import block_dates, gather_quantities

DASHES = frozenset("-–—~∼〜")
DESIGNATING = frozenset("-–—/#&_@+")
MYRIAD = 10_000
HUNDRED = 100


class CountedRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What counts, bounds and blurs numbers in one language.

    A number counts only where one of `counters` follows, or where it is scaled to myriads. `before` bounds it from
    before, `inside` between number and counter ("100여 명"), `after` behind the counter ("100명 이상"); those in
    `hedging` hedge it. `several` stand for a digit ("수백"), `natives` are numbers spelt out that a counter must follow.
    """

    counters: tuple[str, ...]
    percent: tuple[str, ...] = ("%",)
    before: dict[str, Bound]
    inside: dict[str, Bound]
    after: dict[str, Bound]
    hedging: frozenset[str]
    several: frozenset[str] = frozenset()
    natives: dict[str, int] = {}
    range_words: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    never_before: tuple[str, ...] = ()
    never_after: tuple[str, ...] = ()


class Tables(NamedTuple):
    """The rules of a language with their phrases cut as its text is."""

    rules: CountedRules
    signs: MyriadSigns
    counters: PhraseSet
    percent: PhraseSet
    before: PhraseSet
    inside: PhraseSet
    after: PhraseSet
    natives: PhraseSet
    range_words: PhraseSet
    shares: PhraseSet
    never_before: PhraseSet
    never_after: PhraseSet


class Amount(NamedTuple):
    """A number or stretch of numbers of tokens `[first, last)`; `spelt` where it is written without figures.

    `bounded` are the tokens inside it that bound it, `percent` is a share of a hundred.
    """

    low: float
    best: float | None
    high: float
    first: int
    last: int
    spelt: bool = False
    scaled: bool = False
    bounded: tuple[int, int] | None = None
    percent: bool = False


@cache
def find_tables(language: Language) -> Tables | None:
    """The tables of `language`, None where it has none yet."""
    settings = language.find_settings("numbers")
    if not settings or "counted" not in settings:
        return None
    rules = msgspec.convert(settings["counted"], CountedRules)
    names = (
        "counters",
        "percent",
        "before",
        "inside",
        "after",
        "natives",
        "range_words",
        "shares",
        "never_before",
        "never_after",
    )
    sets = {name: PhraseSet([cut_characters(phrase).lowers for phrase in getattr(rules, name)]) for name in names}
    return Tables(rules=rules, signs=msgspec.convert(settings["myriads"], MyriadSigns), **sets)


def find_counted(text: str, language: Language, dates: tuple[DraftDate, ...]) -> tuple[Quantity, ...]:
    """Quantities in the order of the text; numbers in dates, ordinals and designations are none."""
    tables = find_tables(language)
    if tables is None:
        return ()
    tokens = cut_characters(text)
    finder = _Finder(text, tokens, tables)
    return tuple(finder.find_all(block_dates(tokens, dates)))


class _Finder:
    """Finds the quantities of one text."""

    def __init__(self, text: str, tokens: Tokens, tables: Tables) -> None:
        self._text = text
        self._tokens = tokens
        self._tables = tables

    def find_all(self, blocked: frozenset[int]) -> list[Quantity]:
        """Every quantity outside the blocked tokens, from left to right."""
        return gather_quantities(len(self._tokens.words), blocked, self._find_amount, self._finish)

    def _find_amount(self, position: int) -> Amount | None:
        """A number, or two that name the ends of a stretch: "30～40人"."""
        first = self._find_single(position)
        if first is None or first.best is None:
            return first
        mark = first.last
        joined = self._end(self._tables.range_words, mark)
        if joined is None and self._word(mark) in DASHES:
            joined = mark + 1
        second = self._find_single(joined) if joined is not None else None
        if second is None or second.best is None or self._breaks(mark):
            return first
        if first.low >= second.high:  # a score, or a number written oddly
            return Amount(0, None, 0, first.first, second.last)
        scale = MYRIAD if second.scaled and not first.scaled and first.high < MYRIAD <= second.low else 1
        low = first.low * scale if first.low * scale < second.low else first.low
        return Amount(low, None, second.high, first.first, second.last, scaled=second.scaled)

    def _find_single(self, position: int) -> Amount | None:
        word = self._word(position)
        if not word or not self._may_count(word) or self._is_designation(position):
            return None
        if word in self._tables.rules.several and (vague := self._find_several(position)):
            return vague
        native = self._end(self._tables.natives, position)
        if native is not None and not self._is_inside(position) and self._end(self._tables.counters, native):
            value = self._tables.rules.natives["".join(self._tokens.lowers[position:native])]
            return Amount(value, value, value, position, native)
        number = find_myriad_numeral(self._tokens, position, self._tables.signs) or self._find_rounded(position)
        if number is None:
            return None
        return self._find_share(position, number) or self._scale_inside(self._as_amount(position, number))

    def _find_rounded(self, position: int) -> MyriadNumeral | None:
        """A ten, hundred or thousand without a digit before it, which only what bounds it makes a number: "십여 대"."""
        value = self._tables.signs.tens.get(self._word(position))
        if value is None or self._is_inside(position) or self._end(self._tables.inside, position + 1) is None:
            return None
        return MyriadNumeral(float(value), position + 1, 0)

    def _find_share(self, position: int, whole: MyriadNumeral) -> Amount | None:
        """A part of a whole: "三分の一", "3분의 1", "百分之三十"."""
        start = self._end(self._tables.shares, whole.last)
        part = find_myriad_numeral(self._tokens, start, self._tables.signs) if start is not None else None
        if part is None or whole.value <= 1:
            return None
        percent = whole.value == HUNDRED
        value = part.value if percent else part.value / whole.value
        return Amount(value, value, value, position, part.last, scaled=True, percent=percent)

    def _scale_inside(self, amount: Amount) -> Amount:
        """A number whose myriad stands behind what bounds it: "三十多万人", "20여만 명"."""
        inside = self._end(self._tables.inside, amount.last)
        scale = self._tables.signs.myriads.get(self._word(inside)) if inside is not None else None
        if inside is None or scale is None or amount.scaled:
            return amount
        value = amount.low * scale
        bounded = amount.last, inside
        return Amount(value, value, value, amount.first, inside + 1, amount.spelt, True, bounded)

    def _may_count(self, word: str) -> bool:
        """Whether a token can begin a number; told first, as few can."""
        tables = self._tables
        opens = opens_numeral(word, tables.signs) or word in tables.signs.tens
        return opens or word in tables.rules.several or tables.natives.starts_with(word)

    def _as_amount(self, position: int, number: MyriadNumeral) -> Amount:
        words = self._tokens.words[position : number.last]
        spelt = not any(word.isdecimal() for word in words)
        scaled = any(word in self._tables.signs.myriads for word in words)
        return Amount(number.value, number.value, number.value, position, number.last, spelt, scaled)

    def _find_several(self, position: int) -> Amount | None:
        """A number whose digit is left open: "数十", "수백만"."""
        scale, last, signs = 1, position + 1, self._tables.signs
        while (word := self._word(last)) in signs.tens or word in signs.myriads:
            scale, last = scale * (signs.tens.get(word) or signs.myriads[word]), last + 1
        if scale == 1 or self._is_inside(position):
            return None
        return Amount(2 * scale, None, 10 * scale - 1, position, last, scaled=scale >= MYRIAD)

    def _is_designation(self, position: int) -> bool:
        """Whether a number is an ordinal or part of a name: "第3次", "SM-3"."""
        before = self._word(position - 1)
        if position and self._tables.never_before.start_to(self._tokens.lowers, position - 1) is not None:
            return True
        glued = is_glued(self._tokens, position)
        if glued and before in DESIGNATING and self._word(position)[:1].isdecimal():
            inside = self._word(position - 2)
            return before not in DASHES or (inside.isascii() and inside.isalnum() and not inside.isdecimal())
        return glued and before in {".", ","} and self._word(position - 2).isdecimal()

    def _is_inside(self, position: int) -> bool:
        """Whether a number spelt out is the end of a longer word."""
        return is_glued(self._tokens, position) and self._word(position - 1).isalnum()

    def _finish(self, amount: Amount) -> tuple[Quantity | None, int]:
        """The quantity with its bound and unit, None for a number that counts nothing, and where it ends."""
        inside = self._end(self._tables.inside, amount.last) if amount.bounded is None else None
        start = inside or amount.last
        stop, unit = (start, "%") if amount.percent else self._unit_at(start)
        if self._counts_nothing(amount, unit, stop):
            return None, amount.last
        last = stop if unit is not None else start
        phrase, bound = self._find_bound(amount.first, amount.bounded or (amount.last, inside), last)
        low, best, high = bound_values(amount.low, amount.best, amount.high, bound)
        span = Span(self._tokens.starts[amount.first], self._tokens.ends[last - 1])
        hedged = phrase in self._tables.rules.hedging
        return Quantity(
            span=span, text=span.of(self._text), low=low, best=best, high=high, unit=unit, hedged=hedged
        ), last

    def _unit_at(self, position: int) -> tuple[int, str | None]:
        """The counter at a token, as printed, and where it ends; "%" for every way to write per cent."""
        percent = self._end(self._tables.percent, position)
        if percent is not None:
            return percent, "%"
        stop = self._end(self._tables.counters, position)
        if stop is None:
            return position, None
        return stop, self._text[self._tokens.starts[position] : self._tokens.ends[stop - 1]]

    def _counts_nothing(self, amount: Amount, unit: str | None, stop: int) -> bool:
        """Whether a number is a lone one, an article ("一名官员"), a score or goes on as another word."""
        if amount.high == 0 or (amount.spelt and amount.best == 1):
            return True
        if is_glued(self._tokens, stop) and self._end(self._tables.never_after, stop) is not None:
            return True
        return unit is None and not amount.scaled

    def _find_bound(self, first: int, inside: tuple[int, int | None], last: int) -> tuple[str, Bound | None]:
        """The phrase that bounds a number, and how: inside it, behind its counter, or before it."""
        rules, lowers = self._tables.rules, self._tokens.lowers
        if inside[1] is not None:
            phrase = "".join(lowers[inside[0] : inside[1]])
            return phrase, rules.inside[phrase]
        after = self._end(self._tables.after, last)
        if after is not None:
            phrase = "".join(lowers[last:after])
            return phrase, rules.after[phrase]
        start = self._tables.before.start_to(lowers, first - 1) if first and not self._breaks(first) else None
        if start is None:
            return "", None
        phrase = "".join(lowers[start:first])
        return phrase, rules.before[phrase]

    def _end(self, phrases: PhraseSet, position: int) -> int | None:
        """Where a phrase that begins at a token ends, None where none does on this line."""
        if position >= len(self._tokens.words) or (position and self._breaks(position)):
            return None
        return phrases.end_from(self._tokens.lowers, position)

    def _word(self, position: int) -> str:
        return self._tokens.lowers[position] if 0 <= position < len(self._tokens.lowers) else ""

    def _breaks(self, position: int) -> bool:
        return (
            0 < position < len(self._tokens.words) and self._tokens.lines[position] != self._tokens.lines[position - 1]
        )
