"""Date phrases resolved to days, counted from the publication date or from an earlier date in the text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import singledispatch
from typing import Literal, NamedTuple

from sumber.model import DateExpression, DateValue, DraftDate, Span
from sumber.model.dates import (
    CalendarDate,
    Decade,
    Division,
    Feast,
    FiscalYear,
    Interval,
    Part,
    PartOf,
    RelativePeriod,
    Stretch,
    Vague,
    WeekdayDate,
)
from sumber.resolution.calendar import (
    Days,
    day_of,
    days_between,
    is_leap,
    month_at,
    month_of,
    months_of,
    moved,
    unit_at,
    whole_units,
    year_of,
    years_of,
)
from sumber.resolution.feasts import find_feasts
from sumber.resolution.nearest import nearest

FIRST_YEAR, YEARS_AHEAD = 1800, 2
FEW = 3
SEASON_MONTHS = {1: 3, 2: 6, 3: 9, 4: 12}
LONGEST_DATE = 10
LAST_WEEK = 5
LONGEST_WAY = 7
"""Days from a dateline to the publication."""
BEFORE_LAST = -2
MONTH, HALF_MONTH = timedelta(days=31), 15
FIRST_DAYS = {"first_ten": 1, "middle_ten": 11, "last_ten": 21}
WHOLE_PARTS = frozenset({"early", "mid", "late"})
DIVISIONS_OF_YEAR = frozenset({"quarter", "half"})


class Anchors(NamedTuple):
    """What phrases count from: the publication day, the day the report was sent, the dates of the text resolved so far."""

    published: date | None
    sent: date | None
    resolved: Mapping[Span, Days]


def read_publication_day(published_at: str | None, today: date | None = None) -> date | None:
    """The publisher's local day of an ISO date or RFC 3339 time, None where it is missing, malformed or absurd.

    >>> read_publication_day("2025-02-10T23:30:00+07:00")
    datetime.date(2025, 2, 10)
    """
    words = (published_at or "").strip()
    try:
        day = date.fromisoformat(words) if len(words) <= LONGEST_DATE else datetime.fromisoformat(words).date()
    except ValueError:
        return None
    latest = (today or datetime.now(UTC).date()).year + YEARS_AHEAD
    return day if FIRST_YEAR <= day.year <= latest else None


def resolve_dates(drafts: tuple[DraftDate, ...], published_at: str | None) -> tuple[DateValue, ...]:
    """The values of date phrases; one that cannot be anchored keeps None and so says that it is undetermined.

    Where no publication date is given, a full date in the dateline or by-line stands in for it. "Today" and "two days
    ago" count from the day in the dateline before them, which may be the eve of the publication.
    """
    told = read_publication_day(published_at)
    published = sent = told or _find_own_day(drafts)
    resolved: dict[Span, Days] = {}
    values: list[DateValue] = []
    for draft in drafts:
        days = _find_days(draft.expression, Anchors(published, sent, resolved))
        if days is not None:
            days = days._replace(from_publication=days.from_publication and told is not None)
            resolved[draft.span] = days
            if draft.is_dateline and _is_sending(days, published):
                sent = days.first
        values.append(_as_value(draft, days))
    return tuple(values)


def _find_own_day(drafts: tuple[DraftDate, ...]) -> date | None:
    """The day of the first dateline or by-line that tells it in full."""
    for draft in drafts:
        told = draft.expression
        if draft.is_dateline and isinstance(told, CalendarDate) and None not in {told.year, told.month, told.day}:
            days = _find_days(told, Anchors(None, None, {}))
            return days and days.first
    return None


def _is_sending(days: Days, published: date | None) -> bool:
    """Whether a day in a dateline may be that on which the report was sent: the publication's, or some days before it."""
    return published is not None and days.first == days.last and 0 <= (published - days.first).days <= LONGEST_WAY


def _as_value(draft: DraftDate, days: Days | None) -> DateValue:
    if days is None:
        return DateValue(span=draft.span, text=draft.text, anchor="publication")
    anchor: Literal["text", "publication"] = "publication" if days.from_publication else "text"
    return DateValue(
        span=draft.span,
        text=draft.text,
        value=days.value,
        earliest=days.first.isoformat(),
        latest=days.last.isoformat(),
        anchor=anchor,
        weekday_agrees=_weekday_agrees(draft.expression, days),
    )


def _weekday_agrees(expression: DateExpression, days: Days) -> bool | None:
    """Whether a weekday that the text names beside a date falls on it; None where it names none."""
    told = expression.first if isinstance(expression, Interval) else expression
    if not isinstance(told, CalendarDate) or told.weekday is None or told.day is None:
        return None
    return days.first.isoweekday() == told.weekday


def _find_days(expression: DateExpression, anchors: Anchors) -> Days | None:
    """The days of an expression, None where its anchor is missing or no calendar holds them."""
    try:
        return _days(expression, anchors)
    except (ValueError, OverflowError):
        return None


@singledispatch
def _days(expression: DateExpression, _: Anchors) -> Days | None:
    raise TypeError(f"no rule for {type(expression).__name__}")


