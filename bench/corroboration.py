"""What relating costs as reports add up, beside all pairs of reports compared by their vectors.

    python3 dev.py bench corroboration [REPORTS]    up to so many reports (2,000)
    python3 dev.py bench corroboration --full [FILE]    up to 100,000, kept at FILE: run again, it goes on where it ended

Reports are made beforehand (`bench.happenings`): reading them and making vectors of their claims is stated apart. Costs
are of the processor, so that what else the machine does counts little.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import numpy as np
from sqlalchemy import func, select

from bench.all_pairs import best_of_all, score_pairs, unpack
from bench.happenings import DAILY, Plan, Teller, Told, plan_reports, read_models
from bench.measures import Measure, processor_seconds
from sumber.analysis.learnt import get_judge
from sumber.ledger import Arrival, Ledger, keep, open_ledger
from sumber.ledger.relation_schema import DERIVED
from sumber.ledger.relations import iter_document_pairs
from sumber.ledger.schema import documents
from sumber.reading.trained.meaning import Meaning
from sumber.reading.trained.model import find_folder
from sumber.relating.bringing import Counts, bring_up_to_date, rebuild

SEED: Final = 20_250_210
FIRST: Final = 1_000
REPORTS: Final = 2_000
FULL_REPORTS: Final = 100_000
REBUILT: Final = (200, 400)
COMPARED: Final = 2_000
KEPT_AT_ONCE: Final = 100
_LEAST_STEP: Final = 500


class Step(NamedTuple):
    """Some reports that were added to those before them: how many there then were, and what relating them took."""

    reports: int
    added: int
    seconds: float
    counts: Counts


def measure_corroboration(arguments: Sequence[str] = ()) -> list[Measure]:
    """All measures of what rests on what, on so many reports as the arguments say."""
    is_full = "--full" in arguments
    told = [each for each in arguments if each != "--full"]
    start = time.process_time()
    models = read_models(Meaning(find_folder()))
    encoding = time.process_time() - start
    claims = sum(len(piece.claims) for model in models for piece in model.pieces)
    teller = Teller(SEED, models)
    get_judge()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(told[0]) if is_full and told else Path(folder) / "related.db"
        reports = FULL_REPORTS if is_full else int(told[0]) if told else REPORTS
        measures = [Measure("vectors beforehand, of a claim", encoding / claims * 1000, "ms", 0, at_least=False)]
        measures += _Growing(place, teller, plan_reports(SEED, reports)).measure()
        return [*measures, *_measure_rebuilding(Path(folder), teller)]


class _Growing:
    """A ledger that grows, related step by step."""

    def __init__(self, place: Path, teller: Teller, plans: list[Plan]) -> None:
        self._place = place
        self._teller = teller
        self._plans = plans
        self._steps_file = place.with_name(place.name + ".steps")

    def measure(self) -> list[Measure]:
        """Relate all reports, and measure each step, the ledger, and the peer where there are as many reports as it takes."""
        steps = self._read_steps()
        with open_ledger(str(self._place), may_write=True) as ledger:
            for first, last in pairwise(_bounds(len(self._plans))):
                if not steps or steps[-1].reports < last:
                    steps.append(self._add(ledger, first, last))
                    self._steps_file.write_bytes(msgspec.json.encode(steps))
                    print(spell_step(steps[-1]), flush=True)
            measures = [*_spell_growth(steps), *_measure_rows(ledger, self._place)]
            if len(self._plans) >= COMPARED:
                measures += self._measure_peer(ledger, steps)
        return measures

    def _read_steps(self) -> list[Step]:
        file = self._steps_file
        return msgspec.json.decode(file.read_bytes(), type=list[Step]) if file.is_file() else []

    def _add(self, ledger: Ledger, first: int, last: int) -> Step:
        with ledger.reading() as connection:
            there = connection.scalar(select(func.count()).select_from(documents)) or 0
        told = [self._teller.tell(plan) for plan in self._plans[first:last]]
        keep_all(ledger, told[max(0, there - first) :])
        counts: list[Counts] = []
        seconds = processor_seconds(lambda: counts.append(bring_all(ledger, told)))
        return Step(last, last - first, seconds, counts[0])

    def _measure_peer(self, ledger: Ledger, steps: Sequence[Step]) -> list[Measure]:
        """Pairs of reports of one story, found by the analysis and by the peer, among the first so many reports."""
        plans = self._plans[:COMPARED]
        told = [self._teller.tell(plan) for plan in plans]
        vectors = [unpack([each.vectors[claim.text] for claim in each.reading.claims]) for each in told]
        stories = np.array([plan.story for plan in plans])
        planted = (stories[:, None] == stories[None, :]) & ~np.eye(len(plans), dtype=bool)
        scores: list[np.ndarray] = []
        peer_seconds = processor_seconds(lambda: scores.append(score_pairs(vectors)))
        peer = best_of_all(scores[0], planted)
        found = _found_pairs(ledger, plans)
        right = float(planted[found].sum() / max(1, found.sum()))
        recall = float((planted & found).sum() / planted.sum())
        taken = sum(step.seconds for step in steps if step.reports <= COMPARED)
        return [
            Measure("all pairs by vectors: seconds", peer_seconds, "s", 0, at_least=False),
            Measure("relating them all: seconds", taken, "s", 0, at_least=False),
            Measure("times the time of all pairs by vectors", taken / peer_seconds, "x", 0, at_least=False),
            Measure("all pairs by vectors: recall", peer.recall, f"(right {peer.precision:.2f})", 0, at_least=True),
            Measure("planted pairs found: recall", recall, f"(right {right:.2f})", 0, at_least=True),
            Measure("recall, times that of all pairs", recall / peer.recall, "x", 0.95, at_least=True),
        ]


def _bounds(reports: int) -> list[int]:
    """Up to where each step goes: small ones first, later ones twice as large as all before."""
    bounds = [0, FIRST]
    while bounds[-1] < reports:
        bounds.append(min(reports, bounds[-1] + max(_LEAST_STEP, bounds[-1] // 5 // _LEAST_STEP * _LEAST_STEP)))
    return bounds


def keep_all(ledger: Ledger, told: Sequence[Told]) -> None:
    """Keep reports with their readings."""
    for start in range(0, len(told), KEPT_AT_ONCE):
        some = told[start : start + KEPT_AT_ONCE]
        keep(ledger, [Arrival(each.reading.document, each.reading) for each in some])


def bring_all(ledger: Ledger, told: Sequence[Told], *, anew: bool = False) -> Counts:
    """Relate what is kept and not related yet, or all of it anew, with the vectors that were made beforehand."""
    known: dict[str, bytes] = {}
    for each in told:
        known |= each.vectors
    work = rebuild if anew else bring_up_to_date
    return work(ledger, get_judge(), lambda texts, _: [known[text] for text in texts])


def spell_step(step: Step) -> str:
    """One line of a step."""
    each = step.seconds / step.added * 1000
    candidates = step.counts.compared / step.added
    return (
        f"    {step.reports:>7,} reports: {each:7.1f} ms an added one, "
        f"{candidates:.1f} candidates (most {step.counts.most_compared}), widest part {step.counts.widest} claims"
    )


def _spell_growth(steps: Sequence[Step]) -> list[Measure]:
    """The cost of an added report at the end against that from the first thousand on."""
    later = [step for step in steps if step.reports > FIRST] or list(steps)
    early, late = later[0], later[-1]
    costs = [step.seconds / step.added for step in (early, late)]
    candidates = [step.counts.compared / step.added for step in (early, late)]
    most = max(step.counts.most_compared for step in steps)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        Measure("reports related", late.reports, f"({DAILY} a day)", 0, at_least=True),
        Measure("relating an added report, at first", costs[0] * 1000, "ms", 0, at_least=False),
        Measure("relating an added report, at the end", costs[1] * 1000, "ms", 0, at_least=False),
        Measure("cost of an added report, end against first", costs[1] / costs[0], "x", 2, at_least=False),
        Measure("candidates of a report, on average", candidates[1], "", 0, at_least=False),
        Measure("candidates, end against first", candidates[1] / candidates[0], "x", 2, at_least=False),
        Measure("candidates of a report, most", most, "", 0, at_least=False),
        Measure("claims gathered at once, most", max(step.counts.widest for step in steps), "", 0, at_least=False),
        Measure("peak memory while relating", memory, "MB", 0, at_least=False),
        Measure("peak memory, by report", memory * 1024 / late.reports, "kB", 0, at_least=False),
    ]


def _measure_rows(ledger: Ledger, place: Path) -> list[Measure]:
    """What is kept of the relations, by report."""
    with ledger.reading() as connection:
        reports = connection.scalar(select(func.count()).select_from(documents)) or 1
        rows = [(table.name, connection.scalar(select(func.count()).select_from(table)) or 0) for table in DERIVED]
    size = sum(file.stat().st_size for file in place.parent.glob(place.name + "*"))
    measures = [Measure(f"rows a report: {name}", number / reports, "", 0, at_least=False) for name, number in rows]
    return [*measures, Measure("whole ledger, by report", size / reports / 1024, "kB", 0, at_least=False)]


def _found_pairs(ledger: Ledger, plans: Sequence[Plan]) -> np.ndarray:
    """Which of the planned reports are said to tell one story or to copy one another."""
    places = {f"{plan.story}-{plan.number}": at for at, plan in enumerate(plans)}
    found = np.zeros((len(plans), len(plans)), bool)
    with ledger.reading() as connection:
        ids = {row.no: row.caller_id for row in connection.execute(select(documents.c.no, documents.c.caller_id))}
        related = {
            (pair.a_no, pair.b_no) for pair in iter_document_pairs(connection, ledger.find_project(connection) or 0)
        }
        for one, other in related:
            a, b = places.get(ids[one]), places.get(ids[other])
            if a is not None and b is not None:
                found[a, b] = found[b, a] = True
    return found


def _measure_rebuilding(folder: Path, teller: Teller) -> list[Measure]:
    """Everything made anew, at two sizes: twice the reports are to cost twice the time."""
    costs = []
    for reports in REBUILT:
        told = [teller.tell(plan) for plan in plan_reports(SEED, reports)]
        with open_ledger(str(folder / f"rebuilt {reports}.db"), may_write=True) as ledger:
            keep_all(ledger, told)
            costs.append(processor_seconds(lambda ledger=ledger, told=told: bring_all(ledger, told, anew=True)))  # type: ignore[misc]  # bound at once
    ratio = costs[1] / costs[0] / (REBUILT[1] / REBUILT[0])
    return [
        Measure(f"all anew, {REBUILT[0]} reports", costs[0], "s", 0, at_least=False),
        Measure(f"all anew, {REBUILT[1]} reports", costs[1], "s", 0, at_least=False),
        Measure("all anew, against linear", ratio, "x", 1.5, at_least=False),
    ]
