"""States, their capitals and unions of them that the name of a body names: "Ukraine" in "Ukraine's military intelligence".

They are mentions of their own inside the longer one. Outlets, companies and parties bear the name of a state without
meaning it ("China Daily"), and so do warships; their names are left whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from sumber.gazetteer import Alias, AliasMatch, Entry, Names, read_entries, read_names
from sumber.languages import Language
from sumber.languages.tokens import Tokens
from sumber.model import EntityRef, Mention, Reason, Span
from sumber.resolution.town_names import is_whole, script_of

BODIES_OF_STATES = frozenset(
    {"military", "ministry", "parliament", "police", "coast_guard", "intelligence", "agency", "body", "court"}
)
"""Kinds of organisations that belong to a state or a union of states."""
FORCES = frozenset({"military", "coast_guard"})
UNIONS = frozenset({"alliance", "union"})
CAPITAL = "capital"
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
    """Whether a mention names the body of a state, or a body or outlet that no list has."""
    entry = read_entries().get(mention.entity.id) if mention.entity else None
    if mention.kind == "outlet":
        return mention.entity is None
    return mention.kind == "organisation" and (entry is None or entry.subkind in BODIES_OF_STATES)


def _iter_parts(text: str, mention: Mention, names: Names, language: Language) -> Iterator[Mention]:
    tokens = language.cut_text(mention.text)
    count, position = len(tokens.words), 0
    while position < count:
        longest = names.find_at(tokens, position, count if position == 0 else None)
        match = longest
        part = None
        # A listed name may begin with the state that the whole of it is not: "Israel Defense Forces", 国連安保理.
        while match and part is None:
            part = _read_part(text, mention, tokens, match, language)
            match = names.find_at(tokens, position, match.last)
        if part:
            yield part
        position = longest.last if longest else position + 1


def _read_part(text: str, mention: Mention, tokens: Tokens, match: AliasMatch, language: Language) -> Mention | None:
    """The mention of what a listed name inside a body's name means, None where it means no state alone."""
    inside = tokens.span(match.first, match.last)
    if _goes_on(mention.text, inside, language):
        return None
    span = Span(mention.span.start + inside.start, mention.span.start + inside.end)
    meant = {alias.entry.id: alias.entry for alias in match.aliases if _is_owner(alias.entry)}
    if len(meant) != 1 or span == mention.span or not is_whole(text, span):
        return None
    if not any(_is_plain(alias, mention, match.first) for alias in match.aliases if alias.entry.id in meant):
        return None
    if mention.entity is None and _runs_on_spaced(tokens, match.last):
        return None
    entry = next(iter(meant.values()))
    entity = EntityRef(id=entry.id, name=entry.name)
    if mention.entity == entity:
        return None
    words = span.of(text)
    reason = Reason(rule="part", detail=f"{words!r} in {mention.text!r} names {entry.name}", span=mention.span)
    return Mention(
        span=span,
        text=words,
        kind="organisation" if entry.kind == "organisation" else "place",
        entity=entity,
        reasons=(reason,),
    )


def _is_owner(entry: Entry) -> bool:
    return entry.kind == "state" or entry.subkind in UNIONS or (entry.subkind == CAPITAL and bool(entry.stands_for))


def _is_plain(alias: Alias, mention: Mention, first: int) -> bool:
    """Whether a name is used so freely that it names the state here.

    Of an outlet only a plain name does ("surat kabar Lebanon Al-Manara"). A shorthand only begins the name of a known
    body ("米国務省"); of forces it makes one word (米軍, 미군), no two names.
    """
    if mention.kind == "outlet":
        return alias.use == "name"
    if alias.use in PLAIN_USES:
        return True
    entry = read_entries().get(mention.entity.id) if mention.entity else None
    return alias.use == SHORTHAND and first == 0 and entry is not None and entry.subkind not in FORCES


def _runs_on_spaced(tokens: Tokens, last: int) -> bool:
    """Whether a word of Hangul goes on behind a part: 인도 is no India in 인도주의 단체."""
    if not 0 < last < len(tokens.words) or script_of(tokens.words[last][:1]) != "HANGUL":
        return False
    return tokens.starts[last] == tokens.ends[last - 1]


def _goes_on(words: str, span: Span, language: Language) -> bool:
    """Whether a name of several signs takes some of the word behind it: 米国 in 米|国務省."""
    behind = words[span.start :]
    return any(behind.startswith(word) and len(word) > span.length > 1 for word in _shorter_words(language))


@cache
def _shorter_words(language: Language) -> tuple[str, ...]:
    return tuple(row["words"] for row in language.read_table("names") if row["means"] == "shorter")
