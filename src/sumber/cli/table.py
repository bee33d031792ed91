"""Readings as a table on a terminal: who says it > who relays it > who prints it."""

from __future__ import annotations

from typing import NamedTuple, TextIO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sumber.cli.console import INDENT, Cell, clean, open_console
from sumber.cli.reasons import print_reasons
from sumber.cli.spelling import spell_chain, spell_event, spell_manner
from sumber.errors import InputError
from sumber.model import Reading

STACKED_BELOW = 80
# Claim, chain and event need this many columns together before date and place may have columns of their own.
ROOM_FOR_WORDS = 84
MANNER_WIDTH = len("unattributed,")
PLACE_WIDTH = 16
GAP = 3
LEGEND = "† carried from an earlier sentence · ? unresolved name · ‹…› unnamed source"
CHAIN_HEADING = "who says it > who prints it"


class Row(NamedTuple):
    """A claim in words."""

    number: str
    claim: str
    chain: str
    manner: str
    event: str
    when: str
    where: str


class TableExporter:
    """Writes each reading as a table fitted to the terminal; in a pipe plain, 120 wide or COLUMNS."""

    def start(self, out: TextIO) -> None:
        """Nothing stands before the first table."""

    def write(self, out: TextIO, reading: Reading | InputError, *, explain: bool) -> None:
        """The table of one reading; errors were told on standard error."""
        if isinstance(reading, InputError):
            return
        console = open_console(out)
        _print_head(console, reading)
        rows = spell_rows(reading)
        if rows:
            _print_rows(console, rows)
            _print_legend(console, reading)
        elif not reading.warnings:
            console.print(Text("no claims found", style="dim"))
        if explain:
            print_reasons(console, reading)
        console.print()

    def finish(self, out: TextIO) -> None:
        """Nothing stands behind the last table."""


def badge(reading: Reading) -> Text:
    """The mark of an invented report, nothing for a real one."""
    return Text.assemble(("[SYNTHETIC]", "black on yellow"), " ") if reading.document.synthetic else Text()


def spell_rows(reading: Reading) -> list[Row]:
    """The claims of a reading in words, numbered from 1."""
    rows = []
    for number, claim in enumerate(reading.claims, 1):
        event = claim.event
        rows.append(
            Row(
                number=str(number),
                claim=clean(claim.text),
                chain=clean(spell_chain(claim.chain)),
                manner=spell_manner(claim),
                event=clean(spell_event(event)) if event else "",
                when=event.time.value if event and event.time else "",
                where=clean(event.place.name) if event and event.place else "",
            )
        )
    return rows


def _print_head(console: Console, reading: Reading) -> None:
    document = reading.document
    parts = [document.publisher or "publisher not given", document.published_at or "undated", reading.language or "und"]
    if document.byline:
        parts.append(f"by-line: {document.byline}")
    title = (clean(document.title or document.id), "bold")
    console.print(Text.assemble(badge(reading), title, "  ", (clean(" · ".join(parts)), "dim")))
    for warning in reading.warnings:
        console.print(Text(f"! {clean(warning)}", style="yellow"))


def _print_legend(console: Console, reading: Reading) -> None:
    invented = Text(" · report invented", style="yellow") if reading.document.synthetic else Text()
    console.print(Text.assemble((LEGEND, "dim"), invented))


def _print_rows(console: Console, rows: list[Row]) -> None:
    """The claims in the form that has room: all columns, what belongs to the event in one column, or no columns."""
    if console.width < STACKED_BELOW:
        for row in rows:
            _print_stacked(console, row)
    elif console.width - _set_widths(rows) >= ROOM_FOR_WORDS:
        console.print(_wide_table(rows))
    else:
        console.print(_folded_table(rows, console.width))


def _longest(rows: list[Row], column: str) -> int:
    return max(len(getattr(row, column)) for row in rows)


def _set_widths(rows: list[Row]) -> int:
    """The columns of the terminal that a wide table takes for all but claim, chain and event."""
    return _longest(rows, "number") + MANNER_WIDTH + max(4, _longest(rows, "when")) + PLACE_WIDTH + 6 * GAP


def _empty_table(rows: list[Row]) -> Table:
    table = Table(
        box=box.MINIMAL,
        show_edge=False,
        expand=True,
        pad_edge=False,
        show_lines=True,
        header_style="bold",
        border_style="dim",
    )
    table.add_column("#", justify="right", width=_longest(rows, "number"))
    return table


def _wide_table(rows: list[Row]) -> Table:
    table = _empty_table(rows)
    table.add_column("claim", ratio=5)
    table.add_column(CHAIN_HEADING, ratio=4)
    table.add_column("how", width=MANNER_WIDTH)
    table.add_column("when", width=max(4, _longest(rows, "when")))
    table.add_column("where", width=PLACE_WIDTH)
    table.add_column("event", ratio=4)
    for row in rows:
        table.add_row(
            row.number,
            _cell(row.claim),
            _cell(row.chain, "cyan"),
            _cell(row.manner),
            _cell(row.when, "green"),
            _cell(row.where),
            _cell(row.event),
        )
    return table


def _folded_table(rows: list[Row], width: int) -> Table:
    # A share of the room would cut dates where the numbers are long: the width is set, and never below a date's.
    details = max((width - _longest(rows, "number") - 3 * GAP) * 3 // 10, MANNER_WIDTH, _longest(rows, "when"))
    table = _empty_table(rows)
    table.add_column("claim", ratio=4)
    table.add_column(CHAIN_HEADING, ratio=3)
    table.add_column("how · event · when · where", width=details)
    for row in rows:
        table.add_row(row.number, _cell(row.claim), _cell(row.chain, "cyan"), Cell(_details(row)))
    return table


def _cell(words: str, style: str = "") -> Cell:
    return Cell(Text(words, style=style))


def _details(row: Row) -> Text:
    """How it is said, then the event, then when and where, each on a line of its own."""
    lines = [Text(row.manner), Text(row.event), Text(" · ").join(_when_and_where(row))]
    return Text("\n").join(line for line in lines if line)


def _when_and_where(row: Row) -> list[Text]:
    return [part for part in (Text(row.when, style="green"), Text(row.where)) if part]


def _print_stacked(console: Console, row: Row) -> None:
    parts = [Text(row.manner), Text(row.event), *_when_and_where(row)]
    label = f"{row.number}. "
    hanging = Table.grid(padding=0)
    hanging.add_column(width=len(label))
    hanging.add_column()
    hanging.add_row(Text(label, style="bold"), Cell(Text(row.claim)))
    console.print(hanging)
    for line in (Text(row.chain, style="cyan"), Text(" · ").join(part for part in parts if part)):
        console.print(Padding(line, INDENT, expand=False))
