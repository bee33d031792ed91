"""Places that no entry of the gazetteer explains, looked up among GeoNames' towns and resolved where one is meant.

One of several towns of a name is meant where a state that the report names picks it, and no far larger town of that
name lies elsewhere. A town that is alone with its name needs such a clue too, for GeoNames lists neither regions nor
shoals nor palaces, and a town far away may bear their name; without a clue it is only taken as another name of a town
that the gazetteer has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sumber.gazetteer import Entry, GeoPlace, find_geo_places, fold_place_name, read_entries
from sumber.languages import Language
from sumber.languages.inflection import find_inflection
from sumber.model import DraftMention, EntityRef, Reason, Span
from sumber.resolution.town_names import may_name_town, script_of

FAR_LARGER = 10
LEAST_PEOPLE = 1000
LARGE = 100_000
SHORT = 2
"""Length of names in Chinese signs that many a pair of abbreviated states shares."""
_SENTENCE_END = re.compile(r"[.!?…]\s|[。！？\n]")


class NamedState(NamedTuple):
    """Where the report names a state, and in which words: the state itself, a place in it, or an organ of it."""

    span: Span
    words: str
    state: str


class Clues(NamedTuple):
    """What can pick one town: the report's text and the states it names; `background` are those it was written in."""

    text: str
    named: tuple[NamedState, ...]
    background: Mapping[str, str]


class Finding(NamedTuple):
    """The town a mention stands for, None where it stays open, and why."""

    entity: EntityRef | None
    reasons: tuple[Reason, ...]


def read_clues(text: str, resolved: Mapping[Span, str], publisher: Entry | None, language: Language) -> Clues:
    """The states that mentions name, `resolved` being the ids of their entities, and those of publisher and language."""
    states = ((span, _state_of(entity_id)) for span, entity_id in resolved.items())
    named = tuple(NamedState(span, span.of(text), state) for span, state in states if state)
    background: dict[str, str] = {}
    if publisher and publisher.country:
        background[publisher.country] = f"the publisher {publisher.name}"
    if language.home:
        background.setdefault(language.home, f"the report's language {language.name}")
    return Clues(text, named, background)


def _state_of(entity_id: str) -> str:
    """The state that an entity's name gives away; the names of persons, outlets and weapons give none."""
    if entity_id.startswith("sumber:organ:"):
        return entity_id.rsplit(":", 1)[-1]
    entry = read_entries().get(entity_id)
    telling = entry is not None and (entry.kind in {"state", "place"} or (entry.kind == "organisation" and entry.role))
    return entry.country if entry is not None and telling else ""


def find_towns(drafts: Iterable[DraftMention], clues: Clues, language: Language) -> dict[Span, Finding]:
    """What GeoNames says of the place mentions that may name a town and have no candidate of our own.

    A name means one town throughout a report: what one mention of it means, those that stay open mean too.
    """
    found: dict[Span, Finding] = {}
    meant: dict[str, tuple[Span, Finding]] = {}
    for draft in drafts:
        unexplained = draft.kind == "place" and not draft.candidates and draft.antecedent is None
        if unexplained and may_name_town(clues.text, draft.span, language):
            towns = _find_in_any_form(draft.text, language)
            if towns:
                found[draft.span] = _decide(draft, towns, clues)
                if found[draft.span].entity:
                    meant.setdefault(fold_place_name(draft.text), (draft.span, found[draft.span]))
    for span, finding in found.items():
        name = fold_place_name(span.of(clues.text))
        if finding.entity is None and name in meant:
            where, same = meant[name]
            again = Reason(rule="geonames:again", detail="the report means this town by the name", span=where)
            found[span] = Finding(same.entity, (again, *same.reasons))
    return found


def _find_in_any_form(name: str, language: Language) -> tuple[GeoPlace, ...]:
    """The towns of a name as written, else of what it may be a form of ("Львові": Львів)."""
    inflection = find_inflection(language, "noun")
    towns = find_geo_places(name)
    if towns or inflection is None or " " in name:
        return towns
    return next((found for base in inflection.bases(name.lower()) if (found := find_geo_places(base))), ())


