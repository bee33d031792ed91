"""The edges of a statement where words run into one another: what leads in, what rounds off, where one ends."""

from __future__ import annotations

from typing import Literal

from sumber.model import Span
from sumber.reading.run_on_words import RunOnWords
from sumber.reading.scene import Scene

SAYING = frozenset({"said", "said_after", "said_clitic", "quoted_as", "denied"})
ELIDED: Literal["elided"] = "elided"
MIN_CONTENT = 5
MIN_REST = 9
MIN_DENIED = 2
MAX_ENDING = 14
MIN_CLAUSE = 8
_BARE = frozenset(" \t\r\n\u3000.,;:!?。、，；！？：…・·—―─–-()[]{}【】*")
_PAIRS = {"」": "「", "』": "『", "”": "“", "’": "‘", "》": "《", ")": "(", "]": "[", '"': '"', "'": "'"}
_OPENERS = frozenset(_PAIRS.values())


def past_leads(scene: Scene, words: RunOnWords, first: int, last: int) -> int:
    """Past conjunctions, commas, dates of speaking and stray marks at the head of tokens `[first, last)`."""
    position = first
    while position < last:
        word = scene.tokens.words[position]
        end = words.leads.end_from(scene.tokens, position)
        if end is not None and end < last and position not in scene.in_quote:
            position = end
        elif position not in scene.in_quote and (word in words.commas or word in ":;"):
            position += 1
        else:
            break
    return position


def skip_ending(scene: Scene, words: RunOnWords, position: int, last: int) -> int:
    """Past the ending of a report word: up to a comma near by, else where it stands."""
    for at in range(position, min(last, position + MAX_ENDING)):
        if at in scene.in_quote:
            return at
        if scene.tokens.words[at] in words.commas:
            return at + 1
    return position if last - position > MAX_ENDING else last


def has_run_on_content(scene: Scene, stretch: tuple[int, int], kind: str) -> bool:
    """Whether tokens `[first, last)` hold enough for a statement."""
    held = [p for p in range(*stretch) if scene.tokens.words[p].isalnum() and p not in scene.in_date]
    if any(p in scene.in_quote for p in held):
        return kind != "rest" or len(held) >= MIN_REST
    least = MIN_DENIED if kind == "denied" else MIN_REST if kind == "rest" else MIN_CONTENT
    return len(held) >= least


def split_run_on(scene: Scene, words: RunOnWords, first: int, last: int) -> list[tuple[int, int]]:
    """Tokens `[first, last)` cut where a splitter ends one statement before another; in quotations nothing is cut."""
    inside = [p in scene.in_quote for p in (first, last - 1)]
    pieces: list[tuple[int, int]] = []
    start = first
    for match in words.splitters.find_all(scene.tokens, first, last):
        quoted = match.first in scene.in_quote and not all(inside)
        if not quoted and match.last - start >= MIN_CLAUSE and last - match.last >= MIN_CLAUSE:
            pieces.append((start, match.last))
            start = match.last
    pieces.append((start, last))
    return pieces


def bare_run_on(scene: Scene, words: RunOnWords, first: int, last: int) -> Span | None:
    """The characters of tokens `[first, last)` without what only leads in or rounds off, and half a pair of marks."""
    tokens = scene.tokens.words
    while first < last:
        end = words.leads.end_from(scene.tokens, first)
        if end is not None and end < last - MIN_CONTENT:
            first = end
        elif tokens[first] in _BARE or (tokens[first] in _OPENERS and _is_lone(tokens, first, last, first)):
            first += 1
        else:
            break
    while last > first:
        start = words.tails.start_to(scene.tokens, last, first)
        if start is not None and start > first:
            last = start
        elif _trims(tokens, first, last):
            last -= 1
        else:
            break
    opened = tokens[first] if first < last else ""
    if last - first > 2 and _PAIRS.get(tokens[last - 1]) == opened and opened not in tokens[first + 1 : last - 1]:
        first, last = first + 1, last - 1
    return scene.tokens.span(first, last) if first < last else None


def _trims(tokens: tuple[str, ...], first: int, last: int) -> bool:
    word = tokens[last - 1]
    if word in _PAIRS:
        return _is_lone(tokens, first, last, last - 1)
    return word in _BARE or word in _OPENERS


def _is_lone(tokens: tuple[str, ...], first: int, last: int, position: int) -> bool:
    """Whether the partner of the mark at `position` lies outside tokens `[first, last)`."""
    mark = tokens[position]
    opener = _PAIRS.get(mark, mark)
    if opener in {'"', "'"}:
        return tokens[first:last].count(opener) % 2 == 1
    if mark in _PAIRS:
        return opener not in tokens[first:position]
    closer = next(c for c, o in _PAIRS.items() if o == mark)
    return closer not in tokens[position + 1 : last]
