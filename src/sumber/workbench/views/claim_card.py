"""A claim as a card beside its report: who says it, how, of what, on what it rests, and why the reader says so."""

from __future__ import annotations

from typing import NamedTuple

from sumber.ledger import Connection
from sumber.ledger.passages import ClaimSpot, count_claims_of, find_claims_within, get_claim_with_reasons
from sumber.ledger.propositions import find_claim_propositions, get_propositions
from sumber.ledger.views import get_text
from sumber.model import Ground, Link, Party, Quantity, Reason, Span
from sumber.workbench.views.highlighting import NumberedClaim
from sumber.workbench.views.parts import cut_parts, find_part
from sumber.workbench.views.report import MOST_CLAIMS, Shelved, number_claims

_AROUND = 30


class Quoted(NamedTuple):
    """A reason with the words it points to."""

    about: str
    reason: Reason
    words: str


class Card(NamedTuple):
    """All about one claim of a report, with those that share words with it; the reading has `total` claims.

    `reasons` are why the reader found the claim and each link, `grounds` why its proposition has the proposed grade.
    """

    shelved: Shelved
    claim: NumberedClaim
    reasons: tuple[Quoted, ...]
    grounds: tuple[Ground, ...]
    sharing: tuple[NumberedClaim, ...]
    parts: tuple[Span, ...]
    total: int

    @property
    def origin(self) -> Link | None:
        """Who says it in the first place."""
        chain = self.claim.kept.claim.chain
        return chain[0] if chain else None

    def find_address(self, span: Span | None, here: int) -> str | None:
        """Where the words of a span stand, seen from a part of the text (from 1); None where nothing tells the place."""
        if span is None:
            return None
        part = find_part(list(self.parts), span.start) + 1
        anchor = f"at-{span.start}"
        return (
            f"#{anchor}"
            if part == here
            else self.shelved.place.to(part=part, claim=self.claim.kept.claim.id, at=anchor)
        )


def read_card(connection: Connection, project: int, shelved: Shelved, spot: ClaimSpot) -> Card:
    """The card of a claim."""
    text = get_text(connection, shelved.version.text_sha256)
    (claim,) = number_claims(connection, project, [spot])
    reading = shelved.version.reading
    near = find_claims_within(connection, reading.no, spot.span, MOST_CLAIMS) if reading else []
    return Card(
        shelved=shelved,
        claim=claim,
        reasons=_read_reasons(connection, spot, text),
        grounds=_find_grounds(connection, project, claim, shelved.document.id),
        sharing=tuple(number_claims(connection, project, [each for each in near if each.no != spot.no])),
        parts=tuple(cut_parts(text)),
        total=count_claims_of(connection, reading.no) if reading else 0,
    )


def _read_reasons(connection: Connection, spot: ClaimSpot, text: str) -> tuple[Quoted, ...]:
    whole = get_claim_with_reasons(connection, spot.no)
    told = [("", reason) for reason in whole.reasons]
    told += [(link.name, reason) for link in whole.chain for reason in link.reasons]
    return tuple(Quoted(about, reason, _quote(reason.span, spot.span, text)) for about, reason in told)


def _quote(span: Span | None, claim: Span, text: str) -> str:
    """The words of a reason with a little around them; none where they are the claim itself."""
    if span is None or span == claim:
        return ""
    return text[max(0, span.start - _AROUND) : span.end + _AROUND]


def _find_grounds(connection: Connection, project: int, claim: NumberedClaim, document: str) -> tuple[Ground, ...]:
    identity = claim.kept.claim.id
    home = find_claim_propositions(connection, project, [identity]).get((document, identity))
    if home is None:
        return ()
    return get_propositions(connection, [home])[home].grade.grounds


def list_parties(card: Card) -> dict[str, tuple[Party, ...]]:
    """The parties of a claim's event and its place, by what they are in it."""
    event = card.claim.kept.claim.event
    if event is None:
        return {}
    named = {"actors": event.actors, "recipients": event.recipients, "place": (event.place,) if event.place else ()}
    return {role: parties for role, parties in named.items() if parties}


def spell_quantity(quantity: Quantity) -> str:
    """The lowest and the highest value of a quantity, with the best one where it is another, and what is counted.

    >>> spell_quantity(Quantity(span=Span(0, 8), text="40 to 50", low=40.0, best=45.0, high=50.0, unit="vehicles"))
    '40–50 (45) vehicles'
    """
    ends = [value for value in (quantity.low, quantity.high) if value is not None]
    told = "–".join(dict.fromkeys(f"{value:,.12g}" for value in ends))
    best = f"{quantity.best:,.12g}" if quantity.best is not None and quantity.best not in ends else ""
    return " ".join(filter(None, (told, f"({best})" if best and told else best, quantity.unit)))
