"""Dates: the phrase as found, what it says, and the days it stands for."""

from __future__ import annotations

from typing import Literal

from sumber.model.values import Span, Value

DateKind = Literal[
    "calendar",
    "numeric",
    "range",
    "years",
    "year_end",
    "decade",
    "quarter",
    "half",
    "season",
    "weekday",
    "month",
    "unit",
    "weekend",
    "last_n",
    "recently",
    "ago",
    "before",
    "after",
    "in_n",
    "day",
    "holiday",
]


class DateExpression(Value, frozen=True):
    """What a date phrase says, before a publication date or an earlier date anchors it.

    `direction` is -1 for "last", +1 for "next", 0 where the phrase says neither; `ahead` whether its sentence speaks of
    what is to come. The second day, month, year are the end of a range. `unit` is "day", "week", "month", "year" ...
    """

    kind: DateKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    end_year: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    unit: str | None = None
    count: int | None = None
    part: int | None = None
    direction: int = 0
    ahead: bool = False


class DraftDate(Value, frozen=True):
    """A date phrase in the text and the expression it states."""

    span: Span
    text: str
    expression: DateExpression


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
