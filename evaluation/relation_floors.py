"""Figures of what was found to relate, and floors of them, each for exactly one set of labels.

Floors are held with the labels as readings, so that they tell of the analysis alone; `origins_over` is held from above.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from evaluation.labels import read_digest
from evaluation.relating import iter_profiles, relate_all
from evaluation.relation_labels import RELATIONS, RelationPart, iter_related_reports, read_relations
from evaluation.relation_scoring import score_copies, score_relations
from sumber.model import Reader

RELATION_FLOORS = Path(__file__).with_name("relation_floors.toml")
FLOOR_PARTS: tuple[RelationPart, ...] = ("report", "groups_report")
CEILINGS = ("origins_over",)
SLACK = 0.004
COUNTED = ("copy_kind", "copy_direction")
"""Printed and not held: of a dozen copies one more or less says little."""


class RelationFloors(msgspec.Struct, frozen=True):
    """The lowest allowed figures of a part, the highest for those of `CEILINGS`, with the digest of its labels."""

    part: RelationPart
    digest: str
    figures: dict[str, float]


def measure_relations(part: RelationPart, reader: Reader | None = None) -> dict[str, float]:
    """The figures of a part, as the reader reads its reports, or without one as their labels spell."""
    reports, labels = list(iter_related_reports(part)), read_relations(part)
    related = relate_all(iter_profiles(reports, reader))
    figures = score_relations(related, labels, reports)
    return figures | {name: score.share for name, score in score_copies(related, labels).items()}


def print_relations(measured: Mapping[str, Mapping[str, float]]) -> None:
    """A row a figure, a column a part and its readings."""
    print("".ljust(22) + "".join(column.rjust(24) for column in measured))
    for name in next(iter(measured.values())):
        print(name.ljust(22) + "".join(f"{figures[name]:.3f}".rjust(24) for figures in measured.values()))


def read_relation_digest(part: RelationPart) -> str:
    """SHA-256 over a part's reports and the labels of how they relate."""
    relations = (RELATIONS / f"{part}.json").read_bytes()
    return hashlib.sha256(read_digest(part).encode() + relations).hexdigest()


def read_relation_floors(file: Path = RELATION_FLOORS) -> tuple[RelationFloors, ...]:
    """The pinned floors; none where none were pinned yet."""
    return msgspec.convert(tomllib.loads(file.read_text("utf-8")).get("floors", []), tuple[RelationFloors, ...])


def pin_relations(measured: Mapping[RelationPart, Mapping[str, float]], file: Path = RELATION_FLOORS) -> None:
    """Write figures, less what rounding may take, as floors; who lowers one says why in CHANGELOG.md."""
    lines = [
        "# Figures of relations that may not fall, with the labels as readings; lowering one needs a reason in CHANGELOG.md."
    ]
    for part, figures in measured.items():
        held = {name: value for name, value in figures.items() if name not in COUNTED}
        lines += [
            "",
            "[[floors]]",
            f'part = "{part}"',
            f'digest = "{read_relation_digest(part)}"',
            "",
            "[floors.figures]",
        ]
        lines += [f"{name} = {_with_slack(name, value):.3f}" for name, value in held.items()]
    file.write_text("\n".join(lines) + "\n", "utf-8")


def _with_slack(name: str, value: float) -> float:
    return min(1.0, value + SLACK) if name in CEILINGS else max(0.0, value - SLACK)


def find_relation_breaches(floors: RelationFloors, measured: Mapping[str, float]) -> list[str]:
    """What does not hold: labels that changed, figures below their floor or above their ceiling."""
    breaches: list[str] = []
    if read_relation_digest(floors.part) != floors.digest:
        breaches.append(f"the labels of {floors.part!r} changed: measure again and pin floors and digest anew")
    for name, bound in floors.figures.items():
        got = measured[name]
        if name in CEILINGS and got > bound:
            breaches.append(f"{floors.part} {name}: {got:.3f} is above its ceiling {bound:.3f}")
        elif name not in CEILINGS and got < bound:
            breaches.append(f"{floors.part} {name}: {got:.3f} is below its floor {bound:.3f}")
    return breaches
