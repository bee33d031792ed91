"""Scores of the reader on the labelled reports, by language.

python3 dev.py eval                     the part that rules are chosen on
python3 dev.py eval --report            the part kept apart, with 95 % bootstrap intervals
python3 dev.py eval --floors            only whether the pinned floors hold (exit 1 where not)
python3 dev.py eval --report --write    also the figures that `sumber languages` shows
python3 dev.py eval --relations         what rests on what: with the labels as readings, and as the reader reads
python3 dev.py eval --relations --pin   pin today's figures of relations alone; --pin without it pins all
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from evaluation.card import renew_card
from evaluation.documents import labelled_document
from evaluation.figures import FIGURES, add_up, figures, intervals
from evaluation.floors import Floors, find_breaches, read_floors, write_floors
from evaluation.labels import LABELLED, PARTS, iter_reports, read_digest
from evaluation.relation_floors import (
    FLOOR_PARTS,
    find_relation_breaches,
    measure_relations,
    pin_relations,
    print_relations,
    read_relation_floors,
)
from evaluation.relation_labels import RelationPart
from evaluation.scoring import Counts, count_report
from sumber.languages import find_language
from sumber.model import READER_NAMES, ReaderName
from sumber.pipeline import open_reader, read_document

DECIDING = ("claims", "origin", "chain", "relay")
"""The better reader is the one with the higher sum of these."""
SLACK = 0.004
SCORES = Path(__file__).resolve().parent.parent / "src" / "sumber" / "languages" / "scores.json"


def measure(part: str, languages: tuple[str, ...], name: ReaderName = "auto") -> dict[str, list[Counts]]:
    """Counts of every report by language, read as a user's report would be: its language not told."""
    reader = open_reader(name)
    counts: dict[str, list[Counts]] = {code: [] for code in languages}
    for report in iter_reports(part, languages):
        document = labelled_document(report, tells_language=False)
        counts[report.language].append(count_report(report, read_document(document, reader)))
    return counts


def all_languages() -> tuple[str, ...]:
    """The languages that have labelled reports."""
    return tuple(sorted(file.stem for file in (LABELLED / "report").glob("*.jsonl")))


def full_depth() -> tuple[str, ...]:
    """The languages that the lexical reader reads in full."""
    return tuple(code for code in all_languages() if (language := find_language(code)) and language.depth == "full")


def print_figures(counts: dict[str, list[Counts]], *, with_intervals: bool) -> None:
    """A row a figure, a column a language."""
    columns = {"all": [c for reports in counts.values() for c in reports], **counts}
    print("".ljust(12) + "".join(code.rjust(20 if with_intervals else 8) for code in columns))
    print("reports".ljust(12) + "".join(str(len(c)).rjust(20 if with_intervals else 8) for c in columns.values()))
    measured = {code: figures(add_up(reports)) for code, reports in columns.items()}
    bounds = {code: intervals(reports) for code, reports in columns.items()} if with_intervals else {}
    for name in FIGURES:
        cells = []
        for code in columns:
            cell = f"{measured[code][name]:.3f}"
            if with_intervals:
                low, high = bounds[code][name]
                cell += f" [{low:.2f}, {high:.2f}]"
            cells.append(cell.rjust(20 if with_intervals else 8))
        print(name.ljust(12) + "".join(cells))


