"""Attribution inside one sentence: who says what, on whose word, in which words of the sentence."""

from __future__ import annotations

from typing import NamedTuple

from sumber.gazetteer import read_entries
from sumber.model import Span, Stance
from sumber.reading.clauses import split_clauses
from sumber.reading.cues import Cue, CueKind, cue_span
from sumber.reading.frame_contents import (
    BREAKS,
    find_contents,
    find_tail_start,
    has_content,
    is_apposition,
    is_description,
)
from sumber.reading.scene import Name, Scene
from sumber.reading.sources import Source, find_source, find_subject

_SPOKEN = {"said", "said_after", "said_clitic", "quoted_as", "denied"}
_CLOSERS = frozenset({",", ";", ":", "—", "–", "(", '"', "”", "»", "-"})
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
MAX_CHUNKS = 4
MAX_APPOSED_CHUNKS = 2
MAX_REACH_TOKENS = 80
MAX_GAP_TOKENS = 14
MAX_RELAY_TAIL = 2
MAX_SUBJECT_TOKENS = 18


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


class Around(NamedTuple):
    """A cue's source and the tokens that cue and source take up together."""

    source: Source
    first: int
    last: int
    side: str


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
    around = _locate(scene, cue, sentence)
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


def _locate(scene: Scene, cue: Cue, sentence: tuple[int, int]) -> Around | None:
    """The source of a cue, before it, after it, or inside it."""
    if cue.kind == "said_clitic":
        return Around(Source(cue.first, cue.last, "clitic"), cue.first, cue.last, "inside")
    if cue.kind in {"said", "denied"} and _shares_subject(scene, cue, sentence[0]):
        subject = find_subject(scene, sentence[0], cue.first - 1)
        return Around(subject, cue.first, cue.last, "shared") if subject else None
    if cue.kind in {"said", "denied", "quoted_as"}:
        after = _source_after(scene, cue, sentence[1]) if cue.kind == "said" else None
        if after and _is_inverted(scene, cue, after, sentence):
            return after
        before = _source_before(scene, cue, sentence[0])
        return before or (_verb_first(scene, cue, after, sentence[0]) if scene.grammar.drops_subject else None)
    after = _source_after(scene, cue, sentence[1])
    return after if cue.kind not in {"citing", "relay"} else after and after._replace(side="passing")


def _shares_subject(scene: Scene, cue: Cue, first: int) -> bool:
    """Whether a report word has the subject of the sentence before it: "…, adding that"."""
    before = scene.lower(cue.first - 1) if cue.first > first else ""
    return (
        scene.lower(cue.first).endswith(scene.grammar.converbs) and bool(scene.grammar.converbs) and before in _CLOSERS
    )


def _verb_first(scene: Scene, cue: Cue, after: Around | None, first: int) -> Around | None:
    """The source of a report word that opens the statement or follows a quotation, in a language that may leave it out.

    It stands behind the verb ("Explicó el ministro que …"), else who spoke last is meant ("Añadió que …").
    """
    lead = [p for p in range(first, cue.first) if p not in scene.in_date and scene.lower(p) not in BREAKS]
    opens = all(scene.lower(p) in scene.grammar.coordinators for p in lead)
    aside = scene.lower(cue.first - 1) in _CLOSERS and scene.lower(cue.last) in BREAKS | {"."}
    if not (opens or aside or _follows_quote(scene, cue.first, first)):
        return None
    if after and after.source.first - cue.last <= 2 and scene.lower(after.source.last) in scene.grammar.complementizers:
        return after
    return Around(Source(cue.first, cue.last, "clitic"), cue.first, cue.last, "dropped")


def locate_anywhere(scene: Scene, cue: Cue, stretch: tuple[int, int]) -> Source | None:
    """The source behind a cue, else before it, in a stretch that holds nothing but an attribution."""
    after = _source_after(scene, cue, stretch[1]) or _source_before(scene, cue, stretch[0])
    return after.source if after else None


