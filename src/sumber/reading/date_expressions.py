"""What a matched date pattern says: fields of a match made into a date expression."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from sumber.model import DateExpression
from sumber.model.dates import (
    CalendarDate,
    Decade,
    Division,
    DivisionKind,
    Feast,
    FiscalYear,
    Interval,
    Part,
    PartOf,
    RelativePeriod,
    Stretch,
    Unit,
    Vague,
    WeekdayDate,
)
from sumber.reading.date_fields import NEEDS_PREVIOUS, Fields, is_day
from sumber.reading.date_grammar import NO_DATE
from sumber.reading.date_joining import MONTHS, join_months

LATEST_SHORT = 49
DIVISIONS = {"half": 2, "quarter": 4}
LAST = 5
STRETCHES = frozenset({"range", "years", "weekdays"})
"""The kinds of patterns that name both ends of a stretch."""
PAST_CENTURY, LAST_CENTURY = 1900, 21


def build_expression(kind: str, fields: Fields) -> DateExpression | None:
    """The expression of a match, None where its words make no date ("31 February")."""
    if fields.word("told") == NEEDS_PREVIOUS and fields.base() is None:
        return None
    return BUILDERS[kind](fields)


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


def _day_there(fields: Fields) -> CalendarDate | None:
    """A day by its number alone: of the month it is told with, else of that of a date just before it, else the nearest."""
    date = _date(fields)
    if date is None or date.month_offset is not None or date.side is not None or fields.previous_month is None:
        return date
    return CalendarDate(day=date.day, month_offset=0, lean=date.lean, previous=fields.previous_month)


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
        if "/" in fields.values and last != first + 1:  # "2009/12" may be a month
            return None
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


def _weekdays(fields: Fields) -> Interval | None:
    """From one weekday to another: "в ночь с понедельника на вторник"."""
    first, last = fields.number("weekday"), fields.number("weekday", 1)
    if first is None or last is None:
        return None
    return Interval(first=WeekdayDate(weekday=first, lean=fields.lean), last=WeekdayDate(weekday=last))


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
    to_day = "exactly" in fields.values
    return RelativePeriod(unit=unit, offset=-_count(fields), exact=True, to_day=to_day) if unit else None


def _maybe_ago(fields: Fields) -> RelativePeriod | None:
    """What "há dois anos" says: a date where a verb tells when, else how long something has been so ("está preso há")."""
    return _ago(fields) if fields.lean else None


def _hence(fields: Fields) -> RelativePeriod | None:
    unit = fields.unit()
    return RelativePeriod(unit=unit, offset=_count(fields), exact=True) if unit else None


def _maybe_hence(fields: Fields) -> RelativePeriod | None:
    """What "in two weeks" says: a date only where the clause looks ahead, else a duration."""
    return _hence(fields) if fields.lean == "future" else None


def _through(fields: Fields) -> RelativePeriod | None:
    """What "через два дня" says: so long from now where the clause looks ahead, else from a day named before."""
    return _hence(fields) if fields.lean == "future" else _from_previous(fields, _count(fields))


def _from_previous(fields: Fields, offset: int) -> RelativePeriod | None:
    unit = fields.unit() or "day"
    previous = fields.before(unit)
    if previous is None:
        return None
    return RelativePeriod(unit=unit, offset=offset, exact=bool(offset), previous=previous)


def _earlier(fields: Fields) -> RelativePeriod | None:
    return _from_previous(fields, -_count(fields))


def _later(fields: Fields) -> RelativePeriod | None:
    return _from_previous(fields, _count(fields))


def _told(fields: Fields) -> RelativePeriod | None:
    """What "翌日", "이듬해", "el mismo día" say: a unit counted from the date before, or the publication where it may."""
    unit = fields.unit()
    return RelativePeriod(unit=unit, offset=fields.number("side") or 0, previous=fields.base()) if unit else None


def _eve(fields: Fields) -> RelativePeriod:
    """The day before a day named just before, else yesterday: "la víspera", "накануне"."""
    return RelativePeriod(unit="day", offset=-1, previous=fields.previous_day)


def _so_far(fields: Fields) -> Interval | None:
    """From the beginning of the unit that runs to the day of publication: "en lo que va de año", "с начала года"."""
    unit = fields.unit()
    if unit is None:
        return None
    whole = RelativePeriod(unit=unit, offset=fields.number("side") or 0)
    return Interval(first=PartOf(part="start", of=whole), last=RelativePeriod(unit="day"))


def _stretch(fields: Fields) -> Stretch | None:
    unit = fields.unit()
    count = None if "few" in fields.values else fields.number("count")
    if "one" in fields.values or "one_unit" in fields.values:
        count = 1
    return Stretch(unit=unit, count=count) if unit else None


def _stretch_days(fields: Fields) -> Stretch:
    """What "the last 48 hours" says: so many days back."""
    return Stretch(unit="day", count=fields.number("count"))


def _stretch_one(fields: Fields) -> Stretch | None:
    """What "the past year" says: one unit back."""
    unit = fields.unit()
    return Stretch(unit=unit, count=1) if unit else None


def _stretch_ahead(fields: Fields) -> Stretch | None:
    stretch = _stretch(fields)
    return Stretch(unit=stretch.unit, count=stretch.count, ahead=True) if stretch else None


def _stretch_one_ahead(fields: Fields) -> Stretch | None:
    """What "over the next month" says: one unit ahead."""
    unit = fields.unit()
    return Stretch(unit=unit, count=1, ahead=True) if unit else None


def _recently(fields: Fields) -> Stretch:
    return Stretch(unit=cast(Unit, fields.word("recently")), count=None)


def _vague(_: Fields) -> Vague:
    return Vague()


def _fiscal(fields: Fields) -> FiscalYear | None:
    year, offset, month = fields.number("fiscal_year"), fields.number("fiscal_side"), fields.number("fiscal_month")
    short = fields.number("short_fiscal")
    if short is not None:
        year = 2000 + short
    if month is None or (year is None and offset is None):
        return None
    return FiscalYear(year=year, offset=offset or 0, month=month)


def _inner(fields: Fields) -> CalendarDate | RelativePeriod | Division | FiscalYear | None:
    """The month, year or division that a part is a part of."""
    if "fiscal_year" in fields.values or "fiscal_side" in fields.values:
        return _fiscal(fields)
    if "ordinal" in fields.values or "division_code" in fields.values:
        return _division(fields)
    if "season" in fields.values:
        return _season(fields)
    if fields.number("month") or fields.number("year"):
        return _date(fields)
    return _told(fields)


def _part(fields: Fields) -> PartOf | None:
    inner = _inner(fields)
    return PartOf(part=cast(Part, fields.word("part") or "late"), of=inner) if inner else None


def _end(fields: Fields) -> PartOf | None:
    """The very end of a year, month or week: its last day; "the end of March", of last year is the whole of it."""
    inner = _inner(fields)
    if inner is None:
        return None
    past = isinstance(inner, RelativePeriod) and (inner.offset or 0) < 0
    whole = past or (isinstance(inner, CalendarDate) and inner.month is not None)
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


def _first_months(fields: Fields) -> Interval | None:
    return join_months(fields.number("year"), fields.number("side"), (1, _count(fields)))


def _last_months(fields: Fields) -> Interval | None:
    return join_months(fields.number("year"), fields.number("side"), (MONTHS + 1 - _count(fields), MONTHS))


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
    year, short = fields.number("decade_year") or fields.number("year"), fields.number("short_year")
    if year is None and short is not None:
        year = PAST_CENTURY + short
    return Decade(year=year) if year is not None and year % 10 == 0 else None


def _century(fields: Fields) -> Interval | None:
    """A hundred years by their number: "siglo XIX" and "abad ke-19" are 1801 to 1900."""
    century = fields.number("century") or fields.number("count")
    if century is None or not 1 < century <= LAST_CENTURY:
        return None
    return Interval(first=CalendarDate(year=100 * century - 99), last=CalendarDate(year=100 * century))


BUILDERS: dict[str, Callable[[Fields], DateExpression | None]] = {
    "date": _date,
    "day": _date,
    "day_there": _day_there,
    "year": _date,
    "short_year": _short,
    "range": _range,
    "years": _years,
    "weekday": _weekday,
    "near_day": _near_day,
    "weekdays": _weekdays,
    "period": _period,
    "ago": _ago,
    "maybe_ago": _maybe_ago,
    "hence": _hence,
    "maybe_hence": _maybe_hence,
    "through": _through,
    "earlier": _earlier,
    "later": _later,
    "told": _told,
    "vague": _vague,
    "fiscal": _fiscal,
    "stretch": _stretch,
    "stretch_one": _stretch_one,
    "stretch_one_ahead": _stretch_one_ahead,
    "stretch_days": _stretch_days,
    "stretch_ahead": _stretch_ahead,
    "recently": _recently,
    "part": _part,
    "end": _end,
    "division": _division,
    "first_months": _first_months,
    "last_months": _last_months,
    "season": _season,
    "feast": _feast,
    "decade": _decade,
    "century": _century,
    "eve": _eve,
    "so_far": _so_far,
    NO_DATE: lambda _: None,
}