def main() -> int:
    """Print the scores; gives 1 where a floor is broken."""
    parser = argparse.ArgumentParser(
        prog="dev.py eval", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--report", action="store_true", help="the part kept apart from choosing")
    parser.add_argument("--part", choices=PARTS, default="tune", help="another part of the labelled reports")
    parser.add_argument("--floors", action="store_true", help="check the pinned floors and print nothing else")
    parser.add_argument("--pin", action="store_true", help="pin today's figures as the floors")
    parser.add_argument("--relations", action="store_true", help="stories, copies, propositions, conflicts, origins")
    parser.add_argument("--languages", help="comma-separated codes; all of them where not given")
    parser.add_argument("--reader", default="auto", choices=READER_NAMES, help="which reader (default: auto)")
    parser.add_argument("--write", action="store_true", help="write the figures that `sumber languages` shows")
    options = parser.parse_args()
    every = full_depth() if options.reader == "lexical" else all_languages()
    languages = tuple(options.languages.split(",")) if options.languages else every
    if options.floors:
        return check_floors()
    if options.pin:
        return pin_relation_floors() if options.relations else max(pin_floors(), pin_relation_floors())
    if options.relations:
        return show_relations(options.reader, is_report=options.report)
    part = "report" if options.report else options.part
    bare = [code for code in languages if next(iter_reports(part, (code,)), None) is None]
    if bare:
        parser.error(f"no labelled reports in {', '.join(bare)} to measure on: training/labelled/{part} has none")
    if options.write:
        return write_scores(part)
    print_figures(measure(part, languages, options.reader), with_intervals=options.report)
    return 0


def check_floors() -> int:
    """Whether every pinned floor holds; 1 where not."""
    breaches: list[str] = []
    for floors in read_floors():
        codes = tuple(code for code in all_languages() if code in floors.figures)
        measured = measure_figures(floors.part, codes, floors.reader)
        breaches += [f"{floors.reader}: {breach}" for breach in find_breaches(floors, measured)]
    for pinned in read_relation_floors():
        breaches += find_relation_breaches(pinned, measure_relations(pinned.part))
    print("\n".join(breaches) or "floors hold", file=sys.stderr)
    return 1 if breaches else 0


def pin_floors() -> int:
    """Pin the figures of today, less what rounding may take, as the floors."""
    pinned: list[Floors] = []
    plan: tuple[tuple[ReaderName, str, tuple[str, ...]], ...] = (
        ("lexical", "tune", full_depth()),
        ("auto", "report", all_languages()),
    )
    for reader, part, codes in plan:
        floor_of = {
            code: {name: 1.0 if name == "grounded" else max(0.0, value - SLACK) for name, value in row.items()}
            for code, row in measure_figures(part, codes, reader).items()
        }
        pinned.append(Floors(reader=reader, part=part, digest=read_digest(part), figures=floor_of))
    write_floors(tuple(pinned))
    return 0


def show_relations(name: ReaderName, *, is_report: bool) -> int:
    """Print the figures of relations, with the labels as readings and as a reader reads."""
    parts: tuple[RelationPart, ...] = FLOOR_PARTS if is_report else ("tune", "groups_tune")
    measured = {f"{part}, labels": measure_relations(part) for part in parts}
    reader = open_reader(name)
    print_relations(measured | {f"{part}, {name}": measure_relations(part, reader) for part in parts})
    return 0


def pin_relation_floors() -> int:
    """Pin the figures of relations of today."""
    pin_relations({part: measure_relations(part) for part in FLOOR_PARTS})
    return 0


def measure_figures(part: str, codes: tuple[str, ...], reader: ReaderName) -> dict[str, dict[str, float]]:
    """Figures by language, and of all languages together under "all"."""
    counts = measure(part, codes, reader)
    everything = [c for reports in counts.values() for c in reports]
    return {code: figures(add_up(reports)) for code, reports in {"all": everything, **counts}.items()}


def write_scores(part: str) -> int:
    """Write the figures of every reader and language, and which reader is the better one for each language."""
    figures_of: dict[str, dict[str, dict[str, float]]] = {}
    for name in ("lexical", "trained"):
        codes = full_depth() if name == "lexical" else all_languages()
        figures_of[name] = measure_figures(part, codes, name)
    chosen: dict[str, str] = {}
    for code in all_languages():
        offers = {name: by_language[code] for name, by_language in figures_of.items() if code in by_language}
        chosen[code] = max(offers, key=lambda name: sum(offers[name][figure] for figure in DECIDING))
    best = {code: figures_of[name][code] for code, name in chosen.items()}
    written = {"part": part, "digest": read_digest(part), "chosen": chosen, "languages": best, "readers": figures_of}
    SCORES.write_text(json.dumps(written, indent=1) + "\n", "utf-8")
    renew_card(figures_of["trained"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
