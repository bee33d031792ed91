"""Where the rules of a language and the model disagree on who says a claim, a recorded rule decides.

A report word that the rules found with its source in the claim's own sentence wins: it is there in black and white. Where
the rules found none, or only carried an earlier source on, the model's reach wins. A language whose words run on may let
only some origins overrule the model (`overruling`); there the model's longer chain from the same origin stays.
"""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from sumber.model import DraftClaim, DraftLink, Reason, Span

SAME_CLAIM = 0.5
NEARBY = 6


def vote(
    modelled: tuple[DraftClaim, ...],
    ruled: tuple[DraftClaim, ...],
    overruling: frozenset[str] | None = None,
    persons: frozenset[Span] = frozenset(),
) -> tuple[DraftClaim, ...]:
    """The model's claims, with the rules' chain where their words are the stronger evidence; each vote gives its reason.

    `overruling` are the roles of an origin with which the rules win, None for every role; `persons` the places of
    persons' names, which no wider phrase replaces.
    """
    return tuple(_vote(claim, _find_partner(claim, ruled), overruling, persons) for claim in modelled)


def _find_partner(claim: DraftClaim, ruled: tuple[DraftClaim, ...]) -> DraftClaim | None:
    """The rules' claim over (nearly) the same words, None where there is none."""
    at = bisect_left(ruled, claim.span.start, key=lambda other: other.span.start)
    near = ruled[max(0, at - NEARBY) : at + NEARBY]
    best = max(near, key=lambda other: other.span.jaccard(claim.span), default=None)
    return best if best is not None and best.span.jaccard(claim.span) >= SAME_CLAIM else None


def _vote(
    claim: DraftClaim, partner: DraftClaim | None, overruling: frozenset[str] | None, persons: frozenset[Span]
) -> DraftClaim:
    if partner is None or not _is_explicit(partner):
        return claim
    if overruling is not None and "wider" in overruling and _is_wider(claim, partner, persons):
        why = Reason(rule="vote:wider", detail=f"the rules' {partner.chain[0].name!r} holds {claim.chain[0].name!r}")
        return msgspec.structs.replace(
            claim, chain=(partner.chain[0], *claim.chain[1:]), reasons=(*claim.reasons, *partner.reasons, why)
        )
    if overruling is not None and (partner.chain[0].role not in overruling or _reaches_further(claim, partner)):
        return claim
    if _names(partner) == _names(claim):
        agreed = Reason(rule="vote:agreed", detail="rules and model name the same sources")
        return msgspec.structs.replace(claim, chain=partner.chain, reasons=(*claim.reasons, agreed))
    told = " > ".join(link.name for link in claim.chain[:-1]) or "the printing outlet itself"
    reason = Reason(rule="vote:cue", detail=f"the rules' report word decides; the model had {told!r}")
    return msgspec.structs.replace(
        claim, chain=partner.chain, mode=partner.mode, reasons=(*claim.reasons, *partner.reasons, reason)
    )


def _is_explicit(claim: DraftClaim) -> bool:
    """Whether the claim's origin stands with a report word of its own, not carried on from before."""
    first = claim.chain[0]
    return len(claim.chain) > 1 and first.cue is not None and not first.carried


def _reaches_further(claim: DraftClaim, partner: DraftClaim) -> bool:
    """Whether the model led the rules' own origin on through more links, which may stand in other sentences."""
    return len(claim.chain) > len(partner.chain) and _is_same(claim.chain[0], partner.chain[0])


def _is_wider(claim: DraftClaim, partner: DraftClaim, persons: frozenset[Span]) -> bool:
    """Whether the rules found an unnamed origin of which the model's is only a part: 防衛省 in 防衛省幹部."""
    wide, narrow = partner.chain[0], claim.chain[0]
    if len(claim.chain) < 2 or wide.role != "unnamed" or wide.span is None or narrow.span is None:
        return False
    named = narrow.span in persons or narrow.refers_to in persons
    return not named and wide.span.contains(narrow.span) and wide.span.end > narrow.span.end


def _is_same(one: DraftLink, other: DraftLink) -> bool:
    if one.name.casefold() == other.name.casefold():
        return True
    return one.span is not None and other.span is not None and one.span.overlaps(other.span)


def _names(claim: DraftClaim) -> tuple[str, ...]:
    return tuple(link.name.casefold() for link in claim.chain[:-1])