@_days.register
def _calendar(told: CalendarDate, anchors: Anchors) -> Days | None:
    if told.year is not None:
        return _in_year(told, told.year)
    if told.previous is not None:
        before = anchors.resolved.get(told.previous)
        return before and _by_previous(told, before.first)._replace(from_publication=before.from_publication)
    if anchors.published is None:
        return None
    return _by_publication(told, anchors.published)._replace(from_publication=True)


def _by_publication(told: CalendarDate, published: date) -> Days:
    """A date without a year, in the year or month that its words and tense point to."""
    if told.month is None and told.day is not None:
        return _day_of_month(told, published)
    if told.year_offset is not None:
        return _in_year(told, published.year + told.year_offset)
    leap_day = (told.month, told.day) == (2, 29)
    years = [published.year + shift for shift in (range(-8, 9) if leap_day else (-1, 0, 1))]
    near = [_in_year(told, year) for year in years if not leap_day or is_leap(year)]
    return nearest(near, published, told.lean, told.side)


def _by_previous(told: CalendarDate, before: date) -> Days:
    """A date whose year or month is counted from an earlier date of the text: "同年9月", "翌月5日"."""
    if told.month_offset is not None:
        month = month_at(before, told.month_offset)
        return month if told.day is None else day_of(month.first.replace(day=told.day))
    return _in_year(told, before.year + (told.year_offset or 0))


def _in_year(told: CalendarDate, year: int) -> Days:
    if told.month is None:
        return year_of(year)
    return month_of(year, told.month) if told.day is None else day_of(date(year, told.month, told.day))


def _day_of_month(told: CalendarDate, published: date) -> Days:
    """The day of "the 27th", "tanggal 8": in the month that is told, else the nearest such day ("지난 27일": the last)."""
    shifts = (-1, 0, 1) if told.month_offset is None else (told.month_offset,)
    months = [month_at(published, shift) for shift in shifts]
    days = [day_of(m.first.replace(day=told.day or 1)) for m in months if (told.day or 1) <= m.last.day]
    return nearest(days, published, told.lean, told.side if told.month_offset is None else None)


@_days.register
def _weekday(told: WeekdayDate, anchors: Anchors) -> Days | None:
    published = anchors.published
    if published is None:
        return None
    in_week = published + timedelta(days=told.weekday - published.isoweekday())
    weeks = told.side if told.week_offset is None and told.side in {0, 1} else told.week_offset
    if weeks is not None:
        return day_of(in_week + timedelta(weeks=weeks))._replace(from_publication=True)
    near = [day_of(in_week + timedelta(weeks=shift)) for shift in (-1, 0, 1)]
    day = nearest(near, published, told.lean, told.side)
    if told.side == BEFORE_LAST:
        day = day_of(day.first - timedelta(weeks=1))
    return day._replace(from_publication=True)


@_days.register
def _relative(told: RelativePeriod, anchors: Anchors) -> Days | None:
    if told.previous is not None:
        before = anchors.resolved.get(told.previous)
        if before is None:
            return None
        anchor = before.last if (told.offset or 0) > 0 else before.first
        return _away(anchor, told)._replace(from_publication=before.from_publication)
    if anchors.published is None:
        return None
    if told.offset is None:
        near = [unit_at(anchors.published, told.unit, shift) for shift in (-1, 0, 1)]
        return nearest(near, anchors.published, told.lean, None)._replace(from_publication=True)
    counted = anchors.sent if told.unit == "day" and anchors.sent else anchors.published
    return _away(counted, told)._replace(from_publication=True)


def _away(anchor: date, told: RelativePeriod) -> Days:
    """So many units from a day; "two weeks ago" is counted to the day, "two months ago" to the month."""
    if told.to_day or (told.exact and told.unit == "week"):
        return day_of(moved(anchor, told.unit, told.offset or 0))
    return unit_at(anchor, told.unit, told.offset or 0)


@_days.register
def _division(told: Division, anchors: Anchors) -> Days | None:
    if told.of is not None:
        whole = _days(told.of, anchors)
        if whole is None:
            return None
        halved = told.kind == "half" and whole.last - whole.first < MONTH
        if told.kind == "week":
            divided = _week_of(told.index, whole)
        else:
            divided = _half_month(told.index, whole) if halved else _divide(told, whole.first)
        return divided._replace(from_publication=whole.from_publication)
    published = anchors.published
    if published is None:
        return None
    near = [_divide(told, date(published.year + shift, 1, 1)) for shift in (-2, -1, 0, 1)]
    return nearest(near, published, told.lean, told.side)._replace(from_publication=True)


def _half_month(index: int, month: Days) -> Days:
    """The first fifteen days of a month, or the others."""
    middle = month.first.replace(day=HALF_MONTH)
    return days_between(month.first, middle) if index == 1 else days_between(middle + timedelta(days=1), month.last)


def _week_of(index: int, whole: Days) -> Days:
    """Seven days of a month or year, counted from its first day; the last ones where the index is that of "last"."""
    week = timedelta(days=6)
    if index == LAST_WEEK:
        return days_between(whole.last - week, whole.last)
    first = whole.first + timedelta(weeks=index - 1)
    return days_between(first, first + week)


