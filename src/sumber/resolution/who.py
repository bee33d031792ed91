"""What a name can mean: every entry that bears it, the towns of that name, and longer names that hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from sumber.gazetteer import (
    Alias,
    Entry,
    EntryKind,
    Names,
    find_geo_places,
    find_near_names,
    organ_by_role,
    organ_name,
    read_entries,
    read_names,
    read_offices,
)
from sumber.languages import Language
from sumber.languages.inflection import Inflection, find_inflection
from sumber.model import EntityRef, Span, Value
from sumber.resolution.town_names import may_name_town
from sumber.resolution.who_alone import Verdict, read_alone

Checked = Literal["yes", "own", "no"]
Form = Literal["as listed", "other form"]
ORGAN = "organ"
MOST_LONGER = 200
"""Entries with longer names that are kept: a word such as "Air" stands in hundreds."""


class NameUse(Value, frozen=True):
    """One alias under which a language calls an entry, how freely, and whether the name is it or another form of it."""

    language: str
    alias: str
    use: str
    form: Form = "as listed"


class Held(Value, frozen=True):
    """An office, of what, and from when to when (empty: unknown or open)."""

    office: str
    of: str
    start: str = ""
    until: str = ""


class Bearer(Value, frozen=True):
    """An entry that bears the name.

    `checked` tells whether its Wikidata id was checked against a second source; "own" ids are the project's own, there
    is nothing to check.
    """

    entity: EntityRef
    kind: str
    subkind: str
    country: EntityRef | None
    checked: Checked
    offices: tuple[Held, ...]
    uses: tuple[NameUse, ...]


class Longer(Value, frozen=True):
    """An entry whose longer names hold the name as a word, with these names and the languages that have them."""

    entity: EntityRef
    kind: EntryKind
    names: tuple[str, ...]
    languages: tuple[str, ...]


class Town(Value, frozen=True):
    """A populated place of GeoNames; `form` is the listed name where the name asked for is another form of it."""

    entity: EntityRef
    country: EntityRef | None
    population: int
    form: str = ""


class Meaning(Value, frozen=True):
    """All that is known of a name in the languages asked for."""

    name: str
    published: str | None
    languages: tuple[str, ...]
    bearers: tuple[Bearer, ...]
    towns: tuple[Town, ...]
    longer: tuple[Longer, ...]
    near: tuple[Bearer, ...]
    alone: tuple[Verdict, ...]

    @property
    def known(self) -> bool:
        """Whether anything bears the name, whole or within a longer one."""
        return bool(self.bearers or self.towns or self.longer or self.near)


def explain_name(name: str, languages: Sequence[Language], published_on: str | None = None) -> Meaning:
    """What a name can mean in these languages, and what it means standing alone in a report of that day."""
    name = " ".join(name.split())
    uses: dict[str, list[NameUse]] = {}
    for language in languages:
        for entry_id, use in _iter_uses(name, language):
            found = uses.setdefault(entry_id, [])
            if use not in found:
                found.append(use)
    # A name begins with a capital where its script has them: "as" is no name, "AS" is one.
    large = not name[:1].islower()
    near = [entry.id for entry in find_near_names(name)] if large else []
    return Meaning(
        name=name,
        published=published_on,
        languages=tuple(language.code for language in languages),
        bearers=tuple(_bearer(entry_id, tuple(found)) for entry_id, found in uses.items()),
        towns=tuple(_find_towns(name, languages)) if large else (),
        longer=_find_longer(name, languages) if large else (),
        near=tuple(_bearer(entry_id, ()) for entry_id in near if entry_id not in uses),
        alone=tuple(
            read_alone(name, language, _candidates_of_organ(name, language), published_on) for language in languages
        ),
    )


def other_spellings(name: str, languages: Sequence[Language]) -> tuple[str, ...]:
    """The name in other letter case, where only that bears something: "AS" for "as", "Kim" for "kim"."""
    cases = dict.fromkeys((name.upper(), name.title(), name.capitalize()))
    return tuple(
        case for case in cases if case != name and any(read_names(each).find_every(case) for each in languages)
    )


def _iter_uses(name: str, language: Language) -> Iterator[tuple[str, NameUse]]:
    names = read_names(language)
    tokens = language.cut_text(name)
    for alias in names.find_every(name):
        same = tuple(word.lower() for word in alias.words) == tuple(word.lower() for word in tokens.words)
        form: Form = "as listed" if same else "other form"
        yield alias.entry.id, NameUse(language=language.code, alias=alias.text, use=alias.use, form=form)
    listed = {alias.entry.id for alias in names.find_every(name)}
    for organ in set(_candidates_of_organ(name, language)) - listed:
        yield organ, NameUse(language=language.code, alias=name, use=ORGAN)


def _candidates_of_organ(name: str, language: Language) -> tuple[str, ...]:
    """The organ of a state that the whole name calls by its words and the state's name: "Kementerian Pertahanan Rusia"."""
    names, tokens = read_names(language), language.cut_text(name)
    count = len(tokens.words)
    before = next((found for found in names.find_patterns_before(tokens, 0) if not found[1].after), None)
    if before and before[0] < count:
        state = names.find_at(tokens, before[0])
        if state and state.last == count:
            return _organ(state.aliases, before[1].role)
    state = names.find_at(tokens, 0) if count else None
    after = names.find_pattern_after(tokens, state.last) if state else None
    if state and after and after[0] == count and not after[1].before:
        return _organ(state.aliases, after[1].role)
    return ()


