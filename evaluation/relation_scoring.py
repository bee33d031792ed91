"""Scores of what was found of a labelled part's reports, by the same counting as the shared scorers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from evaluation.labels import LabelledReport
from evaluation.relating import Related
from evaluation.relation_labels import LabelledRelations
from sumber.analysis.propositions import ClaimKey
from sumber.analysis.relate import DocumentRelation
from sumber.model import Span

OVERLAP = 0.5
"""A claim that was found stands for the labelled one that it overlaps by so much of both."""


class Score(NamedTuple):
    """How many were right of those found and of those labelled."""

    right: int
    found: int
    labelled: int

    @property
    def share(self) -> float:
        """The right ones of those labelled, 0.0 to 1.0."""
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """Twice the right ones over all, 0.0 to 1.0."""
        total = self.found + self.labelled
        return 2 * self.right / total if total else 0.0


def score_relations(related: Related, labels: LabelledRelations, reports: Iterable[LabelledReport]) -> dict[str, float]:
    """F1 of stories, copies, contradictions by claim and by report, and of propositions; shares of right origins."""
    matcher = _Matcher(related, {report.id: report for report in reports})
    story = {_pair(pair.a, pair.b) for pair in labels.pairs if pair.same_story or pair.copy not in ("none", "passage")}
    copy = {_pair(pair.a, pair.b) for pair in labels.pairs if pair.copy != "none"}
    told = {_pair((a, i), (b, j)) for a, i, b, j in labels.contradicts}
    found = {_pair(matcher.labelled(each.one), matcher.labelled(each.other)) for each in related.conflicts}
    found_story = {_pair(each.a, each.b) for each in related.relations if each.is_story}
    found_copy = {_pair(each.a, each.b) for each in related.relations if each.copy_kind}
    return {
        "same_story": _count(found_story, story).f1,
        "copy": _count(found_copy, copy).f1,
        "contradicts": _count(found, told).f1,
        "contradicts_by_report": _count(_reports(found), _reports(told)).f1,
        **_score_propositions(related, labels, matcher),
    }


def score_copies(related: Related, labels: LabelledRelations) -> dict[str, Score]:
    """Of the labelled copies that were found as copies, how many are of the labelled kind, and of the labelled direction.

    Only those count whose kind or direction is labelled; "unknown" is a direction too.
    """
    found = {_pair(each.a, each.b): each for each in related.relations if each.copy_kind}
    matched = [
        (pair, found[key]) for pair in labels.pairs if pair.copy != "none" and (key := _pair(pair.a, pair.b)) in found
    ]
    kinds = [each.copy_kind == pair.copy for pair, each in matched if pair.copy != "some"]
    directions = [_direction(each) == pair.direction for pair, each in matched if pair.direction is not None]
    return {
        "copy_kind": Score(sum(kinds), len(kinds), len(kinds)),
        "copy_direction": Score(sum(directions), len(directions), len(directions)),
    }


def _direction(relation: DocumentRelation) -> tuple[str, str] | str:
    """The copied report and the copying one, as the labels name them."""
    ways = {"forth": (relation.a, relation.b), "back": (relation.b, relation.a)}
    return ways.get(relation.direction, "unknown")


class _Matcher:
    """Finds the labelled claim that a found one stands for."""

    def __init__(self, related: Related, reports: dict[str, LabelledReport]) -> None:
        self._related = related
        self._reports = reports

    def labelled(self, key: ClaimKey) -> tuple[str, object]:
        """The labelled claim's report and number, or what stands for none."""
        span = self._related.profiles[key[0]].claims[key[1]].span
        claims = self._reports[key[0]].claims
        best = max(((span.jaccard(Span(*claim.span)), at) for at, claim in enumerate(claims)), default=(0.0, 0))
        return (key[0], best[1]) if best[0] >= OVERLAP else (key[0], f"none at {span.start}")


def _pair(one: object, other: object) -> tuple[object, ...]:
    return tuple(sorted((one, other), key=str))


def _reports(pairs: set[tuple[object, ...]]) -> set[tuple[object, ...]]:
    return {_pair(one[0], other[0]) for one, other in pairs}  # type: ignore[index]  # pairs of report and number


def _count(found: set[tuple[object, ...]], labelled: set[tuple[object, ...]]) -> Score:
    return Score(len(found & labelled), len(found), len(labelled))


def _score_propositions(related: Related, labels: LabelledRelations, matcher: _Matcher) -> dict[str, float]:
    known = {claim for proposition in labels.propositions for claim in proposition.claims}
    found = [
        ({claim for key in cluster if (claim := matcher.labelled(key)) in known}, count)
        for cluster, count in related.propositions
    ]
    wanted_pairs = {_pair(*two) for each in labels.propositions for two in combinations(each.claims, 2)}
    found_pairs = {_pair(*two) for members, _ in found for two in combinations(sorted(members, key=str), 2)}
    exact = over = 0
    for proposition in labels.propositions:
        members, count = max(found, key=lambda each: len(each[0] & set(proposition.claims)), default=(set(), 0))
        count = count if members & set(proposition.claims) else 0
        exact += count == len(proposition.independent_origins)
        over += count > len(proposition.independent_origins)
    total = len(labels.propositions) or 1
    return {
        "claim_pairs": _count(found_pairs, wanted_pairs).f1,
        "origins_exact": exact / total,
        "origins_over": over / total,
    }
