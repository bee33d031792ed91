"""SQLite: one file, by default; many readers beside one writer (WAL), every commit on the disk (synchronous=FULL)."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, bindparam, column, create_engine, event, literal_column, table, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from sumber.errors import LedgerError
from sumber.ledger.stores import Indexed, IndexName, Match, Query, Store, Term

WAIT_SECONDS: Final = 120
"""How long a writer waits for the others before it gives up."""
# How often a long check looks at the clock: some thousand times a second.
_INSTRUCTIONS_BETWEEN_LOOKS: Final = 10_000
_SCHEME: Final = "sqlite://"


class SqliteStore:
    """A ledger in one file, with the files of its write-ahead log beside it while it is open."""

    def __init__(self, address: str) -> None:
        # SQLAlchemy's addresses have a third slash before the path: sqlite:///sumber.db
        self.path = Path(address.removeprefix(_SCHEME).removeprefix("/") if _SCHEME in address else address)

    @property
    def reading_options(self) -> dict[str, Any]:
        """Nothing: a transaction sees one moment as it is."""
        return {}

    def exists(self) -> bool:
        """Whether the file is there and holds something."""
        return self.path.is_file() and self.path.stat().st_size > 0

    def open_engine(self, *, may_write: bool) -> Engine:
        """Connections to the file; its folder is made where it is to be written."""
        if may_write:
            self._check_writable()
        engine = create_engine("sqlite://", creator=lambda: self._connect(may_write=may_write), poolclass=QueuePool)
        event.listen(engine, "begin", _begin)
        return engine

    def add_to_index(self, connection: Connection, index: IndexName, rows: Sequence[Indexed]) -> None:
        """Let rows be found by their tokens."""
        if rows:
            statement = f"INSERT INTO {index} (rowid, tokens) VALUES (?, ?)"  # noqa: S608  # our own names
            connection.exec_driver_sql(statement, list(rows))

    def remove_from_index(self, connection: Connection, index: IndexName, numbers: Sequence[int]) -> bool:
        """False: an index that keeps no texts cannot take one out, and would keep its words besides."""
        _ = connection, index, numbers
        return False

    def clear_index(self, connection: Connection, index: IndexName) -> None:
        """Let no row of an index be found any more."""
        connection.execute(text(f"INSERT INTO {index} ({index}) VALUES ('delete-all')"))  # noqa: S608  # our own names

    def find_matches(self, index: IndexName, query: Query) -> Match:
        """The rows of the FTS5 table that a query asks for, by rowid."""
        asked = " AND ".join(f"({' OR '.join(map(_spell, group))})" for group in query)
        source = table(index, column("rowid"))
        return Match(
            source, source.c.rowid, literal_column(index).op("MATCH", is_comparison=True)(bindparam(None, asked))
        )

    def explain(self, error: DBAPIError) -> LedgerError | None:
        """What SQLite's error means; None where it is a fault of the program."""
        return _find_meaning(str(error.orig), self.path, _MEANINGS)

    def back_up(self, engine: Engine, target: Path) -> None:  # noqa: ARG002  # a copy needs a connection outside any transaction
        """Copy the whole ledger as it stands at one moment."""
        source = self._connect(may_write=False)
        try:
            with _copying(target), closing(sqlite3.connect(target)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            source.close()

    def restore(self, source: Path) -> None:
        """Copy a backup to where the ledger is to be; whole or not at all."""
        if self.exists():
            raise LedgerError("S508", f"{self.path}: there is a ledger already; restore to another place (--ledger)")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        half = self.path.with_name(self.path.name + ".part")
        try:
            with _copying(source):
                _check_backup(source)
            with _copying(self.path), closing(_open_backup(source)) as backup, closing(sqlite3.connect(half)) as copy:
                backup.backup(copy)
            half.replace(self.path)
        finally:
            half.unlink(missing_ok=True)

    def check(self, connection: Connection, budget_seconds: float) -> list[str] | None:
        """What SQLite finds broken in the file."""
        deadline = time.monotonic() + budget_seconds
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101  # what this store's engine makes
        driver.set_progress_handler(lambda: int(time.monotonic() > deadline), _INSTRUCTIONS_BETWEEN_LOOKS)
        try:
            found = [row[0] for row in connection.execute(text("PRAGMA integrity_check(20)"))]
        except OperationalError as error:
            if "interrupted" in str(error.orig):
                return None
            raise
        finally:
            driver.set_progress_handler(None, 0)
        return [] if found == ["ok"] else found

    def shrink(self, engine: Engine) -> None:
        """Write the file anew without what was deleted, and empty the write-ahead log."""
        engine.dispose()
        with closing(self._connect(may_write=True)) as connection:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _connect(self, *, may_write: bool) -> sqlite3.Connection:
        mode = "rwc" if may_write else "rw" if self._is_writable() else "ro"
        # Without a right to write beside it, SQLite cannot share a file in WAL mode; nobody else can write it either.
        frozen = "&immutable=1" if mode == "ro" and not self._has_log() else ""
        connection = sqlite3.connect(
            f"file:{quote(str(self.path))}?mode={mode}{frozen}",
            uri=True,
            timeout=WAIT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        if may_write:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA foreign_keys=ON")
        # 64 MB of pages and 256 MB mapped: the first page of a search touches little else once both are warm.
        connection.execute("PRAGMA cache_size=-65536")
        connection.execute("PRAGMA mmap_size=268435456")
        return connection

    def _is_writable(self) -> bool:
        return os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)

    def _has_log(self) -> bool:
        log = self.path.with_name(self.path.name + "-wal")
        return log.exists() and log.stat().st_size > 0

    def _check_writable(self) -> None:
        folder = self.path.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LedgerError("S502", f"{folder}: {error.strerror}; give another place with --ledger") from error
        if self.path.is_dir():
            raise LedgerError("S501", f"{self.path}: this is a folder; expected a ledger's file")
        if not os.access(folder, os.W_OK) or (self.path.exists() and not os.access(self.path, os.W_OK)):
            raise LedgerError("S502", f"{self.path}: {_READ_ONLY}")


@contextmanager
def _copying(place: Path) -> Iterator[None]:
    """Tells what goes wrong with a file while it is copied from or to; what it means is the same for both."""
    try:
        yield
    except sqlite3.Error as error:
        told = str(error)
        meant = _find_meaning(told, place, _COPYING)
        raise meant or LedgerError("S503", f"{place}: {told}; the copy was not made") from error


def _open_backup(source: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)


def _check_backup(source: Path) -> None:
    """LedgerError where a file is a database of something else."""
    with closing(_open_backup(source)) as backup:
        if not backup.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            raise LedgerError("S501", f"{source}: {_NO_BACKUP}")


def _find_meaning(told: str, place: Path, meanings: Iterable[tuple[str, str, str]]) -> LedgerError | None:
    """What SQLite's words mean about a file, None where nobody knows."""
    return next((LedgerError(code, f"{place}: {meaning}") for words, code, meaning in meanings if words in told), None)


_READ_ONLY = (
    "it may be read but not written; check the rights of the file and its folder, or give another with --ledger"
)
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    ("readonly database", "S502", _READ_ONLY),
    (
        "disk is full",
        "S503",
        "the disk is full; make room and run the command again: what was acknowledged is kept, the rest goes on from there",
    ),
    (
        "database is locked",
        "S504",
        f"another program has been writing for {WAIT_SECONDS} seconds; wait for it, or end it, and run the command again",
    ),
    ("file is not a database", "S501", "this is no ledger; give another file with --ledger"),
    (
        "malformed",
        "S505",
        "the file is damaged; restore the last backup (sumber restore), and look into this one with sumber doctor",
    ),
    ("unable to open database file", "S501", "it cannot be opened; check the path and its rights"),
    (
        "disk I/O error",
        "S503",
        "the disk refused to read or write; check its room and health, then run the command again",
    ),
)


_NO_BACKUP = "this is no backup of a ledger; expected a file that sumber backup wrote"
_COPYING: tuple[tuple[str, str, str], ...] = (
    ("disk is full", "S503", "the disk is full; nothing was copied: make room and run the command again"),
    ("readonly database", "S502", "it may not be written; check the rights of the file and its folder"),
    ("unable to open database file", "S502", "it cannot be opened; check the path and its rights"),
    ("file is not a database", "S501", _NO_BACKUP),
    ("malformed", "S505", "the file is damaged; take an earlier backup"),
)


def _begin(connection: Connection) -> None:
    """Open a transaction: of a writer at once with the write lock, so that it never has to give up halfway."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _spell(term: Term) -> str:
    return f'"{term.token}"{"*" if term.is_prefix else ""}'


def make_store(address: str) -> Store:
    """The store of a path or of an address such as `sqlite:///sumber.db`."""
    return SqliteStore(address)
