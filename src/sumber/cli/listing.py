"""Lists of kept things in the formats that commands offer: a table, JSON, JSON Lines or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from typing import Any

import msgspec
from rich import box
from rich.table import Table
from rich.text import Text

from sumber.cli.console import Cell, clean, open_console
from sumber.exports.csv import guard_formulas


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, wide: Sequence[str] = ()) -> None:
    """Rows as a table fitted to the terminal; the `wide` columns share what room is left."""
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="bold",
        border_style="dim",
    )
    for heading in headings:
        table.add_column(heading, ratio=1 if heading in wide else None, no_wrap=heading not in wide)
    for row in rows:
        table.add_row(*(Cell(Text(clean(cell))) for cell in row))
    open_console(sys.stdout).print(table)


def print_json(value: object) -> None:
    """A value as indented JSON."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n")


def print_json_lines(values: Sequence[object]) -> None:
    """Values as JSON, one a line."""
    for value in values:
        sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


def print_csv(values: Sequence[dict[str, Any]]) -> None:
    """Flat objects as CSV, with a header; lists and objects in a cell are JSON."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    if values:
        writer.writerow(values[0])
    for value in values:
        writer.writerow(guard_formulas([_cell(each) for each in value.values()]))


def _cell(value: object) -> object:
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else value
