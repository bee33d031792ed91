"""Descriptions that stand for a state named before: "negara Asia Timur itu", "the Gulf kingdom" (`descriptions.toml`).

Which state is meant: the latest one named before in the report that lies in that part of the world.
"""

from __future__ import annotations

from functools import cache

import msgspec

from sumber.gazetteer import read_entries, read_regions
from sumber.languages import Language
from sumber.languages.phrases import PhraseTable
from sumber.languages.tokens import Tokens
from sumber.model import DraftMention

PLACEHOLDER = "{region}"
RULE = "description"


class _Descriptions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Patterns with `{region}`, and the words for each part of the world."""

    patterns: tuple[str, ...]
    regions: dict[str, str]


@cache
def read_descriptions(language: Language) -> PhraseTable[str]:
    """Every description a language has, with the region it names; empty where the language has none."""
    settings = language.find_settings("descriptions")
    if settings is None:
        return PhraseTable(())
    data = msgspec.convert(settings, _Descriptions)
    return PhraseTable(
        (
            (pattern.replace(PLACEHOLDER, words), region)
            for words, region in data.regions.items()
            for pattern in data.patterns
        ),
        language.cut_text,
    )


def add_descriptions(
    text: str, tokens: Tokens, language: Language, mentions: tuple[DraftMention, ...]
) -> tuple[DraftMention, ...]:
    """Mentions with the descriptions of states among them, each with the state it stands for; others stay out."""
    table = read_descriptions(language)
    added: list[DraftMention] = []
    for match in table.iter_matches(tokens):
        span = tokens.span(match.first, match.last)
        meant = _latest_state(mentions, span.start, read_regions()[match.payload])
        if meant is None:
            continue
        added.append(
            DraftMention(
                span=span,
                text=span.of(text),
                kind="place",
                candidates=meant.candidates,
                rule=RULE,
                antecedent=meant.span,
            )
        )
    if not added:
        return mentions
    free = [mention for mention in mentions if not any(mention.span.overlaps(new.span) for new in added)]
    return tuple(sorted((*free, *added), key=lambda mention: mention.span.start))


def _latest_state(mentions: tuple[DraftMention, ...], before: int, states: frozenset[str]) -> DraftMention | None:
    entries = read_entries()
    found: DraftMention | None = None
    for mention in mentions:
        if mention.span.start >= before:
            break
        first = mention.candidates[0] if mention.candidates else ""
        if first in states and first in entries and entries[first].kind == "state":
            found = mention
    return found
