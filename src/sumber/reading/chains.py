"""Chains: from the sources of sentences to declared links, with what earlier sentences carry over."""

from __future__ import annotations

from typing import NamedTuple

from sumber.model import DraftLink, Reason, Role, Span
from sumber.reading.frames import Frame
from sumber.reading.scene import Name, Scene
from sumber.reading.sources import Source

MAX_REMEMBERED = 12
SUBJECT_TOKENS = 12


class Spoken(NamedTuple):
    """A source that has spoken: how it was named, where, and what it can be called again by."""

    role: Role
    name: str
    span: Span | None
    kind: str
    head: str


class Memory(NamedTuple):
    """What the rules remember of the sentences before: who spoke, last first, and the chain that governs."""

    speakers: tuple[Spoken, ...] = ()
    chain: tuple[DraftLink, ...] = ()
    block: int = -1


def spell_chain(scene: Scene, frame: Frame, memory: Memory) -> tuple[tuple[DraftLink, ...], Memory]:
    """The links of a frame, origin first and without the publisher, and the memory that follows from it."""
    links: list[DraftLink] = []
    spoken: list[Spoken] = []
    for source in (*frame.upstream, *([frame.speaker] if frame.speaker else [])):
        role: Role = "relay" if links else "speaker"
        link, who = _link(scene, source, role, frame.cue, frame.rule, memory)
        if link is not None and all(link.name != other.name for other in links):
            links.append(link)
            spoken.append(who)
    for source, cue in frame.relays:
        link, who = _link(scene, source, "relay" if links else "speaker", cue, "relay", memory)
        if link is not None and all(link.name != other.name for other in links):
            links.append(link)
            spoken.append(who)
    if not links:
        return (), memory
    order = [*reversed(spoken[1:]), spoken[0]] if frame.speaker is None else _recent_first(frame, spoken)
    speakers = (*order, *(s for s in memory.speakers if s.name not in {o.name for o in order}))[:MAX_REMEMBERED]
    return tuple(links), memory._replace(speakers=speakers)


def _recent_first(frame: Frame, spoken: list[Spoken]) -> list[Spoken]:
    at = min(len(frame.upstream), len(spoken) - 1)
    return [spoken[at], *spoken[:at], *spoken[at + 1 :]]


def _link(
    scene: Scene, source: Source, role: Role, cue: Span, rule: str, memory: Memory
) -> tuple[DraftLink | None, Spoken]:
    """One link for a source, pronouns and descriptions led back to whom they mean."""
    span = scene.tokens.span(source.first, source.last)
    words = span.of(scene.text)
    reason = Reason(rule=rule, detail=f"{words!r} with the cue {cue.of(scene.text)!r}", span=cue)
    if source.kind == "named" and source.name is not None:
        name = full_name(scene, source.name)
        who = Spoken(role, name, span, source.name.mention.kind, source.head)
        link = DraftLink(
            role=role, name=name, span=span, refers_to=source.name.mention.antecedent, cue=cue, reasons=(reason,)
        )
        return link, who
    if source.kind == "joint":
        who = Spoken(role, words, span, "organisation", "")
        return DraftLink(role=role, name=words, span=span, cue=cue, reasons=(reason,)), who
    if source.kind in {"unnamed", "document"}:
        who = Spoken("unnamed", words, span, "document" if source.kind == "document" else "person", source.head)
        kept: Role = "unnamed" if role == "speaker" else role
        return DraftLink(role=kept, name=words, span=span, cue=cue, reasons=(reason,)), who
    known = _find_antecedent(scene, source, memory)
    if known is None and source.kind == "elided":
        return None, Spoken(role, words, span, "person", "")
    if known is None:
        who = Spoken("unnamed", words, span, "person", source.head)
        return DraftLink(role="unnamed", name=words, span=span, cue=cue, reasons=(reason,)), who
    back = Reason(rule=f"antecedent:{source.kind}", detail=f"{words!r} stands for {known.name!r}", span=known.span)
    own = known.span if source.kind in {"clitic", "elided"} else span
    kept = "unnamed" if known.role == "unnamed" else role
    link = DraftLink(
        role=kept,
        name=known.name,
        span=own,
        refers_to=known.span,
        carried=source.kind == "elided",
        cue=cue,
        reasons=(reason, back),
    )
    return link, known


