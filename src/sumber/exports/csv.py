"""CSV: one claim a row."""

from __future__ import annotations

import csv
from typing import TextIO

from sumber.errors import InputError
from sumber.exports import Exporter
from sumber.model import Claim, Reading

COLUMNS = (
    "document",
    "publisher",
    "published_at",
    "language",
    "synthetic",
    "claim",
    "start",
    "end",
    "text",
    "chain",
    "origin",
    "relays",
    "carried",
    "mode",
    "stance",
    "hedged",
    "negated",
    "event",
    "actors",
    "recipients",
    "object",
    "quantity",
    "place",
    "time",
    "tense",
    "confidence",
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class CsvExporter:
    """Writes one row a claim; a cell that a spreadsheet would run as a formula gets an apostrophe before it."""

    def start(self, out: TextIO) -> None:
        """Write the header."""
        csv.writer(out, lineterminator="\n").writerow(COLUMNS)

    def write(self, out: TextIO, reading: Reading | InputError, *, explain: bool) -> None:  # noqa: ARG002  # rows have no room for reasons
        """The rows of one reading; an error has none."""
        if not isinstance(reading, InputError):
            csv.writer(out, lineterminator="\n").writerows(
                map(guard_formulas, (_row(reading, claim) for claim in reading.claims))
            )

    def finish(self, out: TextIO) -> None:
        """Nothing stands behind the last row."""


def guard_formulas(row: list[object]) -> list[object]:
    """A row whose cells no spreadsheet runs as formulas: those that begin like one get an apostrophe before them."""
    return ["'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell for cell in row]


def _row(reading: Reading, claim: Claim) -> list[object]:
    document, event = reading.document, claim.event
    speakers = [link for link in claim.chain if link.role != "publisher"]
    return [
        document.id,
        document.publisher or "",
        document.published_at or "",
        reading.language or "",
        document.synthetic,
        claim.id,
        claim.span.start,
        claim.span.end,
        claim.text,
        " > ".join(link.name for link in claim.chain),
        claim.chain[0].name if claim.chain else "",
        "; ".join(link.name for link in speakers[1:]),
        bool(speakers) and all(link.carried for link in speakers),
        claim.mode,
        claim.stance,
        claim.hedged,
        claim.negated,
        event.type if event else "",
        "; ".join(party.name for party in event.actors) if event else "",
        "; ".join(party.name for party in event.recipients) if event else "",
        (event.object or "") if event else "",
        event.quantity.text if event and event.quantity else "",
        event.place.name if event and event.place else "",
        event.time.value if event and event.time else "",
        event.tense if event else "",
        claim.confidence,
    ]


def make_exporter() -> Exporter:
    """A fresh exporter."""
    return CsvExporter()
