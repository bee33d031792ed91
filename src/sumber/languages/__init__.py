"""Languages as data: one folder a language, found by its name.

A folder `languages/xx/` holds `language.toml` and the tables and settings that the stages ask for by name. Adding a
language means adding a folder; nothing in Python lists them.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal

import msgspec

from sumber.errors import DataError
from sumber.languages.tokens import Tokens, cut_characters, cut_elided, tokenize


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """A language Sumber knows, and the door to its data files.

    `depth` is "full" where the lexical reader reads it, "identified" where it is only recognised. `home` is the id of
    the state whose organs the press of this language means by a bare name ("TNI"), empty where there is none.
    `plural_suffix` is what makes several of a weapon's name ("T-72s"), empty where nothing does. `cut` is "characters"
    where words run into one another or carry particles, so that every finder reads character by character; `spaced`
    where such a language nevertheless parts words by spaces (Korean), so that a name begins at one. `elided` are the words
    that an apostrophe shortens before another ("l'", "qu'"), written without it; tables then need no apostrophe of their own.
    `rules_vote` tells whether a report word of the rules is
    taken where a trained model names no source of a claim, and whether they say whom it befalls.
    """

    code: str
    name: str
    endonym: str
    depth: str
    scripts: tuple[str, ...] = ("Latn",)
    home: str = ""
    plural_suffix: str = ""
    cut: Literal["words", "characters"] = "words"
    rules_vote: bool = True
    spaced: bool = False
    elided: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.code)

    def cut_text(self, text: str) -> Tokens:
        """The tokens of a text or phrase of this language: words, or characters where words run into one another.

        Characters that `variants.tsv` lists as another way to write one ("發" for "发") count as that one in `lowers`, so
        that every table is written once and read in both scripts.
        """
        if self.elided:
            tokens = cut_elided(text, self.elided)
        else:
            tokens = cut_characters(text) if self.cut == "characters" else tokenize(text)
        variants = _read_variants(self.code)
        return tokens._replace(lowers=tuple(word.translate(variants) for word in tokens.lowers)) if variants else tokens

    def find_settings(self, name: str) -> dict[str, Any] | None:
        """The settings file `<name>.toml` of this language, None where it has none."""
        return _read_toml(self.code, name)

    def get_settings(self, name: str) -> dict[str, Any]:
        """The settings file `<name>.toml` of this language; DataError where it has none."""
        settings = self.find_settings(name)
        if settings is None:
            raise DataError("S201", f"languages/{self.code}/{name}.toml is missing")
        return settings

    def read_table(self, name: str) -> tuple[dict[str, str], ...]:
        """Rows of `<name>.tsv` of this language, empty where it has none; `name` may hold a folder."""
        file = _folder(self.code)
        for part in f"{name}.tsv".split("/"):
            file = file / part
        return read_tsv(file) if file.is_file() else ()

    def iter_files(self, folder: str) -> tuple[Traversable, ...]:
        """The files of a subfolder, sorted by name, empty where there is none."""
        place = _folder(self.code) / folder
        return tuple(sorted(place.iterdir(), key=lambda f: f.name)) if place.is_dir() else ()


def read_tsv(file: Traversable) -> tuple[dict[str, str], ...]:
    """Rows of a tab-separated file with one header line; `#` lines and blank lines are skipped."""
    rows: list[dict[str, str]] = []
    header: list[str] | None = None
    for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        if header is None:
            header = cells
        elif len(cells) > len(header):
            raise DataError("S202", f"{file.name} line {number}: {len(cells)} cells, expected {len(header)}")
        else:
            rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return tuple(rows)


def language_codes() -> tuple[str, ...]:
    """Codes of every language that has a folder, sorted."""
    return tuple(sorted(f.name for f in resources.files(__name__).iterdir() if (f / "language.toml").is_file()))


@cache
def find_language(code: str) -> Language | None:
    """The language with this ISO 639-1 code, None where it has no folder."""
    settings = _read_toml(code, "language")
    return msgspec.convert({"code": code, **settings}, Language) if settings else None


def read_default_settings(name: str) -> dict[str, Any]:
    """The settings file `<name>.toml` for languages that have none of their own."""
    settings = _read_toml("defaults", name)
    if settings is None:
        raise DataError("S201", f"languages/defaults/{name}.toml is missing")
    return settings


def read_default_table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of the table `<name>.tsv` that all languages share."""
    return read_tsv(_folder("defaults") / f"{name}.tsv")


def _folder(code: str) -> Traversable:
    return resources.files(__name__) / code


@cache
def _read_variants(code: str) -> dict[int, str]:
    """The characters of a language that are another way to write one, by code point; empty where it has no such table."""
    file = _folder(code) / "variants.tsv"
    rows = read_tsv(file) if file.is_file() else ()
    return {ord(row["form"]): row["stands_for"] for row in rows}


@cache
def _read_toml(code: str, name: str) -> dict[str, Any] | None:
    file = _folder(code) / f"{name}.toml"
    if not code.isalpha() or not file.is_file():
        return None
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError("S203", f"languages/{code}/{name}.toml: {error}") from error
