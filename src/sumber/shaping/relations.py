"""Relations and propositions, as the relations format has them: documents by their callers' ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final, TypedDict

from sumber.ledger import Connection
from sumber.ledger.profiles import find_caller_ids
from sumber.model import (
    ConflictKind,
    CopyKind,
    Credibility,
    Direction,
    Ground,
    Proposition,
    Relation,
    RelationEnd,
    WithdrawalKind,
)
from sumber.model.reading_format import SpanShape, shape_span
from sumber.model.relations import RelationName

_AT_ONCE: Final = 500


class ReasonTold(TypedDict):
    """Why something was found: the name of the reason, and a sentence about it."""

    name: str
    detail: str


class EndShape(TypedDict):
    """One side of a relation: a document by its caller's id, and of claims the claim and where it stands."""

    document: str
    claim: str | None
    span: SpanShape | None


class _Kinds(TypedDict, total=False):
    """What a relation tells of itself where it is a copy or a contradiction."""

    kind: CopyKind | ConflictKind
    direction: Direction


class RelationShape(_Kinds):
    """How two documents or claims relate; of a copy `direction` tells which was made from which."""

    relation: RelationName
    a: EndShape
    b: EndShape
    score: float
    reasons: list[ReasonTold]


class WithdrawnShape(TypedDict):
    """A claim that is marked as retracted or corrected, with who decided so and why."""

    document: str
    claim: str
    kind: WithdrawalKind
    reason: str | None
    decided_by: str


class PropositionShape(TypedDict):
    """Claims that say the same, what they rest on, and the proposed grade with its reasons."""

    id: str
    gloss: str
    claims: list[EndShape]
    independent_origins: int
    unknown_origins: int
    grade: Credibility
    reasons: list[ReasonTold]
    outlets: list[str]
    languages: list[str]
    withdrawn: list[WithdrawnShape]


def shape_relation(relation: Relation, names: Mapping[str, str]) -> RelationShape:
    """A relation; `names` are what callers call its documents."""
    kinds: _Kinds = {}
    if relation.kind is not None:
        kinds["kind"] = relation.kind
    if relation.direction is not None:
        kinds["direction"] = relation.direction
    return {
        "relation": relation.relation,
        **kinds,
        "a": _shape_end(relation.a, names),
        "b": _shape_end(relation.b, names),
        "score": relation.score,
        "reasons": shape_reasons(relation.grounds),
    }


def iter_named(
    connection: Connection, project: int, found: Iterator[Relation]
) -> Iterator[tuple[Relation, dict[str, str]]]:
    """Relations, each with what callers call its documents."""
    while some := list(islice(found, _AT_ONCE)):
        names = find_caller_ids(connection, {end.document for each in some for end in (each.a, each.b)}, project)
        for each in some:
            yield each, names


def find_names(connection: Connection, project: int, propositions: Iterable[Proposition]) -> dict[str, str]:
    """What callers call the documents of propositions."""
    return find_caller_ids(connection, {end.document for each in propositions for end in each.claims}, project)


def shape_proposition(proposition: Proposition, names: Mapping[str, str]) -> PropositionShape:
    """A proposition; `names` are what callers call its documents."""
    return {
        "id": proposition.id,
        "gloss": proposition.gloss,
        "claims": [_shape_end(end, names) for end in proposition.claims],
        "independent_origins": proposition.independent_origins,
        "unknown_origins": proposition.unknown_origins,
        "grade": proposition.grade.credibility,
        "reasons": shape_reasons(proposition.grade.grounds),
        "outlets": list(proposition.outlets),
        "languages": list(proposition.languages),
        "withdrawn": [
            {
                "document": names[each.document],
                "claim": each.claim,
                "kind": each.kind,
                "reason": each.reason,
                "decided_by": each.decided_by,
            }
            for each in proposition.withdrawn
        ],
    }


def shape_reasons(grounds: Iterable[Ground]) -> list[ReasonTold]:
    """Grounds by their names and sentences."""
    return [{"name": ground.name, "detail": ground.detail} for ground in grounds]


def _shape_end(end: RelationEnd, names: Mapping[str, str]) -> EndShape:
    return {
        "document": names[end.document],
        "claim": end.claim,
        "span": shape_span(end.span) if end.span else None,
    }
