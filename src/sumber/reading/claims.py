"""Claims of a whole report: sentence by sentence, with what is carried from one to the next."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from sumber.languages import Language
from sumber.model import DraftClaim, DraftLink, Mode, Quantity, Reason, Span, Stance
from sumber.reading.chains import Memory, carry, note_subject, spell_chain
from sumber.reading.clauses import bare_span, split_clauses
from sumber.reading.events import EventFinder, carry_parties
from sumber.reading.frames import Frame, find_frames
from sumber.reading.pointers import find_pointer
from sumber.reading.run_on_frames import find_run_on_frames
from sumber.reading.scene import Name, Scene
from sumber.reading.segments import Quotation, Segments, Sentence
from sumber.reading.stance import QUESTION_MARKS, StanceTable, is_hedging, judge, read_stance

_SILENT_BLOCKS = frozenset({"byline", "read_also", "footer"})
_HEADINGS = frozenset({"headline", "heading"})
_CONFIDENCE = {"direct": 0.85, "indirect": 0.75, "unattributed": 0.6}
CARRIED_CONFIDENCE = 0.5
MIN_HEADING_WORDS = 4


class Desk(NamedTuple):
    """Everything the claim rules of one report read: its scene, segments, finders and report-wide relays."""

    scene: Scene
    segments: Segments
    quotations: dict[int, tuple[Quotation, ...]]
    stance: StanceTable
    events: EventFinder
    relays: tuple[DraftLink, ...]
    publisher: DraftLink


class Attribution(NamedTuple):
    """Who says a stretch of a sentence: links without the publisher, the cue's stance, and how it is known."""

    links: tuple[DraftLink, ...]
    stance: Stance | None
    kind: str
    rule: str


UNATTRIBUTED = Attribution((), None, "", "unattributed")


def find_claims(
    scene: Scene, segments: Segments, language: Language, quantities: tuple[Quantity, ...]
) -> tuple[DraftClaim, ...]:
    """Every claim of the report in the order of the text, each with its chain."""
    desk = Desk(
        scene=scene,
        segments=segments,
        quotations=_by_sentence(segments),
        stance=read_stance(language),
        events=EventFinder(scene, language, quantities),
        relays=_report_relays(scene, segments),
        publisher=_publisher_link(scene),
    )
    memory = Memory()
    claims: dict[int, list[DraftClaim]] = {}
    for index, sentence in enumerate(segments.sentences):
        if _is_silent(scene, segments, sentence):
            continue
        pointer = find_pointer(scene, *scene.tokens.range_of(sentence.span))
        if pointer is None:
            claims[index], memory = _read_sentence(desk, index, sentence, memory)
            continue
        links, memory = spell_chain(scene, pointer, memory)
        told = tuple(link for link in links if not _is_publisher(scene, link))
        if told:
            memory = memory._replace(chain=told, block=sentence.block)
            _attribute_before(desk, index, told, claims)
    return carry_parties(tuple(claim for made in claims.values() for claim in made))


def _is_publisher(scene: Scene, link: DraftLink) -> bool:
    """Whether a link names the outlet that prints the report."""
    return scene.publisher is not None and link.name.casefold() == scene.publisher.casefold()


def _attribute_before(
    desk: Desk, index: int, links: tuple[DraftLink, ...], claims: dict[int, list[DraftClaim]]
) -> None:
    """Give the statements before a sentence that points back to its source: those of its paragraph, else of the one before.

    What names the source of the first paragraph names that of the headline.
    """
    sentences, blocks = desk.segments.sentences, desk.segments.blocks
    block = sentences[index].block
    earlier = [i for i in claims if sentences[i].block < block]
    reached = [i for i in claims if sentences[i].block == block]
    if not reached and earlier:
        block = sentences[earlier[-1]].block
        reached = [i for i in earlier if sentences[i].block == block]
    if all(blocks[sentences[i].block].kind == "headline" for i in earlier if i not in reached):
        reached += [i for i in earlier if i not in reached]
    for i in reached:
        claims[i] = [claim if len(claim.chain) > 1 else _told_by(claim, links) for claim in claims[i]]


def _told_by(claim: DraftClaim, links: tuple[DraftLink, ...]) -> DraftClaim:
    reason = Reason(rule="points_back", detail="a sentence behind it names its source", span=links[0].cue)
    return msgspec.structs.replace(
        claim, chain=(*links, *claim.chain), mode="indirect", reasons=(*claim.reasons, reason)
    )


