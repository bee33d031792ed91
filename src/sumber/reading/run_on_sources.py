"""Who a phrase names as a source where words run into one another: its end tells, what stands before only describes."""

from __future__ import annotations

from sumber.reading.run_on_words import RunOnWords
from sumber.reading.scene import Name, Scene
from sumber.reading.sources import Source

SPEAKING = frozenset({"organisation", "outlet", "place", "government", "other"})
MAX_TITLE_TOKENS = 14
MAX_IN_BRACKET = 2
MAX_LOOSE_TOKENS = 20
_OPENING, _CLOSING = frozenset("([（"), frozenset(")]）")
MAX_PHRASE_TOKENS = 40


def find_source_phrase(scene: Scene, words: RunOnWords, first: int, last: int) -> Source | None:
    """The source that the phrase of tokens `[first, last)` names, None where it names none.

    A person outranks the body; a role at the end makes the whole phrase an unnamed source, but a spokesman without a
    name is the body itself; a pronoun or description ("同氏", "该部") is led back later.
    """
    first = _past_leads(scene, words, max(first, last - MAX_PHRASE_TOKENS), last)
    last = _before_date(scene, words, first, last)
    if not words.content_first:
        last = _before_tails(scene, words, first, last)
    if first >= last:
        return None
    names = [name for name in scene.names_in(first, last) if not scene.is_publisher(name)]
    person = next((name for name in reversed(names) if name.mention.kind == "person"), None)
    if person is not None and _closes(scene, person.last, last):
        return Source(person.first, person.last, "named", person, "")
    word = _find_pronoun(scene, first, last)
    if word is not None:
        return word
    if _ending(scene, first, last, "document") is not None:
        return _by_document(scene, first, last)
    body = _long_form(scene, names, next((n for n in reversed(names) if n.mention.kind in SPEAKING), None))
    role = _ending(scene, first, last, "role")
    if role is not None:
        return _by_role(scene, (first, last), role, body)
    if body is not None and _ends_in_title(scene, body.last, last):
        return Source(first, last, "unnamed", None, "".join(scene.tokens.lowers[body.last : last]))
    described = _describe(scene, first, last, body)
    if described is not None:
        return described
    if body is not None and words.content_first and _is_part(scene, body.last, last):
        return Source(first, last, "unnamed", None, "".join(scene.tokens.lowers[body.last : last]))
    if body is not None and _closes(scene, body.last, last):
        return Source(body.first, body.last, "named", body, "")
    return _by_document(scene, first, last)


def _is_part(scene: Scene, position: int, last: int) -> bool:
    """Whether a noun behind a body makes a part or an office of it, which no list knows: 沖縄|防衛局."""
    tokens, depth, rest = scene.tokens.words, 0, []
    for at in range(position, last):
        depth += (tokens[at] in _OPENING) - (tokens[at] in _CLOSING)
        if depth == 0 and tokens[at].isalnum() and at not in scene.in_date and at not in scene.in_name:
            rest.append(at)
    if not rest or len(rest) > MAX_LOOSE_TOKENS:
        return False
    state = scene.rules.find_at(scene.tokens, rest[0], "compound_tail")
    utterance = scene.words.length_at(scene.tokens, rest[-1], "utterance") or _ending(
        scene, position, last, "utterance"
    )
    return not utterance and (state is None or state.last <= rest[-1])


def _long_form(scene: Scene, names: list[Name], body: Name | None) -> Name | None:
    """The name before a bracket for the abbreviation inside it: 中央通信社（CNA）."""
    if body is None or scene.lower(body.first - 1) not in _OPENING:
        return body
    return next((name for name in names if name.last == body.first - 1 and name.mention.kind in SPEAKING), body)


def find_any_phrase(scene: Scene, words: RunOnWords, first: int, last: int) -> Source | None:
    """The source of a phrase that can only be one ("…によると"): where no word of it is known, the phrase itself."""
    source = find_source_phrase(scene, words, first, last)
    if source is not None:
        return source
    start = _past_leads(scene, words, max(first, last - MAX_PHRASE_TOKENS), last)
    stop = _before_date(scene, words, start, last)
    commas = [p for p in range(start, stop) if scene.tokens.words[p] in words.commas]
    start = commas[-1] + 1 if commas else start
    if not 1 <= stop - start <= MAX_LOOSE_TOKENS or any(p in scene.in_quote for p in range(start, stop)):
        return None
    return Source(start, stop, "unnamed", None, "".join(scene.tokens.lowers[max(start, stop - 4) : stop]))


