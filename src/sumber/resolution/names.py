"""Names resolved to entities, each with the clues that decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sumber.gazetteer import Entry, find_near_names, organ_name, read_entries, read_offices
from sumber.languages import Language
from sumber.model import DraftMention, EntityRef, Mention, Reason, Span
from sumber.resolution.brackets import find_bracketed
from sumber.resolution.parts import add_parts
from sumber.resolution.places import Finding, find_towns, read_clues

FREE_USES = frozenset({"alias", "organ", "alias:compound"})
"""Rules by which a name resolves without a second clue; a shorthand was found for what stands beside it ("북러")."""
NEAR_KINDS = frozenset({"person", "organisation", "outlet", "place", "other"})
MIN_NEAR_LETTERS = 6


class Context(NamedTuple):
    """What the whole report says that can speak for one candidate or another.

    `countries` are states the report names (by any of their names, capitals or organs, the publisher's included);
    `names_of` are the different surface forms under which each entry is named.
    """

    countries: dict[str, str]
    names_of: dict[str, frozenset[str]]


class Choice(NamedTuple):
    """An entry chosen for a mention, and why."""

    entity: EntityRef
    reasons: tuple[Reason, ...]


def resolve_mentions(
    text: str, drafts: tuple[DraftMention, ...], language: Language, publisher: Entry | None, published_on: str | None
) -> tuple[Mention, ...]:
    """Mentions with their entities; one that no name or clue decides stays unresolved.

    A name that the gazetteer holds under a verified id resolves by itself; an unverified id, a short or ambiguous name,
    or a name of several entries needs a second clue: its country in the report, another of its names in the report, or
    its office before the name. A state that a body's name names is a mention of its own. A place that no entry explains is looked up among the towns of GeoNames.
    """
    context = _read_context(drafts, language, publisher)
    chosen: dict[Span, Choice] = {}
    for draft in drafts:
        choice = _choose(draft, context, published_on)
        if choice:
            chosen[draft.span] = choice
    named = {span: choice.entity.id for span, choice in chosen.items()}
    clues = read_clues(text, named, publisher, language)
    towns = find_towns([draft for draft in drafts if draft.span not in chosen], clues, language)
    chosen |= {span: Choice(town.entity, town.reasons) for span, town in towns.items() if town.entity}
    for span, (other, reason) in find_bracketed(text, drafts, chosen).items():
        chosen[span] = Choice(chosen[other].entity, (reason, *chosen[other].reasons))
    resolved: list[Mention] = []
    for draft in drafts:
        choice = chosen.get(draft.span)
        if choice is None and draft.antecedent in chosen:
            earlier = chosen[draft.antecedent]
            detail = f"{draft.rule} of {draft.antecedent.of(text)!r}" if draft.antecedent else draft.rule
            choice = Choice(
                earlier.entity, (Reason(rule=draft.rule, detail=detail, span=draft.antecedent), *earlier.reasons)
            )
        resolved.append(
            Mention(
                span=draft.span,
                text=draft.text,
                kind=draft.kind,
                entity=choice.entity if choice else None,
                reasons=choice.reasons if choice else _why_open(draft, towns),
            )
        )
    return add_parts(text, resolved, language)


def _why_open(draft: DraftMention, towns: Mapping[Span, Finding]) -> tuple[Reason, ...]:
    if draft.span in towns:
        return towns[draft.span].reasons
    detail = "no clue picks one of its entries" if draft.candidates else "no entry of the gazetteer bears this name"
    return (Reason(rule=draft.rule, detail=detail),)


def _read_context(drafts: tuple[DraftMention, ...], language: Language, publisher: Entry | None) -> Context:
    entries = read_entries()
    countries: dict[str, str] = {}
    names_of: dict[str, set[str]] = {}
    for draft in drafts:
        for entry_id in draft.candidates:
            names_of.setdefault(entry_id, set()).add(draft.text)
        entry = entries.get(draft.candidates[0]) if len(draft.candidates) == 1 else None
        country = entry.country if entry and entry.verified else _organ_owner(draft)
        if country:
            countries.setdefault(country, draft.text)
    if publisher and publisher.country:
        countries.setdefault(publisher.country, f"the publisher {publisher.name}")
    if language.home:
        countries.setdefault(language.home, f"the report's language {language.name}")
    return Context(countries, {key: frozenset(value) for key, value in names_of.items()})


def _organ_owner(draft: DraftMention) -> str:
    first = draft.candidates[0] if draft.candidates else ""
    return first.rsplit(":", 1)[-1] if first.startswith("sumber:organ:") else ""


def _choose(draft: DraftMention, context: Context, published_on: str | None) -> Choice | None:
    """The entry a mention stands for, None where it stays open."""
    first = draft.candidates[0] if draft.candidates else ""
    if first.startswith("sumber:organ:"):
        name = organ_name(first)
        return Choice(
            EntityRef(id=first, name=name), (Reason(rule="organ", detail=f"{draft.text!r} is {name}", span=draft.span),)
        )
    entries = [entry for entry in map(read_entries().get, draft.candidates) if entry]
    if not entries:
        return _choose_near(draft, context)
    return _decide(draft, entries, context, published_on)


def _decide(draft: DraftMention, entries: list[Entry], context: Context, published_on: str | None) -> Choice | None:
    scored = [(entry, _clues(draft, entry, context, published_on)) for entry in entries]
    alias = Reason(rule="alias", detail=f"{draft.text!r} names {entries[0].name}", span=draft.span)
    free = draft.rule in FREE_USES or draft.rule == "alias:demonym"
    if len(scored) == 1:
        entry, clues = scored[0]
        if clues or (free and entry.verified) or (free and not entry.id.startswith("Q")):
            return Choice(EntityRef(id=entry.id, name=entry.name), (alias, *clues))
        return None
    scored.sort(key=lambda pair: -len(pair[1]))
    (best, clues), (_, others) = scored[0], scored[1]
    if len(clues) == len(others):
        first = entries[0]
        plain = free and first.verified and first.kind in {"state", "place"}
        if not plain:
            return None
        best, clues = first, next(found for entry, found in scored if entry is first)
    named = Reason(
        rule="alias", detail=f"{draft.text!r} names {best.name}, among {len(entries)} entries", span=draft.span
    )
    return Choice(EntityRef(id=best.id, name=best.name), (named, *clues))


def _clues(draft: DraftMention, entry: Entry, context: Context, published_on: str | None) -> tuple[Reason, ...]:
    """What in the report, besides the name, speaks for an entry."""
    found: list[Reason] = []
    if entry.country in context.countries and entry.kind not in {"state"}:
        word = context.countries[entry.country]
        if word != draft.text:
            found.append(Reason(rule="clue:country", detail=f"its country is named by {word!r}"))
    others = context.names_of.get(entry.id, frozenset()) - {draft.text}
    if others:
        found.append(Reason(rule="clue:other_name", detail=f"the report also calls it {sorted(others)[0]!r}"))
    offices = read_offices().get(entry.id, ()) if entry.kind == "person" else ()
    day = published_on or ""
    held = [
        o
        for o in offices
        if (not o.start or not day or o.start <= day) and (not o.until or not day or day[: len(o.until)] <= o.until)
    ]
    if held and any(office.of in context.countries for office in held):
        found.append(Reason(rule="clue:office", detail=f"{held[0].office.replace('_', ' ')} at the time of the report"))
    return tuple(found)


def _choose_near(draft: DraftMention, context: Context) -> Choice | None:
    """An entry whose name differs by one letter, where only one does and a second clue agrees; marked as such."""
    if (
        draft.antecedent
        or draft.kind not in NEAR_KINDS
        or len(draft.text) < MIN_NEAR_LETTERS
        or not draft.text[0].isupper()
    ):
        return None
    near = find_near_names(draft.text)
    entries = {entry.id: entry for entry in near}
    if len(entries) != 1:
        return None
    entry = next(iter(entries.values()))
    if entry.country not in context.countries:
        return None
    detail = f"{draft.text!r} is one letter from {entry.name!r}; {context.countries[entry.country]!r} agrees"
    return Choice(EntityRef(id=entry.id, name=entry.name), (Reason(rule="near_name", detail=detail, span=draft.span),))
