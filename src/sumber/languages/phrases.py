"""Tables of phrases looked up in a text token by token, longest phrase first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from sumber.languages.tokens import Tokens, tokenize

Payload = TypeVar("Payload")


class Match(NamedTuple, Generic[Payload]):
    """A phrase found in a text: its tokens `[first, last)` and what the table says about it."""

    first: int
    last: int
    payload: Payload


class PhraseTable(Generic[Payload]):
    """Phrases of any number of words, found in one pass whatever the size of the table.

    Lookup is by the first word and then longest phrase first, letter case ignored.

    >>> table = PhraseTable([("menurut", "cue"), ("menurut laporan", "document")])
    >>> [(m.first, m.last, m.payload) for m in table.iter_matches(tokenize("Menurut laporan NHK"))]
    [(0, 2, 'document')]
    """

    def __init__(self, phrases: Iterable[tuple[str, Payload]]) -> None:
        index: dict[str, list[tuple[tuple[str, ...], Payload]]] = {}
        for phrase, payload in phrases:
            words = tokenize(phrase).lowers
            if words:
                index.setdefault(words[0], []).append((words, payload))
        for entries in index.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._index = index

    def starts_with(self, word: str) -> bool:
        """Whether some phrase begins with this word in lower case."""
        return word in self._index

    def find_at(self, tokens: Tokens, position: int) -> Match[Payload] | None:
        """The longest phrase that starts at token `position`, None where none does."""
        return next(self.iter_at(tokens, position), None)

    def iter_at(self, tokens: Tokens, position: int) -> Iterator[Match[Payload]]:
        """Every phrase that starts at token `position`, longest first."""
        lowers = tokens.lowers
        for words, payload in self._index.get(lowers[position], ()):
            last = position + len(words)
            if lowers[position:last] == words and tokens.lines[position] == tokens.lines[last - 1]:
                yield Match(position, last, payload)

    def iter_matches(self, tokens: Tokens, first: int = 0, last: int | None = None) -> Iterator[Match[Payload]]:
        """Matches in tokens `[first, last)` from left to right, none overlapping another."""
        stop = len(tokens.lowers) if last is None else last
        position = first
        index = self._index
        while position < stop:
            if tokens.lowers[position] in index:
                match = self.find_at(tokens, position)
                if match is not None and match.last <= stop:
                    yield match
                    position = match.last
                    continue
            position += 1


class PhraseSet:
    """Phrases without a payload, cut as the text is, found by where they begin or where they end."""

    def __init__(self, phrases: Sequence[tuple[str, ...]]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._by_last: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):
            self._by_first.setdefault(phrase[0], []).append(phrase)
            self._by_last.setdefault(phrase[-1], []).append(phrase)

    def end_from(self, lowers: tuple[str, ...], position: int) -> int | None:
        """Where the longest phrase that begins at a token ends, None where none begins."""
        for phrase in self._by_first.get(lowers[position], ()):
            if lowers[position : position + len(phrase)] == phrase:
                return position + len(phrase)
        return None

    def start_to(self, lowers: tuple[str, ...], position: int) -> int | None:
        """Where the longest phrase whose last token this is begins, None where none ends there."""
        for phrase in self._by_last.get(lowers[position], ()):
            first = position + 1 - len(phrase)
            if first >= 0 and lowers[first : position + 1] == phrase:
                return first
        return None
