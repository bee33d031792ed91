"""Words that fit a date pattern and yet are none: names, notices, counts, verbs."""

from __future__ import annotations

from sumber.reading.date_words import DateWords, Lexeme
from sumber.reading.numerals import is_glued

NOTICE_WINDOW = 6
DAY_DIGITS = 2
EARLIEST_BARE, LATEST_BARE = 1900, 2079
LATEST_LED = 2179


def is_doubtful(words: DateWords, kind: str, lexemes: tuple[Lexeme, ...], place: tuple[int, int]) -> bool:
    """Whether a phrase of tokens `place` that fits a pattern of this kind is a name, a notice, a count or a verb."""
    first, last = place
    single = len(lexemes) == 1
    if _is_barred(words, kind, place) or _ends_inside(words, lexemes, last):
        return True
    if lexemes[-1].kind == "day.ordinal" and words.is_capital(last) and not words.breaks_before(last):
        return True  # "the 3rd Brigade"
    if kind == "division" and words.tokens.words[last : last + 1] == ("-",) and is_glued(words.tokens, last):
        return True
    if kind == "year":
        return _is_no_year(words, lexemes, place)
    if kind == "weekday":
        return _is_no_weekday(words, lexemes, place)
    if kind == "near_day":
        named = first > 0 and words.is_capital(first) and words.is_capital(first - 1)
        return named and not words.starts_sentence(first)
    if kind == "date" and lexemes[0].kind.startswith("month") and _follows_number(words, first):
        return True
    if kind == "date" and single and words.is_kind(first, "ambiguous_alone"):
        return not words.is_kind(first - 1, "month_leads")
    named = words.is_capital(first) and words.is_capital(last) and not words.breaks_before(last)
    return kind == "season" and named


def _is_barred(words: DateWords, kind: str, place: tuple[int, int]) -> bool:
    """Whether a word that the language lists stands beside a phrase of this kind and makes it something else.

    "제3일" is an ordinal, "3日間" a duration; the words of `never_onto_...` count only where they are written onto it.
    """
    first, last = place
    if _is_counted(words, first):
        return True
    if words.follows_list(first, f"never_before_{kind}") or words.end_of_list(last, f"never_after_{kind}") is not None:
        return True
    return is_glued(words.tokens, last) and words.end_of_list(last, f"never_onto_{kind}") is not None


def _ends_inside(words: DateWords, lexemes: tuple[Lexeme, ...], last: int) -> bool:
    """Whether a phrase ends inside a word that is no date: "9月中" in "9月中国"; a day that is counted ends where it ends."""
    end = words.grammar.no_dates.end_from(words.tokens.lowers, last - 1)
    return end is not None and end > last and not lexemes[-1].kind.startswith("day")


def _is_counted(words: DateWords, first: int) -> bool:
    """Whether a phrase begins with the sign of the number written before it: "年内" in "3年内"."""
    grammar, tokens = words.grammar, words.tokens
    if not grammar.counters or not is_glued(tokens, first):
        return False
    before = tokens.lowers[first - 1]
    number = before.isdecimal() or before in grammar.number_starts
    return number and any(sign[0] == tokens.lowers[first] for sign, _ in grammar.counters)


def _follows_number(words: DateWords, first: int) -> bool:
    """Whether a day that the month lacks stands before it: "31 June"."""
    before = words.tokens.words[first - 1] if first and not words.breaks_before(first) else ""
    return before.isdecimal() and len(before) <= DAY_DIGITS


def _is_no_weekday(words: DateWords, lexemes: tuple[Lexeme, ...], place: tuple[int, int]) -> bool:
    """Whether a weekday is a name ("The Sunday Sentinel") or the week ("Minggu lalu" at the head of a sentence)."""
    first, last = place
    if words.is_kind(first, "week_or_sunday") and "side" in lexemes[-1].kind:
        return words.starts_sentence(first) or words.is_capital(first + 1)
    named = words.is_capital(last) and not words.breaks_before(last)
    titled = len(lexemes) > 1 and words.is_capital(last - 1)
    return (named or titled) and words.is_kind(first - 1, "name_leads")


def _is_no_year(words: DateWords, lexemes: tuple[Lexeme, ...], place: tuple[int, int]) -> bool:
    """Whether four digits alone are a count, a clock time, a model, a notice or part of a name."""
    first, last = place
    year = next(int(value) for lexeme in lexemes for kind, value in lexeme.values if kind == "year")
    plausible = EARLIEST_BARE <= year <= LATEST_BARE
    if words.is_kind(last, "not_after_year") and not words.breaks_before(last):
        return True
    if words.breaks_before(first):
        return not plausible
    if words.is_kind(first - 1, "not_before_year") or _is_notice(words, first):
        return True
    leads = words.is_kind(first - 1, "year_leads")
    if len(lexemes) > 1 or (leads and (not words.is_capital(first - 1) or words.starts_sentence(first - 1))):
        bare = len(lexemes) > 1 and lexemes[1].kind == "dash" and lexemes[-1].kind == "year_ending"
        return year > LATEST_LED or (bare and not plausible)
    marks = words.tokens.words
    bracketed = marks[first - 1] == "(" and marks[last : last + 1] == (")",)
    return bracketed or words.is_capital(first - 1) or not plausible


def _is_notice(words: DateWords, first: int) -> bool:
    """Whether a copyright mark stands before the year on its line."""
    for at in range(first - 1, max(-1, first - NOTICE_WINDOW), -1):
        if words.is_kind(at, "notices"):
            return True
        if words.breaks_before(at):
            return False
    return False
