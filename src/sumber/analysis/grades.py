"""The credibility that the rules propose for a proposition, with its reasons (Admiralty scale, 1 to 6).

Reliability, the letter, belongs to a source and is a person's call: nothing here proposes one. 6 is the absence of a
basis, never a middle value.
"""

from __future__ import annotations

from collections.abc import Sequence

from sumber.analysis.origins import Origins, Saying
from sumber.model import Credibility, Grade, Ground, Span
from sumber.model.values import Value


class Opposition(Value, frozen=True):
    """A conflict of a proposition with another: its kind and words, and whether the other rests on an independent origin."""

    detail: str
    is_independent: bool
    spans: tuple[tuple[str, Span], ...] = ()


def propose_grade(origins: Origins, sayings: Sequence[Saying], oppositions: Sequence[Opposition]) -> Grade:
    """The credibility of a proposition by its origins, what contradicts it, and what is unlikely in it.

    1: origins proved independent, nothing against it. 2: an origin with stated access, nothing against it.
    3: more than one origin without proof of independence, or proved ones with something against them. 4: one origin
    and something unlikely in it, or something against it. 5: contradicted by an independent origin. 6: one origin, nothing
    more to go by.
    """
    independent = [each for each in oppositions if each.is_independent]
    if independent:
        return _grade("5", "contradicted", independent[0].detail, independent[0])
    has_many = len({origin.group for origin in origins.origins}) > 1
    if origins.independent > 1:
        if oppositions:
            return _grade(
                "3", "confirmed_in_part", f"independent origins agree, but {oppositions[0].detail}", oppositions[0]
            )
        return _grade(
            "1", "confirmed", f"{origins.independent} origins proved independent say it, and nothing held is against it"
        )
    if oppositions:
        if has_many:
            return _grade(
                "3", "consistent_in_part", f"more than one origin says it, but {oppositions[0].detail}", oppositions[0]
            )
        return _grade("4", "disputed", f"one origin says it, and {oppositions[0].detail}", oppositions[0])
    if any(origin.has_access for origin in origins.origins):
        named = next(origin.name for origin in origins.origins if origin.has_access)
        return _grade("2", "access_stated", f"a text states how {named} knows, and nothing held is against it")
    if has_many:
        return _grade(
            "3", "independence_unknown", "more than one origin says it; nothing shows whether they are independent"
        )
    if doubt := _find_doubt(sayings):
        return Grade(credibility="4", grounds=(doubt,))
    return _grade("6", "no_basis", "one origin says it, no text states how it knows, and nothing else is held on it")


def _grade(credibility: Credibility, name: str, detail: str, opposition: Opposition | None = None) -> Grade:
    spans = opposition.spans if opposition else ()
    return Grade(credibility=credibility, grounds=(Ground(name=name, detail=detail, spans=spans),))


def _find_doubt(sayings: Sequence[Saying]) -> Ground | None:
    """Something unlikely in a statement: whoever passes it on doubts it, or it tells as past what lies ahead."""
    for document, claim in sayings:
        spans = ((document.id, claim.span),)
        if claim.stance == "doubts":
            return Ground(name="doubted", detail=f"{claim.origin.name} itself doubts it", spans=spans)
        is_past = claim.tense == "past" and claim.stance in ("asserts", "alleges") and not claim.negated
        if (
            is_past
            and claim.first is not None
            and document.published is not None
            and claim.first > document.published + 1
        ):
            return Ground(
                name="not_yet", detail="it is told as past, of a day after the report was published", spans=spans
            )
    return None
