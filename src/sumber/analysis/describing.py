"""A proposition put together: its claims, who says it and on whose word, what conflicts, and the grade the rules propose."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sumber.analysis.gloss import gloss
from sumber.analysis.grades import Opposition, propose_grade
from sumber.analysis.loops import find_loops
from sumber.analysis.origins import Decisions, Origins, Saying, weigh_origins
from sumber.model import Grade, Ground, Proposition, RelationEnd, Withdrawn


class Surroundings(NamedTuple):
    """What of other claims bears on a proposition: copies among its documents, what opposes it, what persons decided."""

    copies: Collection[tuple[str, str]] = frozenset()
    oppositions: Sequence[Opposition] = ()
    conflicts: Sequence[str] = ()
    decisions: Decisions | None = None
    withdrawn: Sequence[Withdrawn] = ()


def proposition_id(claims: Collection[tuple[str, str]]) -> str:
    """The id of the proposition that these claims make, each by its document's id and its own: the same claims, the same id.

    A claim's own id is not enough: one text at two addresses of one publisher holds the same claims.
    """
    named = sorted(f"{document}\x1e{claim}" for document, claim in claims)
    return "p" + hashlib.sha256("\x1f".join(named).encode()).hexdigest()[:15]


def describe(sayings: Sequence[Saying], around: Surroundings, language: str = "en") -> Proposition:
    """The proposition of these claims; those that were taken back stay in it and count for nothing."""
    ordered = sorted(sayings, key=lambda saying: (saying.document.id, saying.claim.span))
    gone = {(each.document, each.claim) for each in around.withdrawn}
    standing = [saying for saying in ordered if (saying.document.id, saying.claim.id) not in gone]
    origins = weigh_origins(standing or ordered, around.copies, around.decisions)
    if not standing:
        origins = origins._replace(independent=0, unknown=0)
    return Proposition(
        id=proposition_id([(saying.document.id, saying.claim.id) for saying in ordered]),
        gloss=gloss(ordered, language),
        claims=tuple(
            RelationEnd(document=saying.document.id, claim=saying.claim.id, span=saying.claim.span)
            for saying in ordered
        ),
        origins=origins.origins,
        pairs=origins.pairs,
        independent_origins=origins.independent,
        unknown_origins=origins.unknown,
        outlets=tuple(
            dict.fromkeys(saying.document.publisher.name for saying in ordered if saying.document.publisher.name)
        ),
        languages=tuple(sorted({saying.document.language for saying in ordered if saying.document.language})),
        grade=_propose(origins, standing, around),
        conflicts=tuple(around.conflicts),
        loops=find_loops(ordered),
        withdrawn=tuple(around.withdrawn),
    )


def _propose(origins: Origins, standing: Sequence[Saying], around: Surroundings) -> Grade:
    """The grade by what still stands, with what was taken back among its reasons."""
    reasons = tuple(
        Ground(
            name=each.kind,
            detail=f"marked as {each.kind} by {each.decided_by}: {each.reason}",
            spans=((each.document, each.span),),
        )
        for each in around.withdrawn
    )
    if not standing:
        return Grade(
            credibility="6", grounds=(Ground(name="withdrawn", detail="whoever said it took it back"), *reasons)
        )
    grade = propose_grade(origins, standing, around.oppositions)
    return Grade(credibility=grade.credibility, grounds=(*grade.grounds, *reasons))
