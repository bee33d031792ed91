"""Attribution inside one sentence: who says what, on whose word, in which words of the sentence."""

from __future__ import annotations

from typing import NamedTuple

from sumber.model import Span, Stance
from sumber.reading.clauses import split_clauses
from sumber.reading.cues import Cue, CueKind, cue_span
from sumber.reading.frame_contents import (
    BREAKS,
    find_contents,
    find_tail_start,
    has_content,
)
from sumber.reading.scene import Scene
from sumber.reading.source_places import Around, find_around, find_source_after
from sumber.reading.sources import Source, find_source

_SPOKEN = {"said", "said_after", "said_clitic", "quoted_as", "denied"}
_RANK = {
    "quoted_as": 0,
    "said": 1,
    "said_after": 0,
    "said_clitic": 1,
    "denied": 1,
    "according": 2,
    "learned_from": 2,
    "citing": 3,
    "relay": 3,
    "reported": 4,
    "believed": 5,
}
MAX_RELAY_TAIL = 2


class Frame(NamedTuple):
    """One attribution: its sources in order (upstream first), its cue, and the tokens `[first, last)` it covers.

    `speaker` is None where the cue is agentless. `contents` are the stretches of the sentence that it attributes.
    """

    speaker: Source | None
    upstream: tuple[Source, ...]
    relays: tuple[tuple[Source, Span], ...]
    cue: Span
    kind: CueKind
    stance: Stance | None
    contents: tuple[tuple[int, int], ...]
    rule: str


def find_frames(scene: Scene, first: int, last: int) -> list[Frame]:
    """The attributions of the sentence of tokens `[first, last)`, in the order of the text; empty where it has none.

    An attribution that closes or opens the sentence covers all of it; else each statement of the sentence is looked at
    by itself, and one without a cue stays with the source before it unless it is put in contrast ("while …").
    """
    whole = _find_outer(scene, first, last)
    if whole:
        return _passed_on(scene, whole) or whole
    pieces = split_clauses(scene, first, last)
    if len(pieces) == 1:
        return _find_inner(scene, first, last)
    frames: list[Frame] = []
    for start, stop in pieces:
        own = _find_outer(scene, start, stop) or _find_inner(scene, start, stop)
        if own:
            frames.extend(own)
        elif frames and not _is_contrast(scene, start):
            previous = frames[-1]
            frames[-1] = previous._replace(contents=(*previous.contents, (start, stop)))
        else:
            frames.append(_plain(scene, start, stop))
    return frames if any(frame.kind != "none" for frame in frames) else []


def _passed_on(scene: Scene, whole: list[Frame]) -> list[Frame]:
    """The speakers inside what an outlet reports of them: "X told the Post that …, the Agency reported"."""
    outer = whole[0]
    outlet = outer.speaker.name if outer.speaker else None
    if len(whole) > 1 or len(outer.contents) > 1 or outlet is None or outlet.mention.kind != "outlet":
        return []
    first, last = outer.contents[0]
    inner = [frame for frame in _find_inner(scene, first, last) if frame.kind in _SPOKEN and frame.speaker]
    passing = ((outer.speaker, outer.cue), *outer.relays) if outer.speaker else outer.relays
    return [frame._replace(relays=(*frame.relays, *passing)) for frame in inner if not outer.upstream]


def _plain(scene: Scene, first: int, last: int) -> Frame:
    """A statement of a sentence that nothing in it attributes."""
    return Frame(None, (), (), scene.tokens.span(first, first + 1), "none", None, ((first, last),), "unattributed")


def _is_contrast(scene: Scene, position: int) -> bool:
    return scene.lower(position) in scene.grammar.contrasts or scene.lower(position + 1) in scene.grammar.contrasts


def _cues_in(scene: Scene, first: int, last: int) -> list[Cue]:
    return [
        cue
        for cue in scene.cues.find_cues(scene.tokens, first, last, scene.quoted_or_named)
        if _is_verb(scene, cue, first)
    ]


def _find_outer(scene: Scene, first: int, last: int) -> list[Frame]:
    """The attribution that closes a sentence ("…, X said") or opens it ("Menurut X, …"), None inside it counting."""
    cues = _cues_in(scene, first, last)
    if any(cue.kind == "no_comment" for cue in cues):
        return []
    relays = find_relays(scene, cues, last)
    for cue in sorted(cues, key=lambda c: (_RANK.get(c.kind, 9), -c.first)):
        if cue.kind in _SPOKEN or cue.kind in {"according", "learned_from", "relay", "citing"}:
            frame = _build(scene, cue, relays, (first, last))
            if cue.kind in {"relay", "citing"} and any(c.kind in _SPOKEN and c.first != cue.first for c in cues):
                continue
            if frame and (_closes(frame, cue, (first, last)) or _opens(frame, cue, first)):
                return [frame, *_continued(scene, frame, cues, last)]
    return []


