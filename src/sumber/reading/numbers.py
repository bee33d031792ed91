"""Quantities in a text: lowest, best and highest value with their unit (`numbers.toml`)."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from sumber.languages import Language
from sumber.languages.tokens import Tokens
from sumber.model import DraftDate, Quantity, Span

_CURRENCIES = frozenset({"$", "€", "£", "¥", "rp", "us", "usd", "eur"})
MAX_BOUND_WORDS = 3


class NumberRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one language writes numbers and what bounds or blurs them."""

    decimal_point: str
    group_mark: str
    words: dict[str, float]
    scales: dict[str, float]
    vague: dict[str, tuple[float, float]]
    at_least: frozenset[str]
    at_most: frozenset[str]
    about: frozenset[str]
    range_marks: frozenset[str]
    unit_stops: frozenset[str]
    unit_words: int


def find_quantities(
    text: str, tokens: Tokens, language: Language, dates: tuple[DraftDate, ...]
) -> tuple[Quantity, ...]:
    """Quantities in the order of the text: digits and number words, with scale, range, bound and unit.

    Numbers in dates and inside names or designations ("Su-35", "KN-301") are none.
    """
    rules = read_numbers(language)
    if rules is None:
        return ()
    blocked: set[int] = set()
    for date in dates:
        blocked.update(range(*tokens.range_of(date.span)))
    found: list[Quantity] = []
    position = 0
    while position < len(tokens.words):
        quantity, after = (None, position + 1) if position in blocked else _read_at(text, tokens, position, rules)
        if quantity is not None:
            found.append(quantity)
        position = after
    return tuple(found)


def _read_at(text: str, tokens: Tokens, position: int, rules: NumberRules) -> tuple[Quantity | None, int]:
    for length in (3, 1):
        phrase = " ".join(tokens.lowers[position : position + length])
        if phrase in rules.vague:
            low, high = rules.vague[phrase]
            return _finish(text, tokens, (position, position + length), (low, None, high), rules)
    first = _read_number(tokens, position, rules)
    if first is None:
        return None, position + 1
    value, after = first
    if after < len(tokens.words) and tokens.lowers[after] in rules.range_marks:
        second = _read_number(tokens, after + 1, rules)
        if second is not None and second[0] > value and (tokens.lowers[after] in "-–" or _is_between(tokens, position)):
            return _finish(text, tokens, (position, second[1]), (value, None, second[0]), rules)
    return _finish(text, tokens, (position, after), (value, value, value), rules)


def _is_between(tokens: Tokens, position: int) -> bool:
    return position > 0 and tokens.lowers[position - 1] in {"between", "from", "antara", "dari"}


def _read_number(tokens: Tokens, position: int, rules: NumberRules) -> tuple[float, int] | None:
    """The number that starts at a token and the token after it, its scale included ("1,25 miliar", "dua puluh empat")."""
    if position >= len(tokens.words) or _is_designation(tokens, position):
        return None
    if tokens.words[position].lstrip("RrPp")[:1].isdigit():
        read = _read_digits(tokens, position, rules)
    else:
        read = _read_words(tokens, position, rules)
    if read is None:
        return None
    value, after = read
    while after < len(tokens.words) and tokens.lowers[after] in rules.scales and rules.scales[tokens.lowers[after]]:
        value, after = value * rules.scales[tokens.lowers[after]], after + 1
    return value, after


def _is_designation(tokens: Tokens, position: int) -> bool:
    """Whether a number is glued to letters before it: a hull number, a model."""
    if position == 0 or tokens.starts[position] != tokens.ends[position - 1]:
        return False
    before = tokens.words[position - 1]
    return before == "-" and position > 1 and tokens.words[position - 2].isalpha()


