"""Matters divided by what kind of thing they are, each section in the order of time."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from sumber.dossier.matters import Matter
from sumber.model import Value


class Section(Value, frozen=True):
    """The matters of one kind: those with a date first, in its order, then those without."""

    name: str
    matters: tuple[Matter, ...]


@cache
def section_types() -> dict[str, tuple[str, ...]]:
    """The types of events of each section, the sections in order."""
    text = (resources.files("sumber.dossier") / "sections.toml").read_text("utf-8")
    return {name: tuple(types) for name, types in tomllib.loads(text).items()}


def divide(matters: Iterable[Matter]) -> tuple[Section, ...]:
    """The sections that hold something."""
    home = {kind: name for name, types in section_types().items() for kind in types}
    groups: dict[str, list[Matter]] = {name: [] for name in section_types()}
    for matter in matters:
        groups[home[matter.type]].append(matter)
    return tuple(Section(name, in_order(found)) for name, found in groups.items() if found)


def in_order(matters: Iterable[Matter]) -> tuple[Matter, ...]:
    """Matters by their first possible day, the surer first; those without a date behind, by first report."""

    def key(matter: Matter) -> tuple[bool, str, str, str]:
        period = matter.period
        if period is None:
            return True, matter.first_reported or "9999", "", matter.id
        return False, period.earliest, period.latest, matter.id

    return tuple(sorted(matters, key=key))
