"""The words of the interface: a file a language, found by scanning; every file has the same entries."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any, Final

DEFAULT: Final = "en"


class Words:
    """The interface's words in one language.

    >>> get_words("en")("count.claims", 1)
    '1 claim'
    >>> get_words("en")("count.claims", 1200)
    '1,200 claims'
    """

    def __init__(self, code: str, entries: dict[str, str]) -> None:
        self.code = code
        self.entries = entries

    def __call__(self, key: str, number: int | None = None, **values: object) -> str:
        """The words of an entry, its {fields} filled; of an entry that counts, the form for the number.

        An entry that counts has `one` and `many` below it; KeyError names an entry that there is not.
        """
        if number is not None:
            chosen = f"{key}.one" if number == 1 else f"{key}.many"
            return self.entries[chosen].format(n=self.spell_number(number), **values)
        return self.entries[key].format(**values) if values else self.entries[key]

    def spell_number(self, number: int) -> str:
        """A whole number with the language's sign between thousands."""
        return f"{number:,}".replace(",", self.entries["number.thousands"])


@cache
def word_languages() -> tuple[str, ...]:
    """The languages of the interface, by file name, the default first."""
    found = (file.name for file in resources.files(__name__).iterdir())
    codes = sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml"))
    return (DEFAULT, *(code for code in codes if code != DEFAULT))


@cache
def get_words(code: str) -> Words:
    """The words of a language; KeyError where the interface has none of it."""
    if code not in word_languages():
        raise KeyError(f"no interface language {code!r}: expected one of {', '.join(word_languages())}")
    text = (resources.files(__name__) / f"{code}.toml").read_text("utf-8")
    return Words(code, dict(_flatten(tomllib.loads(text))))


def _flatten(table: dict[str, Any], before: str = "") -> list[tuple[str, str]]:
    entries: list[tuple[str, str]] = []
    for key, value in table.items():
        entries += _flatten(value, f"{before}{key}.") if isinstance(value, dict) else [(before + key, value)]
    return entries


def choose_language(asked: str | None, accepted: str) -> str:
    """The interface's language: what was asked for, else the browser's first that there is, else the default.

    >>> choose_language(None, "fr-FR, id;q=0.8, en;q=0.5")
    'id'
    """
    if asked in word_languages():
        return str(asked)
    for part in accepted.split(","):
        code = re.split(r"[-;]", part.strip().lower())[0]
        if code in word_languages():
            return code
    return DEFAULT
