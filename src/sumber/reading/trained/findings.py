"""What the model finds in a whole report: mentions, cues and claims with their scores, window by window."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sumber.languages.tokens import is_sign
from sumber.model import Span
from sumber.reading.segments import Segments
from sumber.reading.trained.antecedents import find_antecedents
from sumber.reading.trained.decode import Tagged, find_tagged, log_softmax
from sumber.reading.trained.labels import MENTIONS, REFERENCE
from sumber.reading.trained.model import LinkScores, Model
from sumber.reading.trained.pairs import Mentions, gather_mentions, read_pair_features
from sumber.reading.trained.pieces import Pieces, cut_into_pieces
from sumber.reading.trained.windows import Layout, cut_windows, lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

MIN_CLAIM_PIECES = 2
MAX_SHARED = 0.7
RELUCTANCE = 2.0
"""How much likelier (in logarithms) than going on the beginning of a claim must be. On the part `choosing` and on real reports an
earlier model found claims at F1 0.840, 0.853, 0.862 and 0.768, 0.798, 0.801 with 0, 0.7 and 1.5: it likes to cut claims in pieces.
With the shipped one 1.5, 2.0 and 2.5 gave 0.861, 0.862, 0.860 and 0.821, 0.828, 0.822."""
_END_MARKS = frozenset(".,;:–—-。，、；：")
_START_MARKS = frozenset(",;:–—。，、；：…")
_CLOSING = {")": "(", "）": "（", "]": "["}
_QUOTES = frozenset('"“”„«»‘’「」『』《》')


class FoundMention(NamedTuple):
    """A name or a reference ("he", "two officials") in the text; `antecedent` is the earlier mention of the same."""

    span: Span
    kind: str
    confidence: float
    antecedent: Span | None = None


class FoundClaim(NamedTuple):
    """A claim with the probabilities of everything said of it; pairs are by the span of the mention."""

    span: Span
    confidence: float
    modes: NDArray[np.float32]
    stances: NDArray[np.float32]
    hedged: float
    negated: float
    events: NDArray[np.float32]
    no_origin: float
    origins: dict[Span, float]
    relays: dict[Span, NDArray[np.float32]]
    no_role: tuple[float, ...]
    roles: tuple[dict[Span, float], ...]


class Findings(NamedTuple):
    """Everything the model found in a report, in the order of the text."""

    mentions: tuple[FoundMention, ...]
    cues: tuple[Span, ...]
    claims: tuple[FoundClaim, ...]


class Window(NamedTuple):
    """One window of a report: its pieces `[first, last)` and the part `[own_first, own_last)` it answers for."""

    first: int
    last: int
    own_first: int
    own_last: int


def find_all(text: str, segments: Segments, model: Model, is_publisher: Callable[[str], bool]) -> Findings:
    """What the model finds in a report of any length; where windows overlap each answers for its nearer half."""
    pieces = cut_into_pieces(text, model.tokenizer)
    if not len(pieces.ids):
        return Findings((), (), ())
    layout = lay_out(pieces, segments)
    opens = np.flatnonzero(np.diff(layout.sentences, prepend=-1)).tolist()
    mentions: list[FoundMention] = []
    cues: list[Span] = []
    claims: list[FoundClaim] = []
    for window in _own_parts(cut_windows(len(pieces.ids), opens)):
        found = _read_window(text, pieces, layout, window, model, is_publisher)
        mentions.extend(found.mentions)
        cues.extend(found.cues)
        claims.extend(found.claims)
    return Findings(tuple(mentions), tuple(cues), tuple(claims))


def settle(text: str, span: Span, names: tuple[Span, ...]) -> Span:
    """A claim whose edges part no name and that closes the bracket it opens, trimmed.

    >>> settle("met (in Oslo).", Span(0, 12), ())
    Span(start=0, end=13)
    >>> settle("guarantees of North Korea's security", Span(0, 19), (Span(14, 25),))
    Span(start=0, end=25)
    """
    start = min((name.start for name in names if name.start < span.start < name.end), default=span.start)
    end = max((name.end for name in names if name.start < span.end < name.end), default=span.end)
    if text[end : end + 1] in _CLOSING and text.count(_CLOSING[text[end]], start, end) > text.count(
        text[end], start, end
    ):
        end += 1
    return trim(text, Span(start, end))


def widen_to_words(text: str, span: Span) -> Span:
    """The stretch with the words whole that its edges part, in scripts that set spaces.

    >>> widen_to_words("guarantees of peace", Span(2, 9))
    Span(start=0, end=10)
    """
    start, end = span.start, span.end
    while 0 < start < end and _is_within_word(text, start):
        start -= 1
    while start < end < len(text) and _is_within_word(text, end):
        end += 1
    return Span(start, end)


def _is_within_word(text: str, at: int) -> bool:
    """Whether a word goes on over this place; signs of scripts that set no spaces are words by themselves."""
    return text[at - 1].isalnum() and text[at].isalnum() and not (is_sign(text[at - 1]) or is_sign(text[at]))


def trim(text: str, span: Span) -> Span:
    """A claim without the marks at its edges: stops and commas, and a quotation mark whose partner lies outside.

    >>> trim('"They met," he said', Span(0, 10))
    Span(start=1, end=9)
    """
    start, end = span.start, span.end
    while end - start > 1:
        first, last = text[start], text[end - 1]
        lone = sum(text[i] in _QUOTES for i in range(start, end)) % 2 == 1
        if last.isspace() or last in _END_MARKS or (lone and last in _QUOTES):
            end -= 1
        elif first.isspace() or first in _START_MARKS or (lone and first in _QUOTES):
            start += 1
        else:
            break
    return Span(start, end)


def _own_parts(windows: list[tuple[int, int]]) -> list[Window]:
    cuts = [0, *((a[1] + b[0]) // 2 for a, b in pairwise(windows)), windows[-1][1]]
    return [Window(*w, cuts[i], cuts[i + 1]) for i, w in enumerate(windows)]


class _Tags(NamedTuple):
    mentions: list[Tagged]
    cues: list[Tagged]
    claims: list[Tagged]
    states: NDArray[np.float32]


def _read_window(
    text: str, pieces: Pieces, layout: Layout, window: Window, model: Model, is_publisher: Callable[[str], bool]
) -> Findings:
    ids = pieces.ids[window.first : window.last]
    own = Layout(*(column[window.first : window.last] for column in layout))
    tags = _tag(model, ids, own)
    spell = _speller(text, pieces, window.first)
    spans = [spell(tag) for tag in tags.mentions]
    words = [span.of(text) for span in spans]
    kinds = [tag.kind for tag in tags.mentions]
    mentions = gather_mentions(_spans(tags.mentions), kinds, words, [is_publisher(word) for word in words])
    owned = [i for i, tag in enumerate(tags.claims) if _is_owned(tag, window)]
    scores = _score(model, tags, mentions, own) if tags.claims and tags.mentions else None
    antecedents = find_antecedents(scores.antecedents, spans, kinds, words) if scores else [None] * len(spans)
    found = tuple(
        FoundMention(span, MENTIONS[tag.kind], tag.confidence, antecedent)
        for span, tag, antecedent in zip(spans, tags.mentions, antecedents, strict=True)
        if _is_owned(tag, window)
    )
    names = tuple(span for span, kind in zip(spans, kinds, strict=True) if MENTIONS[kind] != REFERENCE)
    claims = (
        tuple(
            _claim(settle(text, spell(tags.claims[i]), names), tags.claims[i].confidence, scores, i, spans)
            for i in owned
        )
        if scores
        else ()
    )
    return Findings(found, tuple(spell(tag) for tag in tags.cues if _is_owned(tag, window)), claims)


def _tag(model: Model, ids: NDArray[np.int64], layout: Layout) -> _Tags:
    scores = model.score_pieces(ids, layout.marks)

    whole = [_in_main_block(tag, layout) for tag in find_tagged(scores.outer, RELUCTANCE)]
    outer = [tag for tag in whole if tag.last - tag.first >= MIN_CLAIM_PIECES]
    claims = list(outer)
    for tag in (_in_main_block(tag, layout) for tag in find_tagged(scores.nested)):
        if tag.last - tag.first >= MIN_CLAIM_PIECES and all(_shared(tag, other) < MAX_SHARED for other in outer):
            claims.append(tag)
    claims.sort(key=lambda tag: (tag.first, -tag.last))
    names = [_within_block(tag, layout) for tag in find_tagged(scores.names)]
    mentions = sorted([*names, *_references(scores.references, names, layout)], key=lambda tag: (tag.first, -tag.last))
    return _Tags(mentions, find_tagged(scores.cues), claims, scores.states)


def _references(scores: NDArray[np.float32], names: list[Tagged], layout: Layout) -> list[Tagged]:
    """Stretches that mean somebody without being a name; they may hold one: "a Kremlin official"."""
    found = [_within_block(tag, layout)._replace(kind=MENTIONS.index(REFERENCE)) for tag in find_tagged(scores)]
    return [tag for tag in found if all(_shared(tag, name) < MAX_SHARED for name in names)]


def _within_block(tag: Tagged, layout: Layout) -> Tagged:
    """A name cut off where its paragraph ends: none runs from a headline into the text."""
    blocks = layout.blocks[tag.first : tag.last]
    return tag._replace(last=tag.first + int(np.searchsorted(blocks, blocks[0], side="right")))


def _in_main_block(tag: Tagged, layout: Layout) -> Tagged:
    """A claim's part in the paragraph that holds most of it: the end of a heading is not of the claim behind it."""
    blocks, counts = np.unique(layout.blocks[tag.first : tag.last], return_counts=True)
    inside = layout.blocks[tag.first : tag.last] == blocks[counts.argmax()]
    first = tag.first + int(inside.argmax())
    return tag._replace(first=first, last=first + int(inside.sum()))


