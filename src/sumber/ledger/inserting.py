"""Rows written by the driver's own executemany.

SQLAlchemy's inserts look at every value of every row on its way; ours are plain values that both drivers take as they
are. That halves the cost of the rows, which are most of what keeping a report writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect, Table

Row: TypeAlias = tuple[Any, ...]
"""The values of a row in the order of its table's columns."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Write rows of a table."""
    if rows:
        connection.exec_driver_sql(_spell_insert(table, connection.dialect), list(rows))


@cache
def _spell_insert(table: Table, dialect: Dialect) -> str:
    quote = dialect.identifier_preparer
    columns = ", ".join(quote.format_column(column) for column in table.columns)
    marks = ", ".join("?" if dialect.paramstyle == "qmark" else "%s" for _ in table.columns)
    return f"INSERT INTO {quote.format_table(table)} ({columns}) VALUES ({marks})"  # noqa: S608  # the schema's own names
