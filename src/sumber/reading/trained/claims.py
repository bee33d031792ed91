"""Draft claims from what the model found, with what the lists of the language say of their words."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sumber.model import DraftClaim, DraftEvent, DraftLink, DraftParty, Reason, Span
from sumber.reading.trained.chains import Roster, spell_links
from sumber.reading.trained.labels import EVENTS, MODES, ROLES, STANCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sumber.model import Stance, Tense
    from sumber.model.claims import EventType, Mode
    from sumber.reading.segments import Segments
    from sumber.reading.trained.findings import FoundClaim

MIN_HEDGED, MIN_NEGATED = 0.5, 0.5
MIN_JOINT_ROLE = 0.4
NOBODY_WEIGHT = (1.0, 0.5, 1.0)
"""How much likelier than "nobody" somebody must be to fill a role (actor, recipient, place): recipients are named so seldom that
"nobody" nearly always wins by itself. Chosen together with `MIN_JOINT_ROLE` on the part `choosing` among 72 combinations: F1 of
actors rose from 0.483 to 0.505, of recipients from 0.308 to 0.326."""
NAMED_INSIDE = ((4.0, 2.0), (4.0, 4.0), (1.0, 1.0))
"""How much more whom the claim itself names, first and later, is worth for a role; chosen on the part `choosing`, where F1 rose by 0.01."""
_AHEAD: dict[Stance, Tense] = {
    "predicts": "future",
    "promises": "future",
    "demands": "hypothetical",
    "warns": "hypothetical",
}
SILENT_BLOCKS = frozenset({"byline", "read_also", "footer"})


class Lexicon(NamedTuple):
    """What the lists of a language say of a claim's words: hedged, and its event's object, number, place and time."""

    is_hedged: Callable[[Span], Reason | None]
    find_event: Callable[[Span, Stance, tuple[DraftLink, ...]], DraftEvent]


class Bench(NamedTuple):
    """Everything one report's claims are drafted from; `named` are its names and date phrases."""

    text: str
    segments: Segments
    named: tuple[Span, ...]
    roster: Roster
    cues: tuple[Span, ...]
    publisher: DraftLink
    lexicon: Lexicon
    calibrate: Callable[[float], float]


def draft_claims(found: tuple[FoundClaim, ...], bench: Bench) -> tuple[DraftClaim, ...]:
    """The claims of a report in the order of the text; none in furniture, none twice, none of names and dates alone."""
    claims: dict[Span, DraftClaim] = {}
    named = _join_touching(bench.named)
    for claim in sorted(found, key=lambda c: (c.span.start, -c.span.end)):
        block = _block_kind(bench.segments, claim.span.start)
        if block not in SILENT_BLOCKS and claim.span not in claims and says_something(claim.span, named, bench.text):
            claims[claim.span] = _draft(claim, bench)
    return tuple(claims.values())


def says_something(span: Span, named: Sequence[Span], text: str) -> bool:
    """Whether words are left of a stretch without its names and dates, which come in their order and apart.

    >>> says_something(Span(0, 22), [Span(0, 4), Span(6, 22)], "Oslo, Selasa 11 Maret: ...")
    False
    >>> says_something(Span(0, 12), [Span(0, 4)], "Oslo menolak")
    True
    """
    at = span.start
    for name in named[bisect_right(named, span.start, key=lambda name: name.end) :]:
        if name.start >= span.end:
            break
        if any(letter.isalpha() for letter in text[at : name.start]):
            return True
        at = max(at, name.end)
    return any(letter.isalpha() for letter in text[at : span.end])


def _join_touching(spans: Iterable[Span]) -> list[Span]:
    """Spans in their order, those that overlap made one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _block_kind(segments: Segments, offset: int) -> str:
    at = bisect_left(segments.blocks, offset + 1, key=lambda block: block.span.start) - 1
    return segments.blocks[at].kind if at >= 0 else ""


def _draft(claim: FoundClaim, bench: Bench) -> DraftClaim:
    claim = _without_quoted_sources(claim)
    cue = _nearest_cue(claim.span, bench)
    links = _mark_carried(spell_links(claim, bench.roster, cue), claim.span, bench)
    mode = _mode(claim, bool(links))
    stance = STANCES[int(claim.stances.argmax())]
    hedge = bench.lexicon.is_hedged(claim.span)
    reasons = [
        Reason(rule="model:claim", detail=f"found with a probability of {claim.confidence:.2f}", span=claim.span),
        Reason(rule=f"model:{stance}", detail=f"stance with a probability of {claim.stances.max():.2f}"),
    ]
    if hedge:
        reasons.append(hedge)
    return DraftClaim(
        span=claim.span,
        text=claim.span.of(bench.text),
        mode=mode,
        stance=stance,
        chain=(*links, bench.publisher),
        hedged=claim.hedged >= MIN_HEDGED or hedge is not None,
        negated=claim.negated >= MIN_NEGATED,
        event=_event(claim, links, bench),
        confidence=_confidence(claim, links, bench),
        reasons=tuple(reasons),
    )


def _without_quoted_sources(claim: FoundClaim) -> FoundClaim:
    """A quotation's claim without the sources inside its own words: "I" and whom a speaker names do not say it.

    Of 2,629 labelled quotations six hold their source.
    """
    if MODES[int(claim.modes.argmax())] != "direct":
        return claim
    origins = {span: chance for span, chance in claim.origins.items() if not claim.span.contains(span)}
    relays = {span: row for span, row in claim.relays.items() if not claim.span.contains(span)}
    return claim._replace(origins=origins, relays=relays)


def _mark_carried(links: tuple[DraftLink, ...], span: Span, bench: Bench) -> tuple[DraftLink, ...]:
    """Links with those marked that the claim's own sentence neither names nor, for the origin, attributes with a cue."""
    at = bisect_left(bench.segments.sentences, span.start + 1, key=lambda sentence: sentence.span.start) - 1
    sentence = bench.segments.sentences[at].span if at >= 0 else span
    attributed = any(sentence.overlaps(cue) for cue in bench.cues)
    marked: list[DraftLink] = []
    for place, link in enumerate(links):
        named = link.span is not None and (sentence.overlaps(link.span) or span.overlaps(link.span))
        carried = not named and not (place == 0 and attributed)
        marked.append(msgspec.structs.replace(link, carried=carried, cue=None if carried else link.cue))
    return tuple(marked)


