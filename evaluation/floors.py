"""Floors of quality: figures that may not fall, for exactly one set of labels."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from evaluation.labels import read_digest

FLOORS = Path(__file__).with_name("floors.toml")


class Floors(msgspec.Struct, frozen=True):
    """Lowest allowed figures by language ("all" for the languages together), with the digest of the labels."""

    part: str
    digest: str
    figures: dict[str, dict[str, float]]


def read_floors() -> Floors:
    """The pinned floors."""
    return msgspec.convert(tomllib.loads(FLOORS.read_text("utf-8")), Floors)


def find_breaches(floors: Floors, measured: dict[str, dict[str, float]]) -> list[str]:
    """What does not hold: labels that changed, figures below their floor."""
    breaches: list[str] = []
    if read_digest(floors.part) != floors.digest:
        breaches.append(f"the labels of {floors.part!r} changed: measure again and pin floors and digest anew")
    for language, figures in floors.figures.items():
        for name, floor in figures.items():
            got = measured[language][name]
            if got < floor:
                breaches.append(f"{language} {name}: {got:.3f} is below its floor {floor:.3f}")
    return breaches
