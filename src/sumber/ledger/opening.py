"""An open ledger: connections that read, and one that writes while all other writers wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final, Self

from sqlalchemy import Connection, Engine, delete, func, insert, make_url, select
from sqlalchemy.exc import DBAPIError

from sumber.errors import LedgerError
from sumber.ledger.migrations import check_revision, upgrade
from sumber.ledger.numbers import next_number
from sumber.ledger.schema import facts, projects
from sumber.ledger.stores import Store, get_store
from sumber.ledger.tokens import search_rules

MAIN_PROJECT: Final = "main"
_RULES_FACT: Final = "search_rules"


class Ledger:
    """A ledger and the project worked in; close it, or use it as a context."""

    def __init__(self, store: Store, engine: Engine, project: str, address: str) -> None:
        self.store = store
        self.engine = engine
        self.project = project
        self.address = address
        self._project_no: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the ledger as it stands at one moment."""
        with self._explained(), self.engine.connect().execution_options(**self.store.reading_options) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that writes alone: all of it is kept when the block ends, or nothing where it fails."""
        with self._explained(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def find_project(self, connection: Connection) -> int | None:
        """The number of the project worked in, None where nothing was ever kept in it."""
        if self._project_no is None:
            found = connection.scalar(select(projects.c.no).where(projects.c.name == self.project))
            # Of a transaction that may yet be undone nothing is remembered; once kept, a number stays.
            if connection.get_execution_options().get("writes", False):
                return found
            self._project_no = found
        return self._project_no

    def make_project(self, connection: Connection, now: str) -> int:
        """The number of the project worked in, made where it is new."""
        found = self.find_project(connection)
        if found is not None:
            return found
        no = next_number(connection, projects)
        connection.execute(insert(projects), [{"no": no, "name": self.project, "created_at": now}])
        return no

    def is_only_project(self, connection: Connection) -> bool:
        """Whether everything kept is of one project."""
        return connection.scalar(select(func.count()).select_from(projects)) == 1

    def has_current_index(self, connection: Connection) -> bool:
        """Whether the search index was made by the rules of this program."""
        return connection.scalar(select(facts.c.value).where(facts.c.name == _RULES_FACT)) == search_rules()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            meaning = self.store.explain(error)
            if meaning is None:
                raise
            raise meaning from error


def find_fact(connection: Connection, name: str) -> str | None:
    """What the ledger knows of itself under a name."""
    return connection.scalar(select(facts.c.value).where(facts.c.name == name))


def write_fact(connection: Connection, name: str, value: str) -> None:
    """Let the ledger know something of itself, instead of what it knew under this name."""
    connection.execute(delete(facts).where(facts.c.name == name))
    connection.execute(insert(facts), [{"name": name, "value": value}])


def show_address(address: str) -> str:
    """An address fit to be shown: without its password.

    >>> show_address("postgresql://ana:secret@host/sumber")
    'postgresql://ana:***@host/sumber'
    """
    return make_url(address).render_as_string(hide_password=True) if "://" in address else address


def now_text() -> str:
    """This moment in UTC, as kept."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def open_ledger(address: str, *, project: str = MAIN_PROJECT, may_write: bool = False) -> Ledger:
    """The ledger at a path or address; made, and brought up to date, where it may be written.

    LedgerError where there is none to read, where it is not to be written while it must be, and where it was written by
    a newer Sumber.
    """
    store = get_store(address)
    if not may_write and not store.exists():
        raise LedgerError(
            "S501", f"{show_address(address)}: there is no ledger here yet; sumber add REPORTS… makes one"
        )
    ledger = Ledger(store, store.open_engine(may_write=may_write), project, show_address(address))
    try:
        with ledger.reading() as connection:
            is_current = check_revision(connection, ledger.address)
        if not is_current:
            _bring_up_to_date(ledger, may_write=may_write)
    except BaseException:
        ledger.close()
        raise
    return ledger


def _bring_up_to_date(ledger: Ledger, *, may_write: bool) -> None:
    if not may_write:
        raise LedgerError(
            "S507",
            f"{ledger.address}: this ledger was written by an older Sumber; sumber doctor --upgrade brings it up to date",
        )
    with ledger.writing() as connection:
        # Another program may have done it while this one waited.
        if not check_revision(connection, ledger.address):
            upgrade(connection)
        if connection.scalar(select(facts.c.value).where(facts.c.name == _RULES_FACT)) is None:
            connection.execute(insert(facts), [{"name": _RULES_FACT, "value": search_rules()}])
