"""How well claims are retrieved and judged where their group of reports was left out."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from evaluation.relation_scoring import Score
from sumber.analysis.conflicts import find_conflicts
from sumber.analysis.judging import ClaimVerdict
from sumber.analysis.learnt import LearntJudge
from sumber.analysis.pairing import Likeness
from sumber.analysis.profiles import DocumentProfile
from sumber.analysis.propositions import ClaimKey, PairKey, gather, pair_key
from training.relations.pairs import ClaimRow
from training.relations.reports import WAYS, Corpus, Way
from training.relations.sums import learn_sums
from training.relations.trees import Shape, grow_trees

FOLDS = 6
FOLD_SEED = 1
SHIFTS = (0.0, -1.0, -0.5, 0.5, 1.0)
"""Added to all log-odds: where another figure than that of 0.0 is the best, the program's thresholds should be chosen anew."""
NEAR = (1, 3)


class Judged(NamedTuple):
    """A pair and the verdict of a judge that did not learn from its group."""

    row: ClaimRow
    verdict: ClaimVerdict


def judge_left_out(
    rows: Sequence[ClaimRow],
    families: Sequence[ClaimRow],
    shape: Shape = Shape(),  # noqa: B008  # a tuple cannot change
) -> list[Judged]:
    """Every pair of reports' claims, judged by what was learnt from the other groups and the families."""
    groups = sorted({row.group for row in rows})
    random.Random(FOLD_SEED).shuffle(groups)
    found: list[Judged] = []
    for fold in filter(None, (set(groups[at::FOLDS]) for at in range(FOLDS))):
        others = [row for row in rows if row.group not in fold]
        judge = LearntJudge(grow_trees(others, families, shape), learn_sums(others, families))
        left_out = [row for row in rows if row.group in fold]
        found += map(Judged, left_out, judge.judge([row.pair for row in left_out]))
    return found


def print_verdicts(corpus: Corpus, judged: Sequence[Judged]) -> None:
    """F1 of propositions' pairs and of conflicts, as labelled and as read, at the program's thresholds and around them."""
    print("read by   added  propositions  conflicts  conflicts by report")
    for way in WAYS:
        some = [each for each in judged if each.row.way == way]
        for shift in SHIFTS:
            figures = score_verdicts(corpus, way, some, shift)
            print(
                f"{way:9} {shift:5.1f}  {figures[0].f1:12.3f}  {figures[1].f1:9.3f}  {figures[2].f1:19.3f}", flush=True
            )


def score_verdicts(corpus: Corpus, way: Way, judged: Sequence[Judged], shift: float) -> tuple[Score, Score, Score]:
    """Pairs of claims in one proposition, conflicts, and pairs of reports that conflict."""
    labels = corpus.labels
    same = {pair_key(row.one, row.other): told.same + shift for row, told in judged}
    odds = {pair_key(row.one, row.other): (told.conflict + shift, "other") for row, told in judged}
    claims = sorted({key for pair in same for key in pair})
    clusters = gather(claims, same)
    pairs = frozenset(_iter_known_pairs(corpus, way, clusters))
    conflicts = frozenset(
        frozenset((corpus.labelled(way, a), corpus.labelled(way, b))) for a, b in _iter_conflicts(clusters, odds)
    )
    wanted = frozenset(map(frozenset, labels.conflicts))
    return (
        Score(len(pairs & labels.same), len(pairs), len(labels.same)),
        Score(len(conflicts & wanted), len(conflicts), len(wanted)),
        _by_report(conflicts, wanted),
    )


def _iter_known_pairs(corpus: Corpus, way: Way, clusters: Sequence[tuple[ClaimKey, ...]]) -> Iterator[PairKey]:
    for cluster in clusters:
        members = sorted({claim for key in cluster if (claim := corpus.labelled(way, key)) in corpus.labels.known})
        yield from combinations(members, 2)  # type: ignore[misc]  # known claims have numbers


def _iter_conflicts(clusters: Sequence[tuple[ClaimKey, ...]], odds: Mapping[PairKey, object]) -> Iterator[PairKey]:
    home = {claim: number for number, cluster in enumerate(clusters) for claim in cluster}
    for one, other in sorted({(min(home[a], home[b]), max(home[a], home[b])) for a, b in odds}):
        yield from ((each.one, each.other) for each in find_conflicts(clusters[one], clusters[other], odds))  # type: ignore[arg-type]  # log-odds and kind


def _by_report(found: frozenset[frozenset[object]], wanted: frozenset[frozenset[object]]) -> Score:
    told, labelled = ({frozenset(claim[0] for claim in pair) for pair in pairs} for pairs in (found, wanted))  # type: ignore[index]  # report and number
    return Score(len(told & labelled), len(told), len(labelled))


def print_retrieval(corpus: Corpus, profiles: Mapping[str, DocumentProfile], name: str) -> None:
    """How often a claim's fellow in another report is among the nearest of that report's claims; of reports as labelled."""
    for kind, wanted in (("same", corpus.labels.same), ("conflict", corpus.labels.conflicts)):
        strict = _ranks(profiles, wanted, lambda alike: alike.strict)
        matter = _ranks(profiles, wanted, lambda alike: alike.matter)
        shown = [
            f"{vector} " + " ".join(f"top-{n} {np.mean([rank < n for rank in ranks]):.3f}" for n in NEAR)
            for vector, ranks in (("what is said:", strict), ("what it is about:", matter))
            if ranks
        ]
        print(f"{name}, {kind}, {len(strict)} claims: " + ", ".join(shown), flush=True)


def _ranks(
    profiles: Mapping[str, DocumentProfile], pairs: frozenset[PairKey], choose: Callable[[Likeness], np.ndarray]
) -> list[int]:
    """For each claim and each other report with a fellow of it, how many claims there are nearer than the nearest fellow."""
    fellows: dict[tuple[ClaimKey, str], list[int]] = {}
    for one, other in pairs:
        for (report, at), (elsewhere, number) in ((one, other), (other, one)):
            if report != elsewhere and report in profiles and elsewhere in profiles:
                fellows.setdefault(((report, at), elsewhere), []).append(number)
    ranks = []
    for ((report, at), elsewhere), numbers in sorted(fellows.items()):
        row = choose(Likeness([profiles[report].claims[at]], profiles[elsewhere].claims))[0]
        ranks.append(min(int((row > row[number]).sum()) for number in numbers))
    return ranks
