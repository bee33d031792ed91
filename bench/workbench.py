"""How fast and how large the workbench's pages are, over a large ledger.

    python3 dev.py bench workbench [REPORTS]    over a ledger of so many reports (20,000), related
    python3 dev.py bench workbench --small    over one of 1,000, for a quick look
    python3 dev.py bench workbench --ledger FILE [REPORTS]    kept at FILE: run again, it is not made anew

The server is `sumber serve` as a user starts it, asked by one reader at a time; its time is what an asker on the same
machine waits. The reports are those of `bench.happenings`, 200 of them, and copies of these with all that was related. First views are those of a browser that keeps nothing yet.
"""

from __future__ import annotations

import gzip
import math
import re
import statistics
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from http.client import HTTPConnection
from importlib import resources
from itertools import chain, islice
from pathlib import Path
from random import Random
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from sqlalchemy import Connection, func, select

from bench.copied_relations import build_related
from bench.corroboration import SEED
from bench.happenings import Teller, plan_reports, read_models
from bench.measures import Measure
from sumber.ledger import Ledger, open_ledger
from sumber.ledger.relation_schema import proposition_claims, propositions
from sumber.ledger.schema import claims, documents
from sumber.reading.trained.meaning import Meaning
from sumber.reading.trained.model import find_folder
from tests.browser.chromium import find_chromium
from tests.browser.pages import PAGES, Examples
from tests.browser.serving import serve

REPORTS: Final = 20_000
SMALL_REPORTS: Final = 1_000
ASKED: Final = 60
RICHEST: Final = 10
TURNS: Final = 3
"""Each page is asked for so often and its best time counts: what else the machine does is no time of ours."""
VIEWS: Final = 5
LONGEST_MILLISECONDS: Final = 100
LARGEST_KILOBYTES: Final = 150
LARGEST_BUNDLE_KILOBYTES: Final = 350
LONGEST_VIEW_MILLISECONDS: Final = 1_000
RELATED: Final = 200
SEARCHES: Final = (
    "q=missiles",
    "q=president+said",
    f"q={quote('Россия')}",
    f"q={quote('미사일')}",
    "q=zzzz+missiles",
    "q=said&stance=denies",
    "q=said&language=uk",
    "q=said&in=documents",
    "from=2024-02-01&to=2024-02-28",
    "event=transfer",
    "",
)
QUERIES: Final = {
    "/": ("", "days=7", "days=30"),
    "/search": SEARCHES,
    "/review": ("", "of=pairs", "of=entities", "q=missiles"),
    "/dossiers": ("about=Russia", "about=Russia&about=Ukraine", "about=Reuters"),
    "/brief": ("", "q=missiles"),
    "/sources": ("", "about=Russia", "about=Reuters"),
}
_BUNDLE: Final = "workbench.js"
_STYLE: Final = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
_PAINTED: Final = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


class Answer(NamedTuple):
    """What came of one question to the server: the address, the milliseconds waited, the bytes of page and style."""

    address: str
    milliseconds: float
    size: int


def measure_workbench(arguments: Sequence[str] = ()) -> list[Measure]:
    """All measures of the workbench, over a ledger of so many reports as the arguments say."""
    parser = ArgumentParser(prog="dev.py bench workbench")
    parser.add_argument("reports", nargs="?", type=int)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--ledger", type=Path)
    told = parser.parse_args(list(arguments))
    reports = told.reports or (SMALL_REPORTS if told.small else REPORTS)
    with tempfile.TemporaryDirectory() as folder:
        place = told.ledger or Path(folder) / "workbench.db"
        build(place, reports)
        with open_ledger(str(place)) as ledger:
            addresses = list_addresses(ledger)
            kept = _count(ledger)
        with serve(place, "--as", "Bench") as address:
            asked = [measure for name, some in addresses.items() for measure in _measure_page(address, name, some)]
            seen = measure_first_views(address, {name: some[0] for name, some in addresses.items()})
    return [*kept, *asked, measure_bundle(), *seen]


def build(place: Path, reports: int) -> None:
    """Make a ledger of so many reports, related; one that is there stays."""
    if place.exists():
        return
    teller = Teller(SEED, read_models(Meaning(find_folder())))
    told = [teller.tell(plan) for plan in plan_reports(SEED, min(reports, RELATED))]
    with open_ledger(str(place), may_write=True) as ledger:
        build_related(ledger, told, reports)


def _count(ledger: Ledger) -> list[Measure]:
    with ledger.reading() as connection:
        numbers = [
            (table.name, connection.scalar(select(func.count()).select_from(table)) or 0)
            for table in (documents, claims, propositions)
        ]
    return [Measure(f"{name} in the ledger", number, "", 0, at_least=True) for name, number in numbers]


