"""A part of a report as it is shown: blocks of runs that the same claims cover, cut where names, dates and links lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from sumber.ledger.views import KeptClaim
from sumber.model import DateValue, Event, Mention, Span
from sumber.reading.blocks import Block, BlockKind
from sumber.workbench.views.hidden_signs import Shown, show_hidden
from sumber.workbench.views.pieces import Mark, Piece, cut_pieces

_LED_TO: Final = frozenset({"origin", "relay", "cue", "place"})


class NumberedClaim(NamedTuple):
    """A claim with its number in the report's reading, from 1."""

    number: int
    kept: KeptClaim


class Bit(NamedTuple):
    """Words that are shown alike: `name` and `date` are what they were found to be.

    `origins`, `relays` and `cues` are the numbers of the claims whose origin or further link they name, or whose words of
    attribution they are; `anchor` is the place that other parts of the page lead to, None where nothing does.
    """

    shown: tuple[Shown, ...]
    name: Mention | None = None
    date: DateValue | None = None
    origins: tuple[int, ...] = ()
    relays: tuple[int, ...] = ()
    cues: tuple[int, ...] = ()
    anchor: int | None = None


class Run(NamedTuple):
    """Bits that the same claims cover, the widest first; `begins` are the claims that are first shown here."""

    claims: tuple[int, ...]
    begins: tuple[NumberedClaim, ...]
    bits: tuple[Bit, ...]


class ShownBlock(NamedTuple):
    """A block of the report."""

    kind: BlockKind
    runs: tuple[Run, ...]

    @property
    def words(self) -> str:
        """The words of the block."""
        return "".join(part.words for run in self.runs for bit in run.bits for part in bit.shown)


class Findings(NamedTuple):
    """What was found in a part of a text."""

    claims: Sequence[NumberedClaim]
    mentions: Sequence[Mention]
    dates: Sequence[DateValue]


def highlight(text: str, within: Span, blocks: Sequence[Block], findings: Findings) -> list[ShownBlock]:
    """The blocks of a part with all that was found in them; white space between blocks is left out."""
    edges = [edge for block in blocks for edge in (block.span.start, block.span.end)]
    pieces = cut_pieces(within, iter_marks(findings), edges)
    by_number = {claim.number: claim for claim in findings.claims}
    told: set[int] = set()
    shown = []
    for block, inside in _iter_blocks(blocks, pieces):
        runs = []
        for numbers, covered in groupby(inside, key=lambda piece: piece.keys("claim")):
            begins = tuple(by_number[number] for number in sorted(set(numbers) - told))
            told.update(numbers)
            runs.append(Run(numbers, begins, tuple(_bit(text, piece, findings) for piece in covered)))
        shown.append(ShownBlock(block.kind, tuple(runs)))
    return shown


def iter_marks(findings: Findings) -> Iterator[Mark]:
    """Everything that is marked: claims, names, dates, and of each claim its links, cues and what its event names."""
    for place, mention in enumerate(findings.mentions):
        yield Mark(mention.span, "name", place)
    for place, date in enumerate(findings.dates):
        yield Mark(date.span, "date", place)
    for number, kept in findings.claims:
        yield Mark(kept.claim.span, "claim", number)
        for place, link in enumerate(kept.claim.chain):
            if link.span:
                yield Mark(link.span, "relay" if place else "origin", number)
            if link.cue:
                yield Mark(link.cue.span, "cue", number)
        yield from (Mark(span, "place", number) for span in event_spans(kept.claim.event))


def event_spans(event: Event | None) -> list[Span]:
    """Where a claim's event names its parties, its place and its quantity."""
    if event is None:
        return []
    named = [*event.actors, *event.recipients, event.place, event.quantity]
    return [each.span for each in named if each is not None and each.span is not None]


def _iter_blocks(blocks: Sequence[Block], pieces: Sequence[Piece]) -> Iterator[tuple[Block, list[Piece]]]:
    """Each block with its pieces; both are in the order of the text."""
    at = 0
    for block in blocks:
        while at < len(pieces) and pieces[at].span.start < block.span.start:
            at += 1
        first = at
        while at < len(pieces) and pieces[at].span.end <= block.span.end:
            at += 1
        yield block, list(pieces[first:at])


def _bit(text: str, piece: Piece, findings: Findings) -> Bit:
    name, date = piece.find("name"), piece.find("date")
    leads = any(mark.span.start == piece.span.start for mark in piece.marks if mark.layer in _LED_TO)
    return Bit(
        shown=tuple(show_hidden(piece.span.of(text))),
        name=findings.mentions[name.key] if name else None,
        date=findings.dates[date.key] if date else None,
        origins=tuple(sorted(set(piece.keys("origin")))),
        relays=tuple(sorted(set(piece.keys("relay")))),
        cues=tuple(sorted(set(piece.keys("cue")))),
        anchor=piece.span.start if leads else None,
    )
