"""Populated places of GeoNames, for names that no entry of our own has; read part by part, where one is asked for."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING

from sumber.errors import DataError
from sumber.model import Value

if TYPE_CHECKING:
    from zipfile import ZipFile

ID_PREFIX = "sumber:geonames:"
PARTS_KEPT = 64
_ONE = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'"})


class GeoPlace(Value, frozen=True):
    """A populated place of GeoNames.

    `number` is GeoNames' own; `country` the id of its state in the gazetteer, empty where that has none; `own` the id of
    the entry of our own that is the same town, empty where there is none.
    """

    number: int
    name: str
    country: str
    population: int
    own: str = ""

    @property
    def id(self) -> str:
        """The id of the town: our own entry's where it has one."""
        return self.own or f"{ID_PREFIX}{self.number}"


def fold_place_name(name: str) -> str:
    """A name as it is looked up: small letters, one kind of apostrophe; accents count.

    >>> fold_place_name("Sana’a")
    "sana'a"
    """
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold().translate(_ONE)


def find_geo_places(name: str) -> tuple[GeoPlace, ...]:
    """Every place that GeoNames knows by this name, the largest first."""
    folded = fold_place_name(name)
    row = _row("names", bisect_right(_starts("names"), folded) - 1, folded)
    places = [_place(number) for number in row[0].split(" ")] if row else []
    return tuple(sorted(places, key=lambda place: -place.population))


def _place(number: str) -> GeoPlace:
    name, country, population, *own = _row("towns", bisect_right(_numbers(), int(number)) - 1, number)
    return GeoPlace(
        number=int(number), name=name, country=country, population=int(population), own=own[0] if own else ""
    )


def _row(kind: str, part: int, first: str) -> list[str]:
    """The cells behind the first one of a row, none where there is no such row."""
    text = _part(kind, part) if part >= 0 and first else ""
    at = text.find(f"\n{first}\t")
    return text[at + len(first) + 2 : text.index("\n", at + 1)].split("\t") if at >= 0 else []


@cache
def _file() -> ZipFile:
    from zipfile import BadZipFile, ZipFile

    place = resources.files(__package__ or "sumber.gazetteer") / "data" / "geonames.zip"
    try:
        return ZipFile(BytesIO(place.read_bytes()))
    except (OSError, BadZipFile) as error:
        raise DataError("S211", f"gazetteer/data/geonames.zip cannot be read: {error}") from error


@cache
def _starts(kind: str) -> list[str]:
    return _read(f"{kind}/starts.txt").split("\n")


@cache
def _numbers() -> list[int]:
    return [int(start) for start in _starts("towns")]


@lru_cache(maxsize=PARTS_KEPT)
def _part(kind: str, number: int) -> str:
    """The rows of one part, a line end before and behind each."""
    return "\n" + _read(f"{kind}/{number:03d}.tsv") + "\n"


def _read(part: str) -> str:
    return _file().read(part).decode("utf-8")
