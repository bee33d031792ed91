r"""Signs of a text that are not seen, or that turn the order of what stands around them, made plain.

A report's words may hold them by accident or to deceive: shown as they are, a right-to-left override lets a reader see
other words than a search finds. Each is shown as a picture of itself; the text that is kept and the spans in it stay.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

# Steering of direction by overrides and embeddings, controls but for blanks, lone surrogates, what has no glyph of its own.
_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


class Shown(NamedTuple):
    """Words as they are shown; `sign` names the hidden sign that they stand for, None where they are the text's own."""

    words: str
    sign: str | None = None


def show_hidden(words: str) -> list[Shown]:
    r"""Words with every hidden sign told apart.

    >>> show_hidden("a\u202eb")
    [Shown(words='a', sign=None), Shown(words='⟨U+202E⟩', sign='RIGHT-TO-LEFT OVERRIDE'), Shown(words='b', sign=None)]
    """
    shown, start = [], 0
    for match in _HIDDEN.finditer(words):
        if match.start() > start:
            shown.append(Shown(words[start : match.start()]))
        shown.append(_picture(match[0]))
        start = match.end()
    if start < len(words) or not words:
        shown.append(Shown(words[start:]))
    return shown


def _picture(sign: str) -> Shown:
    code = f"U+{ord(sign):04X}"
    return Shown(f"⟨{code}⟩", unicodedata.name(sign, code))
