"""Date phrases in a text, by each language's own patterns (`dates.toml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from sumber.languages import Language
from sumber.model import DateExpression, DraftDate, Span
from sumber.model.dates import DateKind

_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
AHEAD_WINDOW = 70
_LIMITS = {"month": 12, "end_month": 12, "day": 31, "end_day": 31}


class DatePattern(NamedTuple):
    """One pattern of a language and the kind of expression it gives."""

    kind: DateKind
    regex: re.Pattern[str]


class DateTable:
    """The date patterns and word lists of one language, compiled."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.words: dict[str, dict[str, Any]] = {
            name: {str(word).lower(): value for word, value in settings[name].items()}
            for name in ("months", "weekdays", "units", "numbers", "seasons", "ordinals")
        }
        self.month_first = settings["numeric_order"] == "MDY"
        self.ahead = re.compile(settings["ahead"], re.IGNORECASE)
        self._fill = _placeholders(settings)
        self.patterns = tuple(DatePattern(p["kind"], self._compile(p["form"])) for p in settings["patterns"])
        self.hint = self._compile_hint(settings)

    def _compile(self, form: str) -> re.Pattern[str]:
        for name, regex in self._fill.items():
            form = form.replace("{" + name + "}", regex)
        return re.compile(rf"(?<!\w){form}(?!\w)", re.IGNORECASE)

    def _compile_hint(self, settings: Mapping[str, Any]) -> re.Pattern[str]:
        """A quick look whether a line can hold a date at all."""
        words = [word for name in ("months", "weekdays", "units", "seasons") for word in settings[name]]
        days = [p["form"] for p in settings["patterns"] if p["kind"] in {"day", "recently", "holiday"}]
        return re.compile(
            rf"\d|{_either(words)}|{'|'.join(re.sub('[?]P<[a-z]+>', '?:', form) for form in days)}", re.IGNORECASE
        )


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


def _placeholders(settings: Mapping[str, Any]) -> dict[str, str]:
    months, units = _either(list(settings["months"])), _either(list(settings["units"]))
    full = _either([month.capitalize() for month in settings["months"] if len(month) > 3 or month in {"mei", "may"}])
    count = _either(list(settings["numbers"])) + r"|\d{1,3}"
    ordinals = _either(list(settings["ordinals"]))
    return {
        "daytime": settings["daytime"],
        "weekday2": f"(?P<weekday2>{_either(list(settings['weekdays']))})",
        "weekday": f"(?P<weekday>{_either(list(settings['weekdays']))})",
        "month_number": r"(?P<month_number>0?[1-9]|1[0-2])",
        "month2": f"(?P<month2>{months})",
        "bare_month": f"(?-i:(?P<month>{full}))",
        "month": f"(?P<month>{months})",
        "day2": r"(?P<day2>0?[1-9]|[12]\d|3[01])",
        "day": _DAY,
        "iso_year": f"(?P<year>{_YEAR})",
        "bare_year": f"(?P<year>{_YEAR})",
        "year2": rf"(?P<year2>{_YEAR}|\d\d)",
        "year3": f"(?P<year3>{_YEAR})",
        "year4": f"(?P<year4>{_YEAR})",
        "year": f"(?P<year>{_YEAR})",
        "first": r"(?P<first>0?[1-9]|[12]\d|3[01])",
        "other": r"(?P<other>0?[1-9]|[12]\d|3[01])",
        "plural_unit": f"(?P<unit>{units})",
        "this_unit": r"(?P<thisyear>(?:this|the) year|tahun ini)|(?P<nextyear>next year|tahun depan)|(?P<lastyear>last year|tahun lalu)",
        "unit2": f"(?P<unit2>{units})",
        "unit": f"(?P<unit>{units})",
        "season": f"(?P<season>{_either(list(settings['seasons']))})",
        "quarter": r"(?P<part>[1-4])",
        "half": r"(?P<part>[12])",
        "ordinal": f"(?P<ordinal>{ordinals})",
        "count": f"(?P<count>{count})",
    }


