"""Light stems for search: the forms of a word brought to one key, by each language's `search.toml`.

A stem is no word and need not be: it only has to be the same for the forms of one word. Where two different words share
one, a search finds a little more than it should; it never misses a form the rules know.
"""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec

from sumber.languages import find_language, language_codes

_REMEMBERED = 65_536


class Beginning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Letters cut from the front of a word, and what may have stood in their place ("mengirim" was "kirim")."""

    cut: str
    put: tuple[str, ...] = ("",)


class Stemming(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a language's words are cut: endings, longest first and up to `rounds` times, then one beginning.

    `least` letters of a word always stay.
    """

    least: int = 3
    rounds: int = 1
    endings: tuple[str, ...] = ()
    beginnings: tuple[Beginning, ...] = ()

    def stem(self, word: str) -> tuple[str, ...]:
        """The keys of a word in small letters; several where its front may come from several."""
        for _ in range(self.rounds):
            word = self._without_ending(word)
        for beginning in self.beginnings:
            if word.startswith(beginning.cut) and len(word) - len(beginning.cut) >= self.least:
                rest = word[len(beginning.cut) :]
                return tuple(dict.fromkeys(put + rest for put in beginning.put))
        return (word,)

    def _without_ending(self, word: str) -> str:
        for ending in self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= self.least:
                return word[: -len(ending)]
        return word


@cache
def find_stemming(code: str) -> Stemming | None:
    """How the words of a language are cut, None where its words are searched as they stand."""
    language = find_language(code)
    settings = language.find_settings("search") if language else None
    if settings is None:
        return None
    read = msgspec.convert(settings, Stemming)
    return msgspec.structs.replace(
        read,
        endings=tuple(sorted(read.endings, key=len, reverse=True)),
        beginnings=tuple(sorted(read.beginnings, key=lambda beginning: len(beginning.cut), reverse=True)),
    )


@lru_cache(maxsize=_REMEMBERED)
def stem_word(word: str, code: str | None) -> tuple[str, ...]:
    """The keys of a word in small letters in a language; the word itself where nothing is known of its forms.

    >>> stem_word("mengirim", "id"), stem_word("kiriman", "id")
    (('irim', 'kirim'), ('kirim',))
    """
    stemming = find_stemming(code) if code else None
    return stemming.stem(word) if stemming else (word,)


@lru_cache(maxsize=_REMEMBERED)
def stem_in_all(word: str) -> tuple[str, ...]:
    """The keys of a word whose language nobody knows: those of every language, and the word itself."""
    keys = [word]
    for code in language_codes():
        keys += stem_word(word, code)
    return tuple(dict.fromkeys(keys))
