"""Days that a question gives: a day, or a month or year for its first or last day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date


def first_day(words: str) -> str:
    """A day; of a month or year alone its first. ValueError says what was expected.

    >>> first_day("2024-08"), first_day("2024")
    ('2024-08-01', '2024-01-01')
    """
    return _read_day(words, is_last=False)


def last_day(words: str) -> str:
    """A day; of a month or year alone its last. ValueError says what was expected.

    >>> last_day("2024-02"), last_day("2024")
    ('2024-02-29', '2024-12-31')
    """
    return _read_day(words, is_last=True)


def _read_day(words: str, *, is_last: bool) -> str:
    told = words.strip()
    try:
        if re.fullmatch(r"\d{4}", told, re.ASCII):
            told += "-12" if is_last else "-01"
        if re.fullmatch(r"\d{4}-\d\d", told, re.ASCII):
            year, month = map(int, told.split("-"))
            told += f"-{_days_in(year, month) if is_last else 1:02}"
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", told, re.ASCII):
            raise ValueError(told)
        return date.fromisoformat(told).isoformat()
    except ValueError as error:
        raise ValueError(f"{words!r} is no day: expected one such as 2024-08-01, 2024-08 or 2024") from error


def _days_in(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return monthrange(year, month)[1]
