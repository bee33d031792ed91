"""How much a ledger holds, and whether it is whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, case, func, select

from sumber.evidence.tree import hash_leaf
from sumber.ledger.log import iter_leaves
from sumber.ledger.opening import Ledger
from sumber.ledger.packing import sha256_hex, unpack
from sumber.ledger.schema import claims, documents, judgements, log_leaves, projects, readings, stored_bytes, versions

_FETCHED_AT_ONCE = 200


class Finding(NamedTuple):
    """One thing that was checked, whether it is in order, and what was found."""

    what: str
    is_sound: bool
    detail: str


def count_all(connection: Connection, project: int | None) -> dict[str, Any]:
    """How many rows of each kind a project has, how many the ledger has, and the bytes its originals and texts take."""
    ours = documents.c.project_no == project
    size, packed = connection.execute(
        select(
            func.coalesce(func.sum(stored_bytes.c.size), 0),
            func.coalesce(func.sum(func.length(stored_bytes.c.packed)), 0),
        )
    ).one()
    spoken = func.coalesce(documents.c.language, readings.c.language)
    languages = connection.execute(
        select(spoken, func.count())
        .select_from(documents.outerjoin(readings, readings.c.no == documents.c.reading_no))
        .where(ours)
        .group_by(spoken)
        .order_by(func.count().desc(), spoken)
    ).all()
    counted = {
        "documents": select(func.count()).select_from(documents).where(ours),
        "versions": select(func.count())
        .select_from(versions.join(documents, documents.c.no == versions.c.document_no))
        .where(ours),
        "readings": select(func.count())
        .select_from(
            readings.join(versions, versions.c.no == readings.c.version_no).join(
                documents, documents.c.no == versions.c.document_no
            )
        )
        .where(ours),
        "claims": select(func.count())
        .select_from(claims.join(documents, documents.c.reading_no == claims.c.reading_no))
        .where(ours),
        "judgements": select(func.count()).select_from(judgements).where(judgements.c.project_no == project),
        "log_leaves": select(func.count()).select_from(log_leaves),
    }
    found: dict[str, Any] = {name: connection.scalar(statement) or 0 for name, statement in counted.items()}
    return {
        **found,
        "languages": {row[0] or "unknown": row[1] for row in languages},
        "bytes": int(size),
        "bytes_packed": int(packed),
        "projects": list(connection.scalars(select(projects.c.name).order_by(projects.c.name))),
    }


def iter_findings(ledger: Ledger, connection: Connection) -> Iterator[Finding]:
    """Check after check: the files, the log's numbers and hashes, the bytes against theirs, the index's rules."""
    broken = ledger.store.check(connection)
    yield Finding("files", not broken, "; ".join(broken) or "sound")
    yield _check_log(connection)
    yield _check_bytes(connection)
    yield _check_readings(connection)
    current = ledger.has_current_index(connection)
    detail = "made by the rules of this program" if current else "made by other rules: run sumber doctor --upgrade"
    yield Finding("search index", current, detail)


def _check_log(connection: Connection) -> Finding:
    number, erased = 0, 0
    for leaf in iter_leaves(connection):
        if leaf.seq != number:
            return Finding(
                "log", is_sound=False, detail=f"leaf {number} is missing; leaf {leaf.seq} stands in its place"
            )
        if leaf.salt is None or leaf.content is None:
            erased += 1
        elif hash_leaf(bytes(leaf.content), bytes(leaf.salt)) != bytes(leaf.leaf_hash):
            return Finding(
                "log",
                is_sound=False,
                detail=f"leaf {leaf.seq} ({leaf.kind} {leaf.subject}) does not have the hash of its content",
            )
        number += 1
    return Finding("log", is_sound=True, detail=f"{number:,} leaves without a gap, {erased:,} of them erased")


def _check_bytes(connection: Connection) -> Finding:
    number = 0
    rows = connection.execute(select(stored_bytes), execution_options={"yield_per": _FETCHED_AT_ONCE})
    for row in rows:
        number += 1
        problem = _find_problem(bytes(row.packed), row.sha256)
        if problem:
            rows.close()
            return Finding("bytes", is_sound=False, detail=f"{row.sha256}: {problem}")
    return Finding("bytes", is_sound=True, detail=f"{number:,} originals and texts have their hashes")


def _check_readings(connection: Connection) -> Finding:
    number = 0
    chosen = select(readings.c.id, readings.c.content, readings.c.content_sha256)
    rows = connection.execute(chosen, execution_options={"yield_per": _FETCHED_AT_ONCE})
    for row in rows:
        number += 1
        problem = _find_problem(bytes(row.content), row.content_sha256)
        if problem:
            rows.close()
            return Finding("readings", is_sound=False, detail=f"{row.id}: {problem}")
    unread = connection.scalar(select(func.sum(case((documents.c.reading_no.is_(None), 1), else_=0)))) or 0
    told = f"; {unread} documents were never read" if unread else ""
    return Finding("readings", is_sound=True, detail=f"{number:,} readings have their hashes{told}")


def _find_problem(packed: bytes, sha256: str) -> str | None:
    """Why packed content is not what its hash says, None where it is."""
    try:
        found = sha256_hex(unpack(packed))
    except zlib.error as error:
        return f"cannot be unpacked ({error})"
    return None if found == sha256 else f"has the hash {found}"
