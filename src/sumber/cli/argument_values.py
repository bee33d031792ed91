"""Words of the command line as numbers, days and names; what fits none is refused in words."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import Final

from sumber.asking import days

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
    return _read(days.first_day, words)


def last_day(words: str) -> str:
    """A day; of a month or year alone its last."""
    return _read(days.last_day, words)


def _read(read: Callable[[str], str], words: str) -> str:
    try:
        return read(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
