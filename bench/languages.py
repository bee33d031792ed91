"""The rules' speed in every language, against English: reports a second of one core's work.

    python -m bench.languages

The reports are those that rules are chosen on (`tune` and `further`). Reports differ in length from language to language, and
a sign of Chinese says what some letters do, so bytes a second stand beside them.
"""

from __future__ import annotations

import sys
from functools import partial

from bench.measures import Measure, processor_seconds
from evaluation.labels import iter_reports
from sumber.model import Document, Reader
from sumber.pipeline import open_reader, read_document

PARTS = ("tune", "further")
REFERENCE = "en"
LEAST_SHARE = 0.6
ROUNDS = 2


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
    """Reports a second in each language, the best of some rounds, as a share of English's; none may be far slower."""
    reader = open_reader("lexical")
    speeds: dict[str, tuple[float, float]] = {}
    for code, documents in documents_by_language().items():
        _read_all(documents, reader)
        spent = min(processor_seconds(partial(_read_all, documents, reader)) for _ in range(ROUNDS))
        speeds[code] = len(documents) / spent, sum(len(d.text.encode()) for d in documents) / spent
    least = {code: 0.0 if code == REFERENCE else LEAST_SHARE for code in speeds}
    return [
        Measure(
            f"rules, {code}: share of English's speed",
            reports / speeds[REFERENCE][0],
            f"({reports:.0f} reports, {size / 1000:.0f} kB/s)",
            least[code],
            at_least=True,
        )
        for code, (reports, size) in sorted(speeds.items())
    ]


def _read_all(documents: list[Document], reader: Reader) -> None:
    for document in documents:
        read_document(document, reader)


def main() -> int:
    """Print each language's measure; 1 where one does not hold."""
    measures = measure_languages()
    for measure in measures:
        print(measure.spell())
    return 0 if all(measure.holds for measure in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
