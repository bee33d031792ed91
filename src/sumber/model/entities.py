"""Names in the text and the entities they stand for."""

from __future__ import annotations

from typing import Literal

from sumber.model.values import Reason, Span, Value

MentionKind = Literal["person", "organisation", "outlet", "place", "government", "weapon", "other"]


class EntityRef(Value, frozen=True):
    """An entity by identifier (Wikidata's where known, else our own stable one) and canonical name."""

    id: str
    name: str


class DraftMention(Value, frozen=True):
    """A name as found in the text, before it is resolved.

    `candidates` are the gazetteer entries whose names match the words, best first; `rule` says what found it
    ("alias", "organ", "title", "capitals", "abbreviation", "surname" ...). `antecedent` is the fuller mention of the
    same thing earlier in the text (a surname's full name, an abbreviation's long form), None where this is the fullest.
    """

    span: Span
    text: str
    kind: MentionKind
    candidates: tuple[str, ...] = ()
    rule: str = ""
    antecedent: Span | None = None


class Mention(Value, frozen=True):
    """A name in the text, with the entity it was resolved to (None: unresolved) and why."""

    span: Span
    text: str
    kind: MentionKind
    entity: EntityRef | None = None
    reasons: tuple[Reason, ...] = ()
