"""Families of statements: each matter in several versions, each version in several wordings and languages."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Literal

import msgspec

from evaluation.ideal import ideal_reading
from evaluation.labels import LABELLED, LabelledClaim, LabelledEvent, LabelledReport
from sumber.languages import find_language
from sumber.model import Document, Mention, Reading
from sumber.pipeline import resolve
from sumber.reading.lexical import LexicalReader

PUBLISHER = "Paper"
"""Stands for the outlet of every statement: statements have none."""

Label = Literal["same", "conflict", "neither"]


class Statement(msgspec.Struct, frozen=True):
    """One wording of a version, with what a reader would find of it."""

    version: str
    lang: str
    text: str
    stance: str
    negated: bool
    hedged: bool
    mode: str
    origin: str | None = None
    event: LabelledEvent | None = None


class Family(msgspec.Struct, frozen=True):
    """One matter: versions, which two of them cannot both be true, and the statements that word them."""

    id: str
    published: str
    versions: dict[str, str]
    conflicts: tuple[tuple[str, str], ...]
    statements: tuple[Statement, ...]

    def compare(self, one: Statement, other: Statement) -> Label:
        """What two statements are to each other by their versions."""
        if one.version == other.version:
            return "same"
        versions = {one.version, other.version}
        return "conflict" if any(versions == set(pair) for pair in self.conflicts) else "neither"


def read_families() -> tuple[Family, ...]:
    """All families, by file and line."""
    files = sorted((LABELLED / "families").glob("*.jsonl"))
    return tuple(msgspec.json.decode(line, type=Family) for file in files for line in file.read_bytes().splitlines())


def part_in_halves(families: Sequence[Family], seed: int) -> tuple[list[Family], list[Family]]:
    """Two halves of the families, mixed: what is learnt from one is honest about the other."""
    mixed = list(families)
    random.Random(seed).shuffle(mixed)
    return mixed[::2], mixed[1::2]


def read_statement(family: Family, number: int) -> Reading:
    """The reading of a statement as if it were a report of one claim; its names are those that our lexicons find."""
    statement = family.statements[number]
    report = LabelledReport(
        id=f"{family.id}:{number}",
        language=statement.lang,
        outlet=PUBLISHER,
        published=family.published,
        url=None,
        text=statement.text,
        entities=(),
        dates=(),
        claims=(_claim(statement),),
    )
    reading = ideal_reading(report)
    return msgspec.structs.replace(reading, mentions=_find_names(reading.document))


def _claim(statement: Statement) -> LabelledClaim:
    return LabelledClaim(
        span=(0, len(statement.text)),
        text=statement.text,
        mode=statement.mode,
        stance=statement.stance,
        hedged=statement.hedged,
        negated=statement.negated,
        chain=(statement.origin, PUBLISHER) if statement.origin else (PUBLISHER,),
        event=statement.event,
    )


def _find_names(document: Document) -> tuple[Mention, ...]:
    language = find_language(document.language or "")
    return resolve(LexicalReader().read_names(document, language)).mentions if language else ()
