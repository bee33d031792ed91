"""What a name means standing alone in a report, and where it stays open, which clue would decide.

Nothing is told by heart: the name is resolved as a report's only name, and then once more beside each clue in turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from sumber.gazetteer import Alias, find_geo_places, read_entries, read_names, read_naming
from sumber.languages import Language
from sumber.model import DraftMention, EntityRef, Mention, MentionKind, Span, Value
from sumber.resolution.names import resolve_mentions
from sumber.resolution.town_names import script_of

ClueKind = Literal["country", "other name", "both"]
BESIDE_OTHERS = frozenset({"compound", "ambiguous"})
MOST_TOWNS = 3
"""States that are tried to tell a town by: those of the largest towns of a name."""
ADJECTIVE = "adjective"


class DecidingClue(Value, frozen=True):
    """What, if the report named it too, would make the name mean this entity: words of the same language."""

    entity: EntityRef
    clue: ClueKind
    words: tuple[str, ...]


class Verdict(Value, frozen=True):
    """What the name alone means in one language: the entity, or None where it stays open; why; and what would decide."""

    language: str
    entity: EntityRef | None
    reasons: tuple[str, ...]
    deciding: tuple[DecidingClue, ...] = ()


class Asked(NamedTuple):
    """A name to be resolved: its words, language and day, and what the gazetteer says of it."""

    name: str
    language: Language
    published_on: str | None
    kind: MentionKind
    candidates: tuple[str, ...]
    rule: str


def read_alone(name: str, language: Language, organs: tuple[str, ...], published_on: str | None) -> Verdict:
    """What a name alone means in a language; `organs` are the organs of states it calls by their words."""
    aliases = read_names(language).find_whole(name)
    if aliases and not organs:
        barred = _why_no_name(aliases, language)
        if barred:
            return Verdict(language=language.code, entity=None, reasons=(barred,))
    named = [alias for alias in aliases if alias.use != ADJECTIVE]
    asked = Asked(name, language, published_on, "place", (), "unlisted")
    if organs:
        asked = asked._replace(kind="organisation", candidates=organs, rule="organ")
    elif named:
        asked = Asked(name, language, published_on, *read_naming(named))
    mention = _resolve(asked)
    reasons = tuple(reason.detail for reason in mention.reasons)
    deciding = () if mention.entity else tuple(_iter_deciding(asked))
    return Verdict(language=language.code, entity=mention.entity, reasons=reasons, deciding=deciding)


def _why_no_name(aliases: tuple[Alias, ...], language: Language) -> str:
    """Why a reader takes aliases of these uses for no name by itself, empty where it does take them."""
    uses = {alias.use for alias in aliases}
    if uses == {ADJECTIVE}:
        return "an adjective: it tells whose organ is named, and is no name by itself"
    if language.cut != "characters" or not uses <= BESIDE_OTHERS:
        return ""
    if uses == {"ambiguous"}:
        return "ambiguous: it counts only beside a person's title"
    return "a shorthand: it counts only beside another one, or before a word such as army or government"


def _resolve(asked: Asked, *beside: tuple[str, str]) -> Mention:
    """The name as a report's first mention, `beside` being the words and entries that the report names too."""
    text = "\n".join((asked.name, *(words for words, _ in beside)))
    drafts = [_draft(asked.name, 0, asked.kind, asked.candidates, asked.rule)]
    start = len(asked.name) + 1
    for words, entry_id in beside:
        drafts.append(_draft(words, start, "place", (entry_id,), "alias"))
        start += len(words) + 1
    return resolve_mentions(text, tuple(drafts), asked.language, None, asked.published_on)[0]


def _draft(words: str, start: int, kind: MentionKind, candidates: tuple[str, ...], rule: str) -> DraftMention:
    return DraftMention(span=Span(start, start + len(words)), text=words, kind=kind, candidates=candidates, rule=rule)


def _iter_deciding(asked: Asked) -> Iterator[DecidingClue]:
    """For each thing the name may mean the first clue that makes it mean that."""
    for entry_id in asked.candidates:
        entry = read_entries().get(entry_id)
        country = read_entries().get(entry.country) if entry else None
        tries: list[tuple[ClueKind, tuple[tuple[str, str], ...]]] = []
        state = (_call(country.id, asked), country.id) if country and country.id != entry_id else None
        other = _call(entry_id, asked)
        if state:
            tries.append(("country", (state,)))
        if other:
            tries.append(("other name", ((other, entry_id),)))
        if state and other:
            tries.append(("both", (state, (other, entry_id))))
        for kind, beside in tries:
            mention = _resolve(asked, *beside)
            if mention.entity and mention.entity.id == entry_id:
                yield DecidingClue(entity=mention.entity, clue=kind, words=tuple(words for words, _ in beside))
                break
    if not asked.candidates:
        yield from _iter_states_of_towns(asked)


def _iter_states_of_towns(asked: Asked) -> Iterator[DecidingClue]:
    """States that, named beside it, make the name mean a town there."""
    states = dict.fromkeys(town.country for town in find_geo_places(asked.name) if town.country)
    for state in list(states)[:MOST_TOWNS]:
        words = _call(state, asked)
        mention = _resolve(asked, (words, state)) if words else None
        if mention and mention.entity:
            yield DecidingClue(entity=mention.entity, clue="country", words=(words,))


def _call(entry_id: str, asked: Asked) -> str:
    """The shortest plain name of an entry in the language, the name asked for apart; empty where it has no other."""
    apart = asked.name.casefold()
    plain = [alias.text for alias in _names_of(asked.language).get(entry_id, ()) if alias.use == "name"]
    names = [name for name in plain if name.casefold() != apart and script_of(name[0]) == script_of(plain[0][0])]
    # One sign, or capitals alone, say less to who reads the answer.
    telling = [name for name in names if len(name) > 1 and not name.isupper()]
    return min(telling or names, key=len, default="")


@cache
def _names_of(language: Language) -> dict[str, tuple[Alias, ...]]:
    """The names of every entry in a language, its own before the international ones."""
    found: dict[str, list[Alias]] = {}
    for _, aliases in read_names(language).iter_groups():
        for alias in aliases:
            found.setdefault(alias.entry.id, []).append(alias)
    return {entry_id: tuple(aliases) for entry_id, aliases in found.items()}
