"""A large ledger: how fast it is built, how large it is, how fast a first page comes and everything is checked.

    python3 dev.py bench ledger --full [FILE]

builds one of 100,000 reports (1,500,000 claims) at FILE, or goes on with the one that is there, and prints beside the
measures how the database goes about each search. It is made of generated rows: labelled reports kept again and again
under other ids, each with a number in its text, through the same code that keeps real ones.
"""

from __future__ import annotations

import hashlib
import resource
import time
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from bench.measures import Measure, seconds
from sumber.evidence.verifying import Trust, verify
from sumber.ledger import Arrival, Filters, Ledger, keep, open_ledger
from sumber.ledger.evidence import LedgerEvidence
from sumber.ledger.finding import build_query, count_claims, explain_search, facets_of, find_claims
from sumber.ledger.health import iter_findings
from sumber.ledger.schema import claims, documents
from sumber.ledger.signing import sign_log
from sumber.ledger.views import get_claims
from sumber.model import Reading

FULL_REPORTS = 100_000
BATCH = 100
SEARCHES = (
    ("a word", Filters(words="missiles")),
    ("two words", Filters(words="president said")),
    ("a rare and a common word", Filters(words="Kaliningrad said")),
    ("a name", Filters(words="Россия", meant=(("Россия", ("_e_q159",)),))),
    ("an actor and a stance", Filters(facets=(facets_of("actor", ("Q159",)), facets_of("stance", ("denies",))))),
    ("a month", Filters(earliest="2025-02-01", latest="2025-02-28")),
    ("ten years", Filters(earliest="2015-01-01", latest="2024-12-31")),
    ("a language", Filters(facets=(facets_of("language", ("uk",)),))),
    ("nothing found", Filters(words="zzzz missiles")),
    ("everything", Filters()),
)


def measure_large(place: Path, readings: list[Reading], reports: int, *, tell_plans: bool = False) -> list[Measure]:
    """The measures of a ledger of so many reports at `place`; what is there already is not made again."""
    with open_ledger(str(place), may_write=True) as ledger:
        start = time.perf_counter()
        made = _build(ledger, readings, reports)
        built = time.perf_counter() - start
        with ledger.reading() as connection:
            number = connection.scalar(select(func.count()).select_from(claims)) or 0
        measures = [Measure("claims in the large ledger", number, "", 0, at_least=True)]
        if made:
            measures.append(Measure("kept a second while it was built", made / built, "claims/s", 0, at_least=True))
        size = sum(file.stat().st_size for file in place.parent.glob(place.name + "*"))
        measures.append(Measure("size on disk", size / number, "bytes a claim", 0, at_least=False))
        for name, filters in SEARCHES:
            measures.append(_measure_search(ledger, name, filters))
            if tell_plans:
                print("\n".join([f"plan: {name}", *_explain(ledger, filters)]), flush=True)
        return [*measures, *_measure_checks(ledger, number)]


def _build(ledger: Ledger, readings: list[Reading], reports: int) -> int:
    """Keep generated reports until there are so many, and sign; gives how many claims came."""
    with ledger.reading() as connection:
        there = connection.scalar(select(func.count()).select_from(documents)) or 0
    made = islice(generate(readings, there), max(0, reports - there))
    number = 0
    while batch := list(islice(made, BATCH)):
        keep(ledger, [Arrival(each.document, each) for each in batch])
        number += sum(len(each.claims) for each in batch)
    sign_log(ledger)
    return number


def generate(readings: list[Reading], first: int) -> Iterator[Reading]:
    """Readings under ever new ids, from a number on."""
    for number in count(first):
        reading = readings[number % len(readings)]
        document = replace(reading.document, id=str(number), text=f"{reading.document.text}\n\n{number}")
        made = tuple(
            replace(claim, id=hashlib.sha256(f"{number} {claim.id}".encode()).hexdigest()[:20])
            for claim in reading.claims
        )
        yield replace(reading, document=document, claims=made)


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


def _explain(ledger: Ledger, filters: Filters) -> list[str]:
    with ledger.reading() as connection:
        project = ledger.find_project(connection) or 0
        query = build_query(project, filters, is_only_project=ledger.is_only_project(connection))
        return [f"    {line}" for line in explain_search(connection, ledger.store, query, filters)]


def _measure_checks(ledger: Ledger, number: int) -> list[Measure]:
    def check(work: Callable[[Connection], object]) -> float:
        with ledger.reading() as connection:
            return seconds(lambda: work(connection))

    before = _peak_megabytes()
    verified = check(lambda connection: verify(LedgerEvidence(connection), Trust(), lambda _: None, lambda: None))
    checked = check(lambda connection: list(iter_findings(ledger, connection)))
    return [
        Measure("verify checks all of it in", verified, "s", 0, at_least=False),
        Measure("verify, a million claims", verified / number * 1e6, "s", 0, at_least=False),
        Measure("doctor checks all of it in", checked, "s", 0, at_least=False),
        Measure("memory that both took", _peak_megabytes() - before, "MB", 200, at_least=False),
    ]


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _best(work: Callable[[], None]) -> float:
    return min(seconds(work) for _ in range(9))
