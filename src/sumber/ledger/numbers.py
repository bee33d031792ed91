"""Numbers of rows, given one after another by whoever holds the write lock."""

from __future__ import annotations

from sqlalchemy import Connection, Table, func, select


def next_number(connection: Connection, table: Table) -> int:
    """The number of a table's next row; only whoever writes may ask."""
    return (connection.scalar(select(func.max(table.c.no))) or 0) + 1


class Numbers:
    """The next numbers of several tables, counted on in memory during one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._next: dict[str, int] = {}

    def take(self, table: Table, count: int = 1) -> int:
        """The first of `count` numbers for rows of a table."""
        first = self._next.get(table.name) or next_number(self._connection, table)
        self._next[table.name] = first + count
        return first
