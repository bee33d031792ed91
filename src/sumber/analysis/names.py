"""Keys by which names of two reports are compared, whatever script they are written in.

An entity that both reports know has one id. A name that nobody knows is brought to the sounds that its consonants make:
"Остап Вергун", "Ostap Verhun" and "오스타프 베르훈" share the key of the last name. Such keys only bring names of one
story together; they never say that two persons are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

_LETTERS: Final = re.compile(r"[a-z]+")
_SOFT: Final = re.compile(r"[ьъЬЪ]|(?<=[\u0400-\u04ff])['’ʼ](?=[\u0400-\u04ff])")
"""Signs of Cyrillic that soften or part sounds; romanised they would cut a word in two."""
# Classes of consonants that scripts and their romanisations write for one another (after Soundex, with h beside g).
_SOUNDS: Final = {
    **dict.fromkeys("bfpvw", "P"),
    **dict.fromkeys("cghkqx", "K"),
    **dict.fromkeys("dt", "T"),
    **dict.fromkeys("jsz", "S"),
    **dict.fromkeys("lr", "L"),
    "m": "M",
    "n": "N",
}
# The same for scripts that write most consonants apart: only those are one that romanisations interchange.
_FINE_SOUNDS: Final = {letter: letter for letter in "bdflmnprt"} | {
    **dict.fromkeys("ckqx", "k"),
    **dict.fromkeys("gh", "h"),
    **dict.fromkeys("vw", "v"),
    **dict.fromkeys("sz", "s"),
}
_FINE_LETTERS: Final = re.compile(r"[\W\d_a-zA-Z\u00c0-\u024f\u0400-\u04ff]*")
_LEAST_SOUNDS: Final = 3
_REMEMBERED: Final = 65_536
SOUND: Final = "~"
"""How the key of an unknown name begins."""


@lru_cache(maxsize=_REMEMBERED)
def sound_keys(name: str) -> frozenset[str]:
    """The keys of a name's words by their consonants; words of fewer than three are too common to tell anything.

    >>> sorted(sound_keys("Ostap Verhun") & sound_keys("Остап Вергун"))
    ['~PLKN', '~STP']
    """
    return frozenset(SOUND + sounds for sounds in _iter_sounds(name) if len(sounds) >= _LEAST_SOUNDS)


def are_one_name(one: str, other: str) -> bool:
    """Whether two names are one, or one of them the other shortened, by how all their words sound.

    Latin and Cyrillic letters tell consonants apart that kana and Hangul write alike.

    >>> are_one_name("Verhun", "Остап Вергун"), are_one_name("Larysa Verhun", "Остап Вергун")
    (True, False)
    """
    if one.casefold() == other.casefold():
        return True
    finely = bool(_FINE_LETTERS.fullmatch(one) and _FINE_LETTERS.fullmatch(other))
    short, long = sorted((_words(one, finely=finely), _words(other, finely=finely)), key=len)
    return short <= long and any(len(sounds) >= _LEAST_SOUNDS for sounds in short)


@lru_cache(maxsize=_REMEMBERED)
def _words(name: str, *, finely: bool) -> frozenset[str]:
    return frozenset(_iter_sounds(name, _FINE_SOUNDS if finely else _SOUNDS)) - {""}


def _iter_sounds(name: str, classes: Mapping[str, str] = _SOUNDS) -> Iterator[str]:
    from anyascii import anyascii

    for word in _LETTERS.findall(anyascii(_SOFT.sub("", name)).lower()):
        spelt = word.replace("ch", "s").replace("sh", "s").replace("ph", "f").replace("th", "t")
        sounds = [classes[letter] for letter in spelt if letter in classes]
        yield "".join(sound for at, sound in enumerate(sounds) if at == 0 or sounds[at - 1] != sound)