def _past_leads(scene: Scene, words: RunOnWords, first: int, last: int) -> int:
    """Past conjunctions, dates and marks at the head of a phrase."""
    position = first
    while position < last:
        end = words.leads.end_from(scene.tokens, position)
        if end is not None and end <= last:
            position = end
        elif position in scene.in_date or (
            not scene.tokens.words[position].isalnum() and position not in scene.in_name
        ):
            position += 1
        else:
            break
    return position


def _ends_in_title(scene: Scene, first: int, last: int) -> bool:
    """Whether a person's title ends a phrase that names only a body: "소말리아 대사"."""
    title = scene.rules.find_ending_at(scene.tokens, last, "person_title_after") if scene.language.spaced else None
    return title is not None and title.first >= first and title.last - title.first > 1


def _before_date(scene: Scene, words: RunOnWords, first: int, last: int) -> int:
    position = last
    while position > first and (position - 1 in scene.in_date or scene.tokens.words[position - 1] in words.commas):
        position -= 1
    return position


def _before_tails(scene: Scene, words: RunOnWords, first: int, last: int) -> int:
    """Before what only says that somebody spoke: the words, the version of X (X的话, X的说法)."""
    start = words.tails.start_to(scene.tokens, last, first)
    while start is not None and start > first:
        last, start = start, words.tails.start_to(scene.tokens, start, first)
    return last


def _closes(scene: Scene, position: int, last: int) -> bool:
    """Whether only titles, brackets and the like stand between a name and the end of its phrase."""
    depth = 0
    for at in range(position, last):
        word = scene.tokens.words[at]
        depth += (word in _OPENING) - (word in _CLOSING)
        if depth < 0 and at - position <= MAX_IN_BRACKET:
            depth = 0
    inside = [p for p in range(position, last) if p not in scene.in_date]
    return depth == 0 and (len(inside) <= MAX_TITLE_TOKENS)


def _ending(scene: Scene, first: int, last: int, meaning: str) -> tuple[int, int] | None:
    """The longest word of a meaning that ends the phrase, a count or bracket behind it left out."""
    stop = last
    while stop > first and (not scene.tokens.words[stop - 1].isalnum() or _is_count(scene, first, stop)):
        stop -= 2 if scene.tokens.words[stop - 1].isalnum() else 1
    for start in range(max(first, stop - 10), stop):
        if start not in scene.in_name and scene.words.length_at(scene.tokens, start, meaning) == stop - start:
            return start, stop
    return None


def _is_count(scene: Scene, first: int, stop: int) -> bool:
    """Whether a number of people ends the phrase: "소식통 2명"."""
    counted = stop - 2 > first and scene.tokens.words[stop - 2].isdigit()
    return counted and scene.words.length_at(scene.tokens, stop - 1, "count") == 1


def _find_pronoun(scene: Scene, first: int, last: int) -> Source | None:
    for meaning in ("pronoun", "pronoun_plural", "pronoun_thing"):
        length = scene.words.length_at(scene.tokens, first, meaning)
        if length and first + length <= last and not scene.names_in(first + length, last):
            return Source(first, first + length, "pronoun", None, meaning)
    return None


def _by_role(scene: Scene, phrase: tuple[int, int], role: tuple[int, int], body: Name | None) -> Source:
    first, _ = phrase
    head = "".join(scene.tokens.lowers[role[0] : role[1]])
    speaks_for = scene.words.length_at(scene.tokens, role[0], "spokesperson") == role[1] - role[0]
    if speaks_for and body is not None and body.mention.kind != "person":
        return Source(body.first, body.last, "named", body, head)
    length = scene.words.length_at(scene.tokens, first, "definite")
    if length and first + length >= role[0] - 1 and body is None:
        return Source(first, role[1], "definite", None, head)
    return Source(first, role[1], "unnamed", None, head)


def _describe(scene: Scene, first: int, last: int, body: Name | None) -> Source | None:
    """A description that stands for a body, an outlet, a state or a document named before: 同省, 该报."""
    length = scene.words.length_at(scene.tokens, first, "definite")
    if not length or body is not None:
        return None
    for meaning in ("organisation", "outlet", "person", "state", "document"):
        noun = scene.words.length_at(scene.tokens, first + length, meaning)
        if noun and first + length + noun <= last:
            stop = first + length + noun
            return Source(first, stop, "definite", None, "".join(scene.tokens.lowers[first + length : stop]))
    return None


def _by_document(scene: Scene, first: int, last: int) -> Source | None:
    """A document that speaks, or a body called by a common noun: 報告書, 外交部."""
    for meaning in ("document", "utterance", "organisation", "outlet", "person", "state"):
        noun = _ending(scene, first, last, meaning)
        if noun is not None:
            head = "".join(scene.tokens.lowers[noun[0] : noun[1]])
            if meaning in {"document", "utterance"}:
                return Source(first, noun[1], "document", None, head)
            return Source(noun[0], noun[1], "definite", None, head)
    return None
