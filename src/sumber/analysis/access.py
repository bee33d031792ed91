"""Words by which a text says that a source knows of itself: saw, measured, treated, published (`access.toml`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from sumber.languages import find_language

_NOTHING: Final = "(?!)"
_GAP: Final = "\n"
"""Stands where words were left out, so that what stood before and behind them makes no new phrase."""


def tells_access(text: str, language: str | None) -> bool:
    """Whether a sentence says how its source comes to know: it saw, measured, examined, treated, signed or published.

    That something was not seen, or will be looked at, does not tell it.
    """
    words = _find_words(language) if language else None
    return bool(words and words.tell.search(words.unless.sub(_GAP, text)))


class _Words(NamedTuple):
    """What tells access, and stretches of text that only look like it."""

    tell: re.Pattern[str]
    unless: re.Pattern[str]


@cache
def _find_words(code: str) -> _Words | None:
    language = find_language(code)
    settings = language.find_settings("access") if language else None
    return _Words(_any_of(settings["patterns"]), _any_of(settings.get("unless", ()))) if settings else None


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or _NOTHING, re.IGNORECASE)
