"""Where the source of a report word stands: before it, behind it, inside it, or in the clause before."""

from __future__ import annotations

from typing import NamedTuple

from sumber.gazetteer import read_entries
from sumber.reading.cues import Cue
from sumber.reading.frame_contents import BREAKS, is_apposition, is_description
from sumber.reading.scene import Name, Scene
from sumber.reading.sources import Source, find_source, find_subject

_CLOSERS = frozenset({",", ";", ":", "—", "–", "(", '"', "”", "»", "-"})
_DASHES = frozenset("—–")
MAX_CHUNKS = 4
MAX_APPOSED_CHUNKS = 2
MAX_REACH_TOKENS = 80
MAX_GAP_TOKENS = 14
MAX_SUBJECT_TOKENS = 18


class Around(NamedTuple):
    """A cue's source and the tokens that cue and source take up together."""

    source: Source
    first: int
    last: int
    side: str


def find_around(scene: Scene, cue: Cue, sentence: tuple[int, int]) -> Around | None:
    """The source of a cue, before it, after it, or inside it."""
    if cue.kind == "said_clitic":
        return Around(Source(cue.first, cue.last, "clitic"), cue.first, cue.last, "inside")
    if cue.kind in {"said", "denied"} and _shares_subject(scene, cue, sentence[0]):
        subject = find_subject(scene, sentence[0], cue.first - 1)
        return Around(subject, cue.first, cue.last, "shared") if subject else None
    if cue.kind in {"said", "denied", "quoted_as"}:
        after = find_source_after(scene, cue, sentence[1]) if cue.kind == "said" else None
        if after and _is_inverted(scene, cue, after, sentence):
            return after
        before = _source_before(scene, cue, sentence[0])
        return before or (_verb_first(scene, cue, after, sentence[0]) if scene.grammar.drops_subject else None)
    after = find_source_after(scene, cue, sentence[1])
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


def find_anywhere(scene: Scene, cue: Cue, stretch: tuple[int, int]) -> Source | None:
    """The source behind a cue, else before it, in a stretch that holds nothing but an attribution."""
    after = find_source_after(scene, cue, stretch[1]) or _source_before(scene, cue, stretch[0])
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
        person = _person_ending(scene, start - 1, floor)
        if person is not None:
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


def find_source_after(scene: Scene, cue: Cue, last: int) -> Around | None:
    """The source that follows a cue, up to the next comma or quotation; an apposition with a name counts."""
    last = min(last, cue.last + MAX_REACH_TOKENS)
    start = stop = _past_listener(scene, cue, last)
    while (
        stop < last and stop not in scene.in_quote and scene.lower(stop) not in BREAKS | scene.grammar.complementizers
    ):
        stop += 1
    stop = _before_next_cue(scene, cue, start, stop)
    if stop <= start:
        return None
    source = find_source(scene, start, stop, before_cue=False)
    if source is None and scene.lower(cue.first - 1) in _DASHES:  # "«…», — заявили в Кремле"
        source = _by_place(scene, cue, start, stop)
    following = _person_after(scene, stop + 1) if scene.lower(stop) == "," else None
    described = source is not None and (source.kind in {"unnamed", "definite"} or is_description(scene, start))
    if source and described and following:
        source = Source(following.first, following.last, "named", following, source.head)
        stop = following.last
    return Around(source, cue.first, max(stop, source.last), "after") if source else None


def _before_next_cue(scene: Scene, cue: Cue, first: int, last: int) -> int:
    """Where a stretch behind a cue ends, at the latest before another cue, in a language whose subject may follow its verb.

    An outlet that passes on ends before whom it cites in every language: "lapor Reuters memetik sumber kerajaan".
    """
    if not scene.grammar.inverts and cue.kind != "relay":
        return last
    cues = scene.cues.find_cues(scene.tokens, first, last, scene.quoted_or_named)
    kinds = None if scene.grammar.inverts else "citing"
    return next((other.first for other in cues if other.first > first and kinds in {None, other.kind}), last)


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
