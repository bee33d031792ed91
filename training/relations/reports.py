"""The labelled reports as they are compared: as labelled and as the reader reads them, in groups that hang together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Literal, NamedTuple

from evaluation.labels import LabelledReport, iter_reports
from evaluation.relating import iter_readings
from evaluation.relation_labels import LabelledPair, LabelledRelations, RelationPart, read_relations
from evaluation.relation_scoring import OVERLAP
from sumber.analysis.profiles import DocumentProfile
from sumber.analysis.profiling import profile_of
from sumber.analysis.propositions import ClaimKey, PairKey, pair_key
from sumber.model import Reader, Reading, Span

PARTS: tuple[RelationPart, ...] = ("tune", "groups_tune")
"""The parts that are learnt from; no other is read."""

Way = Literal["labels", "reader"]
"""How reports were read: as their labels spell, or by the reader."""
WAYS: tuple[Way, ...] = ("labels", "reader")


class Corpus(NamedTuple):
    """Labelled reports, how they were read, and how they relate."""

    labels: Labels
    readings: dict[Way, dict[str, Reading]]
    numbers: dict[Way, dict[str, tuple[int | None, ...]]]
    """By report, which labelled claim each claim of the reading stands for; None for none."""

    def texts(self) -> Iterator[str]:
        """The texts of all claims."""
        for readings in self.readings.values():
            for reading in readings.values():
                yield from (claim.text for claim in reading.claims)

    def profiles(self, way: Way, vectors: Callable[[str], bytes]) -> dict[str, DocumentProfile]:
        """The profiles of the reports read that way, by id, with these vectors of their claims."""
        return {
            name: profile_of(reading, name, [vectors(claim.text) for claim in reading.claims])
            for name, reading in self.readings[way].items()
        }

    def labelled(self, way: Way, key: ClaimKey) -> tuple[str, int | str]:
        """The labelled claim that a claim stands for, or what stands for none."""
        number = self.numbers[way][key[0]][key[1]]
        return key[0], f"none at {key[1]}" if number is None else number


class Labels(NamedTuple):
    """What the parts' labels tell together."""

    reports: tuple[str, ...]
    groups: dict[str, str]
    """By related report, the first report of its group: labels tie no two groups to each other."""
    pairs: dict[tuple[str, str], LabelledPair]
    same: frozenset[PairKey]
    conflicts: frozenset[PairKey]
    complete: frozenset[str]
    """The groups whose propositions are labelled too; in the others two claims of no conflict may well say the same."""
    known: frozenset[ClaimKey]
    """The claims of labelled propositions."""


def read_labels(parts: Iterable[LabelledRelations]) -> Labels:
    """The labels of several parts."""
    parts = tuple(parts)
    propositions = [each for part in parts for each in part.propositions]
    known = frozenset(claim for each in propositions for claim in each.claims)
    groups = find_groups(parts)
    return Labels(
        reports=tuple(report for part in parts for report in part.reports),
        groups=groups,
        pairs={(min(p.a, p.b), max(p.a, p.b)): p for part in parts for p in part.pairs},
        same=frozenset(pair_key(*two) for each in propositions for two in combinations(each.claims, 2)),
        conflicts=frozenset(pair_key((a, i), (b, j)) for part in parts for a, i, b, j in part.contradicts),
        complete=frozenset(groups[report] for report, _ in known),
        known=known,
    )


def find_groups(parts: Iterable[LabelledRelations]) -> dict[str, str]:
    """By report the first report of its group: reports that any label ties together are in one."""
    groups: dict[str, set[str]] = {}
    for part in parts:
        groups |= {report: {report} for report in part.reports}
        for tied in _iter_tied(part):
            whole = set().union(*(groups[report] for report in tied))
            groups |= dict.fromkeys(whole, whole)
    return {report: min(group) for report, group in groups.items()}


def _iter_tied(part: LabelledRelations) -> Iterator[set[str]]:
    yield from ({pair.a, pair.b} for pair in part.pairs)
    yield from ({a, b} for a, _, b, _ in part.contradicts)
    yield from ({report for report, _ in each.claims} for each in part.propositions)


def read_corpus(reader: Reader, reports: Iterable[LabelledReport] | None = None) -> Corpus:
    """The reports of the parts that are learnt from, or these of them, read both ways."""
    chosen = tuple(reports) if reports is not None else tuple(r for part in PARTS for r in iter_reports(part))
    by_way: dict[Way, Reader | None] = {"labels": None, "reader": reader}
    readings: dict[Way, dict[str, Reading]] = {
        way: {reading.document.id: reading for reading in iter_readings(chosen, by)} for way, by in by_way.items()
    }
    numbers: dict[Way, dict[str, tuple[int | None, ...]]] = {
        "labels": {report.id: tuple(range(len(report.claims))) for report in chosen},
        "reader": {report.id: tuple(_iter_numbers(report, readings["reader"][report.id])) for report in chosen},
    }
    return Corpus(read_labels(map(read_relations, PARTS)), readings, numbers)


def _iter_numbers(report: LabelledReport, reading: Reading) -> Iterator[int | None]:
    for claim in reading.claims:
        each = ((claim.span.jaccard(Span(*labelled.span)), -at) for at, labelled in enumerate(report.claims))
        overlap, place = max(each, default=(0.0, 0))
        yield -place if overlap >= OVERLAP else None
