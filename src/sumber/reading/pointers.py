"""Sentences that only say who told what stands before them: "Про це повідомляє …", "Об этом сообщил …"."""

from __future__ import annotations

from functools import cache

from sumber.languages import Language
from sumber.languages.phrases import PhraseTable
from sumber.reading.cues import cue_span
from sumber.reading.frames import Frame, find_relays
from sumber.reading.grammar import read_grammar
from sumber.reading.scene import Scene
from sumber.reading.source_places import find_anywhere

MAX_DISTANCE = 5
_TELLING = frozenset({"said", "reported", "relay", "citing", "learned_from"})


@cache
def _pointing_words(language: Language) -> PhraseTable[bool]:
    return PhraseTable((words, True) for words in read_grammar(language).points_back)


def find_pointer(scene: Scene, first: int, last: int) -> Frame | None:
    """The attribution of a sentence that only names the source of what was told before, None where it tells more.

    Such a sentence has a word that points back with a report word close by, and opens no reported clause.
    """
    match = next(_pointing_words(scene.language).iter_matches(scene.tokens, first, last), None)
    if match is None or match.first in scene.in_quote:
        return None
    cues = scene.cues.find_cues(scene.tokens, first, last, scene.quoted_or_named)
    near = [cue for cue in cues if cue.kind in _TELLING and -MAX_DISTANCE <= cue.first - match.last <= MAX_DISTANCE]
    if not near:
        return None
    cue = near[0]
    if _opens_content(scene, max(cue.last, match.last), last):
        return None
    span = cue_span(scene.tokens, cue)
    relays = find_relays(scene, cues, last)
    speaker = find_anywhere(scene, cue, (match.last if match.first == first else first, last))
    upstream = tuple(source for source, _, kind in relays if kind == "citing" and source != speaker)
    passing = tuple(
        (source, cue_span(scene.tokens, c)) for source, c, kind in relays if kind == "relay" and source != speaker
    )
    return Frame(speaker, upstream, passing, span, "said", None, (), "points_back")


def _opens_content(scene: Scene, first: int, last: int) -> bool:
    """Whether a reported clause begins before any name: "про це свідчить те, що …"; behind one it tells of the source."""
    for position in range(first, last):
        if position in scene.name_at:
            return False
        if scene.lower(position) in scene.grammar.complementizers or scene.lower(position) == ":":
            return True
    return False
