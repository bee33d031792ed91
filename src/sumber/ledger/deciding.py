"""What a person decides, kept by the rules of its kind."""

from __future__ import annotations

from collections.abc import Sequence

from sumber.errors import LedgerError
from sumber.ledger.judgements import Judgement
from sumber.ledger.judging import ON_ENTITIES, ON_ORIGINS, Decision, judge
from sumber.ledger.merging import judge_entities
from sumber.ledger.opening import Ledger
from sumber.ledger.propositions import known_sources
from sumber.ledger.reliability import check_reliability


def decide(ledger: Ledger, decision: Decision) -> Judgement:
    """Keep a decision; LedgerError where what it is about is not kept, is one thing and not two, or was decided otherwise."""
    if decision.kind in ON_ENTITIES and decision.kind != "unsure":
        return judge_entities(ledger, decision)
    if decision.kind in ON_ORIGINS:
        if decision.subject == decision.other:
            raise LedgerError("S513", f"{decision.subject!r} is one origin; expected two")
        _check_sources(ledger, (decision.subject, decision.other or ""))
    if decision.kind == "reliability":
        check_reliability(decision.value or {})
        _check_sources(ledger, (decision.subject,))
    return judge(ledger, decision)


def _check_sources(ledger: Ledger, wanted: Sequence[str]) -> None:
    """Sources, each by its key, must stand in what is related; LedgerError names one that does not."""
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        known = known_sources(connection, project, wanted) if project is not None else []
    for key in wanted:
        if key not in known:
            raise LedgerError(
                "S511", f"no source {key!r} among what is related in this project; sumber why lists a claim's origins"
            )
