"""A table as a file, in one of two forms: JSON Lines, which anybody reads, and Parquet, which other tools compute with.

Bytes are base64 in JSON Lines, and bytes in Parquet. Parquet is made from JSON Lines and read back by DuckDB.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, get_args

import msgspec
from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary

from sumber.errors import LedgerError, UsageError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Form = Literal["jsonl", "parquet"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
Row = dict[str, Any]
_AT_ONCE: Final = 1_000
# What the database takes for a line by itself; it keeps several times that in memory.
_LEAST_ROOM_BYTES: Final = 1 << 24
_MEMORY: Final = "1GB"


def file_name(table: str, form: Form) -> str:
    """The name of the file that holds a table."""
    return f"{table}.{form}"


def write_rows(rows: Iterable[Row], columns: Iterable[Column[Any]], place: Path, form: Form) -> int:
    """Write a table's rows to a file; gives how many."""
    if form == "jsonl":
        return _write_lines(rows, place).number
    lines = place.with_suffix(".lines")
    try:
        number, longest = _write_lines(rows, lines)
        _convert(lines, list(columns), place, longest)
    finally:
        lines.unlink(missing_ok=True)
    return number


def iter_rows(columns: Iterable[Column[Any]], place: Path, form: Form) -> Iterator[list[Row]]:
    """The rows of a file, many at once; LedgerError where it is not written as it should be."""
    return _iter_lines(list(columns), place) if form == "jsonl" else _iter_parquet(list(columns), place)


def check_form(form: Form) -> None:
    """UsageError where this form needs a package that is not there: told before anything is written."""
    if form == "parquet":
        with _open_duckdb():
            pass


class _Written(NamedTuple):
    number: int
    longest: int


def _write_lines(rows: Iterable[Row], place: Path) -> _Written:
    number = longest = 0
    with place.open("wb") as out:
        for row in rows:
            line = msgspec.json.encode({name: _plain(value) for name, value in row.items()}) + b"\n"
            out.write(line)
            number, longest = number + 1, max(longest, len(line))
    return _Written(number, longest)


def _plain(value: Any) -> Any:
    return base64.b64encode(bytes(value)).decode() if isinstance(value, bytes | memoryview) else value


def _iter_lines(columns: list[Column[Any]], place: Path) -> Iterator[list[Row]]:
    binary = [column.name for column in columns if isinstance(column.type, LargeBinary)]
    with place.open("rb") as lines:
        while chunk := list(islice(lines, _AT_ONCE)):
            yield [_read_line(line, binary, place) for line in chunk]


def _read_line(line: bytes, binary: list[str], place: Path) -> Row:
    try:
        row: Row = msgspec.json.decode(line)
        for name in binary:
            if row[name] is not None:
                row[name] = base64.b64decode(row[name], validate=True)
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError) as error:
        raise LedgerError("S515", f"{place}: {error}; nothing was loaded") from error
    return row


def _convert(lines: Path, columns: list[Column[Any]], place: Path, longest: int) -> None:
    """JSON Lines as Parquet; the longest of them has so many bytes."""
    types = ", ".join(f"'{column.name}': '{_type(column)}'" for column in columns)
    taken = ", ".join(
        f'from_base64("{each.name}") AS "{each.name}"' if isinstance(each.type, LargeBinary) else f'"{each.name}"'
        for each in columns
    )
    read = (
        f"read_json({_quote(lines)}, format='newline_delimited', columns={{{types}}}, "
        f"maximum_object_size={max(longest + 1, _LEAST_ROOM_BYTES)})"
    )
    with _open_duckdb() as database:
        database.execute(
            f"COPY (SELECT {taken} FROM {read}) TO {_quote(place)} (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608  # our own names, the paths quoted
        )


def _iter_parquet(columns: list[Column[Any]], place: Path) -> Iterator[list[Row]]:
    names = [column.name for column in columns]
    asked = ", ".join(f'"{name}"' for name in names)
    with _open_duckdb() as database:
        import duckdb

        try:
            found = database.execute(f"SELECT {asked} FROM read_parquet({_quote(place)})")  # noqa: S608  # our own names, the path quoted
            while chunk := found.fetchmany(_AT_ONCE):
                yield [dict(zip(names, row, strict=True)) for row in chunk]
        except duckdb.Error as error:
            raise LedgerError("S515", f"{place}: {error}; nothing was loaded") from error


@contextmanager
def _open_duckdb() -> Iterator[DuckDBPyConnection]:
    try:
        import duckdb
    except ModuleNotFoundError as error:
        raise UsageError("S309", "Parquet needs one more package: pip install 'sumber[parquet]'") from error
    # It would otherwise fetch extensions from the network when it misses one.
    with duckdb.connect(config={"autoinstall_known_extensions": "false", "memory_limit": _MEMORY}) as database:
        yield database


def _type(column: Column[Any]) -> str:
    for kind, name in ((Boolean, "BOOLEAN"), (Integer, "BIGINT"), (Float, "DOUBLE")):
        if isinstance(column.type, kind):
            return name
    return "VARCHAR"


def _quote(place: Path) -> str:
    return "'" + str(place).replace("'", "''") + "'"
