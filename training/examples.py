"""Labelled reports as the model learns them: one example a window, every label a place among pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from tokenizers import Tokenizer

from evaluation.labels import LabelledClaim, LabelledReport
from sumber.gazetteer import read_entries, read_names
from sumber.languages import find_language
from sumber.model import Span
from sumber.reading.segments import segment
from sumber.reading.trained.labels import EVENTS, MENTIONS, MODES, REFERENCE, RELAY_PLACES, STANCES
from sumber.reading.trained.pairs import Mentions, gather_mentions
from sumber.reading.trained.pieces import Pieces, cut_into_pieces
from sumber.reading.trained.publisher import names_publisher
from sumber.reading.trained.windows import WINDOW_PIECES, Layout, cut_windows, lay_out

_KINDS = {
    "PER": "person",
    "ORG": "organisation",
    "OUTLET": "outlet",
    "GPE": "place",
    "LOC": "place",
    "WEAPON": "weapon",
}
_REFERENCE = MENTIONS.index(REFERENCE)
_JOINED = frozenset({"ko", "ja", "zh"})
NOBODY = -1
SAME_WORDS = 0.7


@dataclass(frozen=True)
class Marked:
    """A mention in the text and who it is; of a capital or palace also the state it may stand for."""

    start: int
    end: int
    kind: str
    canonical: str
    stands_for: str = ""


@dataclass(frozen=True)
class ClaimTargets:
    """What the model shall say of the claims of one window; lists of mention numbers where several are right, None: not marked."""

    spans: np.ndarray
    modes: np.ndarray
    origins: list[list[int] | None]
    stances: np.ndarray | None = None
    hedged: np.ndarray | None = None
    negated: np.ndarray | None = None
    events: np.ndarray | None = None
    relays: np.ndarray | None = None
    roles: list[list[list[int] | None]] | None = None


@dataclass(frozen=True)
class Example:
    """One window of one report; None where its text is not marked so. `name_options` are the tags that may be right."""

    report: str
    language: str
    ids: np.ndarray
    layout: Layout
    outer: np.ndarray | None
    nested: np.ndarray | None
    name_tags: np.ndarray | None
    reference_tags: np.ndarray | None
    cue_tags: np.ndarray | None
    mentions: Mentions
    same: list[list[int]]
    claims: ClaimTargets | None
    name_options: np.ndarray | None = None


def iter_examples(
    reports: Iterable[LabelledReport], tokenizer: Tokenizer, size: Callable[[], int] = lambda: WINDOW_PIECES
) -> Iterator[Example]:
    """The examples of labelled reports; `size` gives how many pieces the windows of the next report have."""
    for report in reports:
        language = find_language(report.language)
        assert language is not None
        pieces = cut_into_pieces(report.text, tokenizer)
        segments = segment(report.text, language)
        layout = lay_out(pieces, segments)
        marked = find_marked(report)
        opens = np.flatnonzero(np.diff(layout.sentences, prepend=-1)).tolist()
        for first, last in cut_windows(len(pieces.ids), opens, size()):
            yield _window(report, pieces, layout, marked, (first, last))


def find_marked(report: LabelledReport) -> list[Marked]:
    """Every occurrence of every marked form, and the words that mean a source without being its name.

    A name overlaps no other; a reference may hold the name of somebody else: "a Kremlin official".
    """
    taken: list[Marked] = []
    governments = _find_governments(report)
    forms = sorted({(e.text, e.type, e.canonical) for e in report.entities}, key=lambda form: -len(form[0]))
    own = {(e.span, e.canonical) for e in report.entities}
    for entity in report.entities:
        _add(taken, Marked(*entity.span, _KINDS[entity.type], entity.canonical))
    for text, kind, canonical in forms:
        at = report.text.find(text)
        while at >= 0:
            end = at + len(text)
            if ((at, end), canonical) not in own and _stands_alone(report, at, end):
                _add(taken, Marked(at, end, _KINDS[kind], canonical))
            at = report.text.find(text, at + 1)
    named = [replace(m, stands_for=governments.get(report.text[m.start : m.end], "")) for m in taken]
    references: list[Marked] = []
    for claim in report.claims:
        if claim.source:
            reference = Marked(*claim.source.span, REFERENCE, claim.source.canonical)
            if not any(_is_named_by(reference, name) for name in named):
                _add(references, reference)
    return sorted([*named, *references], key=lambda m: (m.start, -m.end))


def _is_named_by(reference: Marked, name: Marked) -> bool:
    """Whether the words of a source are a name with little beside it, or hold the name of who it is."""
    span = Span(reference.start, reference.end)
    shared = span.jaccard(Span(name.start, name.end))
    return shared >= SAME_WORDS or (shared > 0 and name.canonical == reference.canonical)


def _find_governments(report: LabelledReport) -> dict[str, str]:
    """The states that the report's capitals and palaces may stand for, by their words."""
    language = find_language(report.language)
    if language is None:
        return {}
    names, entries = read_names(language), read_entries()
    found: dict[str, str] = {}
    for entity in report.entities:
        for alias in names.find_whole(entity.text):
            if alias.entry.stands_for in entries:
                found[entity.text] = entries[alias.entry.stands_for].name
    return found


def _stands_alone(report: LabelledReport, start: int, end: int) -> bool:
    if report.language in _JOINED:
        return True
    text = report.text
    return not ((start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()))


def _add(taken: list[Marked], new: Marked) -> None:
    if not any(new.start < old.end and old.start < new.end for old in taken):
        taken.append(new)


