"""Who a stretch of words names as a source: a name, an unnamed person, a pronoun, a description, a document."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, NamedTuple

from sumber.reading.scene import Name, Scene

MAX_WORDS_BEFORE_DOCUMENT = 2
_STOPS = frozenset({",", ";", ":", "(", '"', ".", "?", "!", "“", "”", "—", "–"})
SourceKind = Literal["named", "unnamed", "pronoun", "definite", "document", "joint", "clitic", "elided"]


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
        joint = _find_joint(scene, persons, (first, last))
        if joint:
            return joint
        return Source(name.first, name.last, "named", name, scene.lower(role[0]) if role else "")
    pronoun = _find_pronoun(scene, first, last)
    if pronoun:
        return pronoun
    speaking = [
        name for name in names if name.mention.kind in {"organisation", "outlet", "place", "government", "other"}
    ]
    body = (speaking[-1] if before_cue else speaking[0]) if speaking else None
    document = _find_word(scene, first, last, "document")
    if document and body and document[0] < body.first and document[0] - first <= MAX_WORDS_BEFORE_DOCUMENT:
        start = _phrase_start(scene, first, document[0], None)
        return Source(start, _phrase_end(scene, body.last, last), "document", None, scene.lower(document[0]))
    if role and (body is None or _belongs(role, body)):
        return _by_role(scene, (first, last), role, body)
    if body:
        return _find_joint(scene, speaking, (first, last)) or Source(body.first, body.last, "named", body)
    return _by_noun(scene, first, last)


def _find_joint(scene: Scene, names: list[Name], stretch: tuple[int, int]) -> Source | None:
    """Several who speak as one, where names in a row joined by a small word are all the stretch: "Japan, Canada and Italy"."""
    if len(names) < 2 or names[-1].last != stretch[1]:
        return None
    opens = names[0].first == stretch[0]
    links = [range(one.last, other.first) for one, other in pairwise(names)]
    joined = scene.grammar.coordinators | {","}
    if opens and all(len(link) <= 2 and all(scene.lower(p) in joined for p in link) for link in links):
        return Source(names[0].first, names[-1].last, "joint") if len(links[-1]) else None
    return None


def find_subject(scene: Scene, first: int, last: int) -> Source | None:
    """The subject of the sentence that begins at token `first`: its leftmost source, a name where a description leads to one."""
    for stop in range(first + 1, last + 1):
        source = find_source(scene, first, stop, before_cue=False)
        if source is None:
            continue
        name = scene.name_at.get(stop)
        if name is not None and name.mention.kind == "person" and name.last <= last:
            return Source(name.first, name.last, "named", name, source.head)
        return find_source(scene, first, max(stop, source.last), before_cue=False)
    return None


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
    if not scene.grammar.articles and name.mention.kind == "place" and _is_owned(scene, position - 1):
        return True
    behind = scene.words.length_at(scene.tokens, position - 1, "exclude_person") == 1
    return behind and name.mention.kind == "person"


def _is_owned(scene: Scene, position: int) -> bool:
    """Whether the word before a state's name is what belongs to it: "громадянин Словаччини", "парламент Грузії"."""
    meanings = ("role", "person", "organisation", "document", "state")
    return any(scene.words.length_at(scene.tokens, position, meaning) for meaning in meanings)


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
    speaks_for = scene.words.length_at(scene.tokens, role[0], "spokesperson") > 0
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
    if scene.words.length_at(scene.tokens, start, "definite"):
        return True
    return not scene.grammar.articles and _is_bare(scene, start, noun)


def _is_bare(scene: Scene, start: int, noun: tuple[int, int]) -> bool:
    """Whether a word for one person, body or outlet stands alone, in a language without articles: one named before."""
    word = scene.lower(noun[0])
    leads = [scene.lower(p) for p in range(start, noun[0]) if scene.tokens.words[p].isalnum()]
    if noun[1] - noun[0] > 1 or not all(scene.rules.is_adjective(lead) for lead in leads):
        return False
    if scene.lower(noun[1]) in scene.rules.prepositions or scene.name_at.get(noun[1]):
        return False
    return any(scene.words.names_one(word, meaning) for meaning in ("person", "organisation", "outlet"))


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
