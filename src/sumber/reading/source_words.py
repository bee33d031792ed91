"""Words that name sources without a name: roles, documents, pronouns, determiners (`sources.tsv`)."""

from __future__ import annotations

from functools import cache

from sumber.languages import Language
from sumber.languages.phrases import PhraseTable
from sumber.languages.tokens import Tokens


class SourceWords:
    """The table `sources.tsv` of one language.

    Meanings: indefinite, definite (before), definite_after ("itu"), pronoun, pronoun_plural, pronoun_thing,
    first_person, role (a person or people by what they do), document, organisation, outlet, person, state (common nouns
    that describe such an entity), anonymity (begins the clause that withholds a name), exclude_person (a name behind
    this preposition is not who speaks); where words run into one another also spokesperson (a role that speaks for the
    body before it) and utterance (a statement of the body before it).
    """

    def __init__(self, language: Language) -> None:
        means: dict[str, set[str]] = {}
        for row in language.read_table("sources"):
            means.setdefault(row["words"].lower(), set()).add(row["means"])
        self._table = PhraseTable(((words, frozenset(kinds)) for words, kinds in means.items()), language.cut_text)

    def length_at(self, tokens: Tokens, position: int, wanted: str) -> int:
        """How many tokens the longest phrase at `position` that can mean `wanted` has, 0 where there is none."""
        if not 0 <= position < len(tokens.lowers) or not self._table.starts_with(tokens.lowers[position]):
            return 0
        for match in self._table.iter_at(tokens, position):
            if wanted in match.payload:
                return match.last - match.first
        return 0

    def find_in(self, tokens: Tokens, first: int, last: int, wanted: str) -> tuple[int, int] | None:
        """The first phrase inside tokens `[first, last)` that can mean `wanted`."""
        for position in range(first, last):
            length = self.length_at(tokens, position, wanted)
            if length and position + length <= last:
                return position, position + length
        return None


@cache
def read_source_words(language: Language) -> SourceWords:
    """The source words of `language`, read once."""
    return SourceWords(language)
