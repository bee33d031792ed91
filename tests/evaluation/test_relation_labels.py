"""The labels of how reports relate keep to their own rules."""

from __future__ import annotations

from typing import get_args

import pytest

from evaluation.labels import LabelledReport
from evaluation.relation_labels import PARTS, RelationPart, iter_related_reports, read_relations
from sumber.model import CopyKind

KINDS = {*get_args(CopyKind), "none", "some"}


def _reports(part: RelationPart) -> dict[str, LabelledReport]:
    return {report.id: report for report in iter_related_reports(part)}


@pytest.mark.parametrize("part", PARTS)
def test_every_report_is_at_hand(part: RelationPart) -> None:
    labels = read_relations(part)
    assert set(labels.reports) == set(_reports(part))
    assert len(set(labels.reports)) == len(labels.reports)


@pytest.mark.parametrize("part", PARTS)
def test_labels_name_reports_and_claims_that_are_there(part: RelationPart) -> None:
    labels, reports = read_relations(part), _reports(part)
    counts = {name: len(report.claims) for name, report in reports.items()}
    for pair in labels.pairs:
        assert {pair.a, pair.b} <= set(counts), pair
        assert pair.a != pair.b, pair
        assert pair.copy in KINDS, pair
        assert pair.direction in (None, "unknown") or set(pair.direction) == {pair.a, pair.b}, pair
        assert pair.direction is None or pair.copy != "none", pair
    for a, i, b, j in labels.contradicts:
        assert (a, i) != (b, j)
        assert i < counts[a]
        assert j < counts[b]
    for each in labels.propositions:
        assert all(number < counts[name] for name, number in each.claims), each.name
        assert each.independent_origins, each.name


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_labelled_twice(part: RelationPart) -> None:
    labels = read_relations(part)
    pairs = [frozenset((pair.a, pair.b)) for pair in labels.pairs]
    assert len(set(pairs)) == len(pairs)
    for each in labels.propositions:  # a claim that states two things may be in two of them
        assert len(set(each.claims)) == len(each.claims), each.name
    assert len({each.name for each in labels.propositions}) == len(labels.propositions)


def test_no_report_is_in_two_parts() -> None:
    names = [name for part in PARTS for name in read_relations(part).reports]
    assert len(set(names)) == len(names)