def _is_silent(scene: Scene, segments: Segments, sentence: Sentence) -> bool:
    """Whether a sentence makes no claim: furniture, nothing but names and dates, a bare sub-heading, a plain question."""
    kind = segments.blocks[sentence.block].kind
    if kind in _SILENT_BLOCKS:
        return True
    first, last = scene.tokens.range_of(sentence.span)
    # A mark of layout may stand in the middle of a token ("_0"): then no token begins inside the sentence.
    if first >= last:
        return True
    if all(p in scene.named_or_dated or not scene.tokens.words[p].isalpha() for p in range(first, last)):
        return True
    words = sum(scene.tokens.words[p].isalnum() for p in range(first, last))
    if kind == "heading" and words < MIN_HEADING_WORDS:
        return True
    asked = scene.lower(last - 1) in QUESTION_MARKS and not any(p in scene.in_quote for p in range(first, last))
    doubting = any(
        "doubt" in means for _, means in read_stance(scene.language).find_words(scene.tokens, first, last - 1)
    )
    return asked and not doubting


def _publisher_link(scene: Scene) -> DraftLink:
    return DraftLink(role="publisher", name=scene.publisher or "")


def _by_sentence(segments: Segments) -> dict[int, tuple[Quotation, ...]]:
    """Quotations by the sentence they stand in."""
    found: dict[int, tuple[Quotation, ...]] = {}
    index = 0
    for quotation in segments.quotations:
        while index < len(segments.sentences) and segments.sentences[index].span.end <= quotation.span.start:
            index += 1
        if index < len(segments.sentences):
            found[index] = (*found.get(index, ()), quotation)
    return found


def _report_relays(scene: Scene, segments: Segments) -> tuple[DraftLink, ...]:
    """Agencies in the dateline or the sign-off: relays of every claim of the report."""
    links: list[DraftLink] = []
    for block in segments.blocks:
        places = [block.dateline] if block.dateline else [block.span] if block.kind == "byline" else []
        for place in places:
            first, last = scene.tokens.range_of(place)
            for name in scene.names_in(first, last):
                if name.mention.kind == "outlet" and not scene.is_publisher(name) and _is_agency(scene, name):
                    where = "dateline" if block.dateline else "sign-off"
                    reason = Reason(rule=where, detail=f"{name.mention.text!r} in the {where}", span=name.mention.span)
                    links.append(
                        DraftLink(
                            role="relay",
                            name=name.mention.text,
                            span=name.mention.span,
                            carried=True,
                            reasons=(reason,),
                        )
                    )
    return tuple(links[:1])


def _is_agency(scene: Scene, name: Name) -> bool:
    """Whether an outlet in a dateline may be another's: where words run on, "(서울=X)" with an unlisted X is the printing one."""
    return scene.run_on is None or bool(name.mention.candidates)


def _read_sentence(desk: Desk, index: int, sentence: Sentence, memory: Memory) -> tuple[list[DraftClaim], Memory]:
    scene = desk.scene
    first, last = scene.tokens.range_of(sentence.span)
    quotations = desk.quotations.get(index, ())
    if scene.run_on is not None:
        heading = desk.segments.blocks[sentence.block].kind in _HEADINGS
        frames = find_run_on_frames(scene, scene.run_on, (first, last), heading=heading)
    else:
        frames = find_frames(scene, first, last)
    if not frames:
        attribution = _carried(desk, (first, last), quotations, memory)
        pieces = _pieces(desk, (first, last), quotations)
        memory = note_subject(scene, memory, first, last)
        return [_claim(desk, piece, mode, attribution) for piece, mode in pieces], memory
    made: list[DraftClaim] = []
    for frame in frames:
        attribution, memory = (
            (UNATTRIBUTED, memory) if frame.kind == "none" else _attribute(desk, frame, sentence, memory)
        )
        for stretch in frame.contents:
            for piece, mode in _pieces(desk, stretch, quotations):
                made.append(_claim(desk, piece, mode, attribution))
    return made, memory


