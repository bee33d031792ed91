"""PostgreSQL, for a team: the same tables, the search index as `tsvector` columns."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Engine,
    bindparam,
    cast,
    column,
    create_engine,
    event,
    make_url,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.exc import DBAPIError, OperationalError

from sumber.errors import LedgerError, UsageError
from sumber.ledger.stores import Indexed, IndexName, Match, Query, Store, Term

# Any number will do, as long as every Sumber takes the same: "SUMB" in ASCII.
_WRITE_LOCK: Final = 0x53554D42


class PostgresStore:
    """A ledger in a database of a PostgreSQL server (15 or newer)."""

    def __init__(self, address: str) -> None:
        self._url = make_url(address).set(drivername="postgresql+psycopg")
        self._shown = self._url.render_as_string(hide_password=True).replace("+psycopg", "")

    @property
    def reading_options(self) -> dict[str, Any]:
        """A reader sees one moment throughout; a writer sees what was there when it got the lock."""
        return {"isolation_level": "REPEATABLE READ"}

    def exists(self) -> bool:
        """Whether the server lets us in and the database holds tables of ours."""
        engine = self.open_engine(may_write=False)
        try:
            with engine.connect() as connection:
                return bool(connection.scalar(text("SELECT to_regclass('alembic_version') IS NOT NULL")))
        finally:
            engine.dispose()

    def open_engine(self, *, may_write: bool) -> Engine:
        """Connections to the database; those that only read may do nothing else."""
        try:
            engine = create_engine(
                self._url, pool_pre_ping=True, connect_args={"options": "" if may_write else _READ_ONLY_OPTION}
            )
        except ModuleNotFoundError as error:
            raise UsageError("S309", "PostgreSQL needs one more package: pip install 'sumber[postgres]'") from error
        event.listen(engine, "begin", _begin)
        try:
            with engine.connect():
                pass
        except OperationalError as error:
            raise self.explain(error) or LedgerError("S501", f"{self._shown}: {error.orig}") from error
        return engine

    def add_to_index(self, connection: Connection, index: IndexName, rows: Sequence[Indexed]) -> None:
        """Let rows be found by their tokens."""
        if rows:
            tokens = "array_to_tsvector(string_to_array(%s, ' '))"
            statement = f"INSERT INTO {index} (no, tokens) VALUES (%s, {tokens})"  # noqa: S608  # our own names
            connection.exec_driver_sql(statement, list(rows))

    def remove_from_index(self, connection: Connection, index: IndexName, numbers: Sequence[int]) -> bool:
        """Delete the rows."""
        statement = text(f"DELETE FROM {index} WHERE no = ANY(:numbers)")  # noqa: S608  # our own names
        connection.execute(statement, {"numbers": list(numbers)})
        return True

    def clear_index(self, connection: Connection, index: IndexName) -> None:
        """Let no row of an index be found any more."""
        connection.execute(text(f"TRUNCATE {index}"))

    def find_matches(self, index: IndexName, query: Query) -> Match:
        """The rows of the index table that a query asks for, by number."""
        asked = " & ".join(f"({' | '.join(map(_spell, group))})" for group in query)
        source = table(index, column("no"), column("tokens"))
        condition = source.c.tokens.op("@@", is_comparison=True)(cast(bindparam(None, asked), TSQUERY))
        return Match(source, source.c.no, condition)

    def explain(self, error: DBAPIError) -> LedgerError | None:
        """What PostgreSQL's error means; None where it is a fault of the program."""
        told, state = str(error.orig).strip().split("\n")[0], str(getattr(error.orig, "sqlstate", None) or "")
        if state == "53100":
            return LedgerError("S503", f"{self._shown}: the server's disk is full; make room and run the command again")
        if state in {"25006", "42501"}:
            return LedgerError(
                "S502", f"{self._shown}: this account may not write ({told}); ask for the right or read only"
            )
        if state.startswith(("08", "57P", "28", "3D")) or isinstance(error, OperationalError):
            return LedgerError("S501", f"{self._shown}: {told}; check that the server runs and the address is right")
        return None

    def back_up(self, engine: Engine, target: Path) -> None:  # noqa: ARG002  # the server's own tool connects by itself
        """Have `pg_dump` write the database to a file."""
        self._run("pg_dump", "--format=custom", "--no-owner", f"--file={target}")

    def restore(self, source: Path) -> None:
        """Have `pg_restore` fill the database, which must be empty; whole or not at all."""
        if self.exists():
            raise LedgerError(
                "S508", f"{self._shown}: there is a ledger already; restore into another database (--ledger)"
            )
        self._run("pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", str(source))

    def check(self, connection: Connection, budget_seconds: float) -> list[str] | None:
        """Nothing: a server checks its own files."""
        _ = connection, budget_seconds
        return []

    def shrink(self, engine: Engine) -> None:
        """Write the tables anew without what was deleted."""
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM FULL"))

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's own tools on the database; the password goes by the environment, never the command line."""
        found = shutil.which(program)
        if found is None:
            raise LedgerError("S509", f"{program} is not installed; it comes with PostgreSQL's client tools")
        address = self._url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
        environment = os.environ | ({"PGPASSWORD": str(self._url.password)} if self._url.password else {})
        done = subprocess.run(  # noqa: S603  # PostgreSQL's own tool
            [found, *arguments, f"--dbname={address}"], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise LedgerError("S509", f"{program}: {done.stderr.strip()}")


_READ_ONLY_OPTION = "-c default_transaction_read_only=on"


def _begin(connection: Connection) -> None:
    """Make writers queue: the log is one, and its leaves are numbered without a gap."""
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")


def _spell(term: Term) -> str:
    quoted = term.token.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'{':*' if term.is_prefix else ''}"


def make_store(address: str) -> Store:
    """The store of an address such as `postgresql://user@host/name`."""
    return PostgresStore(address)
