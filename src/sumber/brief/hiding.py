"""Names of private persons as initials, wherever a brief would print them.

Minors and victims are hardly ever named by an office, a list or a role, and nothing in a text tells for sure who is one.
So every person is private whom no list of public persons holds and of whom no analyst recorded a public role.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_WORD = re.compile(r"\w+")


def make_hider(names: Iterable[str]) -> Callable[[str], str]:
    """What shows words with these names as initials, the longest first.

    >>> hide = make_hider(["Ana Kolb", "Kolb"])
    >>> hide("Ana Kolb saw it, and Kolb's son too; Kolbing did not")
    "A. K. saw it, and K.'s son too; Kolbing did not"
    """
    ordered = sorted({name for name in names if _WORD.search(name)}, key=lambda name: (-len(name), name))
    if not ordered:
        return lambda words: words
    pattern = re.compile("|".join(_bounded(name) for name in ordered))
    return lambda words: pattern.sub(lambda found: initials(found.group()), words)


def _bounded(name: str) -> str:
    """A name as a pattern; where words are written apart it must not be a part of a longer one."""
    escaped = re.escape(name)
    before = r"(?<!\w)" if _is_spaced(name[0]) else ""
    behind = r"(?!\w)" if _is_spaced(name[-1]) else ""
    return before + escaped + behind


def _is_spaced(sign: str) -> bool:
    """Whether a sign is of a script whose words are written apart; Han, kana and Hangul take on particles."""
    return sign.isalnum() and ord(sign) < 0x2E80


def initials(name: str) -> str:
    """A name's initials.

    >>> initials("Ana-Maria Kolb"), initials("김철수"), initials("Іван Сірко")
    ('A. M. K.', '김○○', 'І. С.')
    """
    words = [found.group() for found in _WORD.finditer(name)]
    if len(words) == 1 and not _is_spaced(words[0][0]):
        return words[0][0] + "○" * (len(words[0]) - 1)
    return " ".join(f"{word[0].upper()}." for word in words)