def list_addresses(ledger: Ledger) -> dict[str, list[str]]:
    """Addresses to ask for, by the address of their route: of each kind the richest and a fair sample of the others."""
    with ledger.reading() as connection:
        examples = list(_iter_examples(connection))
    found = {}
    for page in PAGES:
        if "{add}" in page.address:  # an ingest is no part of a ledger
            continue
        places = list(dict.fromkeys(page.place(each) for each in examples))
        if page.address in QUERIES:
            places = [f"{page.address}?{query}" for query in QUERIES[page.address]]
        found[page.address] = list(islice(chain.from_iterable(_repeat(places)), ASKED))
    return found


def _repeat(places: list[str]) -> Iterator[list[str]]:
    while True:
        yield places


def _iter_examples(connection: Connection) -> Iterator[Examples]:
    """Propositions with a claim and a report of theirs: those that most claims say, then others by lot."""
    numbers = connection.scalars(select(propositions.c.no).order_by(propositions.c.claims.desc())).all()
    others = Random(SEED).sample(numbers, min(len(numbers), ASKED - RICHEST))  # noqa: S311  # a lot that falls alike each time
    chosen = [*numbers[:RICHEST], *others]
    for number in chosen:
        row = connection.execute(
            select(propositions.c.id, proposition_claims.c.claim_id, documents.c.id)
            .join(proposition_claims, proposition_claims.c.proposition_no == propositions.c.no)
            .join(documents, documents.c.no == proposition_claims.c.document_no)
            .where(propositions.c.no == number)
        ).first()
        if row is not None:
            proposition, claim, document = row
            yield Examples(document, claim, proposition, document, document)


def _measure_page(address: str, name: str, places: Sequence[str]) -> list[Measure]:
    ask(address, places[:1])  # what is read once for all pages counts for none of them
    answers = ask(address, places)
    slowest = max(answers, key=lambda each: each.milliseconds)
    largest = max(answers, key=lambda each: each.size)
    times = [each.milliseconds for each in answers]
    print(f"    {name}: slowest {slowest.milliseconds:.0f} ms {slowest.address}, largest {largest.address}", flush=True)
    return [
        Measure(f"{name}: median", statistics.median(times), "ms", 0, at_least=False),
        Measure(f"{name}: 95th percentile", percentile(times, 0.95), "ms", LONGEST_MILLISECONDS, at_least=False),
        Measure(f"{name}: largest", largest.size / 1000, "kB page and style", LARGEST_KILOBYTES, at_least=False),
    ]


def percentile(values: Iterable[float], share: float) -> float:
    """The value that this share of all does not exceed.

    >>> percentile([3, 1, 2, 4], 0.5), percentile([3, 1, 2, 4], 0.95)
    (2, 4)
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def ask(address: str, places: Sequence[str]) -> list[Answer]:
    """Ask the server for pages one after another; RuntimeError where one does not come."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    answers, styles = [], dict[str, int]()
    for place in places:
        milliseconds = math.inf
        for _ in range(TURNS):
            start = time.perf_counter()
            connection.request("GET", place, headers={"Accept-Language": "en"})
            answer = connection.getresponse()
            body = answer.read()
            milliseconds = min(milliseconds, (time.perf_counter() - start) * 1000)
            if answer.status != 200:
                raise RuntimeError(f"{place} was answered {answer.status}: {body[:200]!r}")
        size = len(body)
        for style in _STYLE.findall(body.decode()):
            if style not in styles:
                connection.request("GET", style)
                styles[style] = len(connection.getresponse().read())
            size += styles[style]
        answers.append(Answer(place, milliseconds, size))
    connection.close()
    return answers


def measure_bundle() -> Measure:
    """The script of all pages, packed as it would go over a line."""
    content = (resources.files("sumber.workbench") / "static" / _BUNDLE).read_bytes()
    size = len(gzip.compress(content, 9)) / 1000
    return Measure("bundle, gzip", size, "kB", LARGEST_BUNDLE_KILOBYTES, at_least=False)


def measure_first_views(address: str, places: dict[str, str]) -> list[Measure]:
    """When a browser that keeps nothing yet first shows each page; nothing is measured where there is no browser."""
    found = find_chromium()
    if found is None:
        print("    no Chromium: first views are NOT MEASURED", flush=True)
        return []
    from playwright.sync_api import sync_playwright

    measures = []
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=found) as browser:
        for name, place in places.items():
            times = []
            for _ in range(VIEWS):
                with browser.new_context(base_url=address) as context:
                    page = context.new_page()
                    page.goto(place)
                    page.wait_for_function(f"({_PAINTED}) !== null")
                    times.append(float(page.evaluate(_PAINTED)))
            middle = statistics.median(times)
            measures.append(
                Measure(f"{name}: first view", middle, "ms, Chromium", LONGEST_VIEW_MILLISECONDS, at_least=False)
            )
    return measures
