"""Whether a ledger is whole."""

from __future__ import annotations

import math
import time
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, case, func, select

from sumber.evidence.tree import hash_leaf
from sumber.ledger.log import count_leaves, iter_newest_leaves
from sumber.ledger.opening import Ledger
from sumber.ledger.packing import sha256_hex, unpack
from sumber.ledger.schema import documents, readings, stored_bytes

_FETCHED_AT_ONCE = 200
_TIME_WAS_UP = "the time was up (--whole takes all the time it needs)"


class Finding(NamedTuple):
    """One thing that was checked, whether it is in order, and what was found."""

    what: str
    is_sound: bool
    detail: str


def iter_findings(ledger: Ledger, connection: Connection, budget_seconds: float = math.inf) -> Iterator[Finding]:
    """Check after check: the files, the log's numbers and hashes, the bytes against theirs, the index's rules.

    Of a very large ledger each check looks at what it can in its part of the time, the newest first, and tells how far
    it came.
    """
    yield _check_files(ledger, connection, budget_seconds / 2)
    for check in (_check_log, _check_bytes, _check_readings):
        yield check(connection, time.monotonic() + budget_seconds / 6)
    current = ledger.has_current_index(connection)
    detail = "made by the rules of this program" if current else "made by other rules: run sumber doctor --upgrade"
    yield Finding("search index", current, detail)


def _check_files(ledger: Ledger, connection: Connection, budget_seconds: float) -> Finding:
    broken = ledger.store.check(connection, budget_seconds)
    if broken is None:
        return Finding("files", is_sound=True, detail=f"not looked at to the end: {_TIME_WAS_UP}")
    return Finding("files", not broken, "; ".join(broken) or "sound")


def _check_log(connection: Connection, deadline: float) -> Finding:
    expected = count_leaves(connection) - 1
    number, erased = 0, 0
    for leaf in iter_newest_leaves(connection):
        if leaf.seq != expected:
            detail = f"leaf {expected} is missing; leaf {leaf.seq} stands before it"
            return Finding("log", is_sound=False, detail=detail)
        if leaf.salt is None or leaf.content is None:
            erased += 1
        elif hash_leaf(bytes(leaf.content), bytes(leaf.salt)) != bytes(leaf.leaf_hash):
            detail = f"leaf {leaf.seq} ({leaf.kind} {leaf.subject}) does not have the hash of its content"
            return Finding("log", is_sound=False, detail=detail)
        number, expected = number + 1, expected - 1
        if expected >= 0 and time.monotonic() > deadline:
            break
    else:
        if expected >= 0:
            return Finding("log", is_sound=False, detail=f"leaf {expected} is missing; the log begins behind it")
    told = f"{number:,} leaves without a gap, {erased:,} of them erased"
    return Finding("log", is_sound=True, detail=told + _spell_rest(expected + 1))


def _check_bytes(connection: Connection, deadline: float) -> Finding:
    chosen = select(stored_bytes.c.sha256, stored_bytes.c.packed, stored_bytes.c.sha256)
    total = connection.scalar(select(func.count()).select_from(stored_bytes)) or 0
    return _check_hashes(connection, "bytes", (chosen, total), "originals and texts have their hashes", deadline)


def _check_readings(connection: Connection, deadline: float) -> Finding:
    chosen = select(readings.c.id, readings.c.content, readings.c.content_sha256).order_by(readings.c.no.desc())
    total = connection.scalar(select(func.count()).select_from(readings)) or 0
    found = _check_hashes(connection, "readings", (chosen, total), "readings have their hashes", deadline)
    unread = connection.scalar(select(func.sum(case((documents.c.reading_no.is_(None), 1), else_=0)))) or 0
    return found._replace(detail=found.detail + (f"; {unread} documents were never read" if unread else ""))


def _check_hashes(
    connection: Connection, what: str, asked: tuple[Select[Any], int], told: str, deadline: float
) -> Finding:
    """Whether rows of a name, packed content and its hash fit together; `asked` gives them, and how many there are."""
    chosen, total = asked
    number = 0
    with connection.execute(chosen, execution_options={"yield_per": _FETCHED_AT_ONCE}) as rows:
        for name, packed, sha256 in rows:
            number += 1
            problem = _find_problem(bytes(packed), sha256)
            if problem:
                return Finding(what, is_sound=False, detail=f"{name}: {problem}")
            if number < total and time.monotonic() > deadline:
                break
    return Finding(what, is_sound=True, detail=f"{number:,} {told}{_spell_rest(total - number)}")


def _spell_rest(rest: int) -> str:
    return f"; {rest:,} more were not looked at: {_TIME_WAS_UP}" if rest > 0 else ""


def _find_problem(packed: bytes, sha256: str) -> str | None:
    """Why packed content is not what its hash says, None where it is."""
    try:
        found = sha256_hex(unpack(packed))
    except zlib.error as error:
        return f"cannot be unpacked ({error})"
    return None if found == sha256 else f"has the hash {found}"
