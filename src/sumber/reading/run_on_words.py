"""The words of `[run_on]`, ready to be found in a text, and the edges of a statement that they trim."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sumber.languages import Language
from sumber.languages.phrases import BarredTable, Match
from sumber.languages.tokens import Tokens
from sumber.reading.grammar import RunOn, read_grammar


class WordSet:
    """Phrases, with their neighbours where bars part them off, found by where they begin or end."""

    def __init__(self, phrases: tuple[str, ...], language: Language) -> None:
        self._table: BarredTable[None] = BarredTable(((phrase, None) for phrase in phrases), language.cut_text)
        self._longest = max((len(language.cut_text(phrase).words) for phrase in phrases), default=0)

    def find_all(self, tokens: Tokens, first: int, last: int) -> list[Match[None]]:
        """The phrases among tokens `[first, last)`."""
        return list(self._table.iter_matches(tokens, first, last))

    def end_from(self, tokens: Tokens, position: int) -> int | None:
        """Where the longest phrase that begins at `position` ends."""
        if position < len(tokens.words):
            for match in self._table.iter_at(tokens, position):
                if match.first == position:
                    return match.last
        return None

    def start_to(self, tokens: Tokens, last: int, first: int = 0) -> int | None:
        """Where the longest phrase that ends just before token `last` begins, not before `first`."""
        if last and tokens.lowers[last - 1] not in self._table.ends:
            return None
        for start in range(max(first, last - self._longest), last):
            for match in self._table.iter_at(tokens, start):
                if match.last == last and match.first >= first:
                    return match.first
        return None


class RunOnWords(NamedTuple):
    """The phrase sets of one language's `[run_on]`; `content_first` where what is said precedes the report word."""

    content_first: bool
    commas: frozenset[str]
    quotatives: WordSet
    noun_quotatives: WordSet
    topics: WordSet
    subjects: WordSet
    no_topics: WordSet
    objects: WordSet
    leads: WordSet
    tails: WordSet
    splitters: WordSet
    marks: WordSet
    scenes: WordSet
    listeners: WordSet
    occasions: WordSet
    actors: WordSet
    recipients: WordSet
    agents: WordSet
    makers: WordSet
    places: WordSet
    ongoing: WordSet


@cache
def read_run_on(language: Language) -> RunOnWords | None:
    """The phrase sets of `language`, None where its words are parted by spaces or it is not read in full."""
    settings = read_grammar(language).run_on if language.find_settings("grammar") else None
    if settings is None:
        return None
    names = RunOnWords._fields[2:-1]
    commas = frozenset(token for comma in settings.commas for token in language.cut_text(comma).words)
    ongoing = WordSet(tuple(read_grammar(language).ongoing), language)
    sets = (*(_set(settings, name, language) for name in names), ongoing)
    return RunOnWords(settings.order == "content_first", commas, *sets)


def _set(settings: RunOn, name: str, language: Language) -> WordSet:
    return WordSet(getattr(settings, name), language)
