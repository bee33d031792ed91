"""What is counted as right of what was found to relate, on small cases worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evaluation.labels import LabelledClaim, LabelledReport
from evaluation.relating import Related
from evaluation.relation_floors import (
    FLOOR_PARTS,
    RELATION_FLOORS,
    RelationFloors,
    find_relation_breaches,
    pin_relations,
    read_relation_digest,
    read_relation_floors,
)
from evaluation.relation_labels import LabelledPair, LabelledProposition, LabelledRelations
from evaluation.relation_scoring import Score, score_copies, score_relations
from sumber.analysis.conflicts import Conflict
from sumber.analysis.profiles import DocumentProfile
from sumber.analysis.propositions import ClaimKey
from sumber.analysis.relate import DocumentRelation
from sumber.model import CopyKind, Direction, Span
from tests.analysis.making import claim, link, report

NAMES = ("a", "b", "c")
SPANS = ((0, 10), (20, 30), (40, 50))


def _labelled(name: str) -> LabelledReport:
    claims = [
        LabelledClaim(span=span, text="", mode="indirect", stance="asserts", hedged=False, negated=False, chain=("P",))
        for span in SPANS
    ]
    return LabelledReport(
        id=name,
        language="en",
        outlet="P",
        published=None,
        url=None,
        text="",
        entities=(),
        dates=(),
        claims=tuple(claims),
    )


def _profile(name: str) -> DocumentProfile:
    """The claims as labelled, but for the last, which lies elsewhere."""
    spans = [Span(0, 10), Span(21, 31), Span(80, 90)]
    return report(name, link("P", "publisher"), *(claim("", span=span) for span in spans))


def _relation(
    a: str, b: str, *, story: bool = True, kind: CopyKind | None = None, way: Direction = "unknown"
) -> DocumentRelation:
    return DocumentRelation(
        a=a, b=b, story=1.0, is_story=story, copy_score=1.0, copy_kind=kind, direction=way, story_grounds=(), copy_grounds=(), claims=()
    )  # fmt: skip


def _related(
    *relations: DocumentRelation,
    propositions: Sequence[tuple[tuple[ClaimKey, ...], int]] = (),
    conflicts: Sequence[tuple[ClaimKey, ClaimKey]] = (),
) -> Related:
    found = tuple(Conflict(one, other, 1.0, "figure") for one, other in conflicts)
    return Related({name: _profile(name) for name in NAMES}, relations, tuple(propositions), found)


def _labels(**told: Any) -> LabelledRelations:
    return LabelledRelations(**{"reports": NAMES, "pairs": (), "contradicts": (), "propositions": (), **told})


def _score(related: Related, labels: LabelledRelations) -> dict[str, float]:
    return score_relations(related, labels, map(_labelled, NAMES))


A0, A1, A2, B0, B1, C0 = ("a", 0), ("a", 1), ("a", 2), ("b", 0), ("b", 1), ("c", 0)
PAIRS = (
    LabelledPair(a="b", b="a", same_story=True, copy="translated", direction=("a", "b")),
    LabelledPair(a="a", b="c", same_story=False, copy="passage", direction="unknown"),
    LabelledPair(a="b", b="c", same_story=False, copy="none"),
)


@pytest.mark.parametrize(
    ("relations", "story", "copy"),
    [
        ((), 0.0, 0.0),
        ((_relation("a", "b", kind="translated"), _relation("a", "c", story=False, kind="passage")), 1.0, 1.0),
        ((_relation("a", "b"),), 1.0, 0.0),
        ((_relation("a", "b", kind="reworded"), _relation("b", "c")), 2 / 3, 2 / 3),
    ],
)
def test_stories_and_copies(relations: tuple[DocumentRelation, ...], story: float, copy: float) -> None:
    found = _score(_related(*relations), _labels(pairs=PAIRS))
    assert (found["same_story"], found["copy"]) == pytest.approx((story, copy))


@pytest.mark.parametrize(
    ("conflicts", "by_claim", "by_report"),
    [
        ([], 0.0, 0.0),
        ([(A0, B1)], 1.0, 1.0),
        ([(B1, A0)], 1.0, 1.0),
        ([(A1, B0)], 0.0, 1.0),
        ([(A0, B1), (A0, C0)], 2 / 3, 2 / 3),
        ([(A2, B1)], 0.0, 1.0),  # a claim that stands for none of those labelled
    ],
)
def test_contradictions(conflicts: list[tuple[ClaimKey, ClaimKey]], by_claim: float, by_report: float) -> None:
    found = _score(_related(conflicts=conflicts), _labels(contradicts=(("a", 0, "b", 1),)))
    assert (found["contradicts"], found["contradicts_by_report"]) == pytest.approx((by_claim, by_report))


WANTED = (LabelledProposition(name="p", claims=(A0, B0, C0), independent_origins=(("P",), ("Q",))),)


@pytest.mark.parametrize(
    ("propositions", "pairs", "exact", "over"),
    [
        ([((A0, B0, C0), 2)], 1.0, 1.0, 0.0),
        ([((A0, B0, C0), 1)], 1.0, 0.0, 0.0),
        ([((A0, B0, C0), 3)], 1.0, 0.0, 1.0),
        ([((A0, B0), 2), ((C0,), 1)], 0.5, 1.0, 0.0),
        ([((A0,), 1), ((B0,), 1), ((C0,), 1)], 0.0, 0.0, 0.0),
        ([((A0, B0, C0, A1), 2)], 1.0, 1.0, 0.0),  # claims of no labelled proposition count neither way
        ([], 0.0, 0.0, 0.0),
    ],
)
def test_propositions(
    propositions: list[tuple[tuple[ClaimKey, ...], int]], pairs: float, exact: float, over: float
) -> None:
    found = _score(_related(propositions=propositions), _labels(propositions=WANTED))
    assert (found["claim_pairs"], found["origins_exact"], found["origins_over"]) == pytest.approx((pairs, exact, over))


@pytest.mark.parametrize(
    ("relations", "kind", "direction"),
    [
        ((), (0, 0), (0, 0)),
        ((_relation("a", "b", kind="translated", way="forth"),), (1, 1), (1, 1)),
        ((_relation("a", "b", kind="reworded", way="back"),), (0, 1), (0, 1)),
        ((_relation("a", "c", kind="passage", way="unknown"),), (1, 1), (1, 1)),
        ((_relation("b", "c", kind="verbatim", way="forth"),), (0, 0), (0, 0)),  # no copy, so of no kind
        ((_relation("a", "b", way="forth"),), (0, 0), (0, 0)),  # not found as a copy
    ],
)
def test_kind_and_direction_of_copies(
    relations: tuple[DocumentRelation, ...], kind: tuple[int, int], direction: tuple[int, int]
) -> None:
    found = score_copies(_related(*relations), _labels(pairs=PAIRS))
    assert (found["copy_kind"].right, found["copy_kind"].labelled) == kind
    assert (found["copy_direction"].right, found["copy_direction"].labelled) == direction


def test_copy_of_a_kind_nobody_told_counts_for_direction_alone() -> None:
    pair = LabelledPair(a="a", b="b", same_story=True, copy="some", direction=("b", "a"))
    found = score_copies(_related(_relation("a", "b", kind="verbatim", way="back")), _labels(pairs=(pair,)))
    assert (found["copy_kind"].labelled, found["copy_direction"]) == (0, Score(1, 1, 1))


@pytest.mark.parametrize(
    ("score", "f1", "share"), [(Score(0, 0, 0), 0.0, 0.0), (Score(3, 4, 4), 0.75, 0.75), (Score(2, 2, 6), 0.5, 1 / 3)]
)
def test_score(score: Score, f1: float, share: float) -> None:
    assert (score.f1, score.share) == pytest.approx((f1, share))


FIGURES = {"same_story": 0.9, "origins_over": 0.05, "copy_kind": 0.5}


def test_pinned_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    pin_relations({"groups_tune": FIGURES}, file)
    assert read_relation_floors(file) == (
        RelationFloors(
            part="groups_tune",
            digest=read_relation_digest("groups_tune"),
            figures={"same_story": 0.896, "origins_over": 0.054},
        ),
    )
    assert find_relation_breaches(read_relation_floors(file)[0], FIGURES) == []


@pytest.mark.parametrize(
    ("measured", "breaches"),
    [
        ({"same_story": 0.95, "origins_over": 0.0}, 0),
        ({"same_story": 0.8, "origins_over": 0.0}, 1),
        ({"same_story": 0.95, "origins_over": 0.1}, 1),
        ({"same_story": 0.8, "origins_over": 0.1}, 2),
    ],
)
def test_figure_beyond_its_bound_is_a_breach(measured: dict[str, float], breaches: int) -> None:
    digest = read_relation_digest("groups_tune")
    floors = RelationFloors(part="groups_tune", digest=digest, figures={"same_story": 0.9, "origins_over": 0.05})
    assert len(find_relation_breaches(floors, measured)) == breaches


def test_changed_labels_are_a_breach_of_relations() -> None:
    assert find_relation_breaches(RelationFloors(part="groups_tune", digest="0", figures={}), {})
    pinned = read_relation_floors()
    assert all(floors.digest == read_relation_digest(floors.part) for floors in pinned)
    assert {floors.part for floors in pinned} <= set(FLOOR_PARTS)
    assert RELATION_FLOORS.is_file()
