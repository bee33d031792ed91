"""The whole ledger as plain files, and back: a file for each table, the originals and texts beside them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Table, func, insert, select

from sumber.errors import LedgerError
from sumber.ledger.indexing import rebuild_index
from sumber.ledger.migrations import revisions
from sumber.ledger.opening import Ledger
from sumber.ledger.packing import pack, sha256_hex, unpack
from sumber.ledger.relation_schema import DERIVED
from sumber.ledger.schema import METADATA, facts, stored_bytes
from sumber.ledger.table_files import Form, check_form, file_name, iter_rows, write_rows

MANIFEST: Final = "manifest.json"
BYTES: Final = "bytes"
_AT_ONCE: Final = 1_000
_SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")
# What a ledger knows of itself belongs to where it lies: its index is made anew, its backups are not the copy's. What
# rests on what is worked out anew as well.
_TABLES: Final = tuple(table for table in METADATA.sorted_tables if table not in {facts, *DERIVED})


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a dump holds: the version of the tables, of each how many rows and the SHA-256 of its file, and their form."""

    tables: str
    rows: dict[str, int]
    sha256: dict[str, str]
    form: Form = "jsonl"


def dump_ledger(ledger: Ledger, folder: Path, form: Form = "jsonl") -> Manifest:
    """Write everything to a folder that is empty or not there; the manifest comes last, so that half a dump is known as one."""
    check_form(form)
    if folder.exists() and any(folder.iterdir()):
        raise LedgerError(
            "S508", f"{folder}: there is something in this folder already; expected an empty or a new one"
        )
    (folder / BYTES).mkdir(parents=True, exist_ok=True)
    rows: dict[str, int] = {}
    hashes: dict[str, str] = {}
    with ledger.reading() as connection:
        for table in _TABLES:
            place = folder / file_name(table.name, form)
            rows[table.name] = write_rows(_iter_table(connection, table, folder), _columns(table), place, form)
            hashes[table.name] = _hash_file(place)
    manifest = Manifest(revisions()[-1], rows, hashes, form)
    (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    return manifest


def _columns(table: Table) -> list[Column[Any]]:
    """The columns that a table's file has: packed bytes stand unpacked in files of their own."""
    return [column for column in table.columns if column is not stored_bytes.c.packed]


def _iter_table(connection: Connection, table: Table, folder: Path) -> Iterator[dict[str, Any]]:
    chosen = select(table).order_by(*table.primary_key.columns)
    for row in connection.execute(chosen, execution_options={"yield_per": _AT_ONCE}):
        fields = dict(row._mapping)  # noqa: SLF001  # the documented way to a row's names
        if table is stored_bytes:
            _write_bytes(folder, fields["sha256"], unpack(bytes(fields.pop("packed"))))
        yield fields


def _write_bytes(folder: Path, sha256: str, content: bytes) -> None:
    place = folder / BYTES / sha256[:2]
    place.mkdir(exist_ok=True)
    (place / sha256).write_bytes(content)


def load_ledger(ledger: Ledger, folder: Path) -> Manifest:
    """Fill an empty ledger from a dump, all or nothing; LedgerError names the file that is missing or altered."""
    manifest = _read_manifest(folder)
    with ledger.writing() as connection:
        if any(connection.scalar(select(func.count()).select_from(table)) for table in _TABLES):
            raise LedgerError(
                "S508", f"{ledger.address}: there is something in this ledger already; load into an empty one"
            )
        for table in _TABLES:
            _load_table(connection, table, folder, manifest)
        rebuild_index(ledger, connection)
    return manifest


def _read_manifest(folder: Path) -> Manifest:
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise LedgerError(
            "S515", f"{folder / MANIFEST}: {error}; expected a folder that sumber dump wrote to its end"
        ) from error
    if manifest.tables != revisions()[-1]:
        raise LedgerError(
            "S506",
            f"{folder}: a dump of tables {manifest.tables}, expected {revisions()[-1]}; load it with the Sumber that wrote it, and upgrade that ledger",
        )
    return manifest


def _load_table(connection: Connection, table: Table, folder: Path, manifest: Manifest) -> None:
    file = folder / file_name(table.name, manifest.form)
    if _hash_file(file) != manifest.sha256.get(table.name):
        raise LedgerError("S515", f"{file} is not what was written there; nothing was loaded")
    for rows in iter_rows(_columns(table), file, manifest.form):
        if table is stored_bytes:
            for row in rows:
                row["packed"] = pack(_read_bytes(folder, row["sha256"]))
        connection.execute(insert(table), rows)


def _hash_file(file: Path) -> str:
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise LedgerError("S515", f"{file}: {error.strerror}; nothing was loaded") from error


def _read_bytes(folder: Path, sha256: str) -> bytes:
    if not _SHA256.match(sha256):
        raise LedgerError("S515", f"{folder}: {stored_bytes.name}: {sha256!r} is no SHA-256; nothing was loaded")
    place = folder / BYTES / sha256[:2] / sha256
    try:
        content = place.read_bytes()
    except OSError as error:
        raise LedgerError("S515", f"{place}: {error.strerror}; nothing was loaded") from error
    if sha256_hex(content) != sha256:
        raise LedgerError("S515", f"{place} is not what was written there; nothing was loaded")
    return content
