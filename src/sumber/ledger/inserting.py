"""Rows written by the driver's own executemany.

SQLAlchemy's inserts look at every value of every row on its way; ours are plain values that both drivers take as they
are. That halves the cost of the rows, which are most of what keeping a report writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.sql.compiler import SQLCompiler


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows, each with every column of the table."""
    if not rows:
        return
    compiled = _compile(table, connection.dialect)
    names = compiled.positiontup
    values = list(map(itemgetter(*names), rows)) if names is not None else list(rows)
    connection.exec_driver_sql(str(compiled), values)


@cache
def _compile(table: Table, dialect: Dialect) -> SQLCompiler:
    compiled = insert(table).compile(dialect=dialect, column_keys=list(table.columns.keys()))
    assert isinstance(compiled, SQLCompiler)  # noqa: S101  # what an insert compiles to
    return compiled
