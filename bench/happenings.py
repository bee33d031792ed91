"""Invented stories by seed, each told by 1 to 50 reports: what a monitor of a hundred reports a day takes in.

Each story has a labelled report as its model, and persons, bodies, places, states, days and figures of its own. Half of the
names return in other stories, few of them often, as in the press; the others are the story's alone. Of its reports some
repeat the first word for word, some leave out half and add what lay before, some are told in other words or another language, and
some bring the figures up to date. No encoder is asked for the generated claims: a vector is the labelled claim's,
moved as far by other names and by other words as the encoder was seen to move.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import count, islice
from random import Random
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.stories import (
    Piece,
    Put,
    cut_report,
    place_claims,
    place_mentions,
    place_quantities,
    put_piece,
    reword_piece,
)
from evaluation.labels import LabelledReport, iter_reports
from sumber.analysis.pairing import VECTOR_NUMBERS
from sumber.gazetteer import read_entries
from sumber.model import Document, EntityRef, ReaderVersion, Reading
from sumber.reading.trained.meaning import Meaning

DAILY: Final = 100
LARGEST: Final = 50
_STEEPNESS: Final = 1.5
_MEAN_SIZE: Final = 5.4
_LASTS: Final = 6
"""So many days after a story began its last report may come."""
_FIRST_DAY: Final = date(2024, 1, 1)
_MODELS: Final = 4
"""So many labelled reports of each language are models."""
_RETURNING: Final = 0.5
_STATES: Final = 60
_NAMES_DIFFER: Final = 0.35
"""How far vectors move with other names and figures: claims of two stories then have a cosine of 0.89, as was measured."""
_WORDS_DIFFER: Final = 0.5
"""How far vectors move with other words: one claim in two wordings then has a cosine of 0.80 to 0.89."""
_SYLLABLES: Final = (
    "ba",
    "dor",
    "kel",
    "mi",
    "run",
    "sta",
    "tev",
    "lo",
    "gan",
    "zhi",
    "fer",
    "pol",
    "nak",
    "ur",
    "vy",
    "hem",
)

Role = Literal["first", "copy", "part", "reworded", "translated", "update"]
_ROLES: Final[tuple[Role, ...]] = ("copy", "part", "reworded", "translated", "update")
_SHARES: Final = (0.25, 0.3, 0.15, 0.1, 0.2)


class Plan(NamedTuple):
    """A report that is to be made: on which day, of which story, its number there, and how it comes about."""

    day: int
    story: int
    number: int
    role: Role


class Told(NamedTuple):
    """A report that was made, and its claims' vectors by their texts."""

    plan: Plan
    reading: Reading
    vectors: dict[str, bytes]


class Model(NamedTuple):
    """A labelled report that stories are modelled on, in pieces, and the vectors of each piece's claims."""

    report: LabelledReport
    pieces: tuple[Piece, ...]
    vectors: tuple[NDArray[np.float32], ...]


def plan_reports(seed: int, reports: int) -> list[Plan]:
    """The first so many reports, by their days; more reports begin with the same."""
    plans: list[Plan] = []
    weights = [size**-_STEEPNESS for size in range(1, LARGEST + 1)]
    for story in count():
        begins = int(story * _MEAN_SIZE / DAILY)
        if len(plans) > reports and begins > sorted(plan.day for plan in plans)[reports]:
            return sorted(plans)[:reports]
        random = Random(f"{seed} {story}")  # noqa: S311  # no secret
        size = random.choices(range(1, LARGEST + 1), weights)[0]
        days = sorted(min(_LASTS, int(random.expovariate(0.6))) for _ in range(size))
        roles: list[Role] = ["first", *random.choices(_ROLES, _SHARES, k=size - 1)]
        plans += [Plan(begins + day, story, at, role) for at, (day, role) in enumerate(zip(days, roles, strict=True))]
    raise AssertionError


def read_models(meaning: Meaning) -> list[Model]:
    """The labelled reports that stories are modelled on, and what their claims mean."""
    models = []
    for language in ("en", "es", "id", "ja", "ko", "ms", "pt", "ru", "uk", "zh"):
        for report in islice(iter_reports("tune", (language,)), _MODELS):
            pieces = cut_report(report)
            texts = [[claim.text for claim in piece.claims] for piece in pieces]
            models.append(Model(report, pieces, tuple(_unpack(meaning.vectors(each)) for each in texts)))
    return models


def _unpack(packed: Sequence[bytes]) -> NDArray[np.float32]:
    """Vectors by claim, then what is said and what it is about, of length 1."""
    rows = np.frombuffer(b"".join(packed), np.int8).astype(np.float32).reshape(len(packed), 2, VECTOR_NUMBERS)
    return np.asarray(rows / np.linalg.norm(rows, axis=2, keepdims=True), np.float32)


