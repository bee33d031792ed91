"""What a matched date pattern says: fields of a match made into a date expression."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from typing import NamedTuple, cast

from sumber.model import DateExpression, Span
from sumber.model.dates import (
    CalendarDate,
    DatePoint,
    Decade,
    Division,
    DivisionKind,
    Feast,
    FiscalYear,
    Interval,
    Lean,
    Part,
    PartOf,
    RelativePeriod,
    Stretch,
    Unit,
    Vague,
    WeekdayDate,
)

LEAP_YEAR = 2024
LATEST_SHORT = 49
DIVISIONS = {"half": 2, "quarter": 4}
LAST = 5
NEEDS_PREVIOUS = "previous"
"""What `told` says of words that mean nothing without a date before them; others may count from the publication."""


class Fields(NamedTuple):
    """The values of a match by class in the order of the text, the tense of its clause, and the date before it."""

    values: dict[str, list[int | str]]
    lean: Lean | None
    previous: Span | None

    def number(self, kind: str, at: int = 0) -> int | None:
        """The `at`-th number of a class, None where there are fewer."""
        found = self.values.get(kind, [])
        return int(found[at]) if at < len(found) else None

    def word(self, kind: str) -> str | None:
        """The first value of a class, None where it has none."""
        found = self.values.get(kind)
        return str(found[0]) if found else None

    def base(self) -> Span | None:
        """The date before that the words count from ("同年", "이듬해"), None where they count from the publication."""
        return self.previous if "told" in self.values else None

    def unit(self) -> Unit | None:
        """The unit that the match names."""
        return cast("Unit | None", self.word("unit") or self.word("one_unit"))


def build_expression(kind: str, fields: Fields) -> DateExpression | None:
    """The expression of a match, None where its words make no date ("31 February")."""
    if fields.word("told") == NEEDS_PREVIOUS and fields.previous is None:
        return None
    return BUILDERS[kind](fields)


def is_day(month: int | None, day: int | None) -> bool:
    """Whether a month has such a day in some year.

    >>> is_day(2, 29), is_day(4, 31)
    (True, False)
    """
    if month is None:
        return day is None or 1 <= day <= 31
    return 1 <= month <= 12 and (day is None or 1 <= day <= calendar.monthrange(LEAP_YEAR, month)[1])


def _date(fields: Fields) -> CalendarDate | None:
    offset, unit, side = None, fields.unit(), fields.number("side")
    if unit in {"year", "month"}:
        offset, side = side, None
    date = CalendarDate(
        year=fields.number("year") or _short_year(fields),
        month=fields.number("month"),
        day=fields.number("day"),
        weekday=fields.number("weekday"),
        year_offset=offset if unit == "year" else None,
        month_offset=offset if unit == "month" else None,
        side=side,
        lean=fields.lean,
        previous=fields.base(),
    )
    return date if is_day(date.month, date.day) else None


def _short_year(fields: Fields) -> int | None:
    """A year told by its last two figures, of this century up to `LATEST_SHORT`: "24年に"."""
    short = fields.number("short_year")
    return None if short is None or short > LATEST_SHORT else 2000 + short


def _short(fields: Fields) -> CalendarDate | None:
    """What "24年" says where it stands for a year: none for "85年"."""
    date = _date(fields)
    return date if date and date.year is not None else None


def _range(fields: Fields) -> Interval | None:
    """Two days or months of which the second, or the first, leaves out what both share."""
    date = _date(fields)
    last_month = fields.number("month", 1) or fields.number("month")
    last_day = fields.number("day", 1)
    if (
        date is None
        or not is_day(last_month, last_day)
        or (date.month == last_month and (last_day or 32) <= (date.day or 0))
    ):
        return None
    return Interval(
        first=date,
        last=CalendarDate(
            year=date.year,
            month=last_month,
            day=last_day,
            year_offset=date.year_offset,
            month_offset=date.month_offset,
            side=date.side,
            lean=fields.lean,
            previous=date.previous,
        ),
    )


def _years(fields: Fields) -> Interval | None:
    first, last, short = fields.number("year"), fields.number("year", 1), fields.number("short_year")
    if first is not None and short is not None:
        last = first // 100 * 100 + short
    if first is None or last is None or last <= first:
        return None
    return Interval(first=CalendarDate(year=first), last=CalendarDate(year=last))


def _weekday(fields: Fields) -> WeekdayDate | None:
    weekday, side = fields.number("weekday"), fields.number("side")
    if weekday is None:
        return None
    if fields.unit() == "week":
        return WeekdayDate(weekday=weekday, week_offset=side or 0)
    return WeekdayDate(weekday=weekday, side=side, lean=fields.lean)


def _near_day(fields: Fields) -> RelativePeriod:
    return RelativePeriod(unit="day", offset=fields.number("near_day") or 0)


def _period(fields: Fields) -> RelativePeriod | None:
    unit = fields.unit()
    side = fields.number("side")
    return RelativePeriod(unit=unit, offset=side and min(side, 1), lean=fields.lean) if unit else None


def _count(fields: Fields) -> int:
    count = fields.number("count")
    return 1 if count is None else count


def _ago(fields: Fields) -> RelativePeriod | None:
    unit = fields.unit()
    return RelativePeriod(unit=unit, offset=-_count(fields), exact=True) if unit else None


def _hence(fields: Fields) -> RelativePeriod | None:
    unit = fields.unit()
    return RelativePeriod(unit=unit, offset=_count(fields), exact=True) if unit else None


def _maybe_hence(fields: Fields) -> RelativePeriod | None:
    """What "in two weeks" says: a date only where the clause looks ahead, else a duration."""
    return _hence(fields) if fields.lean == "future" else None


def _from_previous(fields: Fields, offset: int) -> RelativePeriod | None:
    if fields.previous is None:
        return None
    return RelativePeriod(unit=fields.unit() or "day", offset=offset, exact=bool(offset), previous=fields.previous)


def _earlier(fields: Fields) -> RelativePeriod | None:
    return _from_previous(fields, -_count(fields))


def _later(fields: Fields) -> RelativePeriod | None:
    return _from_previous(fields, _count(fields))


def _same(fields: Fields) -> RelativePeriod | None:
    return _from_previous(fields, 0)


def _told(fields: Fields) -> RelativePeriod | None:
    """What "翌日", "이듬해" say: a unit counted from the date before, or from the publication where it may."""
    unit = fields.unit()
    return RelativePeriod(unit=unit, offset=fields.number("side") or 0, previous=fields.base()) if unit else None


def _stretch(fields: Fields) -> Stretch | None:
    unit = fields.unit()
    count = None if "few" in fields.values else fields.number("count")
    if "one" in fields.values or "one_unit" in fields.values:
        count = 1
    return Stretch(unit=unit, count=count) if unit else None


def _stretch_one(fields: Fields) -> Stretch | None:
    """What "the past year" says: one unit back."""
    unit = fields.unit()
    return Stretch(unit=unit, count=1) if unit else None


def _stretch_ahead(fields: Fields) -> Stretch | None:
    stretch = _stretch(fields)
    return Stretch(unit=stretch.unit, count=stretch.count, ahead=True) if stretch else None


def _recently(fields: Fields) -> Stretch:
    return Stretch(unit=cast(Unit, fields.word("recently")), count=None)


def _vague(_: Fields) -> Vague:
    return Vague()


def _fiscal(fields: Fields) -> FiscalYear | None:
    year, offset, month = fields.number("fiscal_year"), fields.number("fiscal_side"), fields.number("fiscal_month")
    if month is None or (year is None and offset is None):
        return None
    return FiscalYear(year=year, offset=offset or 0, month=month)


def _inner(fields: Fields) -> CalendarDate | RelativePeriod | Division | FiscalYear | None:
    """The month, year or division that a part is a part of."""
    if "fiscal_year" in fields.values or "fiscal_side" in fields.values:
        return _fiscal(fields)
    if "ordinal" in fields.values or "division_code" in fields.values:
        return _division(fields)
    if fields.number("month") or fields.number("year"):
        return _date(fields)
    unit = fields.unit()
    return RelativePeriod(unit=unit, offset=fields.number("side") or 0, previous=fields.base()) if unit else None


def _part(fields: Fields) -> PartOf | None:
    inner = _inner(fields)
    return PartOf(part=cast(Part, fields.word("part")), of=inner) if inner else None


def _end(fields: Fields) -> PartOf | None:
    """The very end of a year, month or week: its last day; "the end of March" without a deadline is March."""
    inner = _inner(fields)
    if inner is None:
        return None
    whole = isinstance(inner, CalendarDate) and inner.month is not None
    return PartOf(part="late" if whole else "end", of=inner)


def _division(fields: Fields) -> Division | None:
    kind, index = fields.word("division"), fields.number("ordinal") or fields.number("count")
    code = fields.word("division_code")
    if code:
        kind, index = {"q": "quarter", "h": "half"}[code[0]], int(code[1:])
    if index == LAST and kind in DIVISIONS:
        index = DIVISIONS[kind]
    if kind is None or index is None or not 1 <= index <= DIVISIONS.get(kind, LAST):
        return None
    of: CalendarDate | RelativePeriod | FiscalYear | None = _fiscal(fields)
    if fields.number("year") or fields.number("month"):
        of = _date(fields)
    elif fields.unit():
        of = _told(fields)
    if kind == "week" and of is None:
        return None
    return Division(kind=cast(DivisionKind, kind), index=index, of=of, lean=fields.lean)


def _season(fields: Fields) -> Division | None:
    index, year, side = fields.number("season"), fields.number("year"), fields.number("side")
    if index is None:
        return None
    of: CalendarDate | RelativePeriod | None = None
    if year is not None:
        of = CalendarDate(year=year)
    elif fields.unit() == "year":
        of, side = _told(fields), None
    return Division(kind="season", index=index, of=of, side=side, lean=fields.lean)


def _feast(fields: Fields) -> Feast | None:
    name, side = fields.word("feast"), fields.number("side")
    if name is None:
        return None
    offset = None
    if fields.unit() == "year":
        offset, side = side, None
    bound = "bound" in fields.values
    return Feast(name=name, year=fields.number("year"), year_offset=offset, side=side, bound=bound, lean=fields.lean)


def _decade(fields: Fields) -> Decade | None:
    year = fields.number("decade_year") or fields.number("year")
    return Decade(year=year) if year is not None and year % 10 == 0 else None


def join_dates(first: DateExpression, last: DateExpression) -> Interval | None:
    """The interval between two dates told side by side; what one leaves out it takes from the other."""
    if isinstance(first, Interval | PartOf | Stretch | Vague) or isinstance(last, Interval | PartOf | Stretch | Vague):
        return None
    if isinstance(first, CalendarDate) and isinstance(last, CalendarDate):
        return _join_calendar(first, last)
    if isinstance(first, CalendarDate) != isinstance(last, CalendarDate):
        return None
    return Interval(first=first, last=last)


def _join_calendar(first: CalendarDate, last: CalendarDate) -> Interval | None:
    year, offset = first.year, first.year_offset
    if year is None and offset is None:
        year, offset = last.year, last.year_offset
        if year is not None and (first.month or 0) > (last.month or 0):
            year -= 1
    side = first.side if first.side is not None else last.side
    opening = CalendarDate(
        year=year,
        month=first.month,
        day=first.day,
        weekday=first.weekday,
        year_offset=offset,
        month_offset=first.month_offset,
        side=side,
        lean=first.lean or last.lean,
        previous=first.previous,
    )
    return Interval(first=opening, last=cast(DatePoint, last))


BUILDERS: dict[str, Callable[[Fields], DateExpression | None]] = {
    "date": _date,
    "day": _date,
    "year": _date,
    "short_year": _short,
    "range": _range,
    "years": _years,
    "weekday": _weekday,
    "near_day": _near_day,
    "period": _period,
    "ago": _ago,
    "hence": _hence,
    "maybe_hence": _maybe_hence,
    "earlier": _earlier,
    "later": _later,
    "same": _same,
    "told": _told,
    "vague": _vague,
    "fiscal": _fiscal,
    "stretch": _stretch,
    "stretch_one": _stretch_one,
    "stretch_ahead": _stretch_ahead,
    "recently": _recently,
    "part": _part,
    "end": _end,
    "division": _division,
    "season": _season,
    "feast": _feast,
    "decade": _decade,
}
