"""What a verification found, as a table or as JSON; findings are written as they come."""

from __future__ import annotations

import json
from collections import Counter
from typing import NamedTuple, TextIO

import msgspec
from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sumber.cli.console import INDENT, Cell, clean, open_console
from sumber.evidence.findings import Check, Finding, Summary


class Row(NamedTuple):
    """One check in words: what is compared, and which counts of the summary tell how much of it there was."""

    check: Check
    compared: str
    counted: tuple[str, ...]


ROWS = (
    Row("quotes", "quotes against the texts they are taken from", ("quotes",)),
    Row("records", "texts and readings against the log", ("documents", "readings")),
    Row("originals", "original bytes against their SHA-256", ("originals",)),
    Row("leaves", "the log's leaves against their hashes, and their order", ("leaves",)),
    Row("erasures", "erased leaves against the erasures that name them", ("erased leaves",)),
    Row("checkpoints", "the log against its checkpoints, and those you kept", ("checkpoints", "earlier checkpoints")),
    Row("signatures", "signatures of the checkpoints", ("signatures",)),
    Row("timestamps", "timestamps on the checkpoints", ("timestamps",)),
    Row("tables", "what is searched and shown against the log", ("tables",)),
    Row("dump", "files and lines as they were written", ()),
)


class JsonReport:
    """One object: `findings` as they come, then the summary."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._found = 0

    def start(self) -> None:
        """Open the object."""
        self._out.write('{"findings": [')

    def tell(self, finding: Finding) -> None:
        """Write one finding."""
        self._out.write(",\n " if self._found else "\n ")
        self._out.write(json.dumps(msgspec.to_builtins(finding), ensure_ascii=False))
        self._found += 1

    def finish(self, summary: Summary) -> None:
        """Close the list, write the summary and close the object."""
        rest = {"holds": summary.holds, **msgspec.to_builtins(summary)}
        gap = "\n" if self._found else ""
        words = json.dumps(rest, ensure_ascii=False, indent=1).removeprefix("{\n")
        self._out.write(f"{gap}],\n{words}\n")


class TableReport:
    """Each finding on lines of its own, then a table of the checks and what none of them proves."""

    def __init__(self, out: TextIO) -> None:
        self._console = open_console(out)
        self._broken: Counter[str] = Counter()

    def start(self) -> None:
        """Nothing stands before the first finding."""

    def tell(self, finding: Finding) -> None:
        """Print one finding: its place, then what is wrong there."""
        bad = finding.weight == "broken"
        self._broken[finding.check] += bad
        head = ("BROKEN ", "bold red") if bad else ("note   ", "yellow")
        self._console.print(Text.assemble(head, (clean(finding.place), "bold")))
        self._console.print(Padding(Cell(Text(clean(finding.words))), INDENT, expand=False))

    def finish(self, summary: Summary) -> None:
        """Print the table and the last words."""
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, border_style="dim", header_style="bold")
        table.add_column("what was checked")
        table.add_column("how many", justify="right", no_wrap=True)
        table.add_column("result", no_wrap=True)
        for row in ROWS:
            table.add_row(row.compared, _spell_count(row, summary), self._spell_result(row, summary))
        self._console.print(table)
        self._console.print()
        self._console.print(_spell_verdict(summary))
        self._console.print(Text("This does not prove", style="bold"))
        for each in summary.not_proved:
            self._console.print(Padding(Cell(Text(f"- {each}")), INDENT, expand=False))

    def _spell_result(self, row: Row, summary: Summary) -> Text:
        broken = self._broken[row.check]
        if broken:
            return Text(f"{broken} BROKEN", style="bold red")
        nothing = bool(row.counted) and not any(summary.counts.get(name) for name in row.counted)
        return Text("none there", style="dim") if nothing else Text("holds", style="green")


def _spell_count(row: Row, summary: Summary) -> str:
    return f"{sum(summary.counts.get(name, 0) for name in row.counted):,}" if row.counted else ""


def _spell_verdict(summary: Summary) -> Text:
    """Whether all fits together, and the log's name and head to compare with others."""
    log_name = clean(summary.log_name) if summary.log_name else "a log without a name"
    head = f"{log_name}, {summary.size:,} leaves, root {summary.root}"
    if summary.holds:
        return Text.assemble(("It holds together: ", "bold green"), head)
    count = f"{summary.broken:,} finding{'' if summary.broken == 1 else 's'}"
    return Text.assemble((f"BROKEN, {count}: ", "bold red"), head)
