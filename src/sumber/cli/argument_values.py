"""Words of the command line as numbers, days and names; what fits none is refused in words."""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import Final

MOST_SHOWN: Final = 1000


def project_name(words: str) -> str:
    """The name of a project: some letters, figures and simple marks."""
    if not re.fullmatch(r"\w[\w .-]{0,63}", words):
        raise argparse.ArgumentTypeError(
            f"{words!r} is no project's name: expected up to 64 letters, figures, blanks, dots or hyphens"
        )
    return words


def amount(words: str) -> int:
    """How many to show: from 1 to 1000."""
    number = count(words)
    if not 1 <= number <= MOST_SHOWN:
        raise argparse.ArgumentTypeError(f"{words} is out of bounds: expected 1 to {MOST_SHOWN}")
    return number


def count(words: str) -> int:
    """A whole number."""
    if not words.isdecimal():
        raise argparse.ArgumentTypeError(f"{words!r} is no whole number: expected one such as 100")
    return int(words)


def score(words: str) -> float:
    """A number from 0 to 1."""
    try:
        number = float(words)
    except ValueError:
        number = -1
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{words!r} is no score: expected a number from 0 to 1")
    return number


def first_day(words: str) -> str:
    """A day; of a month or year alone its first."""
    return _day(words, "-01-01")


def last_day(words: str) -> str:
    """A day; of a month or year alone its last."""
    return _day(words, "-12-31")


def _day(words: str, rest: str) -> str:
    """A day; of a month or year alone its first or last."""
    try:
        if re.fullmatch(r"\d{4}", words):
            words += rest
        elif re.fullmatch(r"\d{4}-\d\d", words):
            words = _end_of_month(words) if rest == "-12-31" else f"{words}-01"
        return date.fromisoformat(words).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{words!r} is no day: expected one such as 2024-08-01, 2024-08 or 2024"
        ) from error


def _end_of_month(words: str) -> str:
    from calendar import monthrange

    year, month = map(int, words.split("-"))
    if not 1 <= month <= 12:
        raise ValueError(words)
    return f"{words}-{monthrange(year, month)[1]:02}"
