"""Checkpoints of a ledger's log: how many leaves it has and their root, signed, each going on from the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from sumber.errors import EvidenceError
from sumber.evidence.authority import Authority, Stamped, stamp_waiting
from sumber.evidence.checkpoints import Checkpoint, read_checkpoint
from sumber.evidence.keys import SigningKey, create_key, find_key, make_key_name
from sumber.evidence.tree import HASH_BYTES, Frontier
from sumber.ledger.log import count_leaves, iter_leaf_hashes
from sumber.ledger.opening import Ledger, now_text
from sumber.ledger.schema import checkpoints, timestamps


class Signed(NamedTuple):
    """Up to which leaf the log is signed, how many leaves it has, and the note (None where it was never signed)."""

    size: int
    leaves: int
    note: bytes | None


def read_signed(connection: Connection) -> Signed:
    """What the last checkpoint covers."""
    leaves = count_leaves(connection)
    last = connection.execute(select(checkpoints).order_by(checkpoints.c.size.desc()).limit(1)).one_or_none()
    return Signed(last.size, leaves, bytes(last.note)) if last else Signed(0, leaves, None)


def sign_log(ledger: Ledger) -> Signed:
    """Sign what was logged since the last checkpoint; nothing is done where that is nothing, or the key lies elsewhere.

    A ledger's first checkpoint makes its log's name and a key under it, in the data folder of whoever signs. On other
    machines the newest leaves wait for the one that has it. EvidenceError where the key cannot be made or is damaged.
    """
    with ledger.reading() as connection:
        found = read_signed(connection)
    if found.size == found.leaves:
        return found
    key = _find_signer(found)
    if key is None:
        return found
    with ledger.writing() as connection:
        # Another program may have signed while this one waited.
        found = read_signed(connection)
        if found.size < found.leaves:
            _sign(connection, found, key)
        return read_signed(connection)


def sign_and_stamp(ledger: Ledger, timestamp_url: str) -> tuple[str, ...]:
    """Sign what was logged, and have it stamped where an authority's address is told; gives what could not be done, in words.

    Whatever fails waits for the next time: all is kept.
    """
    try:
        sign_log(ledger)
        reasons = stamp_log(ledger, Authority(url=timestamp_url)).reasons if timestamp_url else ()
    except (EvidenceError, OSError) as error:
        return (f"all is kept, but the log could not be signed: {error}",)
    return tuple(f"no timestamp yet: {reason}" for reason in reasons)


def log_name_of(signed: Signed) -> str | None:
    """The name a log is signed under, None where it never was."""
    return read_checkpoint(signed.note).checkpoint.log_name if signed.note else None


def stamp_log(ledger: Ledger, authority: Authority) -> Stamped:
    """Ask for a timestamp on every checkpoint that has none; those that get none wait for the next time."""
    with ledger.reading() as connection:
        waiting = [note for note in iter_notes(connection) if not _is_stamped(connection, note)]

    def keep(note: bytes, response: bytes) -> None:
        row = {"checkpoint": _digest(note), "response": response, "stamped_at": now_text()}
        with ledger.writing() as connection:
            connection.execute(insert(timestamps), [row])

    return stamp_waiting(waiting, authority, keep)


def iter_notes(connection: Connection) -> Iterator[bytes]:
    """The notes of all checkpoints, smallest first."""
    for note in connection.scalars(select(checkpoints.c.note).order_by(checkpoints.c.size)):
        yield bytes(note)


def _find_signer(found: Signed) -> SigningKey | None:
    name = log_name_of(found)
    return find_key(name) if name else create_key(make_key_name())


def _sign(connection: Connection, found: Signed, key: SigningKey) -> None:
    if found.note is not None and log_name_of(found) != key.name:
        return
    kept = connection.scalar(select(checkpoints.c.frontier).where(checkpoints.c.size == found.size)) or b""
    hashes = [bytes(kept[at : at + HASH_BYTES]) for at in range(0, len(kept), HASH_BYTES)]
    frontier = Frontier.resume(found.size, hashes)
    for leaf_hash in iter_leaf_hashes(connection, found.size):
        frontier.append(leaf_hash)
    note = key.sign_checkpoint(Checkpoint(log_name=key.name, size=frontier.size, root=frontier.root()))
    row = {"size": frontier.size, "note": note, "frontier": b"".join(frontier.hashes), "signed_at": now_text()}
    connection.execute(insert(checkpoints), [row])


def _is_stamped(connection: Connection, note: bytes) -> bool:
    found = select(timestamps.c.checkpoint).where(timestamps.c.checkpoint == _digest(note))
    return connection.scalar(found) is not None


def _digest(note: bytes) -> str:
    return hashlib.sha256(note).hexdigest()