def _attribute(desk: Desk, frame: Frame, sentence: Sentence, memory: Memory) -> tuple[Attribution, Memory]:
    """Who a frame attributes to, and what is remembered of it."""
    links, after = spell_chain(desk.scene, frame, memory)
    governing = memory.chain if memory.block == sentence.block else ()
    if frame.kind == "reported" and not links:
        if governing and governing[0].role != "unnamed":
            links = carry(governing, "carried:report_word", "a report word without an agent in a passage with a source")
        else:
            name = frame.cue.of(desk.scene.text)
            reason = Reason(rule="reported", detail=f"report word {name!r} names nobody", span=frame.cue)
            links = (DraftLink(role="unnamed", name=name, span=frame.cue, cue=frame.cue, reasons=(reason,)),)
            return Attribution(links, frame.stance, frame.kind, frame.rule), after
    elif frame.kind == "believed" and not links:
        return Attribution((), frame.stance, frame.kind, frame.rule), after
    links = _with_carried_relays(links, governing)
    after = after._replace(chain=links, block=sentence.block)
    return Attribution(links, frame.stance, frame.kind, frame.rule), after


def _with_carried_relays(links: tuple[DraftLink, ...], governing: tuple[DraftLink, ...]) -> tuple[DraftLink, ...]:
    """The relays of a run of statements by one speaker, named once, cover the run."""
    same = bool(links) and bool(governing) and links[0].name == governing[0].name
    if same and len(links) == 1 and len(governing) > 1:
        return (*links, *carry(governing[1:], "carried:relay", "the relay named for this speaker just before"))
    return links


def _carried(desk: Desk, stretch: tuple[int, int], quotations: tuple[Quotation, ...], memory: Memory) -> Attribution:
    """Who says a sentence without a cue: the source that still governs, else the publisher."""
    quoted = _is_quoted(desk.scene, stretch, quotations)
    if quoted and memory.chain:
        return Attribution(
            carry(memory.chain, "carried:quotation", "the quotation goes on"), None, "", "carried:quotation"
        )
    return UNATTRIBUTED


def _is_quoted(scene: Scene, stretch: tuple[int, int], quotations: tuple[Quotation, ...]) -> bool:
    """Whether (nearly) every word of the stretch stands in quotation marks."""
    words = [p for p in range(*stretch) if scene.tokens.words[p].isalnum()]
    inside = sum(p in scene.in_quote for p in words)
    return bool(quotations) and inside >= max(1, len(words) - 1)


def _pieces(desk: Desk, stretch: tuple[int, int], quotations: tuple[Quotation, ...]) -> list[tuple[Span, Mode]]:
    """The bare spans of the statements in a stretch, and whether each is wholly quoted."""
    scene = desk.scene
    span = scene.tokens.span(*stretch)
    inside = [q for q in quotations if q.span.overlaps(span)]
    found: list[tuple[Span, Mode]] = []
    if inside and _is_quoted(scene, stretch, quotations):
        for quotation in inside:
            for sentence in quotation.sentences:
                for first, last in split_clauses(scene, *scene.tokens.range_of(sentence)):
                    piece = bare_span(scene, first, last)
                    if piece:
                        found.append((piece, "direct"))
        return found
    for first, last in split_clauses(scene, *stretch):
        piece = bare_span(scene, first, last)
        if piece:
            found.append((piece, "indirect"))
    return found


def _claim(desk: Desk, span: Span, mode: Mode, attribution: Attribution) -> DraftClaim:
    """One draft claim: its words, chain, stance, event, and the reasons for each."""
    scene = desk.scene
    first, last = scene.tokens.range_of(span)
    colour = judge(desk.stance, scene, (first, last))
    told = attribution.stance
    stance = colour.stance if told is None or told == "asserts" else told
    negated = colour.negated or stance == "denies"
    links = attribution.links
    names = {link.name for link in links}
    chain = (*links, *(link for link in desk.relays if link.name not in names), desk.publisher)
    mode = mode if links else "unattributed"
    carried = bool(links) and all(link.carried for link in links)
    words = tuple(
        Reason(
            rule=meaning,
            detail=f"the word {scene.tokens.words[position]!r}",
            span=scene.tokens.span(position, position + 1),
        )
        for meaning, position in colour.words
    )
    return DraftClaim(
        span=span,
        text=span.of(scene.text),
        mode=mode,
        stance=stance,
        hedged=colour.hedged or attribution.kind in {"reported", "believed"} or _is_cue_hedging(desk, links),
        negated=negated,
        chain=chain,
        event=desk.events.find_event((first, last), stance, links),
        confidence=CARRIED_CONFIDENCE if carried else _CONFIDENCE[mode],
        reasons=(Reason(rule=attribution.rule, detail="the rule that attributes this claim"), *words),
    )


def _is_cue_hedging(desk: Desk, links: tuple[DraftLink, ...]) -> bool:
    """Whether the origin's own words of attribution hedge what it says."""
    cue = links[0].cue if links else None
    return cue is not None and is_hedging(desk.stance, desk.scene, cue)