def _is_inverted(scene: Scene, cue: Cue, after: Around, sentence: tuple[int, int]) -> bool:
    """Whether the subject stands behind the verb: right after a quotation, or a person who ends the sentence."""
    before = cue.first - 1
    if before < sentence[0]:
        return False
    if _follows_quote(scene, cue.first, sentence[0]):
        return after.source.last - cue.last <= MAX_SUBJECT_TOKENS
    source = after.source
    if scene.grammar.inverts and scene.lower(before) in _CLOSERS and not _leads_on(scene, cue.last):
        return True
    person = source.name is not None and source.name.mention.kind == "person"
    kinds = {"named", "unnamed", "definite", "document"} if scene.grammar.drops_subject else {"named", "unnamed"}
    near = source.kind in kinds and source.first - cue.last <= 3
    ends = sentence[1] - source.last <= 3 or (person and is_apposition(scene, source.last + 1))
    return scene.lower(before) in _CLOSERS and (person or near) and (ends or scene.grammar.drops_subject)


def _leads_on(scene: Scene, position: int) -> bool:
    """Whether the word behind a report word says that no subject follows: "that", "about", "reporters"."""
    grammar = scene.grammar
    return scene.lower(position) in grammar.complementizers | grammar.not_verbs_after | grammar.listeners


def _follows_quote(scene: Scene, position: int, first: int) -> bool:
    """Whether a quotation ends right before a token, a comma between them or not."""
    behind = position - 2 if scene.lower(position - 1) in _CLOSERS else position - 1
    return position - 1 >= first and (position - 1 in scene.in_quote or (behind >= first and behind in scene.in_quote))


def _source_before(scene: Scene, cue: Cue, first: int) -> Around | None:
    """The subject that stands before a verb: in the chunk up to the last comma, else further back past asides.

    Chunks that open with a relative or another cue ("who …", "citing …") never hold the subject.
    """
    first = max(first, cue.first - MAX_REACH_TOKENS)
    floor = max((p + 1 for p in range(first, cue.first) if p in scene.in_quote), default=first)
    stop = cue.first
    if scene.grammar.drops_subject and scene.lower(stop - 1) == ":":
        subject = next((n for n in scene.names_in(first, stop) if n.mention.kind == "person"), None)
        if subject:
            return Around(Source(subject.first, subject.last, "named", subject), stop - 1, cue.last, "before")
    if scene.lower(stop - 1) in scene.grammar.relatives and scene.lower(stop - 2) == ",":
        person = _person_ending(scene, stop - 2, floor)
        if person:
            return Around(Source(person.first, person.last, "named", person), person.first, cue.last, "before")
    for step in range(MAX_CHUNKS):
        start = _chunk_start(scene, stop, floor)
        if start < stop and not (start > floor and _is_aside(scene, start)):
            end = _before_citing(scene, start, stop)
            source = find_source(scene, _skip_lead(scene, start, end), end, before_cue=True)
            source = source or _by_place(scene, cue, start, end)
            if source and (step or stop - source.last <= MAX_GAP_TOKENS):
                person = _find_apposed(scene, start, floor) if step and source.kind != "pronoun" else None
                if person:
                    named = Source(person.first, person.last, "named", person)
                    return Around(named, _chunk_start(scene, person.first, floor), cue.last, "before")
                return Around(source, start, cue.last, "before")
        stop = start - 1
        if stop <= floor:
            return None
    return None


def _find_apposed(scene: Scene, start: int, floor: int) -> Name | None:
    """The person whom the chunk from `start` to the cue only describes: "Dana Holt, a spokeswoman for the ministry, said"."""
    for _ in range(MAX_APPOSED_CHUNKS):
        if start - 1 <= floor or scene.lower(start - 1) != ",":
            return None
        person = next((n for n in scene.names_in(floor, start - 1) if n.last == start - 1), None)
        if person is not None and person.mention.kind == "person":
            return person
        start = _chunk_start(scene, start - 1, floor)
    return None


def _chunk_start(scene: Scene, stop: int, floor: int) -> int:
    start = stop
    while start > floor and scene.lower(start - 1) not in BREAKS:
        start -= 1
    return start


def _before_citing(scene: Scene, start: int, stop: int) -> int:
    """Where a chunk ends that goes on with whom its subject cites: "The Times со ссылкой на … пишет"."""
    if not scene.grammar.inverts:
        return stop
    cues = scene.cues.find_cues(scene.tokens, start, stop, scene.quoted_or_named)
    return next((cue.first for cue in cues if cue.kind == "citing" and cue.first > start), stop)


