"""Where the rules of a language and the model disagree on who says a claim, a recorded rule decides.

Where the model names a source, it wins: its reach is the longer one. Where it takes a claim for the outlet's own, a report
word that the rules found with its source in the claim's own sentence wins: it is there in black and white. In a language
whose rules do not vote (`rules_vote`), they only say where they agree.
"""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from sumber.model import DraftClaim, Reason

SAME_CLAIM = 0.5
NEARBY = 6


def vote(
    modelled: tuple[DraftClaim, ...], ruled: tuple[DraftClaim, ...], *, rules_vote: bool = True
) -> tuple[DraftClaim, ...]:
    """The model's claims, with the rules' chain where only they know a source; each vote gives its reason."""
    return tuple(_vote(claim, _find_partner(claim, ruled), rules_vote=rules_vote) for claim in modelled)


def _find_partner(claim: DraftClaim, ruled: tuple[DraftClaim, ...]) -> DraftClaim | None:
    """The rules' claim over (nearly) the same words, None where there is none."""
    at = bisect_left(ruled, claim.span.start, key=lambda other: other.span.start)
    near = ruled[max(0, at - NEARBY) : at + NEARBY]
    best = max(near, key=lambda other: other.span.jaccard(claim.span), default=None)
    return best if best is not None and best.span.jaccard(claim.span) >= SAME_CLAIM else None


def _vote(claim: DraftClaim, partner: DraftClaim | None, *, rules_vote: bool) -> DraftClaim:
    if partner is None or not _is_explicit(partner):
        return claim
    if _names(partner) == _names(claim):
        agreed = Reason(rule="vote:agreed", detail="rules and model name the same sources")
        chain = partner.chain if rules_vote else claim.chain
        return msgspec.structs.replace(claim, chain=chain, reasons=(*claim.reasons, agreed))
    if not rules_vote or len(claim.chain) > 1:
        return claim
    reason = Reason(
        rule="vote:cue", detail="the rules' report word decides; the model took it for the printing outlet's own"
    )
    return msgspec.structs.replace(
        claim, chain=partner.chain, mode=partner.mode, reasons=(*claim.reasons, *partner.reasons, reason)
    )


def _is_explicit(claim: DraftClaim) -> bool:
    """Whether the claim's origin stands with a report word of its own, not carried on nor taken from the clause before."""
    first = claim.chain[0]
    shared = any(reason.rule.endswith(":shared") for reason in claim.reasons)
    return len(claim.chain) > 1 and first.cue is not None and not first.carried and not shared


def _names(claim: DraftClaim) -> tuple[str, ...]:
    return tuple(link.name.casefold() for link in claim.chain[:-1])