def _read_digits(tokens: Tokens, position: int, rules: NumberRules) -> tuple[float, int] | None:
    digits = tokens.words[position]
    digits = digits[2:] if digits[:2].lower() in _CURRENCIES else digits
    if not digits.isdecimal():
        glued = re.fullmatch(r"(\d+)(?:st|nd|rd|th|[a-z]+)", digits)
        return None if glued is None or len(digits) > 8 else (float(glued[1]), position + 1)
    after = position + 1
    while after + 1 < len(tokens.words) and tokens.words[after] in ".," and tokens.words[after + 1].isdecimal():
        if tokens.starts[after] != tokens.ends[after - 1] or tokens.starts[after + 1] != tokens.ends[after]:
            break
        grouped = tokens.words[after] == rules.group_mark and len(tokens.words[after + 1]) == 3
        if not grouped and tokens.words[after] != rules.decimal_point:
            return None
        digits += tokens.words[after + 1] if grouped else "." + tokens.words[after + 1]
        after += 2
        if not grouped:
            break
    return float(digits) if len(digits) < 20 else float("inf"), after


def _read_words(tokens: Tokens, position: int, rules: NumberRules) -> tuple[float, int] | None:
    """A number in words: tens and ones, teens in "belas", hundreds."""
    word = tokens.lowers[position]
    if word not in rules.words:
        return None
    value, after, total = rules.words[word], position + 1, 0.0
    while after < len(tokens.words):
        word = tokens.lowers[after]
        if (
            word in {"-", "and"}
            and after + 1 < len(tokens.words)
            and tokens.lowers[after + 1] in rules.words
            and value >= 20
        ):
            after += 1
        elif word in rules.scales:
            scale = rules.scales[word]
            value = value + 10 if scale == 0 else value * scale
            after += 1
            if scale >= 1000:
                total, value = total + value, 0.0
        elif word in rules.words and 0 < rules.words[word] < max(value, 1) and (value >= 20 or total):
            value, after = value + rules.words[word], after + 1
        elif word in rules.words and value == 0 and total:
            value, after = rules.words[word], after + 1
        else:
            break
    return total + value, after


def _finish(
    text: str, tokens: Tokens, place: tuple[int, int], values: tuple[float, float | None, float], rules: NumberRules
) -> tuple[Quantity | None, int]:
    """The quantity with its bound, unit and hedge; a bare 1 without a unit is none."""
    first, after = place
    low, best, high = values
    bound = _bound_before(tokens, first, rules)
    start = first - len(bound.split()) if bound else first
    if first and tokens.lowers[first - 1] in _CURRENCIES and not bound:
        start = first - 1
    stop, unit = _unit_after(tokens, after, rules)
    span = Span(tokens.starts[start], tokens.ends[stop - 1])
    quantity = Quantity(
        span=span,
        text=span.of(text),
        low=None if bound in rules.at_most and bound not in rules.at_least else low,
        best=None if bound in rules.at_least or bound in rules.at_most else best,
        high=None if bound in rules.at_least else high,
        unit=unit or _currency(tokens, start, first, bound),
        hedged=bound in rules.about,
    )
    return (quantity if quantity.unit or first != after - 1 or low > 1 else None), max(stop, after)


def _currency(tokens: Tokens, start: int, first: int, bound: str) -> str | None:
    """The currency written before or onto a number."""
    if start < first and not bound:
        return tokens.words[start]
    return tokens.words[first][:2] if tokens.lowers[first][:2] in _CURRENCIES else None


def _bound_before(tokens: Tokens, position: int, rules: NumberRules) -> str:
    for length in range(MAX_BOUND_WORDS, 0, -1):
        if position >= length:
            phrase = " ".join(tokens.lowers[position - length : position]).replace(" - ", "-")
            if phrase in rules.at_least or phrase in rules.at_most or phrase in rules.about:
                return phrase
    return ""


def _unit_after(tokens: Tokens, position: int, rules: NumberRules) -> tuple[int, str | None]:
    """The noun that is counted, as many words as the language needs, as printed."""
    if position < len(tokens.words) and tokens.words[position] == "%":
        return position + 1, "%"
    stop = position
    while stop < len(tokens.words) and stop - position < rules.unit_words:
        word = tokens.words[stop]
        if not word.isalpha() or word.lower() in rules.unit_stops or (word[0].isupper() and stop > position):
            break
        stop += 1
    return stop, " ".join(tokens.words[position:stop]) or None


@cache
def read_numbers(language: Language) -> NumberRules | None:
    """The number rules of `language`, None where it has none yet."""
    settings = language.find_settings("numbers")
    return msgspec.convert(settings, NumberRules) if settings else None
