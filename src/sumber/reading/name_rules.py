"""What a language's words near or in a name say of it (`names.tsv`)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sumber.languages import Language
from sumber.languages.inflection import find_inflection
from sumber.languages.phrases import PhraseTable
from sumber.languages.tokens import Tokens
from sumber.model import MentionKind

TAIL_KINDS: dict[str, MentionKind] = {
    "organisation_tail": "organisation",
    "outlet_tail": "outlet",
    "place_tail": "place",
    "weapon_tail": "weapon",
}
HEAD_KINDS: dict[str, MentionKind] = {
    "person_title": "person",
    "organisation_head": "organisation",
    "outlet_head": "outlet",
    "place_head": "place",
    "weapon_head": "weapon",
    "vessel_head": "organisation",
}


MAX_ENDING_TOKENS = 5
MAX_CHARACTERS = 10


class Word(NamedTuple):
    """A phrase of `names.tsv`: its tokens `[first, last)` in the text and everything it can mean."""

    first: int
    last: int
    means: frozenset[str]


class NameRules:
    """The table `names.tsv` of one language, by phrase.

    Meanings: person_title, organisation_head/_tail, outlet_head/_tail, place_head/_tail, weapon_head/_tail,
    vessel_head, vessel_article, place_preposition, connector (inside names), common (begins sentences without being a name),
    adjective_ending (of a capitalised adjective, which before a small word is no name: "на Покровському напрямку"); where words
    run into one another also person_title_after (behind a name), no_name (only reads like a name), compound_tail (makes
    a state of a shorthand before it), particle (written onto a name), surname (begins
    a person's name), sound (a character that writes foreign names), no_person
    (a character of no person's name), shorter (a word of which a listed name is not the beginning).
    """

    def __init__(self, language: Language) -> None:
        means: dict[str, set[str]] = {}
        for row in language.read_table("names"):
            means.setdefault(row["words"].lower(), set()).add(row["means"])
        inflection = find_inflection(language, "noun")
        self._listed = {words: frozenset(kinds) for words, kinds in means.items()}
        self._table = PhraseTable(self._listed.items(), language.cut_text, inflection)
        longest = MAX_CHARACTERS if language.cut == "characters" else MAX_ENDING_TOKENS
        self._lengths = tuple(range(longest, 0, -1))
        self._ending_lengths = None if inflection else _find_ending_lengths(language, means, longest)
        self._inflection = inflection
        self._openings = _find_edges(language, means, 0)
        self._closings = _find_edges(language, means, -1)
        self.common = frozenset(words for words, kinds in means.items() if "common" in kinds)
        self._adjectives = tuple(words for words, kinds in means.items() if "adjective_ending" in kinds)
        self.quotes_names = bool(self._adjectives)
        self.connectors = frozenset(words for words, kinds in means.items() if "connector" in kinds)
        figures = (language.find_settings("numbers") or {}).get("quantities", {})
        self.currencies = frozenset(figures.get("currencies", ()))
        self.prepositions = frozenset(words for words, kinds in means.items() if "place_preposition" in kinds)
        self._meanings = frozenset(kind for kinds in means.values() for kind in kinds)

    def has_meaning(self, meaning: str) -> bool:
        """Whether the language lists any phrase with this meaning."""
        return meaning in self._meanings

    def means(self, words: str, wanted: str) -> bool:
        """Whether words in small letters are listed with this meaning."""
        return wanted in self._listed.get(words, frozenset())

    def find_at(self, tokens: Tokens, position: int, wanted: str) -> Word | None:
        """The longest phrase at `position` that can mean `wanted`."""
        if position >= len(tokens.lowers) or not self._touches(self._openings.get(wanted), tokens.lowers[position]):
            return None
        for match in self._table.iter_at(tokens, position):
            if wanted in match.payload:
                return Word(match.first, match.last, match.payload)
        return None

    def may_end(self, tokens: Tokens, last: int, wanted: str) -> bool:
        """Whether some phrase that can mean `wanted` ends in the token before `last`."""
        return self._touches(self._closings.get(wanted), tokens.lowers[last - 1])

    def _touches(self, edges: frozenset[str] | None, word: str) -> bool:
        """Whether a word, or one it may be a form of, is among these."""
        if not edges or word in edges:
            return bool(edges)
        return self._inflection is not None and not edges.isdisjoint(self._inflection.bases(word))

    def find_ending_at(self, tokens: Tokens, last: int, wanted: str) -> Word | None:
        """A phrase of up to five words, or some characters, that ends just before token `last` and can mean `wanted`."""
        if self._ending_lengths is not None:
            return self._find_listed_ending(tokens, last, wanted, self._ending_lengths)
        if not 0 < last <= len(tokens.lowers) or not self.may_end(tokens, last, wanted):
            return None
        for length in self._lengths:
            first = last - length
            if first >= 0:
                for match in self._table.iter_at(tokens, first):
                    if match.last == last and wanted in match.payload:
                        return Word(first, last, match.payload)
        return None

    def _find_listed_ending(
        self, tokens: Tokens, last: int, wanted: str, lengths: dict[str, dict[str, tuple[int, ...]]]
    ) -> Word | None:
        """The same where words are listed as they are: only phrases that end in the token before `last` are looked up."""
        known = lengths.get(wanted)
        if known is None or not 0 < last <= len(tokens.lowers):
            return None
        for length in known.get(tokens.lowers[last - 1], ()):
            if length <= last:
                for match in self._table.iter_whole(tokens, last - length, last):
                    if wanted in match.payload:
                        return Word(match.first, last, match.payload)
        return None

    def is_adjective(self, word: str) -> bool:
        """Whether a word in small letters ends as an adjective made of a name does."""
        return bool(self._adjectives) and word.endswith(self._adjectives)

    def kind_by_tail(self, tokens: Tokens, first: int, last: int) -> MentionKind | None:
        """What the last words of a name say it is ("… Ministry": an organisation)."""
        tail = self.find_tail(tokens, first, last)
        return tail[0] if tail else None

    def find_tail(self, tokens: Tokens, first: int, last: int) -> tuple[MentionKind, Word] | None:
        """The last words of the name `[first, last)` that say what it is, and what that is."""
        for meaning, kind in TAIL_KINDS.items():
            word = self.find_ending_at(tokens, last, meaning)
            if word and word.first >= first:
                return kind, word
        return None

    def kind_by_head(self, tokens: Tokens, first: int, last: int) -> MentionKind | None:
        """What the first words of a name say it is ("Kementerian …": an organisation)."""
        for meaning in ("organisation_head", "place_head", "outlet_head", "weapon_head", "vessel_head"):
            word = self.find_at(tokens, first, meaning)
            if word and word.last < last:
                return HEAD_KINDS[meaning]
        return None


def _find_edges(language: Language, means: dict[str, set[str]], at: int) -> dict[str, frozenset[str]]:
    """By meaning, the first tokens of its phrases (`at` 0) or the last ones (-1)."""
    edges: dict[str, set[str]] = {}
    for phrase, kinds in means.items():
        words = language.cut_text(phrase).lowers
        for kind in kinds if words else ():
            edges.setdefault(kind, set()).add(words[at])
    return {kind: frozenset(words) for kind, words in edges.items()}


def _find_ending_lengths(
    language: Language, means: dict[str, set[str]], longest: int
) -> dict[str, dict[str, tuple[int, ...]]]:
    """By meaning and token, how many tokens the phrases have that end in the token, longest first."""
    lengths: dict[str, dict[str, set[int]]] = {}
    for phrase, kinds in means.items():
        words = language.cut_text(phrase).lowers
        if 0 < len(words) <= longest:
            for kind in kinds:
                lengths.setdefault(kind, {}).setdefault(words[-1], set()).add(len(words))
    return {
        kind: {word: tuple(sorted(found, reverse=True)) for word, found in by_word.items()}
        for kind, by_word in lengths.items()
    }


@cache
def read_name_rules(language: Language) -> NameRules:
    """The name rules of `language`, read once."""
    return NameRules(language)