class Teller:
    """Makes the reports of a plan."""

    def __init__(self, seed: int, models: Sequence[Model]) -> None:
        self._seed = seed
        self._models = models

    def tell(self, plan: Plan) -> Told:
        """The report of a plan; the same each time."""
        story = _Story(self._seed, plan.story, self._models)
        random = Random(f"{self._seed} {plan.story} {plan.number}")  # noqa: S311  # no secret
        puts = story.put(plan, random)
        publisher = _pick(random, _pool("outlet"))
        language = story.model.report.language if plan.role != "translated" else random.choice(("en", "fr", "de"))
        document = Document(
            id=f"{plan.story}-{plan.number}",
            text="".join(put.text for put in puts),
            publisher=publisher.name,
            language=language,
            published_at=(_FIRST_DAY + timedelta(plan.day)).isoformat(),
            synthetic=True,
        )
        reading = Reading(
            document=document,
            language=language,
            publisher=publisher,
            mentions=place_mentions(puts),
            dates=(),
            claims=place_claims(puts, document.id, publisher),
            quantities=place_quantities(puts),
            reader=ReaderVersion(name="bench", version="1"),
        )
        return Told(plan, reading, dict(self._move_vectors(plan, puts)))

    def _move_vectors(self, plan: Plan, puts: Sequence[Put]) -> Iterator[tuple[str, bytes]]:
        by_report = {model.report.id: model for model in self._models}
        for put in puts:
            for at, claim in enumerate(put.claims):
                vector = by_report[put.piece.base].vectors[put.piece.number][at]
                place = f"{put.piece.base} {put.piece.number} {at}"
                vector = _moved(vector, f"{self._seed} {plan.story} {place}", _NAMES_DIFFER)
                if plan.role in ("reworded", "translated"):
                    vector = _moved(vector, f"{self._seed} {plan.story} {plan.number} {place}", _WORDS_DIFFER)
                yield claim.text, b"".join(_pack(half) for half in vector)


def _moved(vector: NDArray[np.float32], seed: str, by: float) -> NDArray[np.float32]:
    """Vectors moved in a direction that the seed tells; two so moved from one have a cosine of 1 / (1 + by²) on average."""
    digest = hashlib.blake2b(seed.encode(), digest_size=8).digest()
    away = np.random.default_rng(int.from_bytes(digest)).standard_normal(vector.shape, np.float32)
    moved = vector + by * away / np.linalg.norm(away, axis=1, keepdims=True)
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


def _pack(vector: NDArray[np.float32]) -> bytes:
    return bytes(np.round(vector * (127 / np.abs(vector).max())).astype(np.int8).tobytes())


class _Story:
    """A story: its model, and what it puts into the model's slots."""

    def __init__(self, seed: int, number: int, models: Sequence[Model]) -> None:
        self._random = Random(f"{seed} story {number}")  # noqa: S311  # no secret
        self._name_seed = f"{seed} {number}"
        self.model = self._random.choice(models)
        others = [
            each
            for each in models
            if each.report.language == self.model.report.language and each.report.id != self.model.report.id
        ]
        self._before = self._random.choice(others)
        published = date.fromisoformat((self.model.report.published or "2025-01-01")[:10])
        began = _FIRST_DAY + timedelta(int(number * _MEAN_SIZE / DAILY))
        self.days = (began - published).days
        self._grown = 1.0
        self._factor = self._random.uniform(0.3, 4.0)

    def put(self, plan: Plan, random: Random) -> list[Put]:
        """The pieces of a report."""
        pieces = list(self.model.pieces)
        if plan.role == "update":
            self._grown = random.uniform(1.1, 1.6)
        if plan.role in ("part", "update"):
            half = sorted(random.sample(range(len(pieces)), (len(pieces) + 1) // 2))
            pieces = [pieces[at] for at in half] + list(self._before.pieces[-2:])
        if plan.role in ("reworded", "translated"):
            pieces = [reword_piece(piece) for piece in pieces]
        return [put_piece(piece, self) for piece in pieces]

    def figure(self, value: float) -> int:
        """The story's figure for a figure."""
        return max(3, round(value * self._factor * self._grown))

    def name(self, entity: EntityRef) -> EntityRef:
        """The story's name for an entity."""
        entry = read_entries().get(entity.id)
        random = Random(f"{self._name_seed} {entity.id}")  # noqa: S311  # no secret
        kind = entry.kind if entry else "person"
        if kind == "state":
            return _pick(random, _pool("state")[:_STATES])
        if random.random() < _RETURNING:
            return _pick(random, _pool(kind))
        first, last = ("".join(random.choices(_SYLLABLES, k=3)).capitalize() for _ in range(2))
        return EntityRef(id=f"label:{first.lower()}-{last.lower()}", name=f"{first} {last}")


@cache
def _pool(kind: str) -> list[EntityRef]:
    """The names of a kind that return, those that return most first."""
    return [EntityRef(id=entry.id, name=entry.name) for entry in read_entries().values() if entry.kind == kind]


def _pick(random: Random, pool: Sequence[EntityRef]) -> EntityRef:
    """One of a pool by Zipf's law: the tenth a tenth as often as the first."""
    return pool[min(len(pool) - 1, int(len(pool) ** random.random()) - 1)]
