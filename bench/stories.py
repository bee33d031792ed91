"""Labelled reports cut into pieces, from which reports of other stories are put together: same words, other names and figures.

A piece is a sentence or a few with the claims that stand in them; the stretches of it that a story draws anew (names,
days, figures) are its slots.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple, Protocol

from msgspec.structs import replace

from evaluation.documents import labelled_document
from evaluation.ideal import ideal_reading
from evaluation.labels import LabelledReport
from sumber.analysis.words import cut_sentences
from sumber.model import Claim, EntityRef, EventTime, Mention, Quantity, Span

SlotKind = Literal["name", "day", "figure"]
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_DIGITS: Final = re.compile(r"\d+")
_LEAST_FIGURE: Final = 3


class Slot(NamedTuple):
    """A stretch of a piece that is drawn anew: a name by its entity, a day by its date, a figure by its value."""

    span: Span
    kind: SlotKind
    value: str
    entity: EntityRef | None = None


class Piece(NamedTuple):
    """Sentences with what stands in them; spans count from the piece's own beginning."""

    base: str
    number: int
    text: str
    slots: tuple[Slot, ...]
    mentions: tuple[Mention, ...]
    quantities: tuple[Quantity, ...]
    claims: tuple[Claim, ...]


class Drawing(Protocol):
    """What a story puts into slots."""

    def name(self, entity: EntityRef) -> EntityRef:
        """Who stands for an entity of the labelled report."""
        ...

    def figure(self, value: float) -> int:
        """The figure that stands for a figure."""
        ...

    @property
    def days(self) -> int:
        """By how many days the story lies behind the labelled report."""
        ...


class Put(NamedTuple):
    """A piece put into a story: its text, and what stands in it, counted from the piece's own beginning."""

    piece: Piece
    text: str
    mentions: tuple[Mention, ...]
    quantities: tuple[Quantity, ...]
    claims: tuple[Claim, ...]


def cut_report(report: LabelledReport) -> tuple[Piece, ...]:
    """The pieces of a labelled report: sentences, joined where a claim runs over their border."""
    reading = ideal_reading(report)
    text, start = labelled_document(report).text, 0
    pieces: list[Piece] = []
    inner = [claim.span for claim in reading.claims] + [mention.span for mention in reading.mentions]
    borders = [span.end for span in cut_sentences(text)][:-1]
    free = [at for at in borders if not any(span.start < at < span.end for span in inner)]
    for end in (*free, len(text)):
        span = Span(start, end)
        pieces.append(
            Piece(
                base=report.id,
                number=len(pieces),
                text=span.of(text),
                slots=_slots(report, reading.mentions, reading.quantities, span),
                mentions=tuple(_shift(each, -start) for each in reading.mentions if span.contains(each.span)),
                quantities=tuple(_shift(each, -start) for each in reading.quantities if span.contains(each.span)),
                claims=tuple(_shift(each, -start) for each in reading.claims if span.contains(each.span)),
            )
        )
        start = end
    return tuple(pieces)


def reword_piece(piece: Piece) -> Piece:
    """A piece of which every longer word outside its slots is another: the same letters from the last to the first."""
    taken = [slot.span for slot in piece.slots]

    def turn(match: re.Match[str]) -> str:
        span = Span(*match.span())
        return match[0] if any(span.overlaps(each) for each in taken) else match[0][::-1]

    return piece._replace(text=_WORD.sub(turn, piece.text))


def put_piece(piece: Piece, drawing: Drawing) -> Put:
    """A piece with what a story draws in its slots."""
    text, moves = _fill(piece, drawing)
    mentions = tuple(_move(each, text, moves) for each in piece.mentions)
    return Put(
        piece=piece,
        text=text,
        mentions=tuple(replace(each, entity=drawing.name(each.entity)) if each.entity else each for each in mentions),
        quantities=tuple(_redraw(_move(each, text, moves)) for each in piece.quantities),
        claims=tuple(_tell(_move(each, text, moves), drawing) for each in piece.claims),
    )


def join(puts: Iterable[Put]) -> Iterator[tuple[int, Put]]:
    """Pieces one behind the other, each with the place at which it begins."""
    start = 0
    for put in puts:
        yield start, put
        start += len(put.text)


def place_claims(puts: Sequence[Put], identity: str, publisher: EntityRef) -> tuple[Claim, ...]:
    """The claims of pieces that stand one behind the other in a document of this publisher."""
    return tuple(
        replace(
            _shift(claim, start),
            id=f"{identity}:{put.piece.base}:{put.piece.number}:{number}",
            chain=(*claim.chain[:-1], replace(claim.chain[-1], name=publisher.name, entity=publisher)),
        )
        for start, put in join(puts)
        for number, claim in enumerate(put.claims)
    )


