"""What persons decided, as the analysis takes it, and which claims a change of decisions bears on."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from sumber.analysis.origins import Decisions
from sumber.ledger import Connection
from sumber.ledger.claim_decisions import (
    ClaimDecision,
    OriginDecision,
    find_claim_decisions,
    find_origin_decisions,
)
from sumber.ledger.opening import find_fact, write_fact
from sumber.ledger.propositions import find_by_sources
from sumber.ledger.relations import ClaimNumber, add_unsettled, find_propositions_of
from sumber.ledger.retiring import retire_propositions
from sumber.ledger.withdrawals import Withdrawal, find_withdrawals


class Decided(NamedTuple):
    """The decisions that stand in a project."""

    claims: tuple[ClaimDecision, ...]
    origins: tuple[OriginDecision, ...]
    withdrawals: dict[ClaimNumber, Withdrawal]

    def pairs(self, kind: str) -> list[tuple[ClaimNumber, ClaimNumber]]:
        """The two claims of each decision of a kind."""
        return [(each.one, each.other) for each in self.claims if each.kind == kind]

    @property
    def of_origins(self) -> Decisions:
        """What was decided of origins, by their keys in order."""
        return {(each.one, each.other): "one" if each.kind == "one" else "independent" for each in self.origins}


def read_decided(connection: Connection, project: int) -> Decided:
    """The decisions that stand in a project."""
    return Decided(
        tuple(find_claim_decisions(connection, project)),
        tuple(find_origin_decisions(connection, project)),
        find_withdrawals(connection, project),
    )


def is_applied(connection: Connection, project: int, decided: Decided) -> bool:
    """Whether the propositions that are kept were made by these decisions."""
    return _read_applied(connection, project) == _listed(decided)


def apply_decided(connection: Connection, project: int, decided: Decided) -> None:
    """Let propositions be made by these decisions from now on; those that the change bears on wait to be made anew."""
    before, now = _read_applied(connection, project), _listed(decided)
    write_fact(connection, _fact(project), msgspec.json.encode(sorted(now)).decode())
    changed = before ^ now
    claims = {end for each in changed if len(each) == _OF_CLAIMS for end in (each[1:3], each[3:5])}
    claims |= {each[1:3] for each in changed if len(each) == _OF_WITHDRAWN}
    keys = {key for each in changed if len(each) == _OF_ORIGINS for key in each[1:]}
    touched = set(find_by_sources(connection, project, keys, only_origins=True))
    touched |= set(find_propositions_of(connection, claims).values())
    add_unsettled(connection, retire_propositions(connection, touched))


def forget_applied(connection: Connection, project: int) -> None:
    """Remember no decisions, as where no proposition is kept."""
    write_fact(connection, _fact(project), "[]")


_OF_ORIGINS, _OF_WITHDRAWN, _OF_CLAIMS = 3, 4, 5
"""So long is what is remembered of a decision: its kind with two keys, with a claim and the judgement, with two claims."""


def _listed(decided: Decided) -> set[tuple[Any, ...]]:
    claims = {(each.kind, *each.one, *each.other) for each in decided.claims}
    withdrawn = {(each.kind, *claim, each.judgement_id) for claim, each in decided.withdrawals.items()}
    return claims | withdrawn | {(each.kind, each.one, each.other) for each in decided.origins}


def _read_applied(connection: Connection, project: int) -> set[tuple[Any, ...]]:
    told = find_fact(connection, _fact(project))
    return {tuple(each) for each in msgspec.json.decode(told)} if told else set()


def _fact(project: int) -> str:
    return f"decided in {project}"
