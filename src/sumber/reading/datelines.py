"""Datelines: the place, day and agency that a report's first paragraph begins with."""

from __future__ import annotations

import re

from sumber.model import Span

_DASHED = re.compile(r"[^\n]{2,90}?(?:\s*(?:--|—|–)+|\s+-|(?<=[).])-)[\s*_]+")
_SLASHED = re.compile(r"[^\n]{2,60}?/\s?[^\W\d_a-z][\w\- .]{1,20}\s?/\s*[.:—–-]*\s+")
_DATED = re.compile(
    r"[^\W\d_][\w ’'/-]{1,40}[,.]\s\d{1,2}\.?\s[^\W\d_]{3,10}(?:,?\s\d{4})?(?:\s\([^()\n]{2,30}\))?\.\s+"
)
_LEAD = re.compile(r"[^\W\d_][\w .,'’&/()*|-]*")
_TALK = re.compile(r"[!?;:\"“”«»]|\.\s+[^\W\d_A-Z]")
_STRONG = re.compile(r"\([^()]{2,50}\)|,|/|\.(?i:com|co|id|net|tv|ru|ua)\b|\b\d{1,2}\s[^\W\d_]{3,}")
STRONG_WORDS = 10
WEAK_WORDS = 3


def find_dateline(text: str, line: Span, opening: bool) -> Span | None:
    """The dateline of a paragraph with its dash, None where it has none; `opening` marks a report's first paragraph.

    "Batam (ANTARA) - ", "KYIV, Ukraine (AP) — ", "MOSCOW, February 9. /TASS/. " stand anywhere; a lead without agency,
    comma or capitals ("Jakarta - ") and one without a dash ("LIMA, 14 nov. ", "ЗУГДИДИ. 9 апреля. ") only in the first
    paragraph. What follows starts a sentence.
    """
    first = text[line.start]
    if not first.isupper():
        return None
    for pattern in (_DASHED, _SLASHED, _DATED) if opening else (_DASHED, _SLASHED):
        match = pattern.match(text, line.start, line.end)
        if match and match.end() < line.end and _is_lead(match[0], opening) and _starts(text[match.end()]):
            return Span(line.start, match.end())
    return None


def _is_lead(words: str, opening: bool) -> bool:
    lead = words.strip(" \t*_—–-")
    if not lead or _TALK.search(lead) or not _LEAD.fullmatch(lead):
        return False
    count = len(lead.split())
    bare = re.sub(r"[^\w ]", "", lead)
    strong = _STRONG.search(lead) is not None or bare.isupper()
    small = sum(word[:1].islower() for word in lead.split() if word[:1].isalpha())
    if small > 1 and "(" not in lead:
        return False
    return count <= STRONG_WORDS and small <= 2 if strong else opening and count <= WEAK_WORDS and small == 0


def _starts(character: str) -> bool:
    return not character.islower()
