"""Quantities in a text: lowest, best and highest value with their unit (`numbers.toml`)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import msgspec

from sumber.languages import Language
from sumber.languages.tokens import Tokens
from sumber.model import DraftDate, Quantity, Span
from sumber.reading.bounds import Bound, bound_values
from sumber.reading.counted import find_counted
from sumber.reading.numerals import NumeralRules, find_numeral, find_numeral_rules, is_glued
from sumber.reading.sweeps import block_dates, gather_quantities

_PREFIXED = re.compile(r"([^\W\d_]{1,3})(\d{1,18})")
_SUFFIXED = re.compile(r"(\d{1,18})([^\W\d_]{1,3})")
_DASHES = frozenset("-–—")
MAX_BOUND_WORDS = 3
MAX_VAGUE_WORDS = 3
CLOCK_DIGITS, DAY_HOURS, HOUR_MINUTES = 2, 24, 60


class QuantityRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What bounds, blurs and counts numbers in one language.

    `bounds` maps a phrase before a number to what it makes of it; `hedging` are those that hedge. `vague` are words
    for a stretch of numbers, which a scale after them multiplies. A unit is up to `unit_words` words, cut at
    `unit_stops` and, past its first word, at `unit_stop_prefixes`; where `plural_endings` are given it ends with a
    plural, where `adjective_endings` are with the first word that has none of them. Behind a scale or a vague number one of
    `unit_links` may lead to it ("millones de dólares"). Behind `clock_leads` 22.10 is a time. `currency_letters` stand before a currency's mark ("US$").
    Up to `names_before_unit` capitalised words ("12 North Korean soldiers") may stand before a unit. One of
    `blurring_endings` behind a dash makes a number a rough one ("100-an orang").
    """

    bounds: dict[str, Bound]
    hedging: frozenset[str]
    vague: dict[str, tuple[float, float]]
    range_words: frozenset[str]
    between_words: frozenset[str]
    currencies: frozenset[str]
    currency_letters: frozenset[str]
    percent: frozenset[str]
    glued_units: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    unit_words: int
    unit_stops: frozenset[str]
    unit_stop_prefixes: tuple[str, ...] = ()
    plural_endings: tuple[str, ...] = ()
    plurals: frozenset[str] = frozenset()
    adjective_endings: tuple[str, ...] = ()
    unit_links: frozenset[str] = frozenset()
    clock_leads: frozenset[str] = frozenset()
    names_before_unit: int = 0
    blurring_endings: frozenset[str] = frozenset()


class Amount(NamedTuple):
    """A number or stretch of numbers of tokens `[first, last)`, before bounds and units; `unit` where written onto it."""

    low: float
    best: float | None
    high: float
    first: int
    last: int
    plain: bool = False
    unit: str | None = None
    score: bool = False
    blurred: bool = False


@cache
def find_quantity_rules(language: Language) -> QuantityRules | None:
    """The quantity rules of `language`, None where it has none yet."""
    settings = language.find_settings("numbers")
    if not settings or "quantities" not in settings:
        return None
    rules = msgspec.convert(settings["quantities"], QuantityRules)

    def spell(phrase: str) -> str:
        return " ".join(language.cut_text(phrase).lowers)

    return msgspec.structs.replace(
        rules,
        bounds={spell(phrase): bound for phrase, bound in rules.bounds.items()},
        hedging=frozenset(map(spell, rules.hedging)),
        vague={spell(phrase): stretch for phrase, stretch in rules.vague.items()},
    )


def find_quantities(
    text: str, tokens: Tokens, language: Language, dates: tuple[DraftDate, ...]
) -> tuple[Quantity, ...]:
    """Quantities in the order of the text: digits and number words, with scale, range, bound and unit.

    Numbers in dates, clock times and scores and inside names or designations ("Su-35", "KN-301") are none.
    """
    if language.cut == "characters":
        return find_counted(text, language, dates)
    rules, numerals = find_quantity_rules(language), find_numeral_rules(language)
    if rules is None or numerals is None:
        return ()
    finder = QuantityFinder(text, tokens, rules, numerals)
    return tuple(finder.find_all(block_dates(tokens, dates)))


