"""What a brief says, before any format: items, footnotes, and a drafted statement about its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sumber.ledger.views import KeptDocument
from sumber.model import Credibility, Value
from sumber.relating.why import Voice, Why


class Footnote(Value, frozen=True):
    """Where something is said: the report, its words, who says so by whom, and by what it can be checked.

    `cut` tells that the words are longer in the report.
    """

    number: int
    outlet: str
    title: str
    published: str | None
    address: str | None
    language: str | None
    words: str
    chain: tuple[str, ...]
    document: str
    claim: str
    characters: tuple[int, int]
    sha256: str
    synthetic: bool
    is_cut: bool = False


class Against(Value, frozen=True):
    """What stands against an item: in what it differs, and the footnotes of those who say so."""

    kind: str
    notes: tuple[int, ...]


class Item(Value, frozen=True):
    """A proposition of a brief: its line, what it rests on, its grade with reasons, who says it and what is against it."""

    line: str
    independent_origins: int
    unknown_origins: int
    outlets: int
    languages: tuple[str, ...]
    grade: Credibility
    reasons: tuple[str, ...]
    notes: tuple[int, ...]
    against: tuple[Against, ...]


class Sources(Value, frozen=True):
    """What the statement about sources tells: how many there are of each kind."""

    propositions: int
    reports: int
    outlets: int
    languages: tuple[str, ...]
    first_day: str | None
    last_day: str | None
    undated: int
    unnamed: int
    on_one_origin: int
    contradicted: int
    synthetic: int


class Brief(Value, frozen=True):
    """A brief: its title, when and by whom it was made, items, footnotes and what its sources are.

    `checkpoint` is the last signed state of the log that the footnotes' reports are in; `hidden` is how many names of
    private persons are given as initials.
    """

    title: str
    made_at: str
    made_by: str
    project: str
    items: tuple[Item, ...]
    notes: tuple[Footnote, ...]
    sources: Sources
    checkpoint: str | None
    hidden: int


class Making(NamedTuple):
    """What a brief is made with besides its propositions: its head, and how words are shown (names of private persons hidden)."""

    title: str
    made_at: str
    made_by: str
    project: str
    checkpoint: str | None
    hidden: int
    show: Callable[[str], str]


LONGEST_QUOTE = 400
"""Characters of a claim that are quoted; a quotation is no copy of a report."""


def compose(whys: Sequence[Why], making: Making) -> Brief:
    """The brief about propositions, in the order given; a report's claim has one footnote wherever it is told."""
    writer = _Notes(making)
    items = tuple(writer.item(why) for why in whys)
    notes = writer.notes
    return Brief(
        title=making.title,
        made_at=making.made_at,
        made_by=making.made_by,
        project=making.project,
        items=items,
        notes=notes,
        sources=_sources(whys, notes),
        checkpoint=making.checkpoint,
        hidden=making.hidden,
    )


class _Notes:
    """Numbers footnotes as they are first needed."""

    def __init__(self, making: Making) -> None:
        self._making = making
        self._numbers: dict[tuple[str, str], int] = {}
        self._notes: list[Footnote] = []

    @property
    def notes(self) -> tuple[Footnote, ...]:
        """The footnotes so far."""
        return tuple(self._notes)

    def item(self, why: Why) -> Item:
        """One proposition, its footnotes numbered."""
        show = self._making.show
        told = why.proposition
        notes = tuple(self._number(voice, why.documents) for voice in why.voices)
        sides: dict[str, dict[int, None]] = {}
        for clash in why.clashes:
            sides.setdefault(clash.kind, {})[self._number(clash.other, why.documents)] = None
        return Item(
            line=show(told.gloss),
            independent_origins=told.independent_origins,
            unknown_origins=told.unknown_origins,
            outlets=len(told.outlets),
            languages=told.languages,
            grade=told.grade.credibility,
            reasons=tuple(show(ground.detail) for ground in told.grade.grounds),
            notes=notes,
            against=tuple(Against(kind, tuple(numbers)) for kind, numbers in sides.items()),
        )

    def _number(self, voice: Voice, documents: dict[str, KeptDocument]) -> int:
        key = voice.document, voice.claim
        if key not in self._numbers:
            self._numbers[key] = len(self._notes) + 1
            self._notes.append(self._footnote(len(self._notes) + 1, voice, documents[voice.document]))
        return self._numbers[key]

    def _footnote(self, number: int, voice: Voice, document: KeptDocument) -> Footnote:
        show = self._making.show
        words = voice.text if len(voice.text) <= LONGEST_QUOTE else voice.text[:LONGEST_QUOTE].rstrip()
        return Footnote(
            number=number,
            outlet=document.publisher or "",
            title=show(document.title or ""),
            published=document.published_at,
            address=document.url,
            language=document.language,
            words=show(words),
            is_cut=len(words) < len(voice.text),
            chain=tuple(map(show, voice.chain)),
            document=document.id,
            claim=voice.claim,
            characters=(voice.span.start, voice.span.end),
            sha256=document.text_sha256,
            synthetic=document.synthetic,
        )


def _sources(whys: Sequence[Why], notes: Iterable[Footnote]) -> Sources:
    listed = list(notes)
    reports = {note.document: note for note in listed}
    days = sorted(note.published[:10] for note in reports.values() if note.published)
    return Sources(
        propositions=len(whys),
        reports=len(reports),
        outlets=len({note.outlet for note in reports.values()}),
        languages=tuple(sorted({note.language for note in reports.values() if note.language})),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        undated=sum(note.published is None for note in reports.values()),
        unnamed=sum(_rests_on_unnamed(why) for why in whys),
        on_one_origin=sum(
            why.proposition.independent_origins <= 1 and not why.proposition.unknown_origins for why in whys
        ),
        contradicted=sum(bool(why.clashes) for why in whys),
        synthetic=sum(note.synthetic for note in reports.values()),
    )


def _rests_on_unnamed(why: Why) -> bool:
    """Whether no origin of a proposition is somebody named: none has an entity, and none is a publisher."""
    publishers = {document.publisher for document in why.documents.values()}
    return all(origin.entity is None and origin.name not in publishers for origin in why.proposition.origins)
