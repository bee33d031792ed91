"""Claims from a model's answer, whatever it holds: each word must stand in the report, what does not is counted."""

from __future__ import annotations

from typing import Any, Final, NamedTuple, get_args

from sumber.model import (
    Document,
    DraftClaim,
    DraftEvent,
    DraftLink,
    DraftParty,
    EventType,
    Mode,
    Reason,
    Role,
    Span,
    Stance,
)
from sumber.reading.llm.words import Finder

CONFIDENCE: Final = 0.5
MOST_CLAIMS: Final = 10_000
_MOST_NAMES: Final = 100
"""More links of a chain, or parties of a side, than any report has."""


class Rejected(NamedTuple):
    """How many claims and parties were rejected because their words are not in the report, or are no words."""

    claims: int = 0
    parties: int = 0

    def plus(self, other: Rejected) -> Rejected:
        """Both together."""
        return Rejected(self.claims + other.claims, self.parties + other.parties)

    def __str__(self) -> str:
        return (
            f"{self.claims} claim{'' if self.claims == 1 else 's'} and "
            f"{self.parties} part{'y' if self.parties == 1 else 'ies'} rejected because their words are not in the report"
        )


def read_claims(document: Document, content: dict[str, Any]) -> tuple[tuple[DraftClaim, ...], Rejected]:
    """The claims of an answer whose words stand in the report, in its order, and what was rejected."""
    told = content.get("claims")
    listed = told if isinstance(told, list) else []
    finder = Finder(document.text)
    claims: dict[Span, DraftClaim] = {}
    rejected = Rejected(claims=max(0, len(listed) - MOST_CLAIMS))
    for each in listed[:MOST_CLAIMS]:
        claim, parties = _read_claim(document, each, finder) if isinstance(each, dict) else (None, 0)
        if claim is None:
            rejected = rejected.plus(Rejected(claims=1))
        else:
            rejected = rejected.plus(Rejected(parties=parties))
            claims.setdefault(claim.span, claim)
    return tuple(sorted(claims.values(), key=lambda claim: claim.span.start)), rejected


def _read_claim(document: Document, told: dict[str, Any], finder: Finder) -> tuple[DraftClaim | None, int]:
    """A claim, None where its words or those of its sources are not in the report; and how many parties were dropped."""
    span = finder.find_next(told.get("text"))
    links = _read_chain(document, told.get("chain"), finder, span) if span else None
    if span is None or links is None:
        return None, 0
    event, dropped = _read_event(told, finder, span)
    mode: Mode = _one_of(told.get("mode"), Mode, "indirect") if links else "unattributed"
    claim = DraftClaim(
        span=span,
        text=span.of(document.text),
        mode="indirect" if links and mode == "unattributed" else mode,
        stance=_one_of(told.get("stance"), Stance, "asserts"),
        chain=(*links, DraftLink(role="publisher", name=document.publisher or "")),
        hedged=told.get("hedged") is True,
        negated=told.get("negated") is True,
        event=event,
        confidence=CONFIDENCE,
        reasons=(Reason(rule="llm:claim", detail="the model marked these words", span=span),),
    )
    return claim, dropped


def _read_chain(document: Document, told: object, finder: Finder, span: Span) -> list[DraftLink] | None:
    """The links before the publisher; None where one is no link, or its words are not in the report."""
    links: list[DraftLink] = []
    if told is None:
        return links
    if not isinstance(told, list) or len(told) > _MOST_NAMES:
        return None
    for each in told:
        place = finder.find_near(each.get("name"), span) if isinstance(each, dict) else None
        if place is None:
            return None
        name = place.of(document.text)
        if _is_same_outlet(name, document.publisher) or any(name == other.name for other in links):
            continue
        role: Role = "relay" if links else "unnamed" if each.get("role") == "unnamed" else "speaker"
        reason = Reason(rule="llm:link", detail=f"the model named {name!r}", span=place)
        links.append(DraftLink(role=role, name=name, span=place, reasons=(reason,)))
    return links


def _is_same_outlet(name: str, publisher: str | None) -> bool:
    """Whether a link names the outlet that prints the report, which ends every chain as it is."""
    return name.casefold().removeprefix("the ") == (publisher or "").casefold().removeprefix("the ")


def _read_event(told: dict[str, Any], finder: Finder, span: Span) -> tuple[DraftEvent | None, int]:
    """What a claim says happened, and how many of its parties were dropped."""
    kind = told.get("event")
    if not isinstance(kind, str) or kind == "none":
        return None, 0
    actors, lost_actors = _read_parties(told.get("actors"), finder, span)
    recipients, lost_recipients = _read_parties(told.get("recipients"), finder, span)
    event = DraftEvent(type=_one_of(kind, EventType, "other"), actors=actors, recipients=recipients)
    return event, lost_actors + lost_recipients


def _read_parties(told: object, finder: Finder, span: Span) -> tuple[tuple[DraftParty, ...], int]:
    """The parties whose words stand in the report, and how many others there were."""
    if told is None:
        return (), 0
    listed = told if isinstance(told, list) else [told]
    places = [place for name in listed[:_MOST_NAMES] if (place := finder.find_near(name, span))]
    parties = (DraftParty(name=place.of(finder.text), span=place) for place in dict.fromkeys(places))
    return tuple(parties), len(listed) - len(places)


def _one_of(value: object, kinds: Any, otherwise: Any) -> Any:
    """The value where it is one of a closed list, else what stands for it."""
    return value if isinstance(value, str) and value in get_args(kinds) else otherwise
