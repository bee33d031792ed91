"""Two dates told side by side made into one stretch, and what a date expression names."""

from __future__ import annotations

from typing import cast

from sumber.model import DateExpression
from sumber.model.dates import (
    CalendarDate,
    DatePoint,
    Interval,
    PartOf,
    RelativePeriod,
    Stretch,
    Vague,
    WeekdayDate,
)

MONTHS = 12


def is_single_day(expression: DateExpression) -> bool:
    """Whether an expression names one day."""
    if isinstance(expression, CalendarDate):
        return expression.day is not None
    return isinstance(expression, WeekdayDate) or (isinstance(expression, RelativePeriod) and expression.unit == "day")


def names_month(expression: DateExpression) -> bool:
    """Whether an expression is a date of the calendar with its month."""
    return isinstance(expression, CalendarDate) and expression.month is not None


def is_same_grain(first: DateExpression, last: DateExpression) -> bool:
    """Whether both are calendar dates of one fineness, so that a dash between them makes a stretch."""
    return (
        isinstance(first, CalendarDate)
        and isinstance(last, CalendarDate)
        and (first.day is None) == (last.day is None)
        and (first.month is None) == (last.month is None)
    )


def join_months(year: int | None, offset: int | None, months: tuple[int, int]) -> Interval | None:
    """From one month to another of a year, else of the one `offset` years from now; None where these make no stretch.

    "The first four months of 2025" is `(1, 4)`, the last four `(9, 12)`.
    """
    if not 1 <= months[0] < months[1] <= MONTHS:
        return None
    side = None if year is not None else offset or 0
    first, last = (CalendarDate(year=year, month=month, year_offset=side) for month in months)
    return Interval(first=first, last=last)


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
