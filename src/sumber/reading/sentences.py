"""Sentences of a line: where a full stop ends one and where it does not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sumber.model import Span
from sumber.reading.furniture import StopRules

# Possessive repeats and the look-behind keep a megabyte of stops linear. A stop without a space after it ends a sentence
# only between a small letter and a capitalised word that is no internet domain, or after a curly closing mark.
_STOP = re.compile(
    r"(?<![.!?…])[.!?…]++(?:[\"”“»’')\]」』》›*_]|\[\d{1,3}\])*+(?:(?=\s)|(?<=[”»])(?=[^\W\d_a-z]))"
    r"|[。！？．]++[」』”》）’\"']*+"
    r"|(?<=[a-z]{3})\.(?=[A-Z][a-z]{1,20}[\s,])(?!(?:Com|Co|Id|Net|Org|Tv|Go)\b)"
)
_WORD_BEFORE = re.compile(r"([^\W\d_](?:\.?[^\W\d_])*)$")
_NUMBER_ONLY = re.compile(r"\s*\(?\d{1,3}$")
_NUMBERED = re.compile(r"[:;] \(?\d{1,2}$")
_BRACKETS = frozenset({"", ")", "]"})
_FIRST_WORD = re.compile(r"[\s\"“‘'(*_]*([^\W\d_]+(?:['’][^\W\d_]+)?)")
_DASH_ON = re.compile(r"[—–-]+\s*[^\W\d_A-Z]")
_CLOSING_QUOTES = frozenset("\"”“»’'」』》›")
_WIDE = frozenset("。！？．")
_EDGES = " \t\r\n\u00a0\u3000*_"
_GAP = re.compile(r"\W")
MAX_WORD = 24
MAX_SENTENCE = 2000
LOOK_AHEAD = 90


def split_sentences(text: str, line: Span, quotations: Sequence[Span], rules: StopRules) -> list[Span]:
    """The sentences of a line, their final mark kept; one stop inside a quotation ends none without the quotation.

    Abbreviations, initials and numbers keep their points; a small letter after the stop goes on. What runs on for more
    than `MAX_SENTENCE` characters is no sentence and is cut between words, so that no report takes more than linear time.
    """
    spans: list[Span] = []
    start, quote = line.start, 0
    for match in _STOP.finditer(text, line.start, line.end):
        at, end = match.span()
        while quote < len(quotations) and quotations[quote].end <= at:
            quote += 1
        if quote < len(quotations) and quotations[quote].start < at and end < quotations[quote].end:
            continue
        if _goes_on(text, (start, at, end), line, rules):
            continue
        _append(text, spans, start, end)
        start = end
    _append(text, spans, start, line.end)
    return spans


def find_sentence_end(text: str, line: Span, rules: StopRules) -> int:
    """Where the first sentence of a line ends, the line's own end where no stop comes before it."""
    for match in _STOP.finditer(text, line.start, line.end):
        if not _goes_on(text, (line.start, *match.span()), line, rules):
            return match.end()
    return line.end


def trim(text: str, start: int, end: int, left: str = _EDGES, right: str = _EDGES) -> Span | None:
    """The stretch without white space and the characters of `left` and `right` at its ends, None where nothing is left."""
    while start < end and (text[start] in left or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in right or text[end - 1].isspace()):
        end -= 1
    return Span(start, end) if end > start else None


def _append(text: str, spans: list[Span], start: int, end: int) -> None:
    span = trim(text, start, end)
    while span and span.length > MAX_SENTENCE:
        cut = _find_cut(text, span)
        piece = trim(text, span.start, cut)
        if piece:
            spans.append(piece)
        span = trim(text, cut, span.end)
    if span:
        spans.append(span)


def _find_cut(text: str, span: Span) -> int:
    """Where a stretch that is too long is cut: behind the last white space or mark within reach, else the next one."""
    limit = span.start + MAX_SENTENCE
    for at in range(limit, span.start, -1):
        if _GAP.match(text, at - 1):
            return at
    gap = _GAP.search(text, limit, span.end)
    return gap.end() if gap else span.end


def _goes_on(text: str, place: tuple[int, int, int], line: Span, rules: StopRules) -> bool:
    """Whether a stop does not end its sentence; `place` is the sentence's start and the stop's two ends."""
    start, at, end = place
    quoted = text[end - 1] in _CLOSING_QUOTES
    if quoted and rules.goes_on and rules.goes_on.match(text, end, line.end):
        return True
    if text[at] in _WIDE:
        return False
    following = text[end : min(end + LOOK_AHEAD, line.end)].lstrip()
    if following[:1].islower() or following[:1] in {",", ";", ":"} or _DASH_ON.match(following):
        return True
    if quoted and text[at] in "?!" and rules.speech and rules.speech.match(following):
        return True
    if text[at] != "." or text[at + 1 : end] not in _BRACKETS:
        return False
    if text[at - 1].isspace() and (
        following[:1] == "." or text[max(line.start, at - MAX_WORD) : at].rstrip()[-1:] == "."
    ):
        return True
    return _keeps_point(text, (start, at), line, following, rules)


def _keeps_point(text: str, place: tuple[int, int], line: Span, following: str, rules: StopRules) -> bool:
    """Whether a single full stop belongs to the word before it: an abbreviation, an initial, an enumeration."""
    start, at = place
    if text[at - 1].isdecimal():
        return bool(_NUMBER_ONLY.match(text, start, at) or _NUMBERED.search(text, max(line.start, at - MAX_WORD), at))
    word = _WORD_BEFORE.search(text, max(line.start, at - MAX_WORD), at)
    if word is None:
        return False
    letters = word[1]
    lower = letters.lower()
    if lower in rules.numbered:
        return following[:1].isdecimal()
    initial = letters.isupper() and all(len(part) == 1 for part in letters.split("."))
    if not initial and lower not in rules.abbreviations:
        return False
    if not following:
        return False
    first = _FIRST_WORD.match(following)
    return first is None or first[1] not in rules.starters
