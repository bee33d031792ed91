"""Dates: the phrase as found, what it says, and the days it stands for."""

from __future__ import annotations

from typing import Literal, TypeAlias

from sumber.model.values import Span, Value

Lean = Literal["past", "future"]
Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century"]
DivisionKind = Literal["week", "quarter", "half", "season"]
Part = Literal["start", "early", "mid", "late", "end", "first_ten", "middle_ten", "last_ten"]


class CalendarDate(Value, frozen=True, tag="calendar"):
    """A date of the calendar, whole or in part: "Kamis (14/8)", "14 August 2025", "Oktober tahun lalu", "the 27th".

    `weekday` is 1 (Monday) to 7. `year_offset` and `month_offset` count from the publication ("last year" -1); `side`
    is -1 for "last June", 0 for "this June", 1 for "next June". `lean` is where the clause lies in time, by its tense.
    Where the offsets count from an earlier date of the text ("同年9月", "in May of that year"), `previous` is the span of
    that date.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    year_offset: int | None = None
    month_offset: int | None = None
    side: int | None = None
    lean: Lean | None = None
    previous: Span | None = None


class WeekdayDate(Value, frozen=True, tag="weekday"):
    """A weekday alone: "Friday", "last Tuesday" (`side` -1), "next Tuesday" (1: of next week), "the coming Friday" (2).

    `side` -2 is the one before the last ("позаминулої п'ятниці").

    `week_offset` is told where the week is: "Friday next week" is 1.
    """

    weekday: int
    side: int | None = None
    week_offset: int | None = None
    lean: Lean | None = None


class RelativePeriod(Value, frozen=True, tag="relative"):
    """The unit that lies `offset` units from its base: "yesterday", "last week", "two days ago", "the day before".

    `offset` is None for the nearest one by tense ("the weekend"). `exact` counts weeks to the day ("two weeks ago"),
    `to_day` months and years too ("exactly a year ago").
    Where the base is an earlier date of the text, `previous` is the span of that date.
    """

    unit: Unit
    offset: int | None = 0
    exact: bool = False
    to_day: bool = False
    previous: Span | None = None
    lean: Lean | None = None


class FiscalYear(Value, frozen=True, tag="fiscal"):
    """Twelve months from the first of `month`: of a year ("2026年度"), or `offset` years from the one of the publication."""

    month: int
    year: int | None = None
    offset: int = 0


class Division(Value, frozen=True, tag="division"):
    """A week of a month, a quarter, half or season of a year, by its number; seasons: spring 1 to winter 4."""

    kind: DivisionKind
    index: int
    of: CalendarDate | RelativePeriod | FiscalYear | None = None
    side: int | None = None
    lean: Lean | None = None


class PartOf(Value, frozen=True, tag="part"):
    """The early, middle or late part of a month or year (it stands for the whole), or its first or very last day.

    The end of a season is its last month.

    The first, middle and last ten days of a month are just these days ("3月上旬").
    """

    part: Part
    of: CalendarDate | RelativePeriod | Division | FiscalYear


class Decade(Value, frozen=True, tag="decade"):
    """Ten years by their first: "the 1990s"."""

    year: int


class Feast(Value, frozen=True, tag="feast"):
    """A feast or fast by its name in the table of feasts; `bound` where only its first day is meant ("before Ramadan")."""

    name: str
    year: int | None = None
    year_offset: int | None = None
    side: int | None = None
    bound: bool = False
    lean: Lean | None = None


class Stretch(Value, frozen=True, tag="stretch"):
    """The last or the coming so many units: "in the past three months"; `count` None where the text leaves it open.

    A count reaches to the day ("the last two years"), an open one to whole months or years; quarters and halves are
    those of the calendar.
    """

    unit: Unit
    count: int | None
    ahead: bool = False


class Vague(Value, frozen=True, tag="vague"):
    """A time whose bounds the text leaves open: "近日"; it is found and stays undetermined."""


DatePoint: TypeAlias = (
    CalendarDate | WeekdayDate | RelativePeriod | Division | PartOf | Decade | Feast | Stretch | FiscalYear | Vague
)


class Interval(Value, frozen=True, tag="interval"):
    """From one date to another, both included: "14-25 April", "antara Februari dan Juni tahun ini"."""

    first: DatePoint
    last: DatePoint


DateExpression: TypeAlias = DatePoint | Interval


class DraftDate(Value, frozen=True):
    """A date phrase in the text and the expression it states.

    `is_dateline` where it stands in a dateline or by-line: a day there is that of the report itself.
    """

    span: Span
    text: str
    expression: DateExpression
    is_dateline: bool = False


class DateValue(Value, frozen=True):
    """A date phrase resolved to days: EDTF value with its earliest and latest day.

    `value`, `earliest` and `latest` are None where the phrase is relative and no anchor is known. `anchor` tells what
    it was counted from; `weekday_agrees` is False where the text names a weekday that does not fall on the date, None
    where it names none.
    """

    span: Span
    text: str
    value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    anchor: Literal["text", "publication"] = "text"
    weekday_agrees: bool | None = None