def _closes(frame: Frame, cue: Cue, sentence: tuple[int, int]) -> bool:
    """Whether all that a frame attributes stands before it."""
    return all(stop <= cue.first for _, stop in frame.contents) and frame.contents[0][0] == sentence[0]


def _opens(frame: Frame, cue: Cue, first: int) -> bool:
    return (
        cue.first <= first + 2 and cue.kind not in {"said", "denied", "quoted_as"} and frame.contents[-1][0] > cue.first
    )


def _find_inner(scene: Scene, first: int, last: int) -> list[Frame]:
    """The attribution inside a sentence, the strongest and first cue deciding."""
    cues = _cues_in(scene, first, last)
    if any(cue.kind == "no_comment" for cue in cues):
        return []
    relays = find_relays(scene, cues, last)
    for cue in sorted(cues, key=lambda c: (_RANK.get(c.kind, 9), c.first)):
        frame = _build(scene, cue, relays, (first, last))
        if frame:
            return [frame, *_continued(scene, frame, cues, last)]
    colon = _by_colon(scene, first, last)
    return [colon] if colon else []


def _is_verb(scene: Scene, cue: Cue, first: int) -> bool:
    """Whether a cue that can be a noun or a participle attributes here ("its claims" does not)."""
    if cue.kind not in {"said", "denied"}:
        return True
    if any(scene.words.length_at(scene.tokens, cue.first - back, "anonymity") > back for back in (1, 2, 3)):
        return False
    before = cue.first - 1
    if before < first:
        return True
    noun = scene.grammar.articles and (
        scene.words.length_at(scene.tokens, before, "definite")
        or scene.words.length_at(scene.tokens, before, "indefinite")
    )
    possessive = scene.lower(before) == "s" and scene.lower(before - 1) in {"'", "’"}
    return not (
        noun or possessive or scene.lower(before) in scene.grammar.not_verbs_after | scene.grammar.passive_auxiliaries
    )


def _build(scene: Scene, cue: Cue, relays: list[tuple[Source, Cue, str]], sentence: tuple[int, int]) -> Frame | None:
    if cue.kind in {"reported", "believed"}:
        return _agentless(scene, cue, relays, sentence)
    around = find_around(scene, cue, sentence)
    if around is None:
        return None
    upstream = tuple(source for source, _, kind in relays if kind == "citing" and source != around.source)
    passing = tuple((s, cue_span(scene.tokens, c)) for s, c, kind in relays if kind == "relay" and s != around.source)
    if cue.kind in _SPOKEN:
        passing = (*_told_outlet(scene, cue, around, sentence), *passing)
    edge = _outer_edge(scene, around, relays)
    contents = tuple(_without_relay(scene, stretch, relays) for stretch in find_contents(scene, cue, edge, sentence))
    if not contents:
        return None
    return Frame(
        around.source,
        upstream,
        passing,
        cue_span(scene.tokens, cue),
        cue.kind,
        cue.stance,
        contents,
        f"{cue.kind}:{around.side}",
    )


def _without_relay(scene: Scene, stretch: tuple[int, int], relays: list[tuple[Source, Cue, str]]) -> tuple[int, int]:
    """A stretch of content without the outlet that passes it on at its end: "…, según recoge Reuters"."""
    first, last = stretch
    for source, cue, _ in relays:
        if first < cue.first - 3 and scene.lower(cue.first - 1) == "," and last - MAX_RELAY_TAIL <= source.last <= last:
            return first, cue.first - 1
    return stretch


def find_relays(scene: Scene, cues: list[Cue], last: int) -> list[tuple[Source, Cue, str]]:
    """Outlets that pass on, and sources cited, with their cues, in the order of the text."""
    found: list[tuple[Source, Cue, str]] = []
    for cue in cues:
        if cue.kind in {"relay", "citing"}:
            around = find_source_after(scene, cue, last)
            if around is None:
                continue
            named = around.source.name
            if cue.kind == "relay" and (named is None or named.mention.kind not in {"outlet", "other", "organisation"}):
                continue
            if named and scene.is_publisher(named):
                continue
            found.append((around.source, cue, cue.kind))
    return found


