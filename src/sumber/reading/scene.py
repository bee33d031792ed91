"""What the attribution rules look at: a text, its tokens, names, and its language's tables."""

from __future__ import annotations

from typing import NamedTuple

from sumber.gazetteer import read_entries
from sumber.languages import Language
from sumber.languages.tokens import Tokens
from sumber.model import DraftMention, Span
from sumber.reading.cues import CueTable, read_cues
from sumber.reading.grammar import Grammar, read_grammar
from sumber.reading.name_rules import NameRules, read_name_rules
from sumber.reading.run_on_words import RunOnWords, read_run_on
from sumber.reading.source_words import SourceWords, read_source_words


class Name(NamedTuple):
    """A mention by its tokens `[first, last)` and its place in the list of mentions."""

    first: int
    last: int
    place: int
    mention: DraftMention


class Scene(NamedTuple):
    """A text ready for attribution: every stage reads it, none changes it."""

    text: str
    tokens: Tokens
    names: tuple[Name, ...]
    name_at: dict[int, Name]
    in_name: frozenset[int]
    dates: tuple[Span, ...]
    in_date: frozenset[int]
    in_quote: frozenset[int]
    quoted_or_named: frozenset[int]
    named_or_dated: frozenset[int]
    cues: CueTable
    words: SourceWords
    rules: NameRules
    grammar: Grammar
    language: Language
    publisher: str | None
    run_on: RunOnWords | None = None

    def names_in(self, first: int, last: int) -> list[Name]:
        """Names wholly inside tokens `[first, last)`."""
        return [self.name_at[p] for p in range(first, last) if p in self.name_at and self.name_at[p].last <= last]

    def lower(self, position: int) -> str:
        """The token at `position` in lower case, empty outside the text."""
        return self.tokens.lowers[position] if 0 <= position < len(self.tokens.lowers) else ""

    def is_publisher(self, name: Name) -> bool:
        """Whether a name is the publisher's own, as printed or as the gazetteer has it (中央社 in the Central News Agency)."""
        if self.publisher is None:
            return False
        own, mention = self.publisher.casefold(), name.mention
        entry = read_entries().get(mention.candidates[0]) if mention.candidates else None
        known = (entry.name.split(" (")[0], entry.name, *entry.names) if entry and entry.kind == "outlet" else ()
        return own == mention.text.casefold() or any(own == other.casefold() for other in known)


def build_scene(
    text: str,
    tokens: Tokens,
    language: Language,
    mentions: tuple[DraftMention, ...],
    publisher: str | None,
    spans: tuple[tuple[Span, ...], tuple[Span, ...]],
) -> Scene:
    """The scene of a text; `spans` are its dates and its quotations."""
    names: list[Name] = []
    for index, mention in enumerate(mentions):
        first, last = tokens.range_of(mention.span)
        names.append(Name(first, last, index, mention))
    in_name = frozenset(p for name in names for p in range(name.first, name.last))
    in_date, in_quote = _positions(tokens, spans[0]), _positions(tokens, spans[1])
    return Scene(
        text=text,
        tokens=tokens,
        names=tuple(names),
        name_at={name.first: name for name in names},
        in_name=in_name,
        dates=spans[0],
        in_date=in_date,
        in_quote=in_quote,
        quoted_or_named=in_quote | in_name,
        named_or_dated=in_name | in_date,
        cues=read_cues(language),
        words=read_source_words(language),
        rules=read_name_rules(language),
        grammar=read_grammar(language),
        language=language,
        publisher=publisher,
        run_on=read_run_on(language),
    )


def _positions(tokens: Tokens, spans: tuple[Span, ...]) -> frozenset[int]:
    held: set[int] = set()
    for span in spans:
        first, last = tokens.range_of(span)
        held.update(range(first, last))
    return frozenset(held)
