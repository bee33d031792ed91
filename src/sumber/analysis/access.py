"""Words by which a text says that a source knows of itself: saw, measured, treated, published (`access.toml`)."""

from __future__ import annotations

import re
from functools import cache

from sumber.languages import find_language


def tells_access(text: str, language: str | None) -> bool:
    """Whether a sentence says how its source comes to know: it saw, measured, examined, treated, signed or published."""
    pattern = _find_pattern(language) if language else None
    return bool(pattern and pattern.search(text))


@cache
def _find_pattern(code: str) -> re.Pattern[str] | None:
    language = find_language(code)
    settings = language.find_settings("access") if language else None
    if settings is None:
        return None
    return re.compile("|".join(settings["patterns"]), re.IGNORECASE)
