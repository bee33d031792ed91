"""What keeping costs beside reading, and beside a bare insert of the same rows.

python3 dev.py bench ledger [REPORTS]    with a large ledger of so many reports (7,000)
python3 dev.py bench ledger --full [FILE]    with one of 100,000, and how each search is gone about
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from sqlalchemy import create_engine

from bench.large_ledger import BATCH, FULL_REPORTS, measure_large
from bench.measures import Measure, processor_seconds
from evaluation.labels import iter_reports
from sumber.ledger import Arrival, Ledger, keep, open_ledger, recall
from sumber.ledger.inserting import Row, insert_rows
from sumber.ledger.rows import Place, ReadingRows
from sumber.ledger.schema import METADATA
from sumber.model import Document, Reading
from sumber.pipeline import open_reader, read_document

REPORTS = 300
ROUNDS = 3
LARGE_REPORTS = 7_000


def documents() -> list[Document]:
    """The labelled reports of all languages."""
    return [
        Document(
            id=report.id,
            text=report.text,
            publisher=report.outlet,
            published_at=report.published,
            language=report.language,
            synthetic=True,
        )
        for report in islice(iter_reports("tune"), REPORTS)
    ]


def measure_ledger(arguments: Sequence[str] = ()) -> list[Measure]:
    """All measures of the ledger, on a large one of so many reports as the arguments say."""
    is_full = "--full" in arguments
    told = [each for each in arguments if each != "--full"]
    reader = open_reader("lexical")
    reports = documents()
    # Tables of every language are read and words stemmed once: the first round counts neither here nor there.
    readings = [read_document(each, reader) for each in reports]
    reading_seconds = min(
        processor_seconds(lambda: [read_document(each, reader) for each in reports]) for _ in range(ROUNDS)
    )
    with tempfile.TemporaryDirectory() as folder:
        large = Path(told[0]) if is_full and told else Path(folder) / "large.db"
        number = FULL_REPORTS if is_full else int(told[0]) if told else LARGE_REPORTS
        return [
            *_measure_keeping(Path(folder), readings, reading_seconds),
            *measure_large(large, readings, number, tell_plans=is_full),
        ]


def _keep_all(ledger: Ledger, readings: list[Reading]) -> None:
    """Keep readings as `sumber add` does: each report is looked for before it is read, and a batch kept together."""
    for each in readings:
        recall(ledger, each.document)
    for start in range(0, len(readings), BATCH):
        keep(ledger, [Arrival(each.document, each) for each in readings[start : start + BATCH]])


def _measure_keeping(folder: Path, readings: list[Reading], reading_seconds: float) -> list[Measure]:
    keeping, bare = [], []
    for turn in range(1 + ROUNDS):
        with open_ledger(str(folder / f"small {turn}.db"), may_write=True) as ledger:
            keeping.append(processor_seconds(lambda opened=ledger: _keep_all(opened, readings)))  # type: ignore[misc]  # bound at once
        bare.append(processor_seconds(lambda number=turn: _insert_bare(folder / f"bare {number}.db", readings)))  # type: ignore[misc]  # bound at once
    return _spell_keeping(min(keeping[1:]), min(bare[1:]), reading_seconds, len(readings))


def _spell_keeping(keeping: float, bare: float, reading_seconds: float, reports: int) -> list[Measure]:
    share = keeping / (keeping + reading_seconds)
    return [
        Measure("keeping, milliseconds a report", keeping / reports * 1000, "ms", 0, at_least=False),
        Measure("keeping, share of an ingest", share * 100, "% (lexical)", 20, at_least=False),
        Measure("keeping, times a bare insert of its rows", keeping / bare, "x", 0, at_least=False),
    ]


def _insert_bare(place: Path, readings: list[Reading]) -> None:
    """The same rows into tables without index, log or search, by executemany alone; making the rows counts too."""
    engine = create_engine(f"sqlite:///{place}")
    names = ("claims", "links", "events", "parties", "mentions", "dates")
    tables = [METADATA.tables[name] for name in names]
    METADATA.create_all(engine, tables=tables)
    number = 1
    for start in range(0, len(readings), BATCH):
        rows: dict[str, list[Row]] = {name: [] for name in names}
        for place_in_run, reading in enumerate(readings[start : start + BATCH], start + 1):
            made = ReadingRows(reading, Place(1, place_in_run, number, ""))
            number += len(reading.claims)
            for name in names:
                rows[name] += made.rows[name]
        with engine.begin() as connection:
            for table in tables:
                insert_rows(connection, table, rows[table.name])
    engine.dispose()
