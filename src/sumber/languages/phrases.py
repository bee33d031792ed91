"""Tables of phrases looked up in a text token by token, longest phrase first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from sumber.languages.inflection import KEPT_WORDS, Inflection
from sumber.languages.tokens import Tokens, tokenize

Payload = TypeVar("Payload")


_APOSTROPHES = ("'", "’", "ʼ")


def iter_spellings(phrase: str) -> Iterator[str]:
    """A phrase as listed, and with the other marks that print its apostrophes: "В'ячеслав", "В’ячеслав"."""
    yield phrase
    parts = re.split(r"(?<=[^\W\d_])['’ʼ](?=[^\W\d_])", phrase)
    if len(parts) > 1:
        yield from (other for mark in _APOSTROPHES if (other := mark.join(parts)) != phrase)


class Match(NamedTuple, Generic[Payload]):
    """A phrase found in a text: its tokens `[first, last)` and what the table says about it."""

    first: int
    last: int
    payload: Payload


class _Entries(Generic[Payload]):
    """The phrases of a table that begin with one word, longest first, to be had by their second."""

    def __init__(self, phrases: list[tuple[tuple[str, ...], Payload]]) -> None:
        self._alone: list[tuple[int, tuple[str, ...], Payload]] = []
        self._by_second: dict[str, list[tuple[int, tuple[str, ...], Payload]]] = {}
        for order, (words, payload) in enumerate(phrases):
            held = self._by_second.setdefault(words[1], []) if len(words) > 1 else self._alone
            held.append((order, words, payload))

    def that_go_on(self, seconds: Iterable[str]) -> Iterable[tuple[int, tuple[str, ...], Payload]]:
        """The phrases of one word, and the longer ones that go on with one of these, each with its place in the table."""
        if not self._by_second:
            return self._alone
        longer = [entry for second in seconds for entry in self._by_second.get(second, ())]
        return [*longer, *self._alone] if longer else self._alone


class PhraseTable(Generic[Payload]):
    """Phrases of any number of words, found in one pass whatever the size of the table.

    Lookup is by the first word and then longest phrase first, letter case ignored. `cut` cuts the phrases as the texts
    are cut in which they are looked up. With an `inflection`, words of at least `least_bent` letters are found in their
    other forms too; of one length, a phrase as listed comes first.

    >>> table = PhraseTable([("menurut", "cue"), ("menurut laporan", "document")])
    >>> [(m.first, m.last, m.payload) for m in table.iter_matches(tokenize("Menurut laporan NHK"))]
    [(0, 2, 'document')]
    """

    def __init__(
        self,
        phrases: Iterable[tuple[str, Payload]],
        cut: Callable[[str], Tokens] = tokenize,
        inflection: Inflection | None = None,
        least_bent: int = 4,
    ) -> None:
        index: dict[str, list[tuple[tuple[str, ...], Payload]]] = {}
        for phrase, payload in phrases:
            for spelling in iter_spellings(phrase) if inflection is not None else (phrase,):
                words = cut(spelling).lowers
                if words:
                    index.setdefault(words[0], []).append((words, payload))
        for entries in index.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._index = {first: _Entries(entries) for first, entries in index.items()} if inflection is not None else {}
        self._by_words: dict[tuple[str, ...], list[Payload]] = {}
        self._lengths: dict[tuple[str, ...], tuple[int, ...]] = {}
        self._openings = frozenset(index) if inflection is None else frozenset()
        if inflection is None:
            for entries in index.values():
                for words, payload in entries:
                    self._by_words.setdefault(words, []).append(payload)
                    if len(words) > 1:
                        known = self._lengths.get(words[:2], ())
                        self._lengths[words[:2]] = known if len(words) in known else (*known, len(words))
        self._inflection = inflection
        self._least_bent = least_bent
        self._firsts = lru_cache(maxsize=KEPT_WORDS)(self._find_firsts)

    def starts_with(self, word: str) -> bool:
        """Whether some phrase begins with this word in lower case."""
        return word in self._openings if self._inflection is None else bool(self._firsts(word))

    def _find_firsts(self, word: str) -> tuple[str, ...]:
        """The first words of phrases that a word is or may be a form of."""
        bases = self._inflection.bases(word) if self._inflection else ()
        bent = tuple(base for base in bases if len(base) >= self._least_bent and base in self._index)
        return (word, *bent) if word in self._index else bent

    def find_at(self, tokens: Tokens, position: int) -> Match[Payload] | None:
        """The longest phrase that starts at token `position`, None where none does."""
        bends = self._inflection
        found = self._find_listed(tokens, position) if bends is None else self._find_bent(tokens, position, bends)
        return found[0] if found else None

    def iter_at(self, tokens: Tokens, position: int) -> Iterator[Match[Payload]]:
        """Every phrase that starts at token `position`, longest first."""
        bends = self._inflection
        found = self._find_listed(tokens, position) if bends is None else self._find_bent(tokens, position, bends)
        return iter(found)

    def _find_listed(self, tokens: Tokens, position: int) -> Sequence[Match[Payload]]:
        """Every phrase where words are listed as they are: the first two tokens tell which lengths to look up."""
        lowers = tokens.lowers
        lengths = self._lengths.get(lowers[position : position + 2])
        alone = self._by_words.get(lowers[position : position + 1])
        if lengths is None and alone is None:
            return ()
        found: list[Match[Payload]] = []
        for length in lengths or ():
            last = position + length
            listed = self._by_words.get(lowers[position:last]) if last <= len(lowers) else None
            if listed is not None and tokens.lines[position] == tokens.lines[last - 1]:
                found.extend(Match(position, last, payload) for payload in listed)
        if alone is not None:
            found.extend(Match(position, position + 1, payload) for payload in alone)
        return found

    def iter_whole(self, tokens: Tokens, first: int, last: int) -> Iterator[Match[Payload]]:
        """Every phrase that is, as listed, just the tokens `[first, last)`."""
        found = self._by_words.get(tokens.lowers[first:last])
        if found and last <= len(tokens.lines) and tokens.lines[first] == tokens.lines[last - 1]:
            for payload in found:
                yield Match(first, last, payload)

    def _find_bent(self, tokens: Tokens, position: int, inflection: Inflection) -> Sequence[Match[Payload]]:
        """Every phrase that starts at a token in any form, longest first, as listed before bent."""
        lowers = tokens.lowers
        firsts = self._firsts(lowers[position])
        if not firsts:
            return ()
        following = lowers[position + 1 : position + 2]
        seconds = (*following, *inflection.bases(following[0])) if following else ()
        found: list[tuple[int, int, int, int, Match[Payload]]] = []
        for rank, first in enumerate(firsts):
            entries = self._index[first]
            for order, words, payload in entries.that_go_on(seconds):
                last = position + len(words)
                if last <= len(lowers) and tokens.lines[position] == tokens.lines[last - 1]:
                    bent = self._count_bent(words, lowers[position:last], inflection)
                    if bent is not None:
                        found.append((-len(words), bent, rank, order, Match(position, last, payload)))
        if len(found) > 1:
            found.sort(key=_before_match)
        return [match for *_, match in found]

    def _count_bent(self, words: tuple[str, ...], printed: tuple[str, ...], inflection: Inflection) -> int | None:
        """How many words of a phrase are bent as printed, None where it is not this phrase."""
        shared: frozenset[str] | None = None
        bent = 0
        for own, word in zip(words, printed, strict=True):
            if own == word:
                continue
            forms = inflection.bases(word).get(own) if len(own) >= self._least_bent else None
            shared = forms if shared is None or forms is None else shared & forms
            if not shared:
                return None
            bent += 1
        return bent

    def iter_matches(self, tokens: Tokens, first: int = 0, last: int | None = None) -> Iterator[Match[Payload]]:
        """Matches in tokens `[first, last)` from left to right, none overlapping another."""
        lowers, starts_with = tokens.lowers, self.starts_with
        stop = len(lowers) if last is None else last
        position = first
        while position < stop:
            if starts_with(lowers[position]):
                match = self.find_at(tokens, position)
                if match is not None and match.last <= stop:
                    yield match
                    position = match.last
                    continue
            position += 1


def _before_match(item: tuple[int, int, int, int, Match[Payload]]) -> tuple[int, int, int, int]:
    return item[:4]


class BarredTable(Generic[Payload]):
    """Phrases that count only beside certain words, which bars part from them: "before|phrase|after".

    A phrase without bars counts everywhere. Matches are of the phrase alone; where two begin together, the one whose
    words and neighbours are longest wins. `ends` are the last words of all phrases as listed.

    >>> table = BarredTable([("as|said", "frame"), ("said||it", "comment")], tokenize)
    >>> [(m.first, m.last, m.payload) for m in table.iter_matches(tokenize("as said, said it"))]
    [(1, 2, 'frame'), (3, 4, 'comment')]
    """

    def __init__(
        self,
        phrases: Iterable[tuple[str, Payload]],
        cut: Callable[[str], Tokens],
        inflection: Inflection | None = None,
    ) -> None:
        whole: list[tuple[str, tuple[int, int, Payload]]] = []
        ends: set[str] = set()
        for phrase, payload in phrases:
            parts = phrase.split("|")
            before, core, after = _with_neighbours(parts)
            first = len(cut(before).words)
            words = cut(core).lowers
            ends.update(words[-1:])
            whole.append((" ".join((before, core, after)), (first, first + len(words), payload)))
        self._table = PhraseTable(whole, cut, inflection)
        self.ends = frozenset(ends)

    def find_at(self, tokens: Tokens, position: int) -> Match[Payload] | None:
        """The longest phrase that starts, with its neighbours, at token `position`."""
        match = self._table.find_at(tokens, position)
        return _core_of(match) if match else None

    def iter_at(self, tokens: Tokens, position: int) -> Iterator[Match[Payload]]:
        """Every phrase that starts, with its neighbours, at token `position`, longest first."""
        return map(_core_of, self._table.iter_at(tokens, position))

    def iter_matches(self, tokens: Tokens, first: int = 0, last: int | None = None) -> Iterator[Match[Payload]]:
        """Matches in tokens `[first, last)` from left to right, none overlapping another."""
        lowers, starts_with = tokens.lowers, self._table.starts_with
        stop, position = len(lowers) if last is None else last, first
        while position < stop:
            match = self.find_at(tokens, position) if starts_with(lowers[position]) else None
            if match is not None and match.last <= stop:
                yield match
                position = match.last
            else:
                position += 1


def _with_neighbours(parts: list[str]) -> tuple[str, str, str]:
    """What stands before a phrase, the phrase, and what stands behind it: "a|b" is b behind a, "b||c" is b before c."""
    if len(parts) == 1:
        return "", parts[0], ""
    if len(parts) == 2:
        return parts[0], parts[1], ""
    return (parts[0], parts[1], parts[2]) if parts[1] else ("", parts[0], parts[2])


def _core_of(match: Match[tuple[int, int, Payload]]) -> Match[Payload]:
    first, last, payload = match.payload
    return Match(match.first + first, match.first + last, payload)


class PhraseSet:
    """Phrases without a payload, cut as the text is, found by where they begin or where they end."""

    def __init__(self, phrases: Sequence[tuple[str, ...]]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._by_last: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):
            self._by_first.setdefault(phrase[0], []).append(phrase)
            self._by_last.setdefault(phrase[-1], []).append(phrase)

    def starts_with(self, word: str) -> bool:
        """Whether some phrase begins with this token."""
        return word in self._by_first

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