def _shared(one: Tagged, other: Tagged) -> float:
    """Intersection over union of two stretches."""
    both = max(0, min(one.last, other.last) - max(one.first, other.first))
    return both / (one.last - one.first + other.last - other.first - both)


def _score(model: Model, tags: _Tags, mentions: Mentions, layout: Layout) -> LinkScores:
    claims = _spans(tags.claims)
    features = read_pair_features(claims, mentions, layout)
    return model.score_links(tags.states, claims, mentions.spans, mentions.kinds, features)


def _spans(tags: list[Tagged]) -> NDArray[np.int64]:
    return np.asarray([(tag.first, tag.last) for tag in tags], np.int64).reshape(-1, 2)


def _is_owned(tag: Tagged, window: Window) -> bool:
    middle = window.first + (tag.first + tag.last) // 2
    return window.own_first <= middle < window.own_last


def _speller(text: str, pieces: Pieces, offset: int) -> Callable[[Tagged], Span]:
    def spell(tag: Tagged) -> Span:
        start = int(pieces.starts[offset + tag.first])
        end = int(pieces.ends[offset + tag.last - 1])
        while end > start + 1 and text[end - 1].isspace():
            end -= 1
        return widen_to_words(text, Span(start, end))

    return spell


def _claim(span: Span, confidence: float, scores: LinkScores, row: int, spans: list[Span]) -> FoundClaim:
    origins = _chances(scores.origins[row])
    relays = _chances(scores.relays[row])
    roles = _chances(scores.roles[row])
    return FoundClaim(
        span=span,
        confidence=confidence,
        modes=_chances(scores.modes[row]),
        stances=_chances(scores.stances[row]),
        hedged=float(_chances(scores.hedged[row])[1]),
        negated=float(_chances(scores.negated[row])[1]),
        events=_chances(scores.events[row]),
        no_origin=float(origins[0]),
        origins={s: float(p) for s, p in zip(spans, origins[1:], strict=True)},
        relays=dict(zip(spans, relays, strict=True)),
        no_role=tuple(float(role[0]) for role in roles),
        roles=tuple({s: float(p) for s, p in zip(spans, role[1:], strict=True)} for role in roles),
    )


def _chances(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities from scores."""
    return np.exp(log_softmax(scores))