def _decide(draft: DraftMention, towns: tuple[GeoPlace, ...], clues: Clues) -> Finding:
    """The town meant: by a state named in the sentence, else in the report, else because it is alone."""
    others = [name for name in clues.named if name.words != draft.text]
    in_sentence = [name for name in others if _is_one_sentence(clues.text, name.span, draft.span)]
    for named in (in_sentence, others):
        states = {name.state for name in named}
        inside = [town for town in towns if town.country in states]
        if inside:
            return _pick(draft, inside, towns, named)
    if len(towns) == 1:
        return _take_alone(draft, towns[0], clues)
    return _leave_open(draft, towns, "in no state that the report names")


def _is_one_sentence(text: str, one: Span, other: Span) -> bool:
    between = text[min(one.end, other.end) : max(one.start, other.start)]
    return not _SENTENCE_END.search(between)


def _pick(draft: DraftMention, inside: list[GeoPlace], towns: tuple[GeoPlace, ...], named: list[NamedState]) -> Finding:
    """The one town in the named states, or by far the largest of them, unless a far larger one lies elsewhere."""
    best = inside[0]
    if len(inside) > 1 and not _is_far_larger(best, inside[1]):
        return _leave_open(draft, towns, "several in the states that the report names")
    largest = towns[0]
    if largest not in inside and _is_far_larger(largest, best):
        return _leave_open(draft, towns, "a far larger one in a state that the report does not name")
    clue = next(name for name in named if name.state == best.country)
    reasons = [_name_reason(draft, best, len(towns))]
    reasons.append(Reason(rule="clue:country", detail=f"its country is named by {clue.words!r}", span=clue.span))
    if len(inside) > 1:
        size = f"{best.population} people, the next of that name there {inside[1].population}"
        reasons.append(Reason(rule="clue:size", detail=size))
    return Finding(_as_entity(best), tuple(reasons))


def _take_alone(draft: DraftMention, town: GeoPlace, clues: Clues) -> Finding:
    """The only town of its name, where it lies in the state the report was written in or is a known one of our own."""
    reason = _name_reason(draft, town, 1)
    if town.country in clues.background:
        words = clues.background[town.country]
        return Finding(
            _as_entity(town), (reason, Reason(rule="clue:country", detail=f"its country is that of {words}"))
        )
    script = script_of(draft.text[0])
    doubtful = (script == "LATIN" and town.population < LARGE) or (script == "CJK" and len(draft.text) <= SHORT)
    if doubtful or not town.own:
        return _leave_open(draft, (town,), "in no state that the report names")
    own = Reason(rule="clue:own", detail=f"the gazetteer has this town, as {_as_entity(town).name}")
    return Finding(_as_entity(town), (reason, own))


def _is_far_larger(one: GeoPlace, other: GeoPlace) -> bool:
    return one.population >= FAR_LARGER * max(other.population, LEAST_PEOPLE)


def _name_reason(draft: DraftMention, town: GeoPlace, count: int) -> Reason:
    alone = "alone" if count == 1 else f"among {count} towns"
    return Reason(rule="geonames", detail=f"{draft.text!r} names {town.name} in GeoNames, {alone}", span=draft.span)


def _leave_open(draft: DraftMention, towns: tuple[GeoPlace, ...], why: str) -> Finding:
    count = f"{len(towns)} towns" if len(towns) > 1 else "one town"
    detail = f"GeoNames has {count} called {draft.text!r}: {why}"
    return Finding(None, (Reason(rule="geonames:open", detail=detail, span=draft.span),))


def _as_entity(town: GeoPlace) -> EntityRef:
    entry = read_entries().get(town.own)
    return EntityRef(id=town.id, name=entry.name if entry else town.name)
