"""A dossier as its page shows it: rows with their bars, a drawn network, and tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from sumber.dossier.gathering import Dossier
from sumber.dossier.matters import Matter, Named
from sumber.dossier.network import Edge, draw_network
from sumber.dossier.register import Row, make_register
from sumber.dossier.reliance import Reliance, relied_upon, relying
from sumber.dossier.sections import divide, in_order
from sumber.dossier.stages import Stage, find_stages
from sumber.dossier.timeline import Bar, Timeline, draw_timeline
from sumber.model import Link

ROW_HEIGHT: Final = 34
WIDTH: Final = 760
BOX_WIDTH: Final = 230
MOST_SIDE: Final = 14
MOST_ORIGINS: Final = 3
_MOST_YEARS: Final = 6


class TimedRow(NamedTuple):
    """A matter with its bar on the common scale (None: no date), and who says it."""

    matter: Matter
    bar: Bar | None
    origins: tuple[Link, ...]
    more_origins: int


class SectionRows(NamedTuple):
    """A section with its rows."""

    name: str
    rows: tuple[TimedRow, ...]


class Tick(NamedTuple):
    """A year's beginning on the scale, as a share of its whole."""

    year: int
    at: float


class Box(NamedTuple):
    """A party of the network where it is drawn: the middle of its left side, and its names."""

    party: Named
    x: int
    y: int


class Line(NamedTuple):
    """An edge where it is drawn, and how thick."""

    edge: Edge
    x1: int
    y1: int
    x2: int
    y2: int
    width: float


class Drawing(NamedTuple):
    """The network drawn: actors at the left, recipients at the right; `left_out` edges have no room and stand in the table."""

    height: int
    actors: tuple[Box, ...]
    recipients: tuple[Box, ...]
    lines: tuple[Line, ...]
    left_out: int


class DossierView(NamedTuple):
    """All that the page shows."""

    dossier: Dossier
    documents: int
    is_synthetic: bool
    timeline: Timeline | None
    ticks: tuple[Tick, ...]
    sections: tuple[SectionRows, ...]
    register: tuple[Row, ...]
    edges: tuple[Edge, ...]
    drawing: Drawing | None
    stages: tuple[Stage, ...]
    relies_on: tuple[Reliance, ...]
    relied_on_by: tuple[Reliance, ...]


def view_dossier(dossier: Dossier) -> DossierView:
    """What the page shows of a dossier; an outlet's has whom it relies on instead of who does what to whom."""
    is_outlet = dossier.kind == "outlet"
    matters = () if is_outlet else dossier.matters
    timeline = draw_timeline(in_order(matters))
    bars = {bar.matter.id: bar for bar in timeline.bars} if timeline else {}
    edges = draw_network(matters)
    ids = frozenset(one for subject in dossier.subjects for one in (*subject.ids, subject.name.casefold()))
    return DossierView(
        dossier=dossier,
        documents=len({kept.document.id for kept in dossier.claims}),
        is_synthetic=any(kept.document.synthetic for kept in dossier.claims),
        timeline=timeline,
        ticks=find_ticks(timeline) if timeline else (),
        sections=tuple(
            SectionRows(section.name, tuple(_row(matter, bars.get(matter.id)) for matter in section.matters))
            for section in divide(matters)
        ),
        register=make_register(matters),
        edges=edges,
        drawing=lay_out(edges) if edges else None,
        stages=find_stages(matters) if dossier.kind == "weapon" else (),
        relies_on=relied_upon(dossier.claims, ids) if is_outlet else (),
        relied_on_by=relying(dossier.claims, ids) if is_outlet else (),
    )


def _row(matter: Matter, bar: Bar | None) -> TimedRow:
    firsts = {kept.claim.chain[0].name: kept.claim.chain[0] for kept in matter.claims if kept.claim.chain}
    origins = tuple(firsts.values())
    return TimedRow(matter, bar, origins[:MOST_ORIGINS], max(0, len(origins) - MOST_ORIGINS))


def find_ticks(timeline: Timeline) -> tuple[Tick, ...]:
    """The beginnings of years on the scale, at most six of them, evenly chosen."""
    first, last = date.fromisoformat(timeline.first), date.fromisoformat(timeline.last)
    length = last.toordinal() - first.toordinal() + 1
    years = [year for year in range(first.year, last.year + 1) if date(year, 1, 1) >= first]
    step = max(1, -(-len(years) // _MOST_YEARS))
    return tuple(Tick(year, (date(year, 1, 1).toordinal() - first.toordinal()) / length) for year in years[::step])


def lay_out(edges: Iterable[Edge]) -> Drawing:
    """Edges between two columns, those with most matters first; a party that acts and receives stands in both."""
    listed = list(edges)
    actors = _rank(edge.actor for edge in listed)
    recipients = _rank(edge.recipient for edge in listed)
    left = {party: Box(party, 0, _middle(place)) for place, party in enumerate(actors)}
    right = {party: Box(party, WIDTH - BOX_WIDTH, _middle(place)) for place, party in enumerate(recipients)}
    drawn = [edge for edge in listed if edge.actor in left and edge.recipient in right]
    most = max((len(edge.matters) for edge in drawn), default=1)
    lines = tuple(
        Line(
            edge,
            BOX_WIDTH,
            left[edge.actor].y,
            WIDTH - BOX_WIDTH,
            right[edge.recipient].y,
            round(1.5 + 5 * len(edge.matters) / most, 1),
        )
        for edge in drawn
    )
    height = ROW_HEIGHT * max(len(left), len(right))
    return Drawing(height, tuple(left.values()), tuple(right.values()), lines, len(listed) - len(drawn))


def _rank(parties: Iterable[Named]) -> tuple[Named, ...]:
    """The first parties, each once: edges come with the most matters first."""
    return tuple(dict.fromkeys(parties))[:MOST_SIDE]


def _middle(place: int) -> int:
    return place * ROW_HEIGHT + ROW_HEIGHT // 2
