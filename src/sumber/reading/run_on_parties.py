"""Who does what to whom where words run into one another: by the particle behind a name, or the word before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from sumber.reading.run_on_words import RunOnWords, WordSet

if TYPE_CHECKING:
    from sumber.reading.scene import Name, Scene

MAX_TO_PARTICLE = 6
MAX_BEFORE_SUBJECT = 3
GIVING = frozenset({"transfer", "aid", "deploy", "train"})


class EventWord(Protocol):
    """The word that names an event, by its tokens `[first, last)`, its type and voice."""

    @property
    def first(self) -> int:
        """Its first token."""
        ...

    @property
    def last(self) -> int:
        """Past its last token."""
        ...

    @property
    def type(self) -> str:
        """The type of the event."""
        ...

    @property
    def voice(self) -> str:
        """Who stands where around it."""
        ...


class Marked(NamedTuple):
    """The names of a claim by what marks them."""

    actors: list[Name]
    recipients: list[Name]
    agents: list[Name]
    makers: list[Name]


def find_marked(scene: Scene, words: RunOnWords, names: list[Name], span: tuple[int, int]) -> Marked:
    """The names of a claim by their particles; one that none marks is left out."""
    marked = Marked([], [], [], [])
    for name in names:
        role = _role_of(scene, words, name, span)
        if role is not None:
            marked[role].append(name)
    return marked


def find_run_on_parties(
    scene: Scene, words: RunOnWords, names: list[Name], span: tuple[int, int], predicate: EventWord | None
) -> tuple[list[Name], list[Name]]:
    """Actors and recipients among the names of a claim."""
    marked = find_marked(scene, words, names, span)
    actors, recipients = marked.actors, marked.recipients
    if not words.content_first:
        actors = _subjects(scene, words, actors, span, predicate)
    if not words.content_first and predicate is not None:
        recipients = recipients or [n for n in names if n.first >= predicate.last and n not in marked.makers][:1]
    if predicate is None:
        return actors[:1], []
    if predicate.voice == "receiving":
        return (marked.makers or marked.agents)[:1], actors[:1]
    if predicate.voice == "passive":
        if predicate.type in GIVING:
            return (marked.agents or marked.makers)[:1], (recipients or actors)[:1]
        return marked.agents[:1], (actors or recipients)[:1]
    taken = {name.first for name in actors[:1]}
    return (actors or marked.makers)[:1], [n for n in (recipients or marked.agents) if n.first not in taken][:1]


def _subjects(
    scene: Scene, words: RunOnWords, names: list[Name], span: tuple[int, int], predicate: EventWord | None
) -> list[Name]:
    """The names that open a claim before its event's word and do not only describe the noun behind them (中国籍…)."""
    if predicate is None:
        return []
    return [
        name
        for name in names
        if name.last <= predicate.first
        and name.first - span[0] <= MAX_BEFORE_SUBJECT
        and words.no_topics.end_from(scene.tokens, name.last) is None
    ]


def is_run_on_place(scene: Scene, words: RunOnWords, name: Name) -> bool:
    """Whether a name tells where something happens: 平壌で, 在北京."""
    if words.content_first:
        return words.places.end_from(scene.tokens, name.last) is not None
    pointed = words.recipients.start_to(scene.tokens, name.first) is not None
    return not pointed and words.places.start_to(scene.tokens, name.first) is not None


def _role_of(scene: Scene, words: RunOnWords, name: Name, span: tuple[int, int]) -> int | None:
    if is_run_on_place(scene, words, name) and name.mention.kind == "place":
        return None
    tables = (words.actors, words.recipients, words.agents, words.makers)
    if not words.content_first:
        before = (r for r in (2, 1, 3) if tables[r].start_to(scene.tokens, name.first, span[0]) is not None)
        return next(before, 0)
    for position in range(name.last, min(span[1], name.last + MAX_TO_PARTICLE)):
        if position in scene.in_name or position in scene.in_quote - scene.in_name:
            return None
        role = _longest(scene, tables, position)
        if role is not None:
            return role
        if scene.tokens.words[position] in words.commas:
            return 0 if position == name.last else None
    return None


def _longest(scene: Scene, tables: tuple[WordSet, ...], position: int) -> int | None:
    """The table with the longest word at a position, the first of equals."""
    ends = [table.end_from(scene.tokens, position) or 0 for table in tables]
    best = max(ends)
    return ends.index(best) if best else None
