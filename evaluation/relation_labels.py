"""How the labelled reports relate to one another: stories, copies, contradictions, propositions (`training/labelled/relations`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from evaluation.labels import LABELLED, LabelledReport, iter_reports

RELATIONS = LABELLED / "relations"
RelationPart = Literal["tune", "report", "groups_tune", "groups_report"]
PARTS: tuple[RelationPart, ...] = ("tune", "report", "groups_tune", "groups_report")


class LabelledPair(msgspec.Struct, frozen=True):
    """Two reports: whether they tell the same happening, and whether one copies the other or both one text.

    `copy` is "none", a kind, or "some" where the labels do not tell the kind. `direction` is the copied report and the
    copying one, "unknown", or None where it was not judged.
    """

    a: str
    b: str
    same_story: bool
    copy: str
    direction: tuple[str, str] | str | None = None


class LabelledProposition(msgspec.Struct, frozen=True):
    """Claims that say the same, and the origins it rests on: those of one inner list count as one."""

    name: str
    claims: tuple[tuple[str, int], ...]
    independent_origins: tuple[tuple[str, ...], ...]


class LabelledRelations(msgspec.Struct, frozen=True):
    """One part's labels; a claim is named by its report and its number there."""

    reports: tuple[str, ...]
    pairs: tuple[LabelledPair, ...]
    contradicts: tuple[tuple[str, int, str, int], ...]
    propositions: tuple[LabelledProposition, ...]


def read_relations(part: RelationPart) -> LabelledRelations:
    """The labels of a part: "tune" and "groups_tune" to choose by, the others to report on."""
    return msgspec.json.decode((RELATIONS / f"{part}.json").read_bytes(), type=LabelledRelations)


def iter_related_reports(part: RelationPart) -> Iterator[LabelledReport]:
    """The reports of a part whose relations are labelled."""
    wanted = set(read_relations(part).reports)
    for report in iter_reports(part):
        if report.id in wanted:
            yield report
