"""Links, chains, manners and events in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sumber.model import Claim, Event, Link

if TYPE_CHECKING:  # the database is not for commands that only read
    from sumber.ledger.views import Rests


def spell_link(link: Link) -> str:
    """One link in words, with its marks."""
    name = f"‹{link.name}›" if link.role == "unnamed" else link.name or "(publisher not given)"
    unresolved = "?" if link.entity is None and link.role in {"speaker", "relay"} else ""
    return f"{name}{unresolved}{'†' if link.carried else ''}"


def spell_chain(chain: tuple[Link, ...]) -> str:
    """A chain in words, origin first."""
    return " > ".join(spell_link(link) for link in chain)


def spell_manner(claim: Claim) -> str:
    """Mode, stance, and whether hedged or negated."""
    marks = [name for name, on in (("hedged", claim.hedged), ("negated", claim.negated)) if on]
    return ", ".join([claim.mode, claim.stance, *marks])


def spell_event(event: Event) -> str:
    """An event in words: type, actors, recipients, quantity."""
    actors = ", ".join(party.name for party in event.actors)
    recipients = ", ".join(party.name for party in event.recipients)
    parties = f" {actors}" if actors else ""
    parties += f" → {recipients}" if recipients else ""
    quantity = f" ({event.quantity.text})" if event.quantity else ""
    return f"{event.type}{':' if parties else ''}{parties}{quantity}"


def spell_rests(rests: Rests) -> str:
    """What a claim rests on, and the grade proposed for it."""
    parts = (
        spell_base(rests.independent_origins, rests.unknown_origins),
        count_of(rests.outlets, "outlet"),
        count_of(rests.languages, "language"),
        f"proposed grade {rests.grade}",
    )
    return " · ".join(parts)


def spell_base(independent: int, unknown: int) -> str:
    """How many origins proved independent something rests on, and how many further ones there are.

    >>> spell_base(1, 2)
    'rests on 1 independent origin (+2 unknown)'
    """
    further = f" (+{unknown:,} unknown)" if unknown else ""
    return f"rests on {count_of(independent, 'independent origin')}{further}"


def count_of(number: int, what: str) -> str:
    """A number of things.

    >>> count_of(1, "outlet"), count_of(38, "outlet")
    ('1 outlet', '38 outlets')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"