def _told_outlet(scene: Scene, cue: Cue, around: Around, sentence: tuple[int, int]) -> tuple[tuple[Source, Span], ...]:
    """The outlet that a speaker talks to: "told Reuters", "kepada Antara"."""
    listening = scene.lower(cue.last) in scene.grammar.towards
    position = around.source.last if around.side == "after" and not listening else cue.last
    for step in range(position, min(position + 5, sentence[1])):
        name = scene.name_at.get(step)
        if name and name.mention.kind == "outlet":
            if scene.is_publisher(name) or name == around.source.name:
                return ()
            return ((Source(name.first, name.last, "named", name), cue_span(scene.tokens, cue)),)
        if name or scene.lower(step) in scene.grammar.complementizers | {",", "."} or step in scene.in_quote:
            return ()
    return ()


def _outer_edge(scene: Scene, around: Around, relays: list[tuple[Source, Cue, str]]) -> tuple[int, int]:
    """First and last token of everything that frames the content: source, cue, relays behind it, date of speaking."""
    first, last = around.first, around.last
    for source, cue, kind in relays:
        if cue.first >= last and cue.first - last <= 3:
            last = _cited_end(scene, source.last) if kind == "citing" else source.last
        elif source.last <= first and first - source.last <= 3:
            first = cue.first
    return first, last


def _cited_end(scene: Scene, position: int) -> int:
    """Where what describes a cited source ends: "citing people familiar with the matter"."""
    closing = scene.grammar.complementizers | BREAKS | {".", "(", '"', "“"}
    while (
        position < len(scene.tokens.words) and scene.lower(position) not in closing and position not in scene.in_quote
    ):
        position += 1
    return position


def _agentless(scene: Scene, cue: Cue, relays: list[tuple[Source, Cue, str]], sentence: tuple[int, int]) -> Frame:
    passing = tuple((source, cue_span(scene.tokens, c)) for source, c, _ in relays)
    first, last = sentence
    if cue.first <= first + 1 and scene.lower(cue.last - 1) in scene.grammar.complementizers:
        first = cue.last
    for source, c, _ in relays:
        if c.first <= first + 2:
            first = source.last
        elif c.first > cue.last:
            last = min(last, c.first)
    span = cue_span(scene.tokens, cue)
    inner = _behind_leading(scene, cue, first)
    return Frame(None, (), passing, span, cue.kind, cue.stance, ((inner, last),), cue.kind)


def _behind_leading(scene: Scene, cue: Cue, first: int) -> int:
    """Where a statement begins that an agentless word opens with "that": "Повідомляється, що …"; else where it began."""
    if scene.grammar.articles or cue.first != first:
        return first
    start = cue.last
    while scene.lower(start) in BREAKS | scene.grammar.complementizers:
        start += 1
    return start if scene.lower(start - 1) in scene.grammar.complementizers else first


def _continued(scene: Scene, frame: Frame, cues: list[Cue], last: int) -> list[Frame]:
    """Further statements of the same source in the sentence: "…, adding that …", "… dan menambahkan …"."""
    for cue in cues:
        span = cue_span(scene.tokens, cue)
        start, end = frame.contents[-1]
        if cue.kind != "said" or span == frame.cue or not start + 3 <= cue.first < end - 3 or frame.speaker is None:
            continue
        before = scene.lower(cue.first - 1)
        if before == "," or before in scene.grammar.coordinators:
            tail = find_tail_start(scene, cue.last, last)
            if tail is None:
                continue
            cut = cue.first - 1
            shortened = frame._replace(contents=(*frame.contents[:-1], (start, cut)))
            further = frame._replace(cue=span, stance=cue.stance, contents=((tail, last),), rule="said:continued")
            return [shortened, further]
    return []


def _by_colon(scene: Scene, first: int, last: int) -> Frame | None:
    """A name before a colon, or after a closing dash, that says what stands beside it."""
    colon = next(
        (p for p in range(first, min(first + 12, last)) if scene.lower(p) == ":" and p not in scene.in_quote), None
    )
    if colon is None or colon == first or not has_content(scene, (colon + 1, last)):
        return None
    names = scene.names_in(first, colon)
    if not names or names[-1].last != colon or names[-1].mention.kind in {"weapon", "place"}:
        return None
    source = find_source(scene, first, colon, before_cue=True)
    if source is None or source.kind != "named":
        return None
    return Frame(source, (), (), scene.tokens.span(colon, colon + 1), "said", None, ((colon + 1, last),), "colon")
