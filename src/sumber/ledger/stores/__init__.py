"""Stores: where a ledger's tables lie, each in its own file, found by the scheme of the address.

A store opens connections, makes writers wait for one another, keeps the search index in its own manner, and says in
plain words what went wrong. Everything else is the same SQL for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

from sqlalchemy import ColumnElement, Connection, Engine, FromClause
from sqlalchemy.exc import DBAPIError

from sumber.errors import LedgerError, UsageError

IndexName = Literal["claim_search", "document_search"]
INDEXES: tuple[IndexName, ...] = ("claim_search", "document_search")


class Term(NamedTuple):
    """One token to look for in a search index, or all that begin with it."""

    token: str
    is_prefix: bool = False


Query: TypeAlias = tuple[tuple[Term, ...], ...]
"""What a row must hold: of every group at least one term."""


class Indexed(NamedTuple):
    """A row of a search index: the number of what it finds, and its tokens, each once, with a blank between them."""

    no: int
    tokens: str


class Match(NamedTuple):
    """The part of a statement that finds rows by a query: what to select from, the number found, and the condition."""

    source: FromClause
    no: ColumnElement[int]
    condition: ColumnElement[bool]


class Store(Protocol):
    """One kind of database."""

    def open_engine(self, *, may_write: bool) -> Engine:
        """Connections to the database; LedgerError where it is not there, or not to be written while it must be."""
        ...

    @property
    def reading_options(self) -> dict[str, Any]:
        """Options of a connection that is to see one moment of the ledger, whatever others write meanwhile."""
        ...

    def exists(self) -> bool:
        """Whether there is anything at the address."""
        ...

    def add_to_index(self, connection: Connection, index: IndexName, rows: Sequence[Indexed]) -> None:
        """Let rows be found by their tokens."""
        ...

    def remove_from_index(self, connection: Connection, index: IndexName, numbers: Sequence[int]) -> bool:
        """Let rows not be found any more; False where this store can only make the whole index anew."""
        ...

    def clear_index(self, connection: Connection, index: IndexName) -> None:
        """Let no row of an index be found any more."""
        ...

    def find_matches(self, index: IndexName, query: Query) -> Match:
        """How to find the rows of an index that a query asks for."""
        ...

    def explain(self, error: DBAPIError) -> LedgerError | None:
        """What a database's error means and what to do about it; None where it is a fault of the program."""
        ...

    def back_up(self, engine: Engine, target: Path) -> None:
        """Write a whole copy of the ledger to a file while others go on reading and writing."""
        ...

    def restore(self, source: Path) -> None:
        """Make the ledger what a backup holds; LedgerError where there is one already."""
        ...

    def check(self, connection: Connection, budget_seconds: float) -> list[str] | None:
        """What the database itself finds broken in its files; empty where nothing is, None where the time was up before."""
        ...

    def shrink(self, engine: Engine) -> None:
        """Give back the room of what was deleted, so that none of it is left in the files."""
        ...


@cache
def store_names() -> tuple[str, ...]:
    """Schemes of the addresses that can be opened, by file name."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def get_store(address: str) -> Store:
    """The store of an address such as `postgresql://host/name`; a path without a scheme is a file of SQLite's."""
    scheme, parted, _ = address.partition("://")
    name = scheme.partition("+")[0] if parted else "sqlite"
    if name not in store_names():
        expected = ", ".join(f"{name}://…" for name in store_names())
        raise UsageError("S308", f"--ledger {scheme}://…: no such kind of ledger; expected a file or one of {expected}")
    store: Store = import_module(f"{__name__}.{name}").make_store(address)
    return store