def find_dates(text: str, language: Language) -> tuple[DraftDate, ...]:
    """Date phrases in the order of the text, none overlapping; the longest at a place wins.

    Bare numbers, ages, money, durations and clock times are no dates.
    """
    table = read_dates(language)
    if table is None:
        return ()
    found: list[tuple[int, int, DraftDate]] = []
    for line in re.finditer(r"[^\n]+", text):
        if table.hint.search(text, line.start(), line.end()):
            found.extend(_find_in_line(text, line.start(), line.end(), table))
    found.sort(key=lambda item: (item[0], -item[1]))
    chosen: list[DraftDate] = []
    for start, _, date in found:
        if not chosen or start >= chosen[-1].span.end:
            chosen.append(date)
    return tuple(chosen)


def _find_in_line(text: str, start: int, end: int, table: DateTable) -> list[tuple[int, int, DraftDate]]:
    found: list[tuple[int, int, DraftDate]] = []
    for kind, regex in table.patterns:
        for match in regex.finditer(text, start, end):
            expression = _express(text, kind, match, table)
            if expression is not None:
                span = Span(match.start(), match.end())
                found.append((span.start, span.end, DraftDate(span=span, text=span.of(text), expression=expression)))
    return found


def _express(text: str, kind: DateKind, match: re.Match[str], table: DateTable) -> DateExpression | None:
    """The expression of a match, None where its words are no date after all."""
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    if kind == "weekday" and not match[0].lstrip()[:1].isupper() and not any(c.isupper() for c in match[0]):
        return None
    direction = -1 if "past" in groups or "yesterday" in groups or "lastyear" in groups else 0
    if "next" in groups or "tomorrow" in groups or "nextyear" in groups:
        direction = 1
    fields: dict[str, int | None] = {
        "year": _number(groups, "year", "year3"),
        "month": _month(groups, "month", table),
        "day": _number(groups, "day"),
        "weekday": table.words["weekdays"].get(groups.get("weekday", groups.get("weekday2", "")).lower()),
        "end_year": _number(groups, "year2", "year4"),
        "end_month": _month(groups, "month2", table),
        "end_day": _number(groups, "day2"),
        "part": _part(groups, table),
        "count": _count(groups, table),
    }
    if kind == "numeric" and not _place_numeric(groups, fields, month_first=table.month_first):
        return None
    if "overmorrow" in groups:
        fields["count"], direction = 2, 1
    unit = table.words["units"].get(groups.get("unit", groups.get("unit2", "")).lower())
    return DateExpression(
        kind="calendar" if kind == "numeric" else kind,
        unit=unit,
        direction=direction,
        ahead=_is_ahead(text, match, table),
        **fields,
    )


def _number(groups: dict[str, str], *names: str) -> int | None:
    return next((int(groups[name]) for name in names if name in groups), None)


def _month(groups: dict[str, str], name: str, table: DateTable) -> int | None:
    if name == "month" and "month_number" in groups:
        return int(groups["month_number"])
    value: int | None = table.words["months"].get(groups.get(name, "").lower())
    return value


def _part(groups: dict[str, str], table: DateTable) -> int | None:
    if "part" in groups:
        return int(groups["part"])
    if "season" in groups:
        season: int | None = table.words["seasons"].get(groups["season"].lower())
        return season
    if "christmas" in groups or "newyear" in groups:
        return 1 if "christmas" in groups else 2
    ordinal: int | None = table.words["ordinals"].get(groups.get("ordinal", "").lower())
    return ordinal


def _count(groups: dict[str, str], table: DateTable) -> int | None:
    word = groups.get("count", "").lower()
    if word.isdigit():
        return int(word)
    value: int | None = table.words["numbers"].get(word)
    return value


def _place_numeric(groups: dict[str, str], fields: dict[str, int | None], *, month_first: bool) -> bool:
    """Which of two numbers is the month: the language's order, turned round where only that can be."""
    first, other = int(groups["first"]), int(groups["other"])
    month, day = (first, other) if month_first else (other, first)
    if month > 12:
        month, day = day, month
    fields["month"], fields["day"] = month, day
    return month <= 12


def _is_ahead(text: str, match: re.Match[str], table: DateTable) -> bool:
    start = max(0, match.start() - AHEAD_WINDOW)
    before = text[start : match.start()]
    cut = max(before.rfind(mark) for mark in (". ", "\n", "; ", '"'))
    return table.ahead.search(before[cut + 1 :]) is not None


@cache
def read_dates(language: Language) -> DateTable | None:
    """The date table of `language`, None where it has none yet."""
    settings = language.find_settings("dates")
    return DateTable(settings) if settings else None
