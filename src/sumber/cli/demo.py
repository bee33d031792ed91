"""`sumber demo`: the bundled sample reports, all invented."""

from __future__ import annotations

import sys
from argparse import Namespace
from importlib import resources

from rich.markup import escape

from sumber.cli.read import iter_readings, write_readings
from sumber.cli.table import TableExporter, open_console
from sumber.intake import RawItem
from sumber.intake.jsonl import JsonLinesIntake
from sumber.model import Reading


def run_demo(options: Namespace) -> int:
    """Print the claims of the first sample as a table and a line for each of the others."""
    content = (resources.files("sumber.samples") / "samples.jsonl").read_bytes()
    documents = JsonLinesIntake().unpack(RawItem(name="samples.jsonl", content=content))
    readings = iter_readings(documents)
    if options.format != "table":
        return write_readings(readings, sys.stdout, options)
    console = open_console(sys.stdout)
    console.print("[bold]Every sample report is invented: its happenings, persons and outlets do not exist.[/bold]\n")
    for index, reading in enumerate(readings):
        if not isinstance(reading, Reading):
            console.print(f"[red]{escape(str(reading))}[/red]")
        elif index == 0:
            TableExporter().write(sys.stdout, reading, explain=False)
            console.print("[bold]The other samples[/bold]")
        else:
            console.print(summarise(reading))
    console.print('\nNext: sumber read FILE --publisher "NAME" --published DATE --explain')
    return 0


def summarise(reading: Reading) -> str:
    """A reading in one line: claims, origins other than the publisher, share attributed."""
    document = reading.document
    attributed = [claim for claim in reading.claims if claim.mode != "unattributed"]
    origins = {claim.chain[0].entity.id if claim.chain[0].entity else claim.chain[0].name for claim in attributed}
    longest = max((len(claim.chain) for claim in reading.claims), default=0)
    figures = (
        f"{len(reading.claims)} claims, {len(attributed)} attributed to {len(origins)} origins, longest chain {longest}"
    )
    badge = "[black on yellow] SYNTHETIC [/] " if document.synthetic else ""
    told = figures if reading.claims else "; ".join(reading.warnings)
    return f"{badge}{escape(document.publisher or '')} ({reading.language}): {escape(document.title or document.id)} — {escape(told)}"
