"""A lawful erasure: a document goes with all that was made of it; that it went, why, by whom and when stays.

The log keeps its leaves' hashes, so that it can still be shown to be whole. Without the salt, which goes too, no hash
tells anything about what it was made from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Row, Table, delete, insert, select, update

from sumber.errors import LedgerError
from sumber.ledger.claim_decisions import find_other_document
from sumber.ledger.erased_names import find_named, settle_names
from sumber.ledger.grading import erase_grades
from sumber.ledger.indexing import rebuild_index
from sumber.ledger.judgements import iter_judgements
from sumber.ledger.judging import ON_CLAIM_PAIRS
from sumber.ledger.log import LeafWriter
from sumber.ledger.opening import Ledger, now_text
from sumber.ledger.retiring import retire_document
from sumber.ledger.schema import (
    captures,
    claims,
    dates,
    documents,
    events,
    facts,
    judgements,
    links,
    log_leaves,
    mentions,
    parties,
    readings,
    stored_bytes,
    versions,
)
from sumber.model import Value

BACKUP_FACT: Final = "backup "
_AT_ONCE: Final = 500


class Erased(Value, frozen=True):
    """What an erasure took, and the backups made since the document came, which still hold it."""

    document: str
    versions: int
    readings: int
    claims: int
    judgements: int
    leaves: int
    backups: tuple[str, ...]


def note_backup(ledger: Ledger, place: str) -> None:
    """Remember where a backup or a dump was written, so that an erasure can tell which still hold what it erased."""
    with ledger.writing() as connection:
        connection.execute(insert(facts), [{"name": BACKUP_FACT + now_text(), "value": place}])


def erase_document(ledger: Ledger, document: str, *, reason: str, decided_by: str) -> Erased:
    """Erase a document of the project; LedgerError where it is not there. The files are then written anew without it."""
    with ledger.writing() as connection:
        project = ledger.find_project(connection)
        row = connection.execute(
            select(documents).where(documents.c.project_no == project, documents.c.id == document)
        ).one_or_none()
        if row is None:
            raise LedgerError(
                "S511", f"no document {document!r} in project {ledger.project!r}; sumber documents lists them"
            )
        erased, emptied = _erase(ledger, connection, row.no, document)
        backups = connection.scalars(
            select(facts.c.value).where(facts.c.name >= BACKUP_FACT + row.kept_at, facts.c.name < BACKUP_FACT + "z")
        ).all()
        told = msgspec.structs.replace(erased, backups=tuple(backups))
        leaves = LeafWriter(connection, now_text())
        counts = {name: getattr(told, name) for name in ("versions", "readings", "claims", "judgements", "leaves")}
        leaves.add(
            "erasure",
            document,
            {"project": ledger.project, "reason": reason, "who": decided_by, "erased": emptied, **counts},
        )
        leaves.write()
    ledger.store.shrink(ledger.engine)
    return told


def _erase(
    ledger: Ledger, connection: Connection, document_no: int, document: str
) -> tuple[Erased, list[dict[str, Any]]]:
    version_nos = _select(connection, versions.c.no, versions.c.document_no, [document_no])
    reading_nos = _select(connection, readings.c.no, readings.c.version_no, version_nos)
    reading_ids = _select(connection, readings.c.id, readings.c.no, reading_nos)
    claim_nos = _select(connection, claims.c.no, claims.c.reading_no, reading_nos)
    texts = _select(connection, versions.c.text_sha256, versions.c.no, version_nos)
    originals = _select(connection, captures.c.sha256, captures.c.version_no, version_nos)
    project = connection.scalars(select(documents.c.project_no).where(documents.c.no == document_no)).one()
    named = find_named(connection, reading_nos)
    decided = _find_judgements(connection, project, document)
    judged = _select(connection, judgements.c.no, judgements.c.id, decided)
    _erase_relations(connection, project, document_no, document)
    for table in (links, events, parties):
        _delete(connection, table, table.c.claim_no, claim_nos)
    for table in (claims, mentions, dates):
        _delete(connection, table, table.c.reading_no, reading_nos)
    _delete(connection, readings, readings.c.no, reading_nos)
    _delete(connection, captures, captures.c.version_no, version_nos)
    _delete(connection, versions, versions.c.no, version_nos)
    _delete(connection, documents, documents.c.no, [document_no])
    _delete(connection, judgements, judgements.c.id, decided)
    _delete_bytes(connection, {*texts, *originals})
    settle_names(connection, named)
    emptied = _empty_leaves(connection, ledger.project, [document, *reading_ids, *decided])
    removed = ledger.store.remove_from_index(connection, "claim_search", [*claim_nos, *(-no for no in judged)])
    removed = ledger.store.remove_from_index(connection, "document_search", reading_nos) and removed
    if not removed:
        rebuild_index(ledger, connection)
    erased = Erased(
        document=document,
        versions=len(version_nos),
        readings=len(reading_nos),
        claims=len(claim_nos),
        judgements=len(decided),
        leaves=len(emptied),
        backups=(),
    )
    return erased, emptied


def _find_judgements(connection: Connection, project: int, document: str) -> list[str]:
    """The ids of the judgements about a document's claims, also about one of them and another's, and of what took them back."""
    about = select(judgements.c.id).where(judgements.c.project_no == project, judgements.c.document_id == document)
    pairs = iter_judgements(connection, project, ON_CLAIM_PAIRS)
    found = {*connection.scalars(about), *(each.id for each in pairs if find_other_document(each) == document)}
    for each in iter_judgements(connection, project, ("undo",)):  # in order: one that takes back another comes later
        if each.subject in found:
            found.add(each.id)
    return sorted(found)


def _erase_relations(connection: Connection, project: int, document_no: int, document: str) -> None:
    """Take a document out of what rests on what; the propositions that it bore on are made anew by the next `relate`."""
    retire_document(connection, document_no)
    erase_grades(connection, project, document_no, document)


def _delete_bytes(connection: Connection, hashes: set[str]) -> None:
    """Delete originals and texts that no other document shares."""
    shared = {
        *_select(connection, versions.c.text_sha256, versions.c.text_sha256, sorted(hashes)),
        *_select(connection, captures.c.sha256, captures.c.sha256, sorted(hashes)),
    }
    _delete(connection, stored_bytes, stored_bytes.c.sha256, sorted(hashes - shared))


def _empty_leaves(connection: Connection, project: str, subjects: Sequence[str]) -> list[dict[str, Any]]:
    """Take salt and content of the leaves about these ids in this project; gives what stays of each."""
    emptied: list[dict[str, Any]] = []
    for start in range(0, len(subjects), _AT_ONCE):
        some = subjects[start : start + _AT_ONCE]
        about = select(log_leaves).where(
            log_leaves.c.subject.in_(some), log_leaves.c.kind != "erasure", log_leaves.c.content.is_not(None)
        )
        # The same report may be kept in another project, which this erasure is not about.
        ours = [row for row in connection.execute(about) if _project_of(bytes(row.content)) == project]
        numbers = [row.seq for row in ours]
        connection.execute(update(log_leaves).where(log_leaves.c.seq.in_(numbers)).values(salt=None, content=None))
        emptied += [_what_stays(row) for row in ours]
    return sorted(emptied, key=lambda leaf: leaf["sequence"])


def _what_stays(row: Row[Any]) -> dict[str, Any]:
    return {
        "sequence": row.seq,
        "kind": row.kind,
        "subject": row.subject,
        "logged_at": row.logged_at,
        "leaf_hash": bytes(row.leaf_hash).hex(),
    }


def _project_of(content: bytes) -> str:
    return str(msgspec.json.decode(content)["project"])


def _select(connection: Connection, wanted: Column[Any], by: Column[Any], keys: Sequence[Any]) -> list[Any]:
    found: list[Any] = []
    for start in range(0, len(keys), _AT_ONCE):
        found += connection.scalars(select(wanted).where(by.in_(keys[start : start + _AT_ONCE])))
    return found


def _delete(connection: Connection, table: Table, by: Column[Any], keys: Sequence[Any]) -> None:
    for start in range(0, len(keys), _AT_ONCE):
        connection.execute(delete(table).where(by.in_(keys[start : start + _AT_ONCE])))
