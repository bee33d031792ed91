"""The fields of a claim that a person may correct: what they are called, what they take, and what a claim holds in them."""

from __future__ import annotations

from typing import Any, Final, get_args

from sumber.model import Claim, EventType, Mode, Party, Stance, Tense

TRUTH: Final = {"true": True, "yes": True, "false": False, "no": False}
CLOSED: Final[dict[str, tuple[str, ...]]] = {
    "stance": get_args(Stance),
    "mode": get_args(Mode),
    "event": get_args(EventType),
    "tense": get_args(Tense),
    "hedged": tuple(TRUTH),
    "negated": tuple(TRUTH),
}
"""Fields that take one of these words."""
LISTS: Final = ("actor", "recipient")
"""Fields that take any number of names."""
FREE: Final = ("origin", "object", "quantity", "place", "time")
"""Fields that take any words, or none."""


def fields_of(claim: Claim) -> dict[str, Any]:
    """What a claim was read as, by the fields that may be corrected; those of an event are None where it tells of none."""
    event = claim.event
    return {
        "stance": claim.stance,
        "mode": claim.mode,
        "hedged": claim.hedged,
        "negated": claim.negated,
        "origin": claim.chain[0].name if claim.chain else None,
        "event": event.type if event else None,
        "tense": event.tense if event else None,
        "actor": [party.name for party in event.actors] if event else [],
        "recipient": [party.name for party in event.recipients] if event else [],
        "object": event.object if event else None,
        "quantity": event.quantity.text if event and event.quantity else None,
        "place": _name(event.place) if event else None,
        "time": event.time.value if event and event.time else None,
    }


def _name(party: Party | None) -> str | None:
    return party.name if party else None
