"""Floors of quality: figures that may not fall, for exactly one set of labels."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from evaluation.labels import read_digest
from sumber.model import ReaderName

FLOORS = Path(__file__).with_name("floors.toml")
PROCESSOR_SLACK = {"all": 0.01, "one": 0.04}
"""How far the model's figures may lie below their floors, for all languages together and for one.

Processors round its products of small numbers in their own ways. With AVX2 alone the same weights read as with AVX-512
VNNI but for a claim here and there: of all languages together a figure moved by at most 0.002, of one (six to nine reports)
by at most 0.032 (hedged in Japanese, 0.718 to 0.686).
"""


class Floors(msgspec.Struct, frozen=True):
    """Lowest allowed figures of one reader by language ("all" for the languages together), with the digest of the labels.

    The lexical reader is held to the reports its rules were chosen on; the trained one has learnt those by heart, so
    that the choice between both is held to the reports kept apart.
    """

    reader: ReaderName
    part: str
    digest: str
    figures: dict[str, dict[str, float]]


def read_floors() -> tuple[Floors, ...]:
    """The pinned floors of each reader."""
    return msgspec.convert(tomllib.loads(FLOORS.read_text("utf-8"))["floors"], tuple[Floors, ...])


def write_floors(pinned: tuple[Floors, ...]) -> None:
    """Write floors as TOML; who lowers one says why in CHANGELOG.md."""
    lines = ["# Figures that may not fall; lowering one needs a reason in CHANGELOG.md."]
    for floors in pinned:
        lines += [
            "",
            "[[floors]]",
            f'reader = "{floors.reader}"',
            f'part = "{floors.part}"',
            f'digest = "{floors.digest}"',
        ]
        for language, figures in floors.figures.items():
            lines += ["", f"[floors.figures.{language}]", *(f"{name} = {value:.3f}" for name, value in figures.items())]
    FLOORS.write_text("\n".join(lines) + "\n", "utf-8")


def find_breaches(floors: Floors, measured: dict[str, dict[str, float]]) -> list[str]:
    """What does not hold: labels that changed, figures below their floor."""
    breaches: list[str] = []
    if read_digest(floors.part) != floors.digest:
        breaches.append(f"the labels of {floors.part!r} changed: measure again and pin floors and digest anew")
    for language, figures in floors.figures.items():
        for name, floor in figures.items():
            got = measured[language][name]
            slack = 0.0 if floors.reader == "lexical" else PROCESSOR_SLACK["all" if language == "all" else "one"]
            if got < floor - slack:
                breaches.append(f"{language} {name}: {got:.3f} is below its floor {floor:.3f}")
    return breaches
