"""The rules' speed in every language, against English: reports a second of one core's work.

    python -m bench.languages

The reports are those that rules are chosen on (`tune` and `further`). Reports differ in length from language to language, and
a sign of Chinese says what some letters do, so bytes a second stand beside them. All languages are read in turn, several
times over, and the least time of each report counts: what else the machine does at one moment then weighs on none of them.
"""

from __future__ import annotations

import sys
from functools import partial

from bench.measures import Measure, processor_seconds
from evaluation.labels import iter_reports
from sumber.model import Document
from sumber.pipeline import open_reader, read_document

PARTS = ("tune", "further")
REFERENCE = "en"
LEAST_SHARE = 0.6
ROUNDS = 5


def documents_by_language() -> dict[str, list[Document]]:
    """The reports of each language."""
    found: dict[str, list[Document]] = {}
    for part in PARTS:
        for report in iter_reports(part):
            document = Document(
                id=report.id,
                text=report.text,
                publisher=report.outlet,
                published_at=report.published,
                language=report.language,
            )
            found.setdefault(report.language, []).append(document)
    return found


def measure_languages() -> list[Measure]:
    """Reports a second in each language as a share of English's; none may be far slower."""
    reader, by_language = open_reader("lexical"), documents_by_language()
    least = {code: [float("inf")] * len(documents) for code, documents in by_language.items()}
    for _ in range(ROUNDS):
        for code, documents in by_language.items():
            spent = [processor_seconds(partial(read_document, document, reader)) for document in documents]
            least[code] = list(map(min, least[code], spent))
    speeds = {code: len(times) / sum(times) for code, times in least.items()}
    sizes = {code: sum(len(d.text.encode()) for d in documents) for code, documents in by_language.items()}
    return [
        Measure(
            f"rules, {code}: share of English's speed",
            speed / speeds[REFERENCE],
            f"({speed:.0f} reports, {sizes[code] / sum(least[code]) / 1000:.0f} kB/s)",
            0.0 if code == REFERENCE else LEAST_SHARE,
            at_least=True,
        )
        for code, speed in sorted(speeds.items())
    ]


def main() -> int:
    """Print each language's measure; 1 where one does not hold."""
    measures = measure_languages()
    for measure in measures:
        print(measure.spell())
    return 0 if all(measure.holds for measure in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