def place_mentions(puts: Sequence[Put]) -> tuple[Mention, ...]:
    """The names of pieces that stand one behind the other."""
    return tuple(_shift(each, start) for start, put in join(puts) for each in put.mentions)


def place_quantities(puts: Sequence[Put]) -> tuple[Quantity, ...]:
    """The numbers of pieces that stand one behind the other."""
    return tuple(_shift(each, start) for start, put in join(puts) for each in put.quantities)


def _slots(
    report: LabelledReport, mentions: Sequence[Mention], quantities: Sequence[Quantity], within: Span
) -> tuple[Slot, ...]:
    """The slots in a stretch, of two that overlap the first."""
    found = [Slot(each.span, "name", each.text, each.entity) for each in mentions if each.entity]
    found += [Slot(Span(*each.span), "day", each.value) for each in report.dates if _DAY.fullmatch(each.value)]
    found += [Slot(each.span, "figure", each.text) for each in quantities if _is_drawn(each)]
    chosen: list[Slot] = []
    for slot in sorted(found, key=lambda slot: slot.span):
        if within.contains(slot.span) and (not chosen or chosen[-1].span.end <= slot.span.start):
            chosen.append(slot)
    return tuple(slot._replace(span=_shifted(slot.span, -within.start)) for slot in chosen)


def _is_drawn(quantity: Quantity) -> bool:
    """Whether a number is written in plain digits, and large enough to be a figure."""
    found = _DIGITS.findall(quantity.text)
    return len(found) == 1 and quantity.best == float(found[0]) >= _LEAST_FIGURE


def _fill(piece: Piece, drawing: Drawing) -> tuple[str, list[tuple[Span, int]]]:
    """The text with its slots filled; and of each slot the old span and how much longer its filling is."""
    parts, moves, at = [], [], 0
    for slot in piece.slots:
        filling = _filling(slot, drawing)
        parts += [piece.text[at : slot.span.start], filling]
        moves.append((slot.span, len(filling) - slot.span.length))
        at = slot.span.end
    return "".join((*parts, piece.text[at:])), moves


def _filling(slot: Slot, drawing: Drawing) -> str:
    if slot.entity is not None:
        return drawing.name(slot.entity).name
    if slot.kind == "day":
        return shift_day(slot.value, drawing.days)
    return _DIGITS.sub(lambda match: str(drawing.figure(float(match[0]))), slot.value)


def shift_day(value: str, days: int) -> str:
    """A day, or each day of an interval, so many days later; what is no whole day stays.

    >>> shift_day("2025-02-09", 30)
    '2025-03-11'
    """
    return _DAY.sub(lambda match: (date.fromisoformat(match[0]) + timedelta(days)).isoformat(), value)


def _moved(span: Span, moves: Sequence[tuple[Span, int]]) -> Span:
    """Where a stretch lies in the filled text; one that begins or ends within a slot takes all of it."""
    start, end = span.start, span.end
    for slot, longer in moves:
        if slot.end <= span.start:
            start, end = start + longer, end + longer
        elif slot.start < span.end:
            start = min(start, start + slot.start - span.start)
            end = max(end, end + slot.end - span.end) + longer
    return Span(start, end)


def _move(item, text: str, moves: Sequence[tuple[Span, int]]):  # type: ignore[no-untyped-def]  # a claim, mention or quantity gives its own kind
    span = _moved(item.span, moves)
    return replace(item, span=span, text=span.of(text))


def _shift(item, by: int):  # type: ignore[no-untyped-def]  # a claim, mention or quantity gives its own kind
    return replace(item, span=_shifted(item.span, by))


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _redraw(quantity: Quantity) -> Quantity:
    """A number with the value that now stands in its words."""
    found = _DIGITS.findall(quantity.text)
    if len(found) != 1 or quantity.best is None or quantity.best < _LEAST_FIGURE:
        return quantity
    grown = float(found[0]) / quantity.best
    low, high = (None if value is None else value * grown for value in (quantity.low, quantity.high))
    return replace(quantity, low=low, best=float(found[0]), high=high)


def _tell(claim: Claim, drawing: Drawing) -> Claim:
    """A claim with the story's names in its chain and event, and the story's day."""
    chain = tuple(
        replace(link, name=(named := drawing.name(link.entity)).name, entity=named) if link.entity else link
        for link in claim.chain
    )
    event = claim.event
    if event is not None:
        place = event.place
        event = replace(
            event,
            actors=tuple(_party(each, drawing) for each in event.actors),
            recipients=tuple(_party(each, drawing) for each in event.recipients),
            place=_party(place, drawing) if place else None,
            time=EventTime(value=shift_day(event.time.value, drawing.days)) if event.time else None,
        )
    return replace(claim, chain=chain, event=event)


def _party(party, drawing: Drawing):  # type: ignore[no-untyped-def]  # a party gives a party
    return replace(party, name=(named := drawing.name(party.entity)).name, entity=named) if party.entity else party
