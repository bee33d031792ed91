"""Claims inside a stretch of a sentence: where one statement ends and the next begins, and its bare words."""

from __future__ import annotations

from sumber.model import Span
from sumber.reading.run_on_contents import bare_run_on, split_run_on
from sumber.reading.scene import Scene

_EDGES = frozenset(" \t\n\r.,;:!?\"“”„«»‹›‘’'()[]—–-*…")
MIN_CLAUSE_TOKENS = 4


def split_clauses(scene: Scene, first: int, last: int) -> list[tuple[int, int]]:
    """Tokens `[first, last)` cut where a coordinating word joins a second statement (", but", ", sedangkan", ";").

    Short leftovers stay with the statement before them; inside brackets nothing is cut.
    """
    if scene.run_on is not None:
        return split_run_on(scene, scene.run_on, first, last)
    cuts = [position for position in range(first + 1, last - 1) if _is_cut(scene, position)]
    pieces: list[tuple[int, int]] = []
    start = first
    for cut in cuts:
        if cut - start >= MIN_CLAUSE_TOKENS and last - cut > MIN_CLAUSE_TOKENS:
            pieces.append((start, cut))
            start = cut
    pieces.append((start, last))
    return pieces


def _is_cut(scene: Scene, position: int) -> bool:
    word, follows = scene.lower(position), scene.lower(position + 1)
    for splitter in scene.grammar.splitters:
        mark, _, link = splitter.partition(" ")
        if mark == word and (not link or link == follows):
            return True
    return False


def bare_span(scene: Scene, first: int, last: int) -> Span | None:
    """The characters of tokens `[first, last)` without marks, brackets half open, and joining words at the edges."""
    if scene.run_on is not None:
        return bare_run_on(scene, scene.run_on, first, last)
    while first < last and (
        scene.tokens.words[first] in _EDGES
        or scene.lower(first) in scene.grammar.complementizers
        or scene.lower(first) in scene.grammar.coordinators
    ):
        first += 1
    while last > first and scene.tokens.words[last - 1] in _EDGES and not _closes(scene, first, last - 1):
        last -= 1
    return scene.tokens.span(first, last) if first < last else None


def _closes(scene: Scene, first: int, position: int) -> bool:
    """Whether the mark at `position` closes a bracket or quotation that opened inside the span."""
    mark = scene.tokens.words[position]
    if mark == ")":
        return "(" in scene.tokens.words[first:position]
    if mark in {'"', "”", "»", "’", "'"}:
        openers = {'"': '"', "”": "“", "»": "«", "’": "‘", "'": "'"}
        inside = scene.tokens.words[first:position]
        return inside.count(openers[mark]) % 2 == 1 if mark == '"' else openers[mark] in inside
    return False
