"""How much a ledger holds."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from sqlalchemy import Connection, func, select

from sumber.ledger.finding import round_estimate
from sumber.ledger.schema import claims, documents, judgements, log_leaves, projects, readings, stored_bytes, versions

WEIGHED: Final = 2_000
"""Originals and texts up to which the room of each is added up; of more it is that of so many, taken for all."""


def count_all(connection: Connection, project: int | None, weighed: int = WEIGHED) -> dict[str, Any]:
    """How many rows of each kind a project has, how many the ledger has, and the bytes its originals and texts take."""
    ours = documents.c.project_no == project
    of_documents = versions.join(documents, documents.c.no == versions.c.document_no)
    of_readings = readings.join(versions, versions.c.no == readings.c.version_no).join(
        documents, documents.c.no == versions.c.document_no
    )
    counted = {
        "documents": select(func.count()).select_from(documents).where(ours),
        "versions": select(func.count()).select_from(of_documents).where(ours),
        "readings": select(func.count()).select_from(of_readings).where(ours),
        "claims": select(func.count())
        .select_from(claims.join(documents, documents.c.reading_no == claims.c.reading_no))
        .where(ours),
        "judgements": select(func.count()).select_from(judgements).where(judgements.c.project_no == project),
        "log_leaves": select(func.count()).select_from(log_leaves),
    }
    found: dict[str, Any] = {name: connection.scalar(statement) or 0 for name, statement in counted.items()}
    return {
        **found,
        "languages": _count_languages(connection, project),
        **_weigh_bytes(connection, weighed),
        "projects": list(connection.scalars(select(projects.c.name).order_by(projects.c.name))),
    }


def _count_languages(connection: Connection, project: int | None) -> dict[str, int]:
    """Documents by language, the most first: as they say themselves, else as their newest reading found."""
    told = select(documents.c.language, func.count()).group_by(documents.c.language)
    found = (
        select(readings.c.language, func.count())
        # Only of those that do not say: a reading's row lies among the packed readings, and is slow to come by.
        .select_from(documents.outerjoin(readings, readings.c.no == documents.c.reading_no))
        .where(documents.c.language.is_(None))
        .group_by(readings.c.language)
    )
    number: Counter[str] = Counter()
    for statement in (told.where(documents.c.language.is_not(None)), found):
        for language, documents_of in connection.execute(statement.where(documents.c.project_no == project)):
            number[language or "unknown"] += documents_of
    return dict(sorted(number.items(), key=lambda each: (-each[1], each[0])))


def _weigh_bytes(connection: Connection, most: int) -> dict[str, Any]:
    """The bytes of originals and texts, and how many they are packed.

    They lie in the order of their hashes, which is one by chance: the first of many weigh on average what all do.
    """
    number = connection.scalar(select(func.count()).select_from(stored_bytes)) or 0
    some = (
        select(stored_bytes.c.size, func.length(stored_bytes.c.packed).label("packed"))
        .order_by(stored_bytes.c.sha256)
        .limit(most)
        .subquery()
    )
    summed = select(func.coalesce(func.sum(some.c.size), 0), func.coalesce(func.sum(some.c.packed), 0))
    size, packed = map(int, connection.execute(summed).one())
    if number <= most:
        return {"bytes": size, "bytes_packed": packed, "bytes_estimated": False}
    share = number / most
    return {
        "bytes": round_estimate(size * share),
        "bytes_packed": round_estimate(packed * share),
        "bytes_estimated": True,
    }
