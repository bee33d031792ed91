"""Groups of labelled reports: what is tied by a label is left out together."""

from __future__ import annotations

import pytest

from evaluation.relation_labels import LabelledPair, LabelledProposition, LabelledRelations, read_relations
from training.relations.reports import PARTS, find_groups, read_labels


def _relations(**tied: object) -> LabelledRelations:
    empty: dict[str, object] = {"pairs": (), "contradicts": (), "propositions": ()}
    return LabelledRelations(reports=("a", "b", "c", "d"), **(empty | tied))  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("relations", "wanted"),
    [
        (_relations(), {"a": "a", "b": "b", "c": "c", "d": "d"}),
        (_relations(pairs=(LabelledPair("b", "c", False, "none"),)), {"a": "a", "b": "b", "c": "b", "d": "d"}),
        (
            _relations(pairs=(LabelledPair("c", "d", True, "none"),), contradicts=(("a", 0, "d", 1),)),
            {"a": "a", "b": "b", "c": "a", "d": "a"},
        ),
        (
            _relations(propositions=(LabelledProposition("p", (("b", 0), ("d", 2)), ()),)),
            {"a": "a", "b": "b", "c": "c", "d": "b"},
        ),
    ],
)
def test_labels_tie_reports_into_groups(relations: LabelledRelations, wanted: dict[str, str]) -> None:
    assert find_groups([relations]) == wanted


def test_labels_of_the_parts_that_are_learnt_from() -> None:
    labels = read_labels(map(read_relations, PARTS))
    assert len(set(labels.groups.values())) == 24
    assert all(labels.groups[a] == labels.groups[b] for a, b in labels.pairs)
    assert labels.same
    assert labels.conflicts
    assert {claim for pair in labels.same for claim in pair} <= labels.known


def test_a_group_of_labelled_propositions_is_complete() -> None:
    labels = read_labels(map(read_relations, PARTS))
    assert {labels.groups[report] for pair in labels.same for report, _ in pair} <= labels.complete
