"""Profiles as they are kept, and which documents have a current one; what their bytes mean is known to the analysis alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, delete, func, or_, select

from sumber.ledger.inserting import insert_rows
from sumber.ledger.packing import decode_reading, decode_text, pack, unpack
from sumber.ledger.parting import iter_parts
from sumber.ledger.relation_schema import profile_keys, profiles
from sumber.ledger.schema import documents, readings, stored_bytes, versions
from sumber.model import Reading


class Waiting(NamedTuple):
    """A document whose newest reading has no current profile; `reading_no` is None where it is no longer read."""

    document_no: int
    document_id: str
    reading_no: int | None


class KeptProfile(NamedTuple):
    """The profile of a document's reading, as bytes, with the number of claims in it and the document's place among all."""

    document_no: int
    reading_no: int
    version: str
    claims: int
    place: int
    content: bytes


def count_waiting(connection: Connection, project: int, version: str | None = None) -> int:
    """How many documents are not related yet; by any version where none is told."""
    return connection.scalar(_waiting(project, version).with_only_columns(func.count())) or 0


def find_waiting(connection: Connection, project: int, version: str, after: int, limit: int) -> list[Waiting]:
    """Documents behind a number that are not related yet, or only by another version."""
    chosen = _waiting(project, version).where(documents.c.no > after).order_by(documents.c.no).limit(limit)
    return [Waiting(*row) for row in connection.execute(chosen)]


def is_waiting(connection: Connection, waiting: Waiting, version: str) -> bool:
    """Whether a document still waits with this reading: another program may have come first."""
    own = documents.c.no == waiting.document_no
    found = connection.execute(_waiting(None, version).where(own)).one_or_none()
    return found is not None and Waiting(*found) == waiting


def _waiting(project: int | None, version: str | None) -> Select[Any]:
    stale: list[ColumnElement[bool]] = [profiles.c.reading_no != documents.c.reading_no]
    if version is not None:
        stale.append(profiles.c.version != version)
    is_new = profiles.c.document_no.is_(None) & documents.c.reading_no.is_not(None)
    is_unread = profiles.c.document_no.is_not(None) & documents.c.reading_no.is_(None)
    chosen = (
        select(documents.c.no, documents.c.id, documents.c.reading_no)
        .select_from(documents.outerjoin(profiles, profiles.c.document_no == documents.c.no))
        .where(or_(is_new, is_unread, *stale))
    )
    return chosen if project is None else chosen.where(documents.c.project_no == project)


def is_profiled(connection: Connection, document_no: int) -> bool:
    """Whether a document was compared with others by its newest reading."""
    current = (
        select(profiles.c.document_no)
        .join(documents, documents.c.no == profiles.c.document_no)
        .where(profiles.c.document_no == document_no, profiles.c.reading_no == documents.c.reading_no)
    )
    return connection.scalar(current) is not None


def get_reading(connection: Connection, reading_no: int) -> Reading | None:
    """A kept reading with its text, None where it is gone by now."""
    row = connection.execute(
        select(readings.c.content, stored_bytes.c.packed)
        .join(versions, versions.c.no == readings.c.version_no)
        .join(stored_bytes, stored_bytes.c.sha256 == versions.c.text_sha256)
        .where(readings.c.no == reading_no)
    ).one_or_none()
    if row is None:
        return None
    return decode_reading(unpack(bytes(row.content)), decode_text(unpack(bytes(row.packed))))


def write_profile(connection: Connection, profile: KeptProfile) -> None:
    """Keep a document's profile; what was kept of it before must be gone."""
    insert_rows(connection, profiles, [(*profile[:5], pack(profile.content))])


def remove_profile(connection: Connection, document_no: int) -> None:
    """Forget a document's profile and keys."""
    for table in (profile_keys, profiles):
        connection.execute(delete(table).where(table.c.document_no == document_no))


def get_profiles(connection: Connection, numbers: Iterable[int]) -> dict[int, bytes]:
    """The profiles of these documents, of those that have one."""
    found: dict[int, bytes] = {}
    for some in iter_parts(numbers):
        rows = connection.execute(
            select(profiles.c.document_no, profiles.c.packed).where(profiles.c.document_no.in_(some))
        )
        found |= {row.document_no: unpack(bytes(row.packed)) for row in rows}
    return found


def find_numbers(connection: Connection, project: int, ids: Iterable[str]) -> dict[str, int]:
    """The numbers of documents by their ids."""
    found: dict[str, int] = {}
    for some in iter_parts(ids):
        rows = connection.execute(
            select(documents.c.id, documents.c.no).where(documents.c.project_no == project, documents.c.id.in_(some))
        )
        found |= {row.id: row.no for row in rows}
    return found


def find_ids(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The ids of documents by their numbers."""
    found: dict[int, str] = {}
    for some in iter_parts(numbers):
        rows = connection.execute(select(documents.c.no, documents.c.id).where(documents.c.no.in_(some)))
        found |= {row.no: row.id for row in rows}
    return found


def find_caller_ids(connection: Connection, ids: Iterable[str], project: int) -> dict[str, str]:
    """What callers call documents, by the ledger's ids."""
    found: dict[str, str] = {}
    for some in iter_parts(ids):
        chosen = select(documents.c.id, documents.c.caller_id)
        rows = connection.execute(chosen.where(documents.c.project_no == project, documents.c.id.in_(some)))
        found |= {row.id: row.caller_id for row in rows}
    return found


def has_other_version(connection: Connection, project: int, version: str) -> bool:
    """Whether a project has profiles of another version than this."""
    chosen = (
        select(profiles.c.document_no)
        .join(documents, documents.c.no == profiles.c.document_no)
        .where(documents.c.project_no == project, profiles.c.version != version)
        .limit(1)
    )
    return connection.execute(chosen).one_or_none() is not None
