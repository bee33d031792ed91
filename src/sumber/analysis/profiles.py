"""What of a report and of each of its claims is compared with others, and nothing else of them.

A profile is a function of one reading alone, so it does not matter what came before or after it.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from sumber.model import Mode, Span, Stance
from sumber.model.claims import EventType, Role, Tense

NameWeight = Literal["state", "name", "outlet"]


class Profile(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """Base of the values that a profile is made of; kept packed, field by field."""


class NameProfile(Profile, frozen=True):
    """A name as it is shown, and its keys: the entity's id where known, and the sounds of its words."""

    name: str
    keys: frozenset[str]
    weight: NameWeight


class NumberProfile(Profile, frozen=True):
    """A number of a text: its lowest and highest value, the words that count, and whether it is hedged."""

    low: float
    high: float
    unit: str
    hedged: bool
    span: Span


class LinkProfile(Profile, frozen=True):
    """A link of a chain: its role, its name as printed, and its keys."""

    role: Role
    name: str
    entity: str | None
    keys: frozenset[str]


class ClaimProfile(Profile, frozen=True):
    """What of a claim is compared with other claims.

    `first` and `last` are days since 0001-01-01 between which the event lies, None where nothing tells. `order` is the
    claim's place in its report, 0.0 to 1.0; `is_lead` where it stands in the headline or the first sentences.
    `vector` holds the claim's two vectors, what it says and what it is about, a signed byte a number; empty where no encoder
    was at hand.
    """

    id: str
    span: Span
    text: str
    mode: Mode
    stance: Stance
    hedged: bool
    negated: bool
    chain: tuple[LinkProfile, ...]
    event: EventType | None
    tense: Tense | None
    actors: tuple[NameProfile, ...]
    recipients: tuple[NameProfile, ...]
    place: NameProfile | None
    names: tuple[NameProfile, ...]
    numbers: tuple[NumberProfile, ...]
    first: int | None
    last: int | None
    words: frozenset[str]
    order: float
    is_lead: bool
    has_access: bool
    vector: bytes = b""

    @property
    def origin(self) -> LinkProfile:
        """Who says it: the first link."""
        return self.chain[0]


class DocumentProfile(Profile, frozen=True):
    """What of a report is compared with other reports.

    `published` is the day of publication as days since 0001-01-01. `shingles` are hashes of the text's runs of words,
    all of them for the comparison of two, `keys` those by which others like it are looked up.
    """

    id: str
    language: str | None
    publisher: LinkProfile
    published: int | None
    names: tuple[NameProfile, ...]
    claims: tuple[ClaimProfile, ...]
    sentences: tuple[tuple[Span, frozenset[int]], ...]


VERSION: Final = 2
"""Counts up whenever a profile of the same reading, or one of its keys, would come out otherwise."""