def _window(
    report: LabelledReport, pieces: Pieces, layout: Layout, marked: list[Marked], window: tuple[int, int]
) -> Example:
    first, last = window
    count = last - first
    inside: list[Marked] = []
    spans: list[tuple[int, int]] = []
    for mark in marked:
        place = place_in_window(pieces, mark.start, mark.end, window)
        if place:
            inside.append(mark)
            spans.append(place)
    claims, places = [], []
    for claim in report.claims:
        place = place_in_window(pieces, *claim.span, window)
        if place:
            claims.append(claim)
            places.append(place)
    outer, nested = _layers(places)
    cues = [place for claim in claims if claim.cue and (place := place_in_window(pieces, *claim.cue, window))]
    kinds = [MENTIONS.index(mark.kind) for mark in inside]
    words = [report.text[mark.start : mark.end] for mark in inside]
    own = [names_publisher(word, report.outlet) for word in words]
    mentions = gather_mentions(np.asarray(spans, np.int64), kinds, words, own)
    same = [[j for j in range(i) if inside[j].canonical == inside[i].canonical] for i in range(len(inside))]
    return Example(
        report=report.id,
        language=report.language,
        ids=pieces.ids[first:last],
        layout=Layout(layout.marks[first:last], layout.sentences[first:last], layout.blocks[first:last]),
        outer=_tags([(place, 0) for place in outer], count),
        nested=_tags([(place, 0) for place in nested], count),
        name_tags=_tags([(s, k) for s, k in zip(spans, kinds, strict=True) if k != _REFERENCE], count),
        reference_tags=_tags([(s, 0) for s, k in zip(spans, kinds, strict=True) if k == _REFERENCE], count),
        cue_tags=_tags([(place, 0) for place in cues], count),
        mentions=mentions,
        same=same,
        claims=_targets(claims, places, inside) if claims else None,
    )


def place_in_window(pieces: Pieces, start: int, end: int, window: tuple[int, int]) -> tuple[int, int] | None:
    """Where a stretch of text lies in a window; None where the window does not hold all of it."""
    found = pieces.find_range(start, end)
    if found is None or found[0] < window[0] or found[1] > window[1]:
        return None
    return found[0] - window[0], found[1] - window[0]


def _layers(places: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Claims told apart into outer ones and those that overlap an outer one."""
    outer: list[tuple[int, int]] = []
    nested: list[tuple[int, int]] = []
    for place in sorted(places, key=lambda p: (p[0], -p[1])):
        (nested if outer and place[0] < outer[-1][1] else outer).append(place)
    return outer, nested


def _tags(spans: list[tuple[tuple[int, int], int]], count: int) -> np.ndarray:
    """Begin and inside tags: 0 outside, 2k+1 begins kind k, 2k+2 goes on."""
    tags = np.zeros(count, np.int64)
    for (first, last), kind in spans:
        if not tags[first:last].any():
            tags[first:last] = 2 * kind + 2
            tags[first] = 2 * kind + 1
    return tags


def _targets(claims: list[LabelledClaim], places: list[tuple[int, int]], inside: list[Marked]) -> ClaimTargets:
    relays = np.zeros((len(claims), len(inside)), np.int64)
    origins: list[list[int] | None] = []
    roles: list[list[list[int] | None]] = []
    for row, claim in enumerate(claims):
        origin = _origins(claim, inside)
        origins.append(origin)
        for place, name in enumerate(claim.chain[1:-1]):
            for column in _named(inside, name):
                if column not in (origin or ()):
                    relays[row, column] = min(place + 1, RELAY_PLACES - 1)
        roles.append([_role(claim, role, inside) for role in ("actor", "recipient", "place")])
    return ClaimTargets(
        spans=np.asarray(places, np.int64),
        modes=np.asarray([MODES.index(c.mode) for c in claims]),
        stances=np.asarray([STANCES.index(c.stance) for c in claims]),
        hedged=np.asarray([int(c.hedged) for c in claims]),
        negated=np.asarray([int(c.negated) for c in claims]),
        events=np.asarray([EVENTS.index(c.event.type if c.event else None) for c in claims]),
        origins=origins,
        relays=relays,
        roles=roles,
    )


def _named(inside: list[Marked], canonical: str) -> list[int]:
    return [column for column, mark in enumerate(inside) if mark.canonical == canonical]


def _origins(claim: LabelledClaim, inside: list[Marked]) -> list[int] | None:
    """The mentions that name the origin, `NOBODY` where the outlet itself speaks; None: the window shows none of them.

    Where the labels hold a second defensible reading, its origin is right too.
    """
    columns: set[int] = set()
    for chain in claim.chains:
        columns |= set(_named(inside, chain[0])) if len(chain) > 1 else {NOBODY}
    if claim.source:
        start, end = claim.source.span
        columns |= {i for i, m in enumerate(inside) if Span(m.start, m.end).jaccard(Span(start, end)) >= SAME_WORDS}
    return sorted(columns) or None


def _role(claim: LabelledClaim, role: str, inside: list[Marked]) -> list[int] | None:
    """The mentions that fill a role of the event, `NOBODY` alone; None: somebody whom the window does not name."""
    value = getattr(claim.event, role) if claim.event else None
    names = [name.strip() for name in (value or "").split(",") if name.strip()]
    columns = {column for name in names for column in _named(inside, name)}
    if role != "place":
        columns |= {column for column, mark in enumerate(inside) if mark.stands_for in names}
    return sorted(columns) or (None if names else [NOBODY])