def _organ(aliases: Iterable[Alias], role: str) -> tuple[str, ...]:
    owner = next(
        (a.entry.stands_for or a.entry.id for a in aliases if a.entry.kind == "state" or a.entry.stands_for), ""
    )
    if not owner or role == "government":
        return (owner,) if owner else ()
    entry = organ_by_role().get((role, owner))
    return (entry.id if entry else f"sumber:organ:{role}:{owner}",)


def _bearer(entry_id: str, uses: tuple[NameUse, ...]) -> Bearer:
    entry = read_entries().get(entry_id)
    if entry is None:
        return Bearer(
            entity=EntityRef(id=entry_id, name=organ_name(entry_id)),
            kind="organisation",
            subkind="organ",
            country=_reference(entry_id.rsplit(":", 1)[-1]),
            checked="own",
            offices=(),
            uses=uses,
        )
    return Bearer(
        entity=EntityRef(id=entry.id, name=entry.name),
        kind=entry.kind,
        subkind=entry.subkind,
        country=_reference(entry.country),
        checked=_checked(entry),
        offices=tuple(_held(entry.id)),
        uses=uses,
    )


def _checked(entry: Entry) -> Checked:
    if not entry.id.startswith("Q"):
        return "own"
    return "yes" if entry.verified else "no"


def _held(person: str) -> Iterator[Held]:
    for office in read_offices().get(person, ()):
        body = read_entries().get(office.of)
        yield Held(
            office=office.office.replace("_", " "),
            of=body.name if body else office.of,
            start=office.start,
            until=office.until,
        )


def _reference(entry_id: str) -> EntityRef | None:
    entry = read_entries().get(entry_id)
    return EntityRef(id=entry.id, name=entry.name) if entry else None


def _find_towns(name: str, languages: Sequence[Language]) -> Iterator[Town]:
    """The towns of a name as written; else of what it may be a form of in one of the languages."""
    forms = [name]
    for language in languages:
        inflection = find_inflection(language, "noun")
        bent = inflection is not None and may_name_town(name, Span(0, len(name)), language) and " " not in name
        forms.extend(inflection.bases(name.lower()) if inflection and bent else ())
    for form in dict.fromkeys(forms):
        towns = find_geo_places(form)
        for town in towns:
            entry = read_entries().get(town.own)
            yield Town(
                entity=EntityRef(id=town.id, name=entry.name if entry else town.name),
                country=_reference(town.country),
                population=town.population,
                form="" if form == name else form,
            )
        if towns:
            return


def _find_longer(name: str, languages: Sequence[Language]) -> tuple[Longer, ...]:
    """Longer names that hold the name as a word or words, states and persons with the most names first."""
    found: dict[str, tuple[Entry, dict[str, None], dict[str, None]]] = {}
    for language in languages:
        for alias in _iter_holding(name, language):
            _, names, codes = found.setdefault(alias.entry.id, (alias.entry, {}, {}))
            names[alias.text] = codes[language.code] = None
    rows = [
        Longer(
            entity=EntityRef(id=entry.id, name=entry.name), kind=entry.kind, names=tuple(names), languages=tuple(codes)
        )
        for entry, names, codes in found.values()
    ]
    rows.sort(key=lambda row: (KIND_ORDER.index(row.kind), -len(row.names), row.entity.name))
    return tuple(rows[:MOST_LONGER])


KIND_ORDER: tuple[EntryKind, ...] = ("state", "person", "place", "organisation", "outlet", "weapon")


def _iter_holding(name: str, language: Language) -> Iterator[Alias]:
    """The aliases of a language that hold the name's words one after another, each in any form."""
    if language.cut == "characters" and len(name) < 2:
        return
    tokens = language.cut_text(name)
    inflection = find_inflection(language, "noun")
    count = len(tokens.words)
    wanted = [_forms(word, inflection) for word in tokens.lowers]
    if not count or not all(wanted):
        return
    names: Names = read_names(language)
    for words, aliases in names.iter_groups():
        if len(words) > count and any(_stands_at(wanted, words, p) for p in range(len(words) - count + 1)):
            yield from (alias for alias in aliases if _is_as_large(alias, wanted))


def _forms(word: str, inflection: Inflection | None) -> frozenset[str]:
    return frozenset((word, *(inflection.bases(word) if inflection else ())))


def _stands_at(wanted: Sequence[frozenset[str]], words: tuple[str, ...], position: int) -> bool:
    return all(words[position + place] in forms for place, forms in enumerate(wanted))


def _is_as_large(alias: Alias, wanted: Sequence[frozenset[str]]) -> bool:
    """Whether the name's first word begins with a capital in the longer name too, where its script has them."""
    own = next((word for word in alias.words if word.lower() in wanted[0]), "")
    return not own[:1].islower()
