"""Claims made by hand for tests of dossiers."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sumber.ledger.views import KeptClaim, KeptDocument, Rests
from sumber.model import Claim, EntityRef, Event, EventTime, Link, Party, Quantity, Span

_NUMBERS = count(1)
IDS = {"Norway": "Q20", "Fiji": "Q712", "Tonga": "Q678"}


@dataclass(frozen=True)
class Telling:
    """What a claim tells, with a usual value for all that a case does not say."""

    type: str = "transfer"
    actors: tuple[str, ...] = ("Norway",)
    recipients: tuple[str, ...] = ("Fiji",)
    object: str | None = None
    numbers: tuple[float, float] | None = None
    days: tuple[str, str] | None = None
    tense: str = "past"
    stance: str = "asserts"
    hedged: bool = False
    negated: bool = False
    chain: tuple[tuple[str, str], ...] = (("speaker", "Ivo Merrin"), ("publisher", "Halden Post"))
    proposition: str | None = None
    published: str | None = "2025-02-10"
    document: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def make_claim(telling: Telling) -> KeptClaim:
    """A kept claim that tells so."""
    number = next(_NUMBERS)
    quantity = None
    if telling.numbers:
        low, high = telling.numbers
        quantity = Quantity(span=Span(0, 1), text=f"{low:g}", low=low, best=low, high=high)
    event = Event(
        type=telling.type,  # type: ignore[arg-type]  # a case gives one of the closed list
        actors=tuple(map(_party, telling.actors)),
        recipients=tuple(map(_party, telling.recipients)),
        object=telling.object,
        quantity=quantity,
        time=EventTime(value="/".join(dict.fromkeys(telling.days))) if telling.days else None,
        tense=telling.tense,  # type: ignore[arg-type]  # same
    )
    claim = Claim(
        id=f"claim{number:04}",
        span=Span(number, number + 5),
        text=f"words {number}",
        mode="indirect",
        stance=telling.stance,  # type: ignore[arg-type]  # same
        hedged=telling.hedged,
        negated=telling.negated,
        chain=tuple(Link(role=role, name=name) for role, name in telling.chain),  # type: ignore[arg-type]  # same
        event=event,
        confidence=0.7,
    )
    earliest, latest = telling.days or (None, None)
    rests = Rests(telling.proposition, 1, 0, 1, 1, "6") if telling.proposition else None
    document = _document(telling.document or f"document{number}", telling.published)
    return KeptClaim(claim=claim, document=document, earliest=earliest, latest=latest, rests=rests)


def _party(name: str) -> Party:
    identity = IDS.get(name)
    return Party(name=name, entity=EntityRef(id=identity, name=name) if identity else None)


def _document(name: str, published: str | None) -> KeptDocument:
    return KeptDocument(
        id=name,
        caller_id=name,
        publisher="Halden Post",
        url=None,
        title=None,
        language="en",
        published_at=published,
        byline=None,
        synthetic=True,
        kept_at="2025-03-01T00:00:00.000Z",
        version=1,
        text_sha256="0" * 64,
        reader=None,
        claims=1,
    )