def _divide(told: Division, whole: date) -> Days:
    """The division of the year that begins with a day; a week is one of its first month."""
    if told.kind == "week":
        return _week_of(told.index, month_at(whole, 0))
    if told.kind == "season":
        return months_of(whole.year, SEASON_MONTHS[told.index], 3)
    size = 3 if told.kind == "quarter" else 6
    first = month_at(whole, size * (told.index - 1)).first
    return months_of(first.year, first.month, size)


@_days.register
def _part(told: PartOf, anchors: Anchors) -> Days | None:
    whole = _days(told.of, anchors)
    if whole is None or told.part in WHOLE_PARTS:
        return whole
    if isinstance(told.of, Division) and told.of.kind == "season":
        return month_at(whole.last, 0)._replace(from_publication=whole.from_publication)
    return _days_of_part(told.part, whole)._replace(from_publication=whole.from_publication)


def _days_of_part(part: Part, whole: Days) -> Days:
    """The first or last day of a stretch, or ten days of a month."""
    first = FIRST_DAYS.get(part)
    if first is None:
        return day_of(whole.first if part == "start" else whole.last)
    last = whole.last.day if part == "last_ten" else first + 9
    return days_between(whole.first.replace(day=first), whole.first.replace(day=last))


@_days.register
def _fiscal(told: FiscalYear, anchors: Anchors) -> Days | None:
    if told.year is not None:
        return months_of(told.year, told.month, 12)
    published = anchors.published
    if published is None:
        return None
    year = published.year - (published.month < told.month) + told.offset
    return months_of(year, told.month, 12)._replace(from_publication=True)


@_days.register
def _vague(_: Vague, __: Anchors) -> Days | None:
    return None


@_days.register
def _decade(told: Decade, _: Anchors) -> Days | None:
    return years_of(told.year, told.year + 9)


@_days.register
def _feast(told: Feast, anchors: Anchors) -> Days | None:
    """The days of a feast; None where the table does not reach, or where it falls twice in the year that is told."""
    published = anchors.published
    if told.year is not None:
        return _one_feast(told, told.year)
    if published is None:
        return None
    if told.year_offset is not None:
        found = _one_feast(told, published.year + told.year_offset)
        return found and found._replace(from_publication=True)
    near = [days for shift in (-1, 0, 1) for days in _feasts(told, published.year + shift)]
    return nearest(near, published, told.lean, told.side)._replace(from_publication=True)


def _feasts(told: Feast, year: int) -> list[Days]:
    return [feast.start if told.bound else feast.whole for feast in find_feasts(told.name, year)]


def _one_feast(told: Feast, year: int) -> Days | None:
    found = _feasts(told, year)
    return found[0] if len(found) == 1 else None


@_days.register
def _stretch(told: Stretch, anchors: Anchors) -> Days | None:
    published = anchors.published
    if published is None:
        return None
    count, side = FEW if told.count is None else told.count, 1 if told.ahead else -1
    if told.unit in DIVISIONS_OF_YEAR:
        near, far = (unit_at(published, told.unit, side * shift) for shift in (1, count))
        return _spanned(min(near, far), max(near, far))._replace(from_publication=True)
    first, last = sorted((published, moved(published, told.unit, count * side)))
    days = whole_units(first, last, told.unit) if told.count is None else days_between(first, last)
    return days._replace(from_publication=True)


def _spanned(first: Days, last: Days) -> Days:
    """From the beginning of one stretch to the end of another."""
    return Days(first.first, last.last, f"{first.value.split('/')[0]}/{last.value.split('/')[-1]}")


@_days.register
def _interval(told: Interval, anchors: Anchors) -> Days | None:
    first = _days(told.first, anchors)
    if first is None:
        return None
    last = _after(told, first) or _days(told.last, _with_beginning(told, first, anchors))
    if last is None or last.last < first.first:
        return None
    return _spanned(first, last)._replace(from_publication=first.from_publication or last.from_publication)


def _with_beginning(told: Interval, first: Days, anchors: Anchors) -> Anchors:
    """The anchors of the end of a stretch, which may count from its beginning: "2020年8月から翌年6月"."""
    previous = told.last.previous if isinstance(told.last, CalendarDate | RelativePeriod) else None
    if previous is None or previous in anchors.resolved:
        return anchors
    return anchors._replace(resolved={**anchors.resolved, previous: first})


def _after(told: Interval, first: Days) -> Days | None:
    """The end of a stretch that names no year or week: the first such day from its beginning on."""
    last = told.last
    if isinstance(last, CalendarDate) and last.year is None and last.year_offset is None and last.month is not None:
        turned = (last.month, last.day or 31) < (first.first.month, first.first.day)
        return _in_year(last, first.first.year + turned)._replace(from_publication=True)
    if isinstance(last, WeekdayDate) and last.week_offset is None and last.side is None:
        ahead = (last.weekday - first.first.isoweekday()) % 7
        return day_of(first.first + timedelta(days=ahead))._replace(from_publication=True)
    return None
