"""Date phrases resolved to days, counted from the publication date or from an earlier date in the text."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from sumber.model import DateExpression, DateValue, DraftDate
from sumber.model.dates import DateKind

DAYS_OF = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7, "month": 30, "year": 365, "decade": 3650}
FIRST_YEAR, LAST_YEAR = 1800, 2200


class Days(NamedTuple):
    """A stretch of days and how finely the words state it; `from_publication` where that date was needed."""

    first: date
    last: date
    precision: Literal["day", "month", "year", "interval"]
    from_publication: bool = False


class Anchors(NamedTuple):
    """What phrases count from: the publication day, and the last day the text named."""

    published: date | None
    previous: date | None


def read_publication_day(published_at: str | None) -> date | None:
    """The publisher's local day of an ISO date or RFC 3339 time, None where it is missing, malformed or absurd.

    >>> read_publication_day("2025-02-10T23:30:00+07:00")
    datetime.date(2025, 2, 10)
    """
    try:
        day = date.fromisoformat((published_at or "")[:10])
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def resolve_dates(drafts: tuple[DraftDate, ...], published_at: str | None) -> tuple[DateValue, ...]:
    """The values of date phrases; one that cannot be anchored keeps None and so says that it is undetermined."""
    published = read_publication_day(published_at)
    previous: date | None = None
    values: list[DateValue] = []
    for draft in drafts:
        days = _resolve(draft.expression, Anchors(published, previous))
        if days and days.precision == "day":
            previous = days.first
        values.append(_as_value(draft, days))
    return tuple(values)


def _as_value(draft: DraftDate, days: Days | None) -> DateValue:
    if days is None:
        anchor: Literal["text", "publication"] = "publication"
        return DateValue(span=draft.span, text=draft.text, anchor=anchor)
    weekday = draft.expression.weekday
    dated = draft.expression.kind == "calendar" and weekday is not None and days.precision == "day"
    return DateValue(
        span=draft.span,
        text=draft.text,
        value=_edtf(days),
        earliest=days.first.isoformat(),
        latest=days.last.isoformat(),
        anchor="publication" if days.from_publication else "text",
        weekday_agrees=days.first.weekday() == weekday if dated else None,
    )


def _edtf(days: Days) -> str:
    if days.precision == "day":
        return days.first.isoformat()
    if days.precision == "month":
        return f"{days.first:%Y-%m}"
    if days.precision == "year":
        return f"{days.first:%Y}"
    if days.first.day == 1 and days.last == _month(days.last.year, days.last.month).last:
        if days.first.month == 1 and days.last.month == 12:
            return f"{days.first:%Y}/{days.last:%Y}"
        return f"{days.first:%Y-%m}/{days.last:%Y-%m}"
    return f"{days.first.isoformat()}/{days.last.isoformat()}"


def _resolve(expression: DateExpression, anchors: Anchors) -> Days | None:
    try:
        return RULES[expression.kind](expression, anchors)
    except (ValueError, OverflowError):
        return None


def _month(year: int, month: int) -> Days:
    last = calendar.monthrange(year, month)[1]
    return Days(date(year, month, 1), date(year, month, last), "month")


def _year(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def _months(year: int, month: int, count: int) -> Days:
    end_year, end_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    return Days(date(year, month, 1), _month(end_year, end_month).last, "interval")


def _day(day: date) -> Days:
    return Days(day, day, "day")


def _nearest(expression: DateExpression, published: date, at: Callable[[int], date]) -> date:
    """The day in the year that fits best: the one the words point to, else the nearest, the coming one where the sentence looks ahead."""
    options = [at(year) for year in (published.year - 1, published.year, published.year + 1)]
    if expression.direction < 0:
        return max(day for day in options if day <= published)
    if expression.direction > 0 or expression.ahead:
        coming = [day for day in options if day >= published.replace(day=1)]
        return min(coming)
    return min(
        options, key=lambda day: abs((day - published).days) if day <= published else 1.5 * (day - published).days
    )


def _calendar(expression: DateExpression, anchors: Anchors) -> Days | None:
    year, month, day = expression.year, expression.month, expression.day
    if month is None:
        return _year(year) if year else None
    if year is not None:
        return _day(date(year, month, day)) if day else _month(year, month)
    if anchors.published is None:
        return None
    chosen = _nearest(
        expression, anchors.published, lambda y: date(y, month, min(day or 1, calendar.monthrange(y, month)[1]))
    )
    found = _day(chosen) if day else _month(chosen.year, month)
    return found._replace(from_publication=True)


def _range(expression: DateExpression, anchors: Anchors) -> Days | None:
    month, end_month = expression.month or expression.end_month, expression.end_month or expression.month
    start = _calendar(_part_of(expression, month, expression.day), anchors)
    end = _calendar(_part_of(expression, end_month, expression.end_day), anchors)
    if start is None or end is None:
        return None
    if end.last < start.first:
        end = end._replace(last=end.last.replace(year=end.last.year + 1))
    return Days(start.first, end.last, "interval", start.from_publication)


def _part_of(expression: DateExpression, month: int | None, day: int | None) -> DateExpression:
    return DateExpression(kind="calendar", year=expression.year, month=month, day=day, ahead=expression.ahead)


def _years(expression: DateExpression, _: Anchors) -> Days | None:
    start, end = expression.year, expression.end_year
    if start is None or end is None:
        return None
    end = end if end > 99 else start // 100 * 100 + end
    return Days(date(start, 1, 1), date(end, 12, 31), "interval") if start < end else None


def _year_end(expression: DateExpression, anchors: Anchors) -> Days | None:
    year = expression.year or (anchors.published.year if anchors.published else None)
    return _day(date(year, 12, 31))._replace(from_publication=expression.year is None) if year else None


def _decade(expression: DateExpression, _: Anchors) -> Days | None:
    if expression.year is None:
        return None
    return Days(date(expression.year, 1, 1), date(expression.year + 9, 12, 31), "interval")


def _year_of(expression: DateExpression, anchors: Anchors) -> int | None:
    if expression.year is not None:
        return expression.year
    return anchors.published.year + expression.direction if anchors.published else None


def _quarter(expression: DateExpression, anchors: Anchors) -> Days | None:
    year = _year_of(expression, anchors)
    if year is None or expression.part is None:
        return None
    return _months(year, 3 * expression.part - 2, 3)._replace(from_publication=expression.year is None)


def _half(expression: DateExpression, anchors: Anchors) -> Days | None:
    year = _year_of(expression, anchors)
    if year is None or expression.part is None:
        return None
    return _months(year, 1 if expression.part == 1 else 7, 6)._replace(from_publication=expression.year is None)


def _season(expression: DateExpression, anchors: Anchors) -> Days | None:
    """Seasons of the north by three months; winter begins in December of its year."""
    part = expression.part or 1
    starts = {1: 3, 2: 6, 3: 9, 4: 12}[part]
    if expression.year is not None:
        return _months(expression.year, starts, 3)
    if anchors.published is None:
        return None
    options = [_months(anchors.published.year + shift, starts, 3) for shift in (-1, 0, 1)]
    if expression.direction < 0:
        options = [o for o in options if o.last < anchors.published]
    elif expression.direction > 0 or expression.ahead:
        options = [o for o in options if o.last >= anchors.published]
    published = anchors.published
    chosen = min(options, key=lambda o: max(0, (o.first - published).days, (published - o.last).days))
    return chosen._replace(from_publication=True)


def _weekday(expression: DateExpression, anchors: Anchors) -> Days | None:
    if anchors.published is None or expression.weekday is None:
        return None
    behind = (anchors.published.weekday() - expression.weekday) % 7
    if expression.direction > 0 or (expression.ahead and behind != 0):
        return _day(anchors.published + timedelta(days=7 - behind))._replace(from_publication=True)
    if expression.direction < 0 and behind == 0:
        behind = 7
    return _day(anchors.published - timedelta(days=behind))._replace(from_publication=True)


def _unit(expression: DateExpression, anchors: Anchors) -> Days | None:
    """This, last or next week, month, year ..."""
    if anchors.published is None:
        return None
    return _unit_at(anchors.published, expression.unit, expression.direction)


def _unit_at(anchor: date, unit: str | None, offset: int) -> Days | None:
    if unit == "day":
        found = _day(anchor + timedelta(days=offset))
    elif unit in {"week", "fortnight"}:
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=offset)
        found = Days(monday, monday + timedelta(days=6), "interval")
    elif unit == "weekend":
        return _weekend_at(anchor, offset)
    elif unit == "month":
        index = anchor.year * 12 + anchor.month - 1 + offset
        found = _month(index // 12, index % 12 + 1)
    elif unit == "year":
        found = _year(anchor.year + offset)
    elif unit == "decade":
        start = anchor.year // 10 * 10 + 10 * offset
        found = Days(date(start, 1, 1), date(start + 9, 12, 31), "interval")
    else:
        return None
    return found._replace(from_publication=True)


def _weekend(expression: DateExpression, anchors: Anchors) -> Days | None:
    if anchors.published is None:
        return None
    offset = expression.direction
    if offset == 0 and anchors.published.weekday() < 5 and not expression.ahead:
        offset = -1
    return _weekend_at(anchors.published, offset)


def _weekend_at(anchor: date, offset: int) -> Days:
    saturday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=5, weeks=offset)
    return Days(saturday, saturday + timedelta(days=1), "interval", from_publication=True)


def _last_n(expression: DateExpression, anchors: Anchors) -> Days | None:
    if anchors.published is None:
        return None
    count = expression.count or 3
    start = _shift(anchors.published, expression.unit, -count)
    return _rounded(start, anchors.published, expression.unit)


def _recently(_: DateExpression, anchors: Anchors) -> Days | None:
    if anchors.published is None:
        return None
    return _rounded(_shift(anchors.published, "month", -3), anchors.published, "month")


def _rounded(start: date, end: date, unit: str | None) -> Days:
    """An interval up to `end`, at the fineness of its unit: months count as whole months, years as whole years."""
    if unit == "month":
        return Days(start.replace(day=1), _month(end.year, end.month).last, "interval", from_publication=True)
    if unit in {"year", "decade"}:
        return Days(date(start.year, 1, 1), date(end.year, 12, 31), "interval", from_publication=True)
    return Days(start, end, "interval", from_publication=True)


def _shift(day: date, unit: str | None, count: int) -> date:
    if unit == "month":
        index = day.year * 12 + day.month - 1 + count
        year, month = index // 12, index % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    if unit in {"year", "decade"}:
        year = day.year + count * (10 if unit == "decade" else 1)
        return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))
    return day + timedelta(days=count * DAYS_OF.get(unit or "day", 1))


def _away(day: date, unit: str | None, count: int) -> Days:
    """The day, month or year so many units away."""
    moved = _shift(day, unit, count)
    if unit == "month":
        return _month(moved.year, moved.month)
    return _year(moved.year) if unit in {"year", "decade"} else _day(moved)


def _ago(expression: DateExpression, anchors: Anchors) -> Days | None:
    if anchors.published is None:
        return None
    return _away(anchors.published, expression.unit, -(expression.count or 1))._replace(from_publication=True)


def _in_n(expression: DateExpression, anchors: Anchors) -> Days | None:
    if anchors.published is None or not (expression.ahead or expression.unit != "day"):
        return None
    return _away(anchors.published, expression.unit, expression.count or 1)._replace(from_publication=True)


def _before(expression: DateExpression, anchors: Anchors) -> Days | None:
    anchor = anchors.previous
    return _away(anchor, expression.unit or "day", -(expression.count or 1)) if anchor else None


def _after(expression: DateExpression, anchors: Anchors) -> Days | None:
    anchor = anchors.previous
    return _away(anchor, expression.unit or "day", expression.count or 1) if anchor else None


def _days(expression: DateExpression, anchors: Anchors) -> Days | None:
    if anchors.published is None:
        return None
    steps = expression.direction * (expression.count or 1)
    return _day(anchors.published + timedelta(days=steps))._replace(from_publication=True)


def _holiday(expression: DateExpression, anchors: Anchors) -> Days | None:
    month, day = (12, 25) if expression.part == 1 else (1, 1)
    return _calendar(_part_of(expression, month, day), anchors)


RULES: dict[DateKind, Callable[[DateExpression, Anchors], Days | None]] = {
    "calendar": _calendar,
    "numeric": _calendar,
    "range": _range,
    "years": _years,
    "year_end": _year_end,
    "decade": _decade,
    "quarter": _quarter,
    "half": _half,
    "season": _season,
    "weekday": _weekday,
    "month": _calendar,
    "unit": _unit,
    "weekend": _weekend,
    "last_n": _last_n,
    "recently": _recently,
    "ago": _ago,
    "before": _before,
    "after": _after,
    "in_n": _in_n,
    "day": _days,
    "holiday": _holiday,
}
