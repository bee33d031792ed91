"""Entries of the gazetteer and the files they come from."""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal

from sumber.errors import DataError
from sumber.languages import read_tsv
from sumber.model import Value

EntryKind = Literal["state", "place", "person", "organisation", "outlet", "weapon"]

FILES: dict[str, EntryKind] = {
    "states": "state",
    "places": "place",
    "people": "person",
    "organisations": "organisation",
    "outlets": "outlet",
    "weapons": "weapon",
}


class Entry(Value, frozen=True):
    """One thing the gazetteer knows.

    `subkind` is the kind column of its file (capital, ministry, agency, missile ...); `country` and `stands_for` are
    ids of other entries: a capital or palace stands for its government when it speaks. `verified` tells whether the
    id was checked against a second source; one that was not resolves only with a second agreeing clue.
    """

    id: str
    name: str
    kind: EntryKind
    names: tuple[str, ...] = ()
    subkind: str = ""
    role: str = ""
    country: str = ""
    stands_for: str = ""
    domain: str = ""
    verified: bool = False


class Office(Value, frozen=True):
    """An office a person held, with its first and last day as far as known (ISO prefix, empty: unknown or open)."""

    person: str
    office: str
    of: str
    start: str = ""
    until: str = ""


@cache
def read_entries() -> dict[str, Entry]:
    """Every entry by its id, in the order of the files."""
    entries: dict[str, Entry] = {}
    for file, kind in FILES.items():
        for row in read_tsv(_data() / f"{file}.tsv") if (_data() / f"{file}.tsv").is_file() else ():
            entry = _entry(row, kind)
            if entry.id in entries and entries[entry.id].kind == kind:
                raise DataError("S210", f"gazetteer/data/{file}.tsv: id {entry.id} stands twice")
            entries.setdefault(entry.id, entry)
    return entries


@cache
def read_offices() -> dict[str, tuple[Office, ...]]:
    """Offices by the id of the person who held them."""
    offices: dict[str, tuple[Office, ...]] = {}
    file = _data() / "offices.tsv"
    for row in read_tsv(file) if file.is_file() else ():
        office = Office(
            person=row["person"],
            office=row["office"],
            of=row["of"],
            start=row.get("from", ""),
            until=row.get("until", ""),
        )
        offices[office.person] = (*offices.get(office.person, ()), office)
    return offices


@cache
def read_regions() -> dict[str, frozenset[str]]:
    """The states of each part of the world that the press has a name for."""
    return {row["region"]: frozenset(row["states"].split("|")) for row in read_tsv(_data() / "regions.tsv")}


def _data() -> Traversable:
    return resources.files(__package__ or "sumber.gazetteer") / "data"


def _entry(row: dict[str, str], kind: EntryKind) -> Entry:
    return Entry(
        id=row["id"],
        name=row["name"],
        kind=kind,
        names=tuple(name for name in row.get("names", "").split("|") if name),
        subkind=row.get("kind", ""),
        role=row.get("role", ""),
        country=row["id"] if kind == "state" else row.get("country", ""),
        stands_for=row["id"] if kind == "state" else row.get("stands_for", ""),
        domain=row.get("domain", ""),
        verified=row.get("verified", "").startswith("yes"),
    )
