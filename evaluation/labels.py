"""The labelled reports: synthetic, ours, kept outside the wheel under `training/labelled`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

LABELLED = Path(__file__).resolve().parent.parent / "training" / "labelled"
LEARNT = ("tune", "further", "wire", "wire_2", "chains")
"""Parts that the model learns from."""
PARTS = (*LEARNT, "choosing", "report")


class LabelledEntity(msgspec.Struct, frozen=True):
    """A marked name: the first mention of an entity, or another form of it."""

    span: tuple[int, int]
    text: str
    type: str
    canonical: str
    qid: str | None = None


class LabelledDate(msgspec.Struct, frozen=True):
    """A marked date phrase with its ISO day, month, year or interval."""

    span: tuple[int, int]
    text: str
    value: str
    anchor: str


class LabelledSource(msgspec.Struct, frozen=True):
    """The words that name a claim's origin."""

    span: tuple[int, int]
    text: str
    canonical: str


class LabelledEvent(msgspec.Struct, frozen=True):
    """What a claim says happened; actor and recipient hold several names parted by commas."""

    type: str
    actor: str | None = None
    recipient: str | None = None
    object: str | None = None
    date: str | None = None
    place: str | None = None
    quantity: str | None = None


class Alternative(msgspec.Struct, frozen=True):
    """A second defensible reading of a claim: whatever it states may stand for the first."""

    chain: tuple[str, ...] | None = None
    mode: str | None = None
    stance: str | None = None
    event_type: str | None = None


class LabelledClaim(msgspec.Struct, frozen=True):
    """A marked claim with its chain, origin first and the printing outlet last."""

    span: tuple[int, int]
    text: str
    mode: str
    stance: str
    hedged: bool
    negated: bool
    chain: tuple[str, ...]
    source: LabelledSource | None = None
    cue: tuple[int, int] | None = None
    event: LabelledEvent | None = None
    alt: Alternative | None = None

    @property
    def chains(self) -> tuple[tuple[str, ...], ...]:
        """The chains that count as right."""
        return (self.chain, self.alt.chain) if self.alt and self.alt.chain else (self.chain,)


class LabelledReport(msgspec.Struct, frozen=True):
    """A labelled report: its text and everything marked in it."""

    id: str
    language: str
    outlet: str
    published: str | None
    url: str | None
    text: str
    entities: tuple[LabelledEntity, ...]
    dates: tuple[LabelledDate, ...]
    claims: tuple[LabelledClaim, ...]
    synthetic: bool = True


def iter_reports(part: str, languages: tuple[str, ...] | None = None) -> Iterator[LabelledReport]:
    """Labelled reports of one part ("tune" to choose by, "report" to report on), by language and id."""
    for file in sorted((LABELLED / part).glob("*.jsonl")):
        if languages is None or file.stem in languages:
            for line in file.read_bytes().splitlines():
                yield msgspec.json.decode(line, type=LabelledReport)


def read_digest(part: str) -> str:
    """SHA-256 over the files of one part: floors hold for exactly these labels."""
    digest = hashlib.sha256()
    for file in sorted((LABELLED / part).glob("*.jsonl")):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
