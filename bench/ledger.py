"""What keeping costs beside reading, how large a ledger grows, and how fast a first page of a search comes.

    python3 dev.py bench ledger [CLAIMS]

The large ledger is made of generated rows: labelled reports kept again and again under other ids, each with a number
in its text, through the same code that keeps real ones.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import create_engine

from bench.measures import Measure, processor_seconds, seconds
from evaluation.labels import iter_reports
from sumber.ledger import Arrival, Filters, Ledger, keep, open_ledger, recall
from sumber.ledger.finding import build_query, count_claims, facets_of, find_claims
from sumber.ledger.health import iter_findings
from sumber.ledger.inserting import Row, insert_rows
from sumber.ledger.rows import Place, ReadingRows
from sumber.ledger.schema import METADATA
from sumber.ledger.views import get_claims
from sumber.model import Document, Reading
from sumber.pipeline import open_reader, read_document

REPORTS = 300
BATCH = 100
ROUNDS = 3
CLAIMS = 100_000
SEARCHES = (
    ("a word", Filters(words="missiles")),
    ("two words", Filters(words="president said")),
    ("a name", Filters(words="Россия", meant=(("Россия", ("_e_q159",)),))),
    ("an actor and a stance", Filters(facets=(facets_of("actor", ("Q159",)), facets_of("stance", ("denies",))))),
    ("a month", Filters(earliest="2025-02-01", latest="2025-02-28")),
    ("nothing found", Filters(words="zzzz missiles")),
    ("everything", Filters()),
)


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


def measure_ledger(claims: int = CLAIMS) -> list[Measure]:
    """All measures of the ledger, on one of at least so many claims."""
    reader = open_reader("lexical")
    reports = documents()
    # Tables of every language are read and words stemmed once: the first round counts neither here nor there.
    readings = [read_document(each, reader) for each in reports]
    reading_seconds = min(
        processor_seconds(lambda: [read_document(each, reader) for each in reports]) for _ in range(ROUNDS)
    )
    with tempfile.TemporaryDirectory() as folder:
        return [
            *_measure_keeping(Path(folder), readings, reading_seconds),
            *_measure_large(Path(folder) / "large.db", readings, claims),
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


def _generated(readings: list[Reading], claims: int) -> Iterator[Reading]:
    """Readings under ever new ids until there are so many claims."""
    number = made = 0
    while made < claims:
        reading = readings[number % len(readings)]
        text = f"{reading.document.text}\n\n{number}"
        document = replace(reading.document, id=str(number), text=text)
        yield replace(reading, document=document)
        number, made = number + 1, made + len(reading.claims)


def _measure_large(place: Path, readings: list[Reading], claims: int) -> list[Measure]:
    with open_ledger(str(place), may_write=True) as ledger:
        made = _generated(readings, claims)
        start = time.perf_counter()
        number = 0
        while batch := list(islice(made, BATCH)):
            keep(ledger, [Arrival(each.document, each) for each in batch])
            number += sum(len(each.claims) for each in batch)
        built = time.perf_counter() - start
        measures = [
            Measure("claims in the large ledger", number, "", 0, at_least=True),
            Measure("kept a second while it was built", number / built, "claims/s", 0, at_least=True),
            Measure("size on disk", place.stat().st_size / number, "bytes a claim", 0, at_least=False),
            *(_measure_search(ledger, name, filters) for name, filters in SEARCHES),
        ]
        with ledger.reading() as connection:
            checked = seconds(lambda: list(iter_findings(ledger, connection)))
        return [*measures, Measure("doctor checks all of it in", checked, "s", 0, at_least=False)]


def _measure_search(ledger: Ledger, name: str, filters: Filters) -> Measure:
    """The time of a first page with its count, in milliseconds: the best of several, on a machine that others share."""

    def search() -> None:
        with ledger.reading() as connection:
            project = ledger.find_project(connection) or 0
            query = build_query(project, filters, is_only_project=ledger.is_only_project(connection))
            page = find_claims(connection, ledger.store, query, filters, (20, None))
            get_claims(connection, project, page.numbers)
            count_claims(connection, ledger.store, query, filters)

    search()
    return Measure(f"first page: {name}", _best(search) * 1000, "ms", 50, at_least=False)


def _best(work: Callable[[], None]) -> float:
    return min(seconds(work) for _ in range(9))
