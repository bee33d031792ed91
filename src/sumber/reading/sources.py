"""Who a stretch of words names as a source: a name, an unnamed person, a pronoun, a description, a document."""

from __future__ import annotations

from typing import Literal, NamedTuple

from sumber.reading.scene import Name, Scene

_STOPS = frozenset({",", ";", ":", "(", '"', ".", "?", "!", "“", "”", "—", "–"})
SourceKind = Literal["named", "unnamed", "pronoun", "definite", "document", "clitic", "elided"]


class Source(NamedTuple):
    """Words that name a source, by tokens `[first, last)`.

    `name` is the mention where there is one; `head` the role or document noun it turns on, for finding it again
    ("official" in "The official, who …").
    """

    first: int
    last: int
    kind: SourceKind
    name: Name | None = None
    head: str = ""


def find_source(scene: Scene, first: int, last: int, *, before_cue: bool) -> Source | None:
    """The source named in tokens `[first, last)`, which stand before a cue or after it; None where there is none.

    A person outranks the body that the person speaks for; an indefinite role ("two officials") is unnamed; a spokesman
    without a name is the body itself; a name behind "of" or "kepada" does not speak.
    """
    if first >= last:
        return None
    names = [name for name in scene.names_in(first, last) if not _is_excluded(scene, name, first)]
    persons = [name for name in names if name.mention.kind == "person"]
    role = _find_word(scene, first, last, "role")
    if persons:
        name = persons[-1] if before_cue else persons[0]
        return Source(name.first, name.last, "named", name, scene.lower(role[0]) if role else "")
    pronoun = _find_pronoun(scene, first, last)
    if pronoun:
        return pronoun
    speaking = [
        name for name in names if name.mention.kind in {"organisation", "outlet", "place", "government", "other"}
    ]
    body = (speaking[-1] if before_cue else speaking[0]) if speaking else None
    if role and (body is None or _belongs(role, body)):
        return _by_role(scene, (first, last), role, body)
    if body:
        return Source(body.first, body.last, "named", body)
    return _by_noun(scene, first, last)


def _is_excluded(scene: Scene, name: Name, first: int) -> bool:
    """A name behind a preposition that makes it an attribute or a place: "of X", "in Kyiv"."""
    position = name.first
    while position > first:
        title = scene.rules.find_ending_at(scene.tokens, position, "person_title")
        if title is None or title.first < first:
            break
        position = title.first
    if position <= first:
        return False
    before = scene.lower(position - 1)
    if before in {"the", "a"} and position - 1 > first:
        before = scene.lower(position - 2)
    if name.mention.kind == "place" and before in scene.rules.prepositions:
        return True
    behind = scene.words.length_at(scene.tokens, position - 1, "exclude_person") == 1
    return behind and name.mention.kind == "person"


def _find_word(scene: Scene, first: int, last: int, meaning: str) -> tuple[int, int] | None:
    position = first
    while position < last:
        name = scene.name_at.get(position)
        if name:
            position = name.last
            continue
        length = scene.words.length_at(scene.tokens, position, meaning)
        if length and position + length <= last:
            return position, position + length
        position += 1
    return None


def _find_pronoun(scene: Scene, first: int, last: int) -> Source | None:
    for meaning in ("pronoun", "pronoun_plural", "pronoun_thing"):
        word = _find_word(scene, first, last, meaning)
        if word and not any(name.first >= word[1] for name in scene.names_in(first, last)):
            return Source(word[0], word[1], "pronoun", None, meaning)
    return None


def _belongs(role: tuple[int, int], body: Name) -> bool:
    """Whether role and body make one phrase: "Bakamla officer", "pejabat Kemlu"."""
    return abs(role[0] - body.last) <= 3 or abs(body.first - role[1]) <= 6


def _by_role(scene: Scene, stretch: tuple[int, int], role: tuple[int, int], body: Name | None) -> Source:
    first, last = stretch
    head = scene.lower(role[0])
    speaks_for = head.startswith(("spokes", "jubir")) or (head == "juru" and scene.lower(role[0] + 1) == "bicara")
    if speaks_for and body and body.mention.kind in {"organisation", "outlet"}:
        return Source(body.first, body.last, "named", body, head)
    start = _phrase_start(scene, first, role[0], body)
    end = _phrase_end(scene, max(role[1], body.last if body and body.first < last else 0), last)
    if body is None and _is_definite(scene, start, role):
        return Source(start, role[1], "definite", None, head)
    return Source(start, end, "unnamed", None, head)


def _phrase_start(scene: Scene, first: int, role: int, body: Name | None) -> int:
    """Where the noun phrase of a role begins: its determiner, else the words before it up to the stretch's start."""
    floor = min(role, body.first) if body else role
    for position in range(floor, max(first - 1, floor - 6), -1):
        if position in scene.in_date or scene.lower(position) in {",", ";", ":"}:
            return position + 1
        for meaning in ("indefinite", "definite"):
            if scene.words.length_at(scene.tokens, position, meaning):
                return position
    return max(first, floor - 2) if not body else max(first, floor)


def _phrase_end(scene: Scene, end: int, last: int) -> int:
    position = end
    while position < last and scene.lower(position) not in _STOPS and position not in scene.in_date:
        if scene.words.length_at(scene.tokens, position, "anonymity"):
            break
        position += 1
    return max(position, end)


def _is_definite(scene: Scene, start: int, noun: tuple[int, int]) -> bool:
    if scene.words.length_at(scene.tokens, noun[1], "definite_after"):
        return True
    if scene.words.length_at(scene.tokens, start, "indefinite"):
        return False
    return bool(scene.words.length_at(scene.tokens, start, "definite"))


def _by_noun(scene: Scene, first: int, last: int) -> Source | None:
    """A document, or a description that stands for a body, an outlet, a state or a person."""
    for meaning in ("document", "organisation", "outlet", "person", "state"):
        noun = _find_word(scene, first, last, meaning)
        if noun is None:
            continue
        start = _phrase_start(scene, first, noun[0], None)
        end = noun[1] + scene.words.length_at(scene.tokens, noun[1], "definite_after")
        if _is_definite(scene, start, noun):
            return Source(start, min(end, last), "definite", None, scene.lower(noun[0]))
        if meaning == "document":
            return Source(start, _phrase_end(scene, noun[1], last), "document", None, scene.lower(noun[0]))
        if scene.words.length_at(scene.tokens, start, "indefinite"):
            return Source(start, _phrase_end(scene, noun[1], last), "unnamed", None, scene.lower(noun[0]))
    return None
