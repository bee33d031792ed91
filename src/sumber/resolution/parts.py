"""States, and unions of them, that the name of a body names: "Ukraine" in "Ukraine's military intelligence".

They are mentions of their own inside the longer one. Outlets, companies and parties bear the name of a state without
meaning it ("China Daily"), and so do warships; their names are left whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sumber.gazetteer import Alias, AliasMatch, Entry, Names, read_entries, read_names
from sumber.languages import Language
from sumber.languages.tokens import Tokens
from sumber.model import EntityRef, Mention, Reason, Span
from sumber.resolution.town_names import is_whole

BODIES_OF_STATES = frozenset(
    {"military", "ministry", "parliament", "police", "coast_guard", "intelligence", "agency", "body", "court"}
)
"""Kinds of organisations that belong to a state or a union of states."""
UNIONS = frozenset({"alliance", "union"})
PLAIN_USES = frozenset({"name", "short", "demonym"})
SHORTHAND = "compound"


def add_parts(text: str, mentions: Iterable[Mention], language: Language) -> tuple[Mention, ...]:
    """The mentions with those inside them, in the order of the text, a longer one before its parts."""
    names = read_names(language)
    every: list[Mention] = []
    for mention in mentions:
        every.append(mention)
        if _may_hold_parts(mention):
            every.extend(_iter_parts(text, mention, names, language))
    return tuple(every)


def _may_hold_parts(mention: Mention) -> bool:
    """Whether a mention names the body of a state, or a body that no list has."""
    if mention.kind != "organisation":
        return False
    entry = read_entries().get(mention.entity.id) if mention.entity else None
    return entry is None or entry.subkind in BODIES_OF_STATES


def _iter_parts(text: str, mention: Mention, names: Names, language: Language) -> Iterator[Mention]:
    tokens = language.cut_text(mention.text)
    position = 0
    while position < len(tokens.words):
        match = names.find_at(tokens, position)
        position = match.last if match else position + 1
        part = _read_part(text, mention, tokens, match) if match else None
        if part:
            yield part


def _read_part(text: str, mention: Mention, tokens: Tokens, match: AliasMatch) -> Mention | None:
    """The mention of what a listed name inside a body's name means, None where it means no state alone."""
    inside = tokens.span(match.first, match.last)
    span = Span(mention.span.start + inside.start, mention.span.start + inside.end)
    meant = {alias.entry.id: alias.entry for alias in match.aliases if _is_owner(alias.entry)}
    if len(meant) != 1 or span == mention.span or not is_whole(text, span):
        return None
    if not any(_is_plain(alias, mention, match.first) for alias in match.aliases if alias.entry.id in meant):
        return None
    entry = next(iter(meant.values()))
    entity = EntityRef(id=entry.id, name=entry.name)
    if mention.entity == entity:
        return None
    words = span.of(text)
    reason = Reason(rule="part", detail=f"{words!r} in {mention.text!r} names {entry.name}", span=mention.span)
    return Mention(
        span=span, text=words, kind="place" if entry.kind == "state" else "organisation", entity=entity, reasons=(reason,)
    )


def _is_owner(entry: Entry) -> bool:
    return entry.kind == "state" or entry.subkind in UNIONS


def _is_plain(alias: Alias, mention: Mention, first: int) -> bool:
    """Whether a name is used so freely that it names the state here; a shorthand only begins a known body's name ("米海軍")."""
    return alias.use in PLAIN_USES or (alias.use == SHORTHAND and first == 0 and mention.entity is not None)
