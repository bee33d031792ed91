"""Attribution inside one sentence where words run into one another, and in headlines: particles and order tell who says what."""

from __future__ import annotations

from itertools import pairwise

from sumber.reading.cues import Cue
from sumber.reading.frames import Frame
from sumber.reading.run_on_content_first import ContentFirst
from sumber.reading.run_on_contents import SAYING, has_run_on_content, past_leads
from sumber.reading.run_on_source_first import SourceFirst
from sumber.reading.run_on_sources import find_source_phrase
from sumber.reading.run_on_words import RunOnWords
from sumber.reading.scene import Scene
from sumber.reading.sources import Source

MAX_HEADLINE_SOURCE = 24
MAX_BEHIND_NAME = 4


def find_run_on_frames(scene: Scene, words: RunOnWords, sentence: tuple[int, int], *, heading: bool) -> list[Frame]:
    """The attributions of the sentence, in the order of the text; empty where it has none."""
    if heading:
        return _by_pieces(scene, words, sentence)
    return _find_frames(scene, words, sentence, heading=False)


def _by_pieces(scene: Scene, words: RunOnWords, sentence: tuple[int, int]) -> list[Frame]:
    """The attributions of a headline, whose statements wide spaces part; a source alone behind one says the one before."""
    pieces = _cut_headline(scene, sentence)
    frames: list[Frame] = []
    found = False
    for first, last in pieces:
        source = (
            find_source_phrase(scene, words, first, last) if frames and last - first <= MAX_HEADLINE_SOURCE else None
        )
        if source is not None and _fills(scene, source, last) and frames[-1].kind == "none":
            said = frames[-1]
            frames[-1] = _marked(scene, source, first, said.contents[0], "space")
            found = True
            continue
        own = _find_frames(scene, words, (first, last), heading=True)
        found = found or bool(own)
        if not own and has_run_on_content(scene, (first, last), "piece"):
            own = [
                Frame(None, (), (), scene.tokens.span(first, first + 1), "none", None, ((first, last),), "unattributed")
            ]
        frames.extend(own)
    return frames if found or len(frames) > 1 else []


def _cut_headline(scene: Scene, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    first, last = sentence
    if scene.language.spaced:
        return [sentence]
    gaps = [
        p
        for p in range(first + 1, last)
        if scene.tokens.starts[p] > scene.tokens.ends[p - 1]
        and p not in scene.in_quote
        and not (scene.tokens.words[p].isascii() and scene.tokens.words[p - 1].isascii())
    ]
    edges = [first, *gaps, last]
    return [(a, b) for a, b in pairwise(edges) if b > a]


def _find_frames(scene: Scene, words: RunOnWords, sentence: tuple[int, int], *, heading: bool) -> list[Frame]:
    first, last = sentence
    cues = scene.cues.find_cues(scene.tokens, first, last, scene.quoted_or_named)
    if any(cue.kind == "no_comment" for cue in cues):
        if words.content_first or not any(cue.kind in SAYING for cue in cues):
            return []
        cues = [cue for cue in cues if cue.kind != "no_comment"]
    by_mark = _by_mark(scene, words, sentence, heading=heading)
    if by_mark is not None and not (by_mark.rule == "colon" and _cites_before_colon(scene, words, cues, by_mark)):
        return [by_mark]
    if words.content_first:
        return ContentFirst(scene, words, cues, sentence).read()
    return SourceFirst(scene, words, cues, sentence).read()


def _cites_before_colon(scene: Scene, words: RunOnWords, cues: list[Cue], by_colon: Frame) -> bool:
    """Whether a report word before the colon says whom its source cites: "中央社引述林佳龙指出：“…”"."""
    before = [cue for cue in cues if cue.last <= by_colon.contents[0][0]]
    closes = bool(before) and before[-1].kind in SAYING and scene.lower(before[-1].last) == ":"
    return not words.content_first and closes and any(cue.kind == "citing" for cue in before)


def _by_mark(scene: Scene, words: RunOnWords, sentence: tuple[int, int], *, heading: bool) -> Frame | None:
    """A source parted from what it says by a mark: "X：…" anywhere, "…＝X", "…―X", "X「…」" in headlines."""
    first, last = sentence
    start = past_leads(scene, words, first, last)
    colon = next((p for p in range(start, min(start + MAX_HEADLINE_SOURCE, last)) if scene.lower(p) == ":"), None)
    if colon is not None and colon not in scene.in_quote and has_run_on_content(scene, (colon + 1, last), "colon"):
        source = find_source_phrase(scene, words, start, colon)
        if source is not None and source.kind in {"named", "unnamed"} and _may_speak(source):
            return _marked(scene, source, colon, (colon + 1, last), "colon")
    if not heading:
        return None
    for mark in reversed(words.marks.find_all(scene.tokens, first, last)):
        source = find_source_phrase(scene, words, mark.last, last)
        behind = source is not None and last - mark.last <= MAX_HEADLINE_SOURCE and mark.first not in scene.in_quote
        if (
            behind
            and source is not None
            and _fills(scene, source, last)
            and has_run_on_content(scene, (first, mark.first), "mark")
        ):
            return _marked(scene, source, mark.first, (first, mark.first), "mark")
    return _by_quote(scene, words, (start, last))


def _by_quote(scene: Scene, words: RunOnWords, sentence: tuple[int, int]) -> Frame | None:
    """A headline in which a name stands right before a quotation: 首相「…」."""
    first, last = sentence
    opened = next((p for p in range(first, last) if p in scene.in_quote), None)
    if opened is None or opened == first:
        return None
    closed = next((p for p in range(opened, last) if p not in scene.in_quote), last)
    pieces = [p for p in range(first, opened) if _parts(scene, words, p)]
    start = pieces[-1] + 1 if pieces and pieces[-1] < opened - 1 else (pieces[-2] + 1 if len(pieces) > 1 else first)
    source = find_source_phrase(scene, words, start, opened)
    if source is None or not _may_speak(source) or closed - opened < 6:
        return None
    return _marked(scene, source, opened, (opened, closed), "quote")


def _parts(scene: Scene, words: RunOnWords, position: int) -> bool:
    gap = scene.text[scene.tokens.ends[position] : scene.tokens.starts[position + 1]]
    mark = scene.tokens.words[position]
    return "\u3000" in gap or mark in words.commas or (not mark.isalnum() and position not in scene.in_name)


def _fills(scene: Scene, source: Source, last: int) -> bool:
    """Whether a source is all that stands behind a headline's mark, but for a title."""
    rest = [p for p in range(source.last, last) if scene.tokens.words[p].isalnum()]
    titled = scene.rules.find_ending_at(scene.tokens, last, "person_title_after")
    return _may_speak(source) and (len(rest) <= MAX_BEHIND_NAME if titled else not rest)


def _may_speak(source: Source) -> bool:
    return source.name is None or source.name.mention.kind != "weapon"


def _marked(scene: Scene, source: Source, at: int, content: tuple[int, int], rule: str) -> Frame:
    return Frame(source, (), (), scene.tokens.span(at, at + 1), "said", None, (content,), rule)
