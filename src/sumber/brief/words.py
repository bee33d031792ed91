"""The words of a brief in a language: a file a language beside this one, found by scanning."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from sumber.brief.composing import Brief, Footnote, Item


class BriefWords:
    """What a brief says around what it quotes."""

    def __init__(self, code: str, entries: dict[str, str], counts: dict[str, list[str]]) -> None:
        self.code = code
        self._entries = entries
        self._counts = counts

    def __call__(self, key: str, **values: object) -> str:
        """The words of an entry, its {fields} filled."""
        return self._entries[key].format(**values) if values else self._entries[key]

    def count(self, what: str, number: int) -> str:
        """A number of things."""
        one, many = self._counts[what]
        return (one if number == 1 else many).format(n=number)

    def base(self, item: Item) -> str:
        """What an item rests on, and its grade."""
        unknown = self("unknown", number=item.unknown_origins) if item.unknown_origins else ""
        return self(
            "base",
            independent=self.count("origins", item.independent_origins),
            unknown=unknown,
            outlets=self.count("outlets", item.outlets),
            languages=" ".join(item.languages),
            grade=item.grade,
            meaning=self(f"grade_{item.grade}"),
        )

    def statement(self, brief: Brief) -> tuple[str, ...]:
        """The drafted statement about the sources, sentence by sentence; what does not apply is left out."""
        told = brief.sources
        period = self("period", first=told.first_day, last=told.last_day) if told.first_day else ""
        parts = [
            self(
                "statement",
                propositions=self.count("matters", told.propositions),
                reports=self.count("reports", told.reports),
                outlets=self.count("outlets", told.outlets),
                languages=" ".join(told.languages) or "?",
                period=period,
            )
        ]
        counted = (
            ("undated", told.undated),
            ("one_origin", told.on_one_origin),
            ("unnamed", told.unnamed),
            ("contradicted", told.contradicted),
            ("hidden", brief.hidden),
            ("synthetic_reports", told.synthetic),
        )
        parts += [self(key, number=number) for key, number in counted if number]
        return (*parts, self("draft"), self("not_proved"))

    def source(self, note: Footnote) -> str:
        """Which report a footnote is about."""
        parts = (note.outlet or self("no_outlet"), note.title, (note.published or self("no_date"))[:10], note.address)
        return ", ".join(part for part in parts if part)

    def trail(self, note: Footnote) -> str:
        """By what a footnote can be checked."""
        start, end = note.characters
        return self("trail", start=start, end=end, sha256=note.sha256, document=note.document, claim=note.claim)


@cache
def brief_languages() -> tuple[str, ...]:
    """The languages that briefs are written in, by file name."""
    names = (file.name for file in resources.files("sumber.brief").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def get_brief_words(code: str) -> BriefWords:
    """The words of a language; KeyError where briefs are not written in it."""
    if code not in brief_languages():
        raise KeyError(f"no brief in {code!r}: expected one of {', '.join(brief_languages())}")
    text = (resources.files("sumber.brief") / f"{code}.toml").read_text("utf-8")
    told = tomllib.loads(text)
    counts = told.pop("count")
    return BriefWords(code, told, counts)
