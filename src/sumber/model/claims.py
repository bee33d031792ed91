"""Claims, their chains and events, raw (draft) and resolved."""

from __future__ import annotations

from typing import Literal

from sumber.model.entities import EntityRef
from sumber.model.values import Quote, Reason, Span, Value

Role = Literal["speaker", "relay", "unnamed", "publisher"]
Mode = Literal["direct", "indirect", "unattributed"]
Stance = Literal["asserts", "alleges", "denies", "predicts", "promises", "warns", "demands", "doubts"]
Tense = Literal["past", "present", "future", "hypothetical"]
EventType = Literal[
    "agree",
    "consult",
    "support",
    "yield",
    "cooperate",
    "aid",
    "retreat",
    "request",
    "accuse",
    "reject",
    "threaten",
    "protest",
    "sanction",
    "mobilize",
    "coerce",
    "assault",
    "develop",
    "produce",
    "test",
    "transfer",
    "deploy",
    "train",
    "other",
]


class Quantity(Value, frozen=True):
    """A number in the text: lowest, best and highest value, its unit, and whether the text hedges it."""

    span: Span
    text: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    unit: str | None = None
    hedged: bool = False


class DraftLink(Value, frozen=True):
    """One link of a raw chain: the words that name it, its cue, and whether an earlier attribution is carried.

    `span` is where the link is named (None for the publisher); `refers_to` is the fuller mention that a pronoun or
    description stands for.
    """

    role: Role
    name: str
    span: Span | None = None
    refers_to: Span | None = None
    carried: bool = False
    cue: Span | None = None
    reasons: tuple[Reason, ...] = ()


class DraftParty(Value, frozen=True):
    """An actor or recipient of an event, by the words that name it."""

    name: str
    span: Span | None = None
    refers_to: Span | None = None


class DraftEvent(Value, frozen=True):
    """What a claim says happened, before names, places and dates are resolved."""

    type: EventType
    actors: tuple[DraftParty, ...] = ()
    recipients: tuple[DraftParty, ...] = ()
    object: str | None = None
    quantity: Quantity | None = None
    place: Span | None = None
    time: Span | None = None
    tense: Tense = "past"
    reasons: tuple[Reason, ...] = ()


class DraftClaim(Value, frozen=True):
    """A claim as the reader found it."""

    span: Span
    text: str
    mode: Mode
    stance: Stance
    chain: tuple[DraftLink, ...]
    hedged: bool = False
    negated: bool = False
    event: DraftEvent | None = None
    confidence: float = 0.5
    reasons: tuple[Reason, ...] = ()


class Link(Value, frozen=True):
    """One link of a claim's chain, resolved: speaker, relay, unnamed source or publisher."""

    role: Role
    name: str
    span: Span | None = None
    carried: bool = False
    cue: Quote | None = None
    entity: EntityRef | None = None
    reasons: tuple[Reason, ...] = ()


class Party(Value, frozen=True):
    """An actor or recipient of an event, resolved where possible; `span` are the words that name it, not always in the claim."""

    name: str
    span: Span | None = None
    entity: EntityRef | None = None


class EventTime(Value, frozen=True):
    """When an event happened: an EDTF value."""

    value: str


class Event(Value, frozen=True):
    """What a claim says happened: type, parties, object, quantity, place, time, tense."""

    type: EventType
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    object: str | None = None
    quantity: Quantity | None = None
    place: Party | None = None
    time: EventTime | None = None
    tense: Tense = "past"


class Claim(Value, frozen=True):
    """One statement that can be true or false, with its chain, stance and event.

    `id` hashes document version, span, chain, stance and event, never confidence or reader.
    """

    id: str
    span: Span
    text: str
    mode: Mode
    stance: Stance
    hedged: bool
    negated: bool
    chain: tuple[Link, ...]
    event: Event | None
    confidence: float
    reasons: tuple[Reason, ...] = ()