def _mode(claim: FoundClaim, attributed: bool) -> Mode:
    if not attributed:
        return "unattributed"
    said = claim.modes[: MODES.index("unattributed")]
    return MODES[int(said.argmax())]


def _confidence(claim: FoundClaim, links: tuple[DraftLink, ...], bench: Bench) -> float:
    """The chance that span and chain are right together."""
    chances = [claim.confidence]
    if links and links[0].span:
        sources = bench.roster.weigh(claim.origins)
        chances.append(sources[bench.roster.key(links[0].span)][0])
        chances += [1 - float(claim.relays[link.span][0]) for link in links[1:] if link.span]
    else:
        chances.append(claim.no_origin)
    return round(bench.calibrate(math.prod(chances)), 3)


def _nearest_cue(span: Span, bench: Bench) -> Span | None:
    """The cue nearest to a claim within its block."""
    kind = bisect_left(bench.segments.blocks, span.start + 1, key=lambda block: block.span.start) - 1
    if kind < 0:
        return None
    block = bench.segments.blocks[kind].span
    near = [cue for cue in bench.cues if block.contains(cue)]
    return min(near, key=lambda cue: max(span.start - cue.end, cue.start - span.end, 0), default=None)


def _event(claim: FoundClaim, links: tuple[DraftLink, ...], bench: Bench) -> DraftEvent | None:
    chosen: EventType | None = EVENTS[int(claim.events.argmax())]
    if chosen is None:
        return None
    stance = STANCES[int(claim.stances.argmax())]
    drawn = bench.lexicon.find_event(claim.span, stance, links)
    actors, recipients = _sides(claim, bench.roster)
    place = _parties(claim, ROLES.index("place"), bench.roster)
    reason = Reason(rule=f"model:event:{chosen}", detail=f"with a probability of {claim.events.max():.2f}")
    return DraftEvent(
        type=chosen,
        actors=actors or drawn.actors,
        recipients=drawn.recipients or recipients,
        object=drawn.object,
        quantity=drawn.quantity,
        place=place[0].span if place else drawn.place,
        time=drawn.time,
        tense=drawn.tense,
        reasons=(reason,),
    )


def tense_of(stance: Stance) -> Tense:
    """When an event lies by its claim's stance alone."""
    return _AHEAD.get(stance, "past")


def _sides(claim: FoundClaim, roster: Roster) -> tuple[tuple[DraftParty, ...], tuple[DraftParty, ...]]:
    """Actors and recipients; whoever is likeliest for both keeps the likelier side."""
    actors = _parties(claim, 0, roster)
    recipients = _parties(claim, 1, roster)
    both = {roster.key(party.span) for party in actors if party.span}
    both &= {roster.key(party.span) for party in recipients if party.span}
    if not both:
        return actors, recipients
    chances = [_weigh(claim, role, roster) for role in range(2)]
    key = max(sorted(both), key=lambda name: chances[0][name][0] + chances[1][name][0])
    if chances[1][key][0] > chances[0][key][0]:
        return _parties(claim, 0, roster, frozenset(both)), recipients
    return actors, _parties(claim, 1, roster, frozenset(both))


def _weigh(claim: FoundClaim, role: int, roster: Roster) -> dict[str, tuple[float, Span]]:
    """Who fills a role with what chance: the model's, more for whom the claim itself names, most for whom it names first."""
    inside = sorted(span for span in claim.roles[role] if claim.span.contains(span))
    first, other = NAMED_INSIDE[role]
    weights = {span: first if place == 0 else other for place, span in enumerate(inside)}
    return roster.weigh({span: chance * weights.get(span, 1.0) for span, chance in claim.roles[role].items()})


def _parties(
    claim: FoundClaim, role: int, roster: Roster, taken: frozenset[str] = frozenset()
) -> tuple[DraftParty, ...]:
    """Who fills a role: the likeliest of those not taken, where likely enough beside nobody, and those nearly as likely."""
    chances = _weigh(claim, role, roster)
    weighed = sorted((item for key, item in chances.items() if key not in taken), key=lambda item: -item[0])
    weight = NOBODY_WEIGHT[role]
    if not weighed or weighed[0][0] < weight * claim.no_role[role]:
        return ()
    least = max(MIN_JOINT_ROLE * weight, weighed[0][0] / 2)
    kept = [span for chance, span in weighed[:3] if chance >= least] or [weighed[0][1]]
    named = [(roster.first_name(span) or span, span) for span in kept]
    return tuple(DraftParty(name=first.of(roster.text), span=span, refers_to=first) for first, span in named)
