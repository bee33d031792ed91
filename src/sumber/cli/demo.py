"""`sumber demo`: the bundled sample reports, all invented."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from importlib import resources

from rich.text import Text

from sumber.cli.console import clean, open_console
from sumber.cli.exits import EXIT_OK
from sumber.cli.read import Delivery, iter_readings
from sumber.cli.table import TableExporter, badge
from sumber.errors import InputError
from sumber.intake import RawItem
from sumber.intake.jsonl import JsonLinesIntake
from sumber.model import Document, Reading
from sumber.pipeline import open_reader


def run_demo(options: Namespace) -> int:
    """Print the claims of the first sample as a table and a line for each of the others; or serve them all."""
    if options.serve:
        from sumber.cli.demo_serving import serve_samples

        return serve_samples(options, iter_samples())
    documents = iter_samples()
    readings = iter_readings(documents, open_reader())
    if options.format != "table":
        return Delivery(sys.stdout, options.format).deliver(readings)
    console = open_console(sys.stdout)
    bold = "bold"
    console.print(
        Text("Every sample report is invented: its happenings, persons and outlets do not exist.\n", style=bold)
    )
    for index, reading in enumerate(readings):
        if not isinstance(reading, Reading):
            console.print(Text(clean(str(reading)), style="red"))
        elif index == 0:
            TableExporter().write(sys.stdout, reading, explain=False)
            console.print(Text("The other samples", style=bold))
        else:
            console.print(summarise(reading))
    console.print(
        Text(
            '\nNext: sumber demo --serve opens them in the browser; sumber read FILE --publisher "NAME" --published DATE --explain'
        )
    )
    return EXIT_OK


def iter_samples() -> Iterator[Document | InputError]:
    """The bundled sample reports."""
    content = (resources.files("sumber.samples") / "samples.jsonl").read_bytes()
    return iter(JsonLinesIntake().unpack(RawItem(name="samples.jsonl", content=content)))


def summarise(reading: Reading) -> Text:
    """A reading in a line or two: claims, origins other than the publisher, share attributed."""
    document = reading.document
    attributed = [claim for claim in reading.claims if claim.mode != "unattributed"]
    origins = {claim.chain[0].entity.id if claim.chain[0].entity else claim.chain[0].name for claim in attributed}
    longest = max((len(claim.chain) for claim in reading.claims), default=0)
    figures = (
        f"{len(reading.claims)} claims, {len(attributed)} attributed to {len(origins)} origins, longest chain {longest}"
    )
    told = figures if reading.claims else "; ".join(reading.warnings)
    head = f"{document.publisher or ''} ({reading.language}): {document.title or document.id}"
    return Text.assemble(badge(reading), clean(head), "\n    ", (clean(told), "dim"))
