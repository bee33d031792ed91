"""How reports and claims relate: the findings of the analysis, each with reasons a person can check."""

from __future__ import annotations

from typing import Literal

from sumber.model.values import Span, Value

RelationName = Literal["same_story", "copy", "corroborates", "contradicts"]
CopyKind = Literal["verbatim", "reworded", "translated", "passage"]
Direction = Literal["forth", "back", "unknown"]
ConflictKind = Literal["denial", "figure", "date", "place", "actor", "quotation", "other"]
Independence = Literal["one", "independent", "unknown"]
Credibility = Literal["1", "2", "3", "4", "5", "6"]
WithdrawalKind = Literal["retracted", "corrected"]


class Ground(Value, frozen=True):
    """A reason of a finding: its name, a sentence about it, and the words that show it in one document or two."""

    name: str
    detail: str
    spans: tuple[tuple[str, Span], ...] = ()


class RelationEnd(Value, frozen=True):
    """One side of a relation: a document, and where the relation is of claims the claim and its span."""

    document: str
    claim: str | None = None
    span: Span | None = None


class Relation(Value, frozen=True):
    """Two documents, or two claims, that have to do with one another.

    `kind` is a `CopyKind` or `ConflictKind`; `direction` of a copy tells whether b was made from a ("forth"), a from b
    ("back"), or the texts do not show it.
    """

    relation: RelationName
    a: RelationEnd
    b: RelationEnd
    score: float
    kind: CopyKind | ConflictKind | None = None
    direction: Direction | None = None
    grounds: tuple[Ground, ...] = ()


class OriginPair(Value, frozen=True):
    """Two origins of a proposition, by their place in its list, and whether one, independent or unknown."""

    a: int
    b: int
    independence: Independence
    ground: Ground


class Origin(Value, frozen=True):
    """Who says a proposition in the first place: its name, its entity where known, and the claims that lead to it."""

    name: str
    entity: str | None
    claims: tuple[str, ...]
    has_access: bool
    group: int


class Grade(Value, frozen=True):
    """The credibility that the rules propose, never more than a proposal, with the reasons it rests on."""

    credibility: Credibility
    grounds: tuple[Ground, ...]


class Withdrawn(Value, frozen=True):
    """A claim whose report, or whose source, took it back: marked by a person, never deleted; it counts for nothing."""

    document: str
    claim: str
    span: Span
    kind: WithdrawalKind
    reason: str
    decided_by: str


class Proposition(Value, frozen=True):
    """Claims, across documents and languages, that say the same thing.

    It rests on `independent_origins` origins that are proved independent of one another (one where nothing is proved),
    and on `unknown_origins` more of which nothing shows whether they are. `loops` are circles of documents that cite
    one another for it. Of claims that were `withdrawn` it does not rest; where all were, it rests on nothing.
    """

    id: str
    gloss: str
    claims: tuple[RelationEnd, ...]
    origins: tuple[Origin, ...]
    pairs: tuple[OriginPair, ...]
    independent_origins: int
    unknown_origins: int
    outlets: tuple[str, ...]
    languages: tuple[str, ...]
    grade: Grade
    conflicts: tuple[str, ...] = ()
    loops: tuple[tuple[str, ...], ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
