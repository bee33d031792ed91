"""What the press of a language prints around its text, and how its sentences stop: data, compiled once."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal, NamedTuple

from sumber.languages import Language, read_default_settings
from sumber.model import Span

FurnitureKind = Literal["read_also", "caption", "footer", "byline"]

# A line longer than this is text even when it begins like furniture: "By the end of the year ..." is no by-line.
_LONGEST: dict[FurnitureKind, int] = {"read_also": 220, "caption": 400, "footer": 400, "byline": 150}


class StopRules(NamedTuple):
    """What decides whether a full stop ends its sentence.

    `abbreviations` keep their point unless one of `starters` follows, `numbered` only before a digit. After a quoted
    question or cry the sentence goes on where `speech` matches what follows, after any closed quotation where
    `goes_on` does.
    """

    abbreviations: frozenset[str]
    numbered: frozenset[str]
    starters: frozenset[str]
    speech: re.Pattern[str] | None
    goes_on: re.Pattern[str] | None


class Furniture(NamedTuple):
    """Patterns of the lines that are no text, in the order they are tried, and the stop rules of the language."""

    starts: tuple[tuple[FurnitureKind, re.Pattern[str]], ...]
    caption_end: re.Pattern[str] | None
    label: re.Pattern[str] | None
    dateline: re.Pattern[str] | None
    stops: StopRules

    def find_kind(self, words: str) -> FurnitureKind | None:
        """The kind of furniture a line is, None where it is text."""
        for kind, pattern in self.starts:
            if len(words) <= _LONGEST[kind] and pattern.match(words):
                return kind
        if self.caption_end and len(words) <= _LONGEST["caption"] and self.caption_end.search(words[-80:]):
            return "caption"
        return None

    def find_lead(self, text: str, line: Span) -> Span | None:
        """The dateline of a paragraph in a form of the language's own ("【東京共同】"), None where it has none."""
        match = self.dateline.match(text, line.start, line.end) if self.dateline else None
        return Span(line.start, match.end()) if match and line.start < match.end() < line.end else None

    def is_bare_label(self, words: str) -> bool:
        """Whether a read-also line names nothing yet: its titles stand on the lines after it."""
        return bool(self.label and self.label.fullmatch(words.strip(" :>*-–—#")))


@cache
def read_furniture(language: Language) -> Furniture:
    """The furniture of `language`: the neutral one, with its own where it has a file."""
    settings = _merge(read_default_settings("segments"), language.find_settings("segments") or {})
    kinds: tuple[FurnitureKind, ...] = ("read_also", "caption", "footer", "byline")
    starts = tuple((kind, pattern) for kind in kinds if (pattern := _compile(settings[kind])))
    ends = _compile([f"(?:{end})$" for end in settings["caption_end"]])
    stops = StopRules(
        abbreviations=frozenset(settings["abbreviations"]),
        numbered=frozenset(settings["numbered"]),
        starters=frozenset(settings["starters"]),
        speech=_compile_speech(settings["speech"]),
        goes_on=_compile(settings["goes_on"]),
    )
    return Furniture(starts, ends, _compile(settings["read_also"]), _compile(settings["dateline"]), stops)


def _merge(defaults: dict[str, Any], own: dict[str, Any]) -> dict[str, list[str]]:
    return {name: [*defaults.get(name, ()), *own.get(name, ())] for name in {*defaults, *own}}


def _compile(patterns: list[str]) -> re.Pattern[str] | None:
    if not patterns:
        return None
    return re.compile("(?:" + "|".join(f"(?:{pattern})" for pattern in patterns) + ")", re.IGNORECASE)


def _compile_speech(verbs: list[str]) -> re.Pattern[str] | None:
    """A verb of saying behind up to four words: "Ms Otieno asked", "каже речник"."""
    if not verbs:
        return None
    return re.compile(r"\s*(?:[^\W\d_][\w.'’-]{0,30}\s+){0,4}?(?:" + "|".join(map(re.escape, verbs)) + r")\b")
