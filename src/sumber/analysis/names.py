"""Keys by which names of two reports are compared, whatever script they are written in.

An entity that both reports know has one id. A name that nobody knows is brought to the sounds that its consonants make:
"Остап Вергун", "Ostap Verhun" and "오스타프 베르훈" share the key of the last name. Such keys only bring names of one
story together; they never say that two persons are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_LETTERS: Final = re.compile(r"[a-z]+")
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

    >>> are_one_name("Verhun", "Остап Вергун"), are_one_name("Larysa Verhun", "Остап Вергун")
    (True, False)
    """
    if one.casefold() == other.casefold():
        return True
    short, long = sorted((_words(one), _words(other)), key=len)
    return short <= long and any(len(sounds) >= _LEAST_SOUNDS for sounds in short)


@lru_cache(maxsize=_REMEMBERED)
def _words(name: str) -> frozenset[str]:
    return frozenset(_iter_sounds(name)) - {""}


def _iter_sounds(name: str) -> Iterator[str]:
    from anyascii import anyascii

    for word in _LETTERS.findall(anyascii(name).lower()):
        spelt = word.replace("ch", "s").replace("sh", "s").replace("ph", "f").replace("th", "t")
        sounds = [_SOUNDS[letter] for letter in spelt if letter in _SOUNDS]
        yield "".join(sound for at, sound in enumerate(sounds) if at == 0 or sounds[at - 1] != sound)
