"""The append-only log: a salted hash for every document, reading, judgement and erasure that was kept.

A leaf's hash is SHA-256 of a zero byte (the leaf prefix of RFC 6962, section 2.1), 32 random bytes of salt, and the
canonical JSON of what is logged. The salt makes a hash worthless to whoever guesses at erased content.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from sumber.evidence.leaves import SALT_BYTES, LeafKind
from sumber.evidence.tree import hash_leaf
from sumber.ledger.ids import canonical_json
from sumber.ledger.inserting import insert_rows
from sumber.ledger.schema import log_leaves

_FETCHED_AT_ONCE = 5_000


class Leaf(NamedTuple):
    """One entry of the log, as its row; `salt` and `content` are None where its content was erased."""

    seq: int
    leaf_hash: bytes
    kind: LeafKind
    subject: str
    salt: bytes | None
    content: bytes | None
    logged_at: str


class LeafWriter:
    """Collects the leaves of one transaction and appends them behind the last one, without a gap."""

    def __init__(self, connection: Connection, now: str) -> None:
        self._connection = connection
        self._now = now
        self._next = count_leaves(connection)
        self._rows: list[Leaf] = []

    def add(self, kind: LeafKind, subject: str, content: dict[str, Any]) -> None:
        """Log what is kept; `subject` is the id it is about."""
        salt = secrets.token_bytes(SALT_BYTES)
        packed = canonical_json({"kind": kind, "subject": subject, "logged_at": self._now, **content})
        self._rows.append(Leaf(self._next, hash_leaf(packed, salt), kind, subject, salt, packed, self._now))
        self._next += 1

    def write(self) -> None:
        """Append what was collected."""
        if self._rows:
            insert_rows(self._connection, log_leaves, self._rows)
            self._rows = []


def count_leaves(connection: Connection) -> int:
    """How many leaves the log has; they are numbered from 0."""
    last = connection.scalar(select(func.max(log_leaves.c.seq)))
    return 0 if last is None else last + 1


def find_leaves(connection: Connection, *, after: int | None, limit: int, subject: str | None = None) -> list[Leaf]:
    """Some leaves in order: those behind `after`, or the last ones; only those about an id that begins so, where told."""
    chosen = select(log_leaves).limit(limit)
    if subject:
        chosen = chosen.where(log_leaves.c.subject.between(subject, subject + "g"))
    if after is None:
        return [Leaf(*row) for row in connection.execute(chosen.order_by(log_leaves.c.seq.desc()))][::-1]
    behind = chosen.where(log_leaves.c.seq > after).order_by(log_leaves.c.seq)
    return [Leaf(*row) for row in connection.execute(behind)]


def iter_leaf_hashes(connection: Connection, start: int = 0) -> Iterator[bytes]:
    """The hashes of the leaves in order, from leaf `start` on."""
    chosen = select(log_leaves.c.leaf_hash).where(log_leaves.c.seq >= start).order_by(log_leaves.c.seq)
    for row in connection.execute(chosen, execution_options={"yield_per": _FETCHED_AT_ONCE}):
        yield bytes(row.leaf_hash)


def iter_newest_leaves(connection: Connection) -> Iterator[Leaf]:
    """The leaves from the last one back to the first."""
    chosen = select(log_leaves).order_by(log_leaves.c.seq.desc())
    with connection.execute(chosen, execution_options={"yield_per": _FETCHED_AT_ONCE}) as rows:
        for row in rows:
            yield Leaf(*row)


def iter_leaves(connection: Connection, start: int = 0) -> Iterator[Leaf]:
    """The leaves in order, from leaf `start` on."""
    chosen = select(log_leaves).where(log_leaves.c.seq >= start).order_by(log_leaves.c.seq)
    for row in connection.execute(chosen, execution_options={"yield_per": _FETCHED_AT_ONCE}):
        yield Leaf(*row)
