"""Links, chains, manners and events in words."""

from __future__ import annotations

from sumber.model import Claim, Event, Link


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