class QuantityFinder:
    """Finds the quantities of one text."""

    def __init__(self, text: str, tokens: Tokens, rules: QuantityRules, numerals: NumeralRules) -> None:
        self._text = text
        self._tokens = tokens
        self._rules = rules
        self._numerals = numerals
        self._vague_firsts = frozenset(phrase.split()[0] for phrase in rules.vague)
        self._blocked: frozenset[int] = frozenset()
        phrases = (*rules.vague, *numerals.parts_behind)
        self._linking = frozenset(numerals.scales) | frozenset(phrase.split()[-1] for phrase in phrases)

    def find_all(self, blocked: frozenset[int]) -> list[Quantity]:
        """Every quantity outside the blocked tokens, from left to right."""
        self._blocked = blocked
        return gather_quantities(len(self._tokens.words), blocked, self._find_amount, self._finish)

    def _find_amount(self, position: int) -> Amount | None:
        first = self._find_single(position)
        if first is None or first.best is None:
            return first
        mark = first.last
        second = self._find_single(mark + 1) if self._joins(first, mark) else None
        if second is None or second.best is None:
            return first
        if first.low >= second.high:  # a score, or a number written oddly: "3-1"
            return first._replace(last=second.last, score=True) if self._tokens.words[mark] in _DASHES else first
        scale = second.low / _base(second.low) if first.plain and second.low >= 1000 > first.low else 1.0
        low = first.low * scale if first.low * scale < second.low else first.low
        return Amount(low, None, second.high, first.first, second.last, unit=second.unit)

    def _joins(self, first: Amount, mark: int) -> bool:
        """Whether a token joins two numbers to a stretch."""
        word = self._word(mark)
        if word in _DASHES:
            return self._word(mark + 1)[:1].isdigit()
        if word in self._rules.range_words:
            return True
        lead = self._word(first.first - 1)
        return word in self._rules.between_words and self._rules.bounds.get(lead) == "between"

    def _find_single(self, position: int) -> Amount | None:
        """One number, vague word, or sum with its currency written onto it."""
        word = self._word(position)
        if not word or self._is_designation(position):
            return None
        if word in self._vague_firsts and (vague := self._find_vague(position)):
            return vague
        if (match := _PREFIXED.fullmatch(word)) and match[1] in self._rules.currencies:
            return self._find_sum(position, match[1])
        if match := _SUFFIXED.fullmatch(word):
            return self._find_suffixed(position, int(match[1]), match[2])
        number = find_numeral(self._tokens, position, self._numerals)
        if number is None:
            return None
        amount = Amount(number.value, number.value, number.value, position, number.last, number.plain)
        if self._word(number.last + 1) in self._rules.blurring_endings and self._is_dashed(number.last):
            return amount._replace(last=number.last + 2, plain=False, blurred=True)
        return amount

    def _is_dashed(self, mark: int) -> bool:
        """Whether a token is a dash written onto what stands on both its sides."""
        return (
            self._word(mark) in _DASHES
            and is_glued(self._tokens, mark)
            and mark + 1 < len(self._tokens.words)
            and is_glued(self._tokens, mark + 1)
        )

    def _find_vague(self, position: int) -> Amount | None:
        for length in range(MAX_VAGUE_WORDS, 0, -1):
            words = self._tokens.lowers[position : position + length]
            phrase = " ".join(words)
            if phrase in self._rules.vague:
                low, high = self._rules.vague[phrase]
                last, scale = position + len(words), 1
                while self._word(last) in self._numerals.scales:
                    scale, last = scale * self._numerals.scales[self._word(last)], last + 1
                return Amount(low * scale, None, (high + 1) * scale - 1, position, last)
        return None

    def _find_sum(self, position: int, currency: str) -> Amount | None:
        """A sum whose currency is written onto it: "Rp1,2 triliun"."""
        number = find_numeral(self._tokens, position, self._numerals, len(currency))
        if number is None:
            return None
        printed = self._tokens.words[position][: len(currency)]
        return Amount(number.value, number.value, number.value, position, number.last, unit=printed)

    def _find_suffixed(self, position: int, value: int, suffix: str) -> Amount | None:
        """A number with its scale or unit written onto it: "5bn", "40km"."""
        if suffix in self._numerals.scales:
            scaled = float(value * self._numerals.scales[suffix])
            return Amount(scaled, scaled, scaled, position, position + 1)
        if suffix in self._rules.glued_units:
            return Amount(value, value, value, position, position + 1, unit=suffix)
        return None

    def _word(self, position: int) -> str:
        return self._tokens.lowers[position] if 0 <= position < len(self._tokens.lowers) else ""

    def _is_designation(self, position: int) -> bool:
        """Whether a number is part of a name, a designation, a clock time, an address or a numbered line."""
        tokens = self._tokens
        digit = tokens.words[position][0].isdigit()
        if is_glued(tokens, position) and digit:
            before = tokens.words[position - 1]
            if before in _DASHES:
                inside = tokens.words[position - 2] if position > 1 and is_glued(tokens, position - 1) else ""
                return bool(inside) and not inside[0].isdigit()
            if before in "/#:&_@+=" or (before in ".," and self._follows_digits(position - 1)):
                return True
        lead = self._word(position - 1)
        if lead in self._rules.not_after or (lead in self._rules.clock_leads and self._is_time(position)):
            return True
        if not digit:
            return self._is_word_part(position)
        if self._word(position + 1) in {":", "/"} and self._is_joined(position + 1):
            return True
        return self._opens_line(position)

    def _is_word_part(self, position: int) -> bool:
        """Whether a number word is the end of a word with a dash in it: "kedua-dua" (both)."""
        dashed = is_glued(self._tokens, position) and self._word(position - 1) in _DASHES
        return dashed and is_glued(self._tokens, position - 1) and self._word(position - 2).isalpha()

    def _follows_digits(self, mark: int) -> bool:
        """Whether a point is written onto digits: what follows it belongs to a number that counts nothing."""
        return is_glued(self._tokens, mark) and self._word(mark - 1).isdigit()

    def _is_joined(self, mark: int) -> bool:
        following = self._word(mark + 1)
        return following[:1].isdigit() and is_glued(self._tokens, mark) and is_glued(self._tokens, mark + 1)

    def _opens_line(self, position: int) -> bool:
        """Whether a number counts the lines of a list ("3. Bantahan") or is the hour of a ticker ("22.40 |")."""
        tokens = self._tokens
        if self._word(position + 1) not in {".", ")"}:
            return False
        if self._is_joined(position + 1) and not self._is_clock(position):
            return False
        return position == 0 or "\n" in self._text[tokens.ends[position - 1] : tokens.starts[position]]

    def _is_clock(self, position: int) -> bool:
        """Whether a time stands here that no word follows: "22.40 |"."""
        after = self._word(position + 3)
        return self._is_time(position) and not after[:1].isalnum() and after not in {"%", "."}

    def _is_time(self, position: int) -> bool:
        """Whether two numbers with a point between them read as hour and minute."""
        if self._word(position + 1) != "." or not self._is_joined(position + 1):
            return False
        hour, minute = self._word(position), self._word(position + 2)
        numbers = len(hour) <= CLOCK_DIGITS == len(minute) and hour.isdecimal() and minute.isdecimal()
        return numbers and int(hour) < DAY_HOURS and int(minute) < HOUR_MINUTES

    def _finish(self, amount: Amount) -> tuple[Quantity | None, int]:
        """The quantity with its currency, bound, unit and hedge; None for a number that counts nothing."""
        start, currency = self._currency_before(amount)
        stop, unit = self._unit_after(amount) if currency is None else (amount.last, currency)
        if self._counts_nothing(amount, unit, stop):
            return None, amount.last
        phrase = self._bound_before(start)
        bound = self._rules.bounds.get(phrase) or ("about" if amount.blurred else None)
        low, best, high = bound_values(amount.low, amount.best, amount.high, bound)
        span = Span(self._tokens.starts[start], self._tokens.ends[stop - 1])
        hedged = phrase in self._rules.hedging or amount.blurred
        quantity = Quantity(
            span=span, text=span.of(self._text), low=low, best=best, high=high, unit=unit, hedged=hedged
        )
        return quantity, stop

    def _currency_before(self, amount: Amount) -> tuple[int, str | None]:
        """Where the sum begins and its currency, as printed ("US$"); a unit written onto a number is taken as it is."""
        start = amount.first
        if self._word(start - 1) not in self._rules.currencies:
            return start, amount.unit
        start -= 1
        if self._word(start - 1) in self._rules.currency_letters and is_glued(self._tokens, start):
            start -= 1
        return start, self._text[self._tokens.starts[start] : self._tokens.ends[amount.first - 1]]

    def _counts_nothing(self, amount: Amount, unit: str | None, stop: int) -> bool:
        """Whether a number is a lone one, a number in a name ("Route 4"), a score, a time or an ordinal ("18-й")."""
        after = amount.last
        if self._word(after) in _DASHES and is_glued(self._tokens, after) and is_glued(self._tokens, after + 1):
            after += 1
        if amount.score or self._word(after) in self._rules.not_before:
            return True
        if unit is not None:
            return False
        if amount.best == 1 or (
            amount.best is None and amount.last == stop and amount.first == amount.last - 1 and amount.high < 10
        ):
            return True
        before = self._tokens.words[amount.first - 1] if amount.first else ""
        return amount.plain and (before[:1].isupper() or self._word(amount.last) in _DASHES)

    def _bound_before(self, position: int) -> str:
        """The longest phrase of bound or hedge right before a number, empty where there is none."""
        for length in range(MAX_BOUND_WORDS, 0, -1):
            phrase = " ".join(self._tokens.lowers[max(0, position - length) : position])
            if phrase in self._rules.bounds:
                return phrase
        return ""

    def _unit_after(self, amount: Amount) -> tuple[int, str | None]:
        """The noun that is counted, as printed; "%" for every way to write per cent."""
        position = amount.last
        for length in (2, 1):
            phrase = self._tokens.lowers[position : position + length]
            if len(phrase) == length and " ".join(phrase) in self._rules.percent:
                return position + length, "%"
        if self._word(position) in _DASHES and is_glued(self._tokens, position) and self._word(position + 1).isalpha():
            return position + 2, self._tokens.words[position + 1]
        if self._word(position) in self._rules.unit_links and self._word(position - 1) in self._linking:
            position += 1
        named = self._names_end(position)
        stop = self._unit_end(named, single=amount.best == 1)
        if stop == named:
            return amount.last, None
        position = named
        return stop, self._text[self._tokens.starts[position] : self._tokens.ends[stop - 1]]

    def _names_end(self, position: int) -> int:
        """Behind the names that tell whose the counted things are: "12 North Korean soldiers"."""
        last = position
        while (
            last - position < self._rules.names_before_unit
            and last < len(self._tokens.words)
            and self._tokens.words[last].isalpha()
            and self._tokens.words[last][0].isupper()
            and last not in self._blocked
            and not self._breaks(last, position)
        ):
            last += 1
        return last

    def _unit_end(self, position: int, *, single: bool) -> int:
        rules, stop = self._rules, position
        while stop < len(self._tokens.words) and stop - position < rules.unit_words:
            word = self._tokens.words[stop]
            if not word.isalpha() or word.lower() in rules.unit_stops or self._breaks(stop, position):
                break
            if stop in self._blocked or word.lower() in self._numerals.ones:
                break
            if word[0].isupper() and not (stop > position and len(word) <= 2):
                break
            stop += 1
            if rules.plural_endings and self._is_plural(word.lower()):
                return stop
            if rules.adjective_endings and not word.lower().endswith(rules.adjective_endings):
                return stop
        if rules.plural_endings:
            return min(stop, position + 1) if single else position
        return stop

    def _breaks(self, stop: int, position: int) -> bool:
        gap = self._text[self._tokens.ends[stop - 1] : self._tokens.starts[stop]]
        return "\n" in gap or (
            stop > position and self._word(stop).startswith(self._rules.unit_stop_prefixes or ("\n",))
        )

    def _is_plural(self, word: str) -> bool:
        return word in self._rules.plurals or (
            len(word) > 3 and word.endswith(self._rules.plural_endings) and not word.endswith("ss")
        )


def _base(value: float) -> float:
    """A number without its thousands: 50 of 50,000."""
    while value >= 1000 and value % 1000 == 0:
        value /= 1000
    return value