def _by_place(scene: Scene, cue: Cue, first: int, last: int) -> Source | None:
    """The state or seat that speaks where a report word without a subject has only a place: "в Києві заявили"."""
    if not scene.tokens.lowers[cue.last - 1].endswith(scene.grammar.faceless_endings or ("\0",)):
        return None
    entries = read_entries()
    for name in reversed(scene.names_in(first, last)):
        entry = entries.get(name.mention.candidates[0]) if name.mention.candidates else None
        seat = entry is not None and bool(entry.stands_for)
        if seat and name.mention.kind == "place" and scene.lower(name.first - 1) in scene.rules.prepositions:
            return Source(name.first, name.last, "named", name)
    return None


def _person_ending(scene: Scene, last: int, floor: int) -> Name | None:
    """The person whose name ends just before token `last`."""
    names = scene.names_in(max(floor, last - 8), last)
    return next((n for n in names if n.last == last and n.mention.kind == "person"), None)


def _is_aside(scene: Scene, start: int) -> bool:
    """Whether the chunk that begins at `start` is an aside whose subject stands before it."""
    if scene.words.length_at(scene.tokens, start, "anonymity") or scene.lower(start) in scene.grammar.relatives:
        return True
    stop = min(start + 4, len(scene.tokens.words))
    cues = scene.cues.find_cues(scene.tokens, start, stop, frozenset())
    return any(cue.first == start and cue.kind in {"citing", "relay"} for cue in cues)


def _skip_lead(scene: Scene, start: int, stop: int) -> int:
    position = start
    while position < stop - 1 and (position in scene.in_date or scene.lower(position) in scene.grammar.coordinators):
        position += 1
    return position


def _source_after(scene: Scene, cue: Cue, last: int) -> Around | None:
    """The source that follows a cue, up to the next comma or quotation; an apposition with a name counts."""
    last = min(last, cue.last + MAX_REACH_TOKENS)
    start = stop = _past_listener(scene, cue, last)
    while (
        stop < last and stop not in scene.in_quote and scene.lower(stop) not in BREAKS | scene.grammar.complementizers
    ):
        stop += 1
    stop = _before_next_cue(scene, start, stop)
    if stop <= start:
        return None
    source = find_source(scene, start, stop, before_cue=False)
    following = _person_after(scene, stop + 1) if scene.lower(stop) == "," else None
    described = source is not None and (source.kind in {"unnamed", "definite"} or is_description(scene, start))
    if source and described and following:
        source = Source(following.first, following.last, "named", following, source.head)
        stop = following.last
    return Around(source, cue.first, max(stop, source.last), "after") if source else None


def _before_next_cue(scene: Scene, first: int, last: int) -> int:
    """Where a stretch behind a cue ends, at the latest before another cue, in a language whose subject may follow its verb."""
    if not scene.grammar.inverts:
        return last
    cues = scene.cues.find_cues(scene.tokens, first, last, scene.quoted_or_named)
    return next((cue.first for cue in cues if cue.first > first), last)


def _person_after(scene: Scene, position: int) -> Name | None:
    """The person named at a token, a title before the name or not: ", general de división Aldo Rossi"."""
    title = scene.rules.find_at(scene.tokens, position, "person_title")
    name = scene.name_at.get(position) or (scene.name_at.get(title.last) if title else None)
    return name if name and name.mention.kind == "person" else None


def _past_listener(scene: Scene, cue: Cue, last: int) -> int:
    """Where the subject behind a verb may begin, past the outlet that was told: "dijo a EFE un portavoz".

    Behind any other listener it begins with an article: "dijo a periodistas | el ministro".
    """
    if cue.kind != "said" or scene.lower(cue.last) not in scene.grammar.towards:
        return cue.last
    told = next((n for n in scene.names_in(cue.last, min(last, cue.last + 6)) if n.mention.kind == "outlet"), None)
    if told:
        return told.last
    nouns = ("definite", "indefinite")
    after = range(cue.last + 2, min(last, cue.last + 6))
    return next((p for p in after for noun in nouns if scene.words.length_at(scene.tokens, p, noun)), last)


def find_relays(scene: Scene, cues: list[Cue], last: int) -> list[tuple[Source, Cue, str]]:
    """Outlets that pass on, and sources cited, with their cues, in the order of the text."""
    found: list[tuple[Source, Cue, str]] = []
    for cue in cues:
        if cue.kind in {"relay", "citing"}:
            around = _source_after(scene, cue, last)
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
