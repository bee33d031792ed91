"""The closed lists the model speaks in; the order is part of the shipped weights."""

from __future__ import annotations

from sumber.model.claims import EventType, Mode, Stance
from sumber.model.entities import MentionKind

MODES: tuple[Mode, ...] = ("direct", "indirect", "unattributed")
STANCES: tuple[Stance, ...] = (
    "asserts",
    "alleges",
    "denies",
    "predicts",
    "promises",
    "warns",
    "demands",
    "doubts",
)
EVENTS: tuple[EventType | None, ...] = (
    None,
    "agree",
    "consult",
    "support",
    "cooperate",
    "aid",
    "yield",
    "request",
    "accuse",
    "reject",
    "threaten",
    "protest",
    "sanction",
    "mobilize",
    "coerce",
    "assault",
    "retreat",
    "develop",
    "produce",
    "test",
    "transfer",
    "deploy",
    "train",
    "other",
)
REFERENCE = "reference"
NAMES: tuple[MentionKind, ...] = ("person", "organisation", "outlet", "place", "weapon")
MENTIONS: tuple[MentionKind | str, ...] = (*NAMES, REFERENCE)
"""Names have a layer of tags of their own; so have references ("he", "a Kremlin official"), which may hold a name."""
RELAY_PLACES = 4
"""A mention is no relay of a claim, or its first, second, or a later one."""
ROLES = ("actor", "recipient", "place")
