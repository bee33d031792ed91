"""Formats of briefs, each in its own file with a `write` function, found by scanning."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from sumber.brief.composing import Brief
from sumber.brief.words import BriefWords
from sumber.errors import UsageError


class WriteBrief(Protocol):
    """Gives a brief as the bytes of a file."""

    def __call__(self, brief: Brief, words: BriefWords) -> bytes:
        """The brief in a language's words."""
        ...


@cache
def format_names() -> tuple[str, ...]:
    """The names of the formats, by file name."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def get_format(name: str) -> WriteBrief:
    """What writes briefs in a format; UsageError where there is none of that name, or a library it needs is missing."""
    if name not in format_names():
        raise UsageError("S303", f"no format of briefs {name!r}: expected one of {', '.join(format_names())}")
    try:
        found: WriteBrief = import_module(f"{__name__}.{name}").write
    except ModuleNotFoundError as error:
        raise UsageError(
            "S323", f"briefs in the format {name} need {error.name}: install it with pip install 'sumber[brief]'"
        ) from error
    return found
