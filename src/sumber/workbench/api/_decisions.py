"""What a person may decide, each kind with what it takes."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import msgspec
from msgspec import UNSET, Meta, UnsetType

from sumber.ledger.judging import Decision
from sumber.ledger.packing import plain
from sumber.model import EventType, Mode, Stance, Tense, Value

ClaimName: TypeAlias = Annotated[str, Meta(pattern="^[0-9a-f]{1,20}$", description="a claim's id, or how it begins")]
EntityName: TypeAlias = Annotated[str, Meta(min_length=1, max_length=300, description="an entity's id")]
OriginName: TypeAlias = Annotated[
    str, Meta(min_length=1, max_length=300, description="an origin's name in any language, or its entity's id")
]
Reason: TypeAlias = Annotated[str, Meta(min_length=1, max_length=10_000, description="why")]
Signature: TypeAlias = Annotated[
    str, Meta(max_length=200, description="who decides; without it the name that the workbench was opened with")
]
Score: TypeAlias = Annotated[float, Meta(ge=0, le=1, description="how sure, where it is not certain")]
Words: TypeAlias = Annotated[str, Meta(min_length=1, max_length=1000)]


class Correction(Value, frozen=True, omit_defaults=True):
    """What a claim should have been read as; null says that there is no such thing."""

    stance: Stance | UnsetType = UNSET
    mode: Mode | UnsetType = UNSET
    hedged: bool | UnsetType = UNSET
    negated: bool | UnsetType = UNSET
    event: EventType | UnsetType = UNSET
    tense: Tense | UnsetType = UNSET
    actor: list[Words] | UnsetType = UNSET
    recipient: list[Words] | UnsetType = UNSET
    origin: Words | UnsetType | None = UNSET
    object: Words | UnsetType | None = UNSET
    quantity: Words | UnsetType | None = UNSET
    place: Words | UnsetType | None = UNSET
    time: Words | UnsetType | None = UNSET


class _AboutClaim(Value, frozen=True, kw_only=True, tag_field="kind"):
    subject: ClaimName
    reason: Reason | None = None
    decided_by: Signature | None = None


class Accept(_AboutClaim, frozen=True, kw_only=True, tag="accept"):
    """A claim was read right."""


class Reject(_AboutClaim, frozen=True, kw_only=True, tag="reject"):
    """A claim was read wrong."""


class Correct(_AboutClaim, frozen=True, kw_only=True, tag="correct"):
    """What a claim should have been read as; it is found by that too."""

    value: Correction


class Note(Value, frozen=True, kw_only=True, tag_field="kind", tag="note"):
    """A note beside a claim."""

    subject: ClaimName
    reason: Reason
    decided_by: Signature | None = None


class _AboutEntities(Value, frozen=True, kw_only=True, tag_field="kind"):
    subject: EntityName
    other: EntityName
    reason: Reason | None = None
    score: Score | None = None
    decided_by: Signature | None = None


class Merge(_AboutEntities, frozen=True, kw_only=True, tag="merge"):
    """Two entities are one."""


class Split(_AboutEntities, frozen=True, kw_only=True, tag="split"):
    """Two entities are not one."""


class Unsure(_AboutEntities, frozen=True, kw_only=True, tag="unsure"):
    """Whether two entities are one cannot be told."""


class PublicRole(Value, frozen=True):
    """The role in which a person acts."""

    role: Words


class Public(Value, frozen=True, kw_only=True, tag_field="kind", tag="public"):
    """A person, by the name as reports print it, acts in a public role."""

    subject: EntityName
    value: PublicRole
    reason: Reason
    decided_by: Signature | None = None


class _AboutOrigins(Value, frozen=True, kw_only=True, tag_field="kind"):
    subject: OriginName
    other: OriginName
    reason: Reason
    decided_by: Signature | None = None


class One(_AboutOrigins, frozen=True, kw_only=True, tag="one"):
    """Two origins are one."""


class Independent(_AboutOrigins, frozen=True, kw_only=True, tag="independent"):
    """Two origins are independent."""


class _AboutTwoClaims(Value, frozen=True, kw_only=True, tag_field="kind"):
    subject: ClaimName
    other: ClaimName
    reason: Reason
    decided_by: Signature | None = None


class Same(_AboutTwoClaims, frozen=True, kw_only=True, tag="same"):
    """Two claims say the same."""


class Different(_AboutTwoClaims, frozen=True, kw_only=True, tag="different"):
    """Two claims do not say the same."""


class NoConflict(_AboutTwoClaims, frozen=True, kw_only=True, tag="no-conflict"):
    """Two claims do not contradict each other."""


class Undo(Value, frozen=True):
    """Why a judgement is taken back, and by whom."""

    reason: Reason | None = None
    decided_by: Signature | None = None


ON_ORIGINS = (One, Independent)
NewJudgement: TypeAlias = (
    Accept
    | Reject
    | Correct
    | Note
    | Merge
    | Split
    | Unsure
    | Public
    | One
    | Independent
    | Same
    | Different
    | NoConflict
)


def make_decision(told: NewJudgement, decided_by: str) -> Decision:
    """What a body says, as the decision that the ledger keeps."""
    fields: dict[str, Any] = {**msgspec.to_builtins(told), "decided_by": decided_by}
    return msgspec.convert(_plain(fields), Decision)


def _plain(value: Any) -> Any:
    """A value whose texts every store can keep."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value
