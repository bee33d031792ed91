"""Persons no list has, where words run on but spaces part them: a name before a body and a title, or behind a title.

Korean writes "안드리 코발렌코 국가안보회의 대변인은" and "대변인 안드리 코발렌코는"; the title shows the person, particles and
the surnames of one-word names bound the name.
"""

from __future__ import annotations

from typing import NamedTuple

from sumber.languages.tokens import is_hangul
from sumber.reading.scan import Found, Scan

MAX_NAME_WORDS = 3
MAX_WORD = 7
MAX_BODY_WORDS = 4
NATIVE = 3
MIN_FOREIGN = 2
MIN_WHOLE = 4
LONG = 4
"""Syllables from which a particle at the end of a word may as well be the end of a foreign name."""


class _Word(NamedTuple):
    """A run of Hangul without a space inside: its tokens `[first, last)`."""

    first: int
    last: int


def find_titled_persons(scan: Scan, taken: set[int]) -> list[Found]:
    """Persons beside a title and no part of a known name, in the order of the text."""
    words = _cut_words(scan)
    found: list[Found] = []
    held = set(taken)
    for index in range(len(words)):
        person = _before_title(scan, words, index, held) or _behind_title(scan, words, index, held)
        if person is not None:
            found.append(person)
            held.update(range(person.first, person.last))
    return found


def _cut_words(scan: Scan) -> list[_Word]:
    printed, starts, ends = scan.tokens.words, scan.tokens.starts, scan.tokens.ends
    words: list[_Word] = []
    position = 0
    while position < len(printed):
        last = position
        while last < len(printed) and is_hangul(printed[last]):
            if last > position and starts[last] > ends[last - 1]:
                break
            last += 1
        if last > position:
            words.append(_Word(position, last))
        position = max(last, position + 1)
    return words


def _are_neighbours(scan: Scan, one: _Word, other: _Word) -> bool:
    """Whether only one space parts two words."""
    tokens = scan.tokens
    return one.last == other.first and tokens.lines[one.first] == tokens.lines[other.first]


def _before_title(scan: Scan, words: list[_Word], index: int, taken: set[int]) -> Found | None:
    """The name before a body and the title that ends the word at `index`: "이성환 합참 공보차장은"."""
    if not _ends_in_title(scan, words[index]):
        return None
    at = index
    for _ in range(MAX_BODY_WORDS):
        if at == 0 or not _are_neighbours(scan, words[at - 1], words[at]):
            return None
        if not _is_body(scan, words[at - 1], taken):
            break
        at -= 1
    if at == index and not _is_long_title(words[index]):
        return None
    return _name_up_to(scan, words, at, taken)


def _ends_in_title(scan: Scan, word: _Word) -> bool:
    """Whether a word ends in a title, or in a title and the particle of who acts or speaks."""
    ends = (word.last, *_before_particle(scan, word))
    return any(_holds_title(scan, word, last, "person_title_after") for last in ends)


def _holds_title(scan: Scan, word: _Word, last: int, meaning: str) -> bool:
    """Whether a title of two syllables or more ends just before token `last`, inside the word."""
    if not scan.rules.may_end(scan.tokens, last, meaning):
        return False
    titles = (scan.rules.find_at(scan.tokens, first, meaning) for first in range(word.first, last - 1))
    return any(title is not None and title.last == last for title in titles)


def _before_particle(scan: Scan, word: _Word) -> tuple[int, ...]:
    particle = scan.rules.find_ending_at(scan.tokens, word.last, "particle_who")
    return (particle.first,) if particle is not None and particle.first > word.first else ()


def _is_long_title(word: _Word) -> bool:
    """Whether a body is written together with its title: "방위사업청장"."""
    return word.last - word.first > NATIVE


def _is_body(scan: Scan, word: _Word, taken: set[int]) -> bool:
    if any(p in taken for p in range(word.first, word.last)):
        return True
    phrase = "".join(scan.tokens.words[word.first : word.last])
    return phrase in scan.rules.common or scan.rules.kind_by_tail(scan.tokens, word.first, word.last) is not None


def _name_up_to(scan: Scan, words: list[_Word], stop: int, taken: set[int]) -> Found | None:
    """The name whose last word stands just before the word at `stop`."""
    near = words[stop - 1]
    if not _fits(scan, near, taken):
        return None
    if _is_native(scan, near):
        return Found(near.first, near.last, "person", (), "title")
    first = stop - 1
    while first > 0 and stop - first < MAX_NAME_WORDS and _are_neighbours(scan, words[first - 1], words[first]):
        if not _fits(scan, words[first - 1], taken):
            break
        first -= 1
    return _found(words[first:stop])


def _behind_title(scan: Scan, words: list[_Word], index: int, taken: set[int]) -> Found | None:
    """The name behind the title that is or ends the word at `index`, up to a particle: "대변인 안드리 코발렌코는"."""
    if not _holds_title(scan, words[index], words[index].last, "person_title"):
        return None
    held: list[_Word] = []
    for at in range(index + 1, min(len(words), index + 1 + MAX_NAME_WORDS)):
        if not _are_neighbours(scan, words[at - 1], words[at]):
            break
        whole = words[at]
        ended = _before_particle(scan, whole)
        word = _Word(whole.first, ended[0]) if ended else whole
        bounded = bool(ended) or _is_marked(scan, whole.last)
        if not _fits(scan, word, taken, ends=not ended):
            return None
        held.append(word)
        if bounded:
            native = len(held) == 1 and _is_native(scan, word)
            return _found(held) if native or len(held) > 1 else None
    return None


def _is_marked(scan: Scan, position: int) -> bool:
    """Whether a bracket or comma follows a name: "마르타 호르바트(49)는"."""
    tokens = scan.tokens
    return position < len(tokens.words) and tokens.words[position] in "(,"


def _found(held: list[_Word]) -> Found | None:
    first, last = held[0].first, held[-1].last
    if last - first < MIN_WHOLE or held[-1].last - held[-1].first < MIN_FOREIGN:
        native = len(held) == 1 and last - first == NATIVE
        return Found(first, last, "person", (), "title") if native else None
    return Found(first, last, "person", (), "title")


def _is_native(scan: Scan, word: _Word) -> bool:
    return word.last - word.first == NATIVE and scan.rules.find_at(scan.tokens, word.first, "surname") is not None


def _fits(scan: Scan, word: _Word, taken: set[int], *, ends: bool = True) -> bool:
    """Whether a word may be a part of a name: no known name, common word, title or body, and not inflected."""
    first, last = word
    if not 1 <= last - first <= MAX_WORD or any(p in taken or p in scan.blocked for p in range(first, last)):
        return False
    if _is_common(scan, word):
        return False
    if scan.rules.kind_by_tail(scan.tokens, first, last) or _ends_in_title(scan, word):
        return False
    inflected = scan.rules.find_ending_at(scan.tokens, last, "no_name_end")
    if inflected is not None and (inflected.first > first or last - first > 1):
        return False
    particle = scan.rules.find_ending_at(scan.tokens, last, "particle") if ends and last - first < LONG else None
    return particle is None or particle.first == first or _is_native(scan, word)


def _is_common(scan: Scan, word: _Word) -> bool:
    """Whether a word is, or begins with, a common one; of one syllable only where it is all of the word."""
    phrase = "".join(scan.tokens.words[word.first : word.last])
    begins = scan.rules.find_at(scan.tokens, word.first, "common")
    return phrase in scan.rules.common or (begins is not None and begins.last - begins.first > 1)
