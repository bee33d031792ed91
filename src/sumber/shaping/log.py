"""Leaves of the log, and how much is kept."""

from __future__ import annotations

from typing import Annotated, TypedDict

from msgspec import Meta

from sumber.evidence.leaves import LeafKind
from sumber.ledger import Connection, Ledger
from sumber.ledger.counting import count_all
from sumber.ledger.log import Leaf


class LeafShape(TypedDict):
    """A leaf of the log, hash and salt in hexadecimal; salt and content are null where the content was erased."""

    seq: int
    logged_at: str
    kind: LeafKind
    subject: str
    leaf_hash: str
    salt: str | None
    content: Annotated[str | None, Meta(description="the canonical JSON that was hashed with the salt")]


class StatsShape(TypedDict):
    """How much a project and its ledger hold."""

    ledger: str
    project: str
    documents: int
    versions: int
    readings: int
    claims: int
    judgements: int
    log_leaves: int
    languages: Annotated[dict[str, int], Meta(description="documents by language")]
    bytes: int
    bytes_packed: int
    bytes_estimated: bool
    projects: list[str]


def shape_leaf(leaf: Leaf) -> LeafShape:
    """A leaf with its bytes as text."""
    return {
        "seq": leaf.seq,
        "logged_at": leaf.logged_at,
        "kind": leaf.kind,
        "subject": leaf.subject,
        "leaf_hash": bytes(leaf.leaf_hash).hex(),
        "salt": bytes(leaf.salt).hex() if leaf.salt is not None else None,
        "content": bytes(leaf.content).decode() if leaf.content is not None else None,
    }


def shape_stats(ledger: Ledger, connection: Connection) -> StatsShape:
    """The counts of a ledger and its project."""
    counts = count_all(connection, ledger.find_project(connection))
    return {
        "ledger": ledger.address,
        "project": ledger.project,
        "documents": counts["documents"],
        "versions": counts["versions"],
        "readings": counts["readings"],
        "claims": counts["claims"],
        "judgements": counts["judgements"],
        "log_leaves": counts["log_leaves"],
        "languages": counts["languages"],
        "bytes": counts["bytes"],
        "bytes_packed": counts["bytes_packed"],
        "bytes_estimated": counts["bytes_estimated"],
        "projects": counts["projects"],
    }