def note_subject(scene: Scene, memory: Memory, first: int, last: int) -> Memory:
    """The memory with the person who opens a sentence without a cue: "he said" in the next one may mean that person."""
    for name in scene.names_in(first, min(last, first + SUBJECT_TOKENS)):
        if name.mention.kind == "person":
            who = _spoken_name(scene, name)
            rest = tuple(spoken for spoken in memory.speakers if spoken.name != who.name)
            return memory._replace(speakers=(who, *rest)[:MAX_REMEMBERED])
    return memory


def full_name(scene: Scene, name: Name) -> str:
    """The fullest form of a name in the text: its antecedent's words where it has one."""
    whole = name.mention.antecedent
    return whole.of(scene.text) if whole else name.mention.text


def _find_antecedent(scene: Scene, source: Source, memory: Memory) -> Spoken | None:
    """Whom a pronoun, clitic or description stands for: a source that spoke, else a name that stands before."""
    if source.kind == "elided":
        return next(iter(memory.speakers), None)
    if source.kind in {"pronoun", "clitic"}:
        if source.head == "pronoun_plural":
            plural = next((s for s in memory.speakers if s.role == "unnamed" or s.kind != "person"), None)
            return plural or next(iter(memory.speakers), None)
        if source.head == "pronoun_thing":
            return next((s for s in memory.speakers if s.kind != "person"), None)
        person = next((s for s in memory.speakers if s.kind in {"person", "document"}), None)
        near = _name_before(scene, source.first, {"person"})
        if person is None or (near and person.span and near.span and near.span.start > person.span.start + 600):
            return near or next(iter(memory.speakers), None)
        return person
    return _by_description(scene, source, memory)


def _by_description(scene: Scene, source: Source, memory: Memory) -> Spoken | None:
    head = source.head
    stem = head[:-1] if head.endswith("s") and len(head) > 4 else head
    for spoken in memory.speakers:
        if spoken.head and (spoken.head == head or spoken.head.rstrip("s") == stem):
            return spoken
    at = source.last - 1
    wanted = {kind for kind in ("organisation", "outlet", "person", "document", "role") if _means(scene, source, kind)}
    bare = _is_bare_body(scene, source, wanted)
    for spoken in memory.speakers:
        alike = spoken.kind in {"organisation", "outlet"} and not bare
        if spoken.kind in wanted and (head in spoken.name.lower() or alike):
            return spoken
    for name in reversed(scene.names):
        if name.first < source.first and name.mention.kind in wanted and head in name.mention.text.lower():
            return _spoken_name(scene, name)
    if "document" in wanted:
        return next((s for s in memory.speakers if s.kind in {"outlet", "organisation", "document"}), None)
    if "outlet" in wanted:
        return _name_before(scene, at, {"outlet"})
    if "person" in wanted or "role" in wanted:
        person = next((s for s in memory.speakers if s.kind == "person"), None)
        return person or _name_before(scene, at, {"person"})
    if "organisation" in wanted and not bare:
        return _name_before(scene, at, {"organisation"})
    return None


def _is_bare_body(scene: Scene, source: Source, wanted: set[str]) -> bool:
    """Whether a body is called by a common noun alone ("경찰은"): only a name that holds the noun is meant by it."""
    alone = source.head == "".join(scene.tokens.lowers[source.first : source.last])
    return scene.run_on is not None and alone and "organisation" in wanted and "outlet" not in wanted


def _means(scene: Scene, source: Source, meaning: str) -> bool:
    return scene.words.find_in(scene.tokens, source.first, source.last, meaning) is not None


def _name_before(scene: Scene, position: int, kinds: set[str]) -> Spoken | None:
    for name in reversed(scene.names):
        if name.first < position and name.mention.kind in kinds:
            return _spoken_name(scene, name)
    return None


def _spoken_name(scene: Scene, name: Name) -> Spoken:
    return Spoken("speaker", full_name(scene, name), name.mention.span, name.mention.kind, "")


def carry(chain: tuple[DraftLink, ...], rule: str, detail: str) -> tuple[DraftLink, ...]:
    """The links of a chain for a sentence without a cue of its own, each marked as carried."""
    return tuple(
        DraftLink(
            role=link.role,
            name=link.name,
            span=link.span,
            refers_to=link.refers_to,
            carried=True,
            cue=link.cue,
            reasons=(*link.reasons, Reason(rule=rule, detail=detail, span=link.cue)),
        )
        for link in chain
    )
