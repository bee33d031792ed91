"""Where the nodes and lines of a layered drawing go: columns from left to right, none upon another, always the same.

Every line leads to a column further right; only a line that closes a circle leads back, and is marked as such. A line
that passes columns by has a place of its own in each of them, so that it runs beside their nodes and not behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

WIDTH: Final = 190.0
HEIGHT: Final = 32.0
ACROSS: Final = 92.0
"""Between two columns."""
_DOWN: Final = 9.0
_PASSING: Final = 8.0
_CAPTION: Final = 17.0
_INSET: Final = 7.0
_HEAD: Final = 34.0
_EDGE: Final = 12.0
_SWEEPS: Final = 6
_PORT_BACK: Final = 0.78
_PORT_SHIFT: Final = 5.0


class Spot(NamedTuple):
    """A node to be placed: which group it is enclosed with, on which side it stands, whether it may close the drawing."""

    group: int | None = None
    is_against: bool = False
    is_last: bool = False


class Tie(NamedTuple):
    """A line to be drawn from one node to another, by their places in the list; and for which side."""

    start: int
    end: int
    is_against: bool = False


class Box(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.y + self.height / 2


class Line(NamedTuple):
    """A line as an SVG path, from the giver to the taker; where it closes a circle it leads back."""

    tie: Tie
    path: str
    is_circle: bool
    is_back: bool
    label_x: float
    label_y: float


class Enclosure(NamedTuple):
    """A frame around nodes of one group that stand together."""

    group: int
    box: Box


class Layout(NamedTuple):
    """Boxes in the order of the nodes, lines, frames, the left edges of the columns, and how large it all is."""

    boxes: tuple[Box, ...]
    columns: tuple[int, ...]
    lines: tuple[Line, ...]
    enclosures: tuple[Enclosure, ...]
    column_edges: tuple[float, ...]
    width: float
    height: float


def lay_out(spots: Sequence[Spot], ties: Iterable[Tie]) -> Layout:
    """Place nodes and lines; a line from a node to itself is left out."""
    kept = sorted({tie for tie in ties if tie.start != tie.end})
    back = _find_back(len(spots), kept)
    forth = [tie._replace(start=tie.end, end=tie.start) if tie in back else tie for tie in kept]
    columns = _find_columns(spots, forth)
    grid = _Grid(spots, columns, forth)
    grid.order()
    grid.place()
    circles = _find_circles(len(spots), kept)
    boxes = tuple(grid.box(grid.node(at)) for at in range(len(spots)))
    lines = tuple(
        _draw(grid, tie, flat, is_back=tie in back, is_circle=(tie.start, tie.end) in circles)
        for tie, flat in zip(kept, forth, strict=True)
    )
    number = max(columns, default=0) + 1
    return Layout(
        boxes=boxes,
        columns=tuple(columns),
        lines=lines,
        enclosures=grid.enclosures(),
        column_edges=tuple(_left(column) for column in range(number)),
        width=_left(number - 1) + WIDTH + _EDGE,
        height=max((box.y + box.height for box in boxes), default=_HEAD) + _EDGE + _INSET,
    )


def _left(column: int) -> float:
    return _EDGE + column * (WIDTH + ACROSS)


def _takers(number: int, ties: Iterable[Tie]) -> list[list[int]]:
    following: list[list[int]] = [[] for _ in range(number)]
    for tie in ties:
        if tie.end not in following[tie.start]:
            following[tie.start].append(tie.end)
    return following


def _find_back(number: int, ties: Sequence[Tie]) -> set[Tie]:
    """The lines that lead back to a node on the way to them: without them there is no circle."""
    following = _takers(number, ties)
    taken = {tie.end for tie in ties}
    state = [0] * number  # 0 unseen, 1 on the way, 2 done
    back: set[tuple[int, int]] = set()
    for first in sorted(range(number), key=lambda at: (at in taken, at)):
        if state[first]:
            continue
        state[first] = 1
        way = [(first, iter(following[first]))]
        while way:
            at, rest = way[-1]
            for taker in rest:
                if state[taker] == 1:
                    back.add((at, taker))
                elif not state[taker]:
                    state[taker] = 1
                    way.append((taker, iter(following[taker])))
                    break
            else:
                state[at] = 2
                way.pop()
    return {tie for tie in ties if (tie.start, tie.end) in back}


def _find_circles(number: int, ties: Sequence[Tie]) -> set[tuple[int, int]]:
    """The two ends of every line from whose end one comes back to its start."""
    following = _takers(number, ties)
    return {(tie.start, tie.end) for tie in ties if tie.start in _reach(tie.end, following)}


def _reach(start: int, following: Sequence[Sequence[int]]) -> set[int]:
    seen, left = {start}, [start]
    while left:
        for taker in following[left.pop()]:
            if taker not in seen:
                seen.add(taker)
                left.append(taker)
    return seen


def _find_columns(spots: Sequence[Spot], ties: Sequence[Tie]) -> list[int]:
    """The longest way that leads to each node; a last one that none takes from stands in the last column."""
    columns = [0] * len(spots)
    following = _takers(len(spots), ties)
    waiting = [0] * len(spots)
    for takers in following:
        for taker in takers:
            waiting[taker] += 1
    ready = [at for at, number in enumerate(waiting) if not number]
    while ready:
        at = ready.pop()
        for taker in following[at]:
            columns[taker] = max(columns[taker], columns[at] + 1)
            waiting[taker] -= 1
            if not waiting[taker]:
                ready.append(taker)
    last = max(columns, default=0)
    return [
        last if spot.is_last and not takers else column
        for spot, takers, column in zip(spots, following, columns, strict=True)
    ]


class _Place(NamedTuple):
    """Where a node stands, or (`is_node` False) where the lines of a node and side pass a column by."""

    column: int
    node: int
    is_node: bool = True
    is_against: bool = False


class _Block(NamedTuple):
    """What is kept together in a column: the nodes of a group, one node, or one place that lines pass by."""

    places: tuple[_Place, ...]
    group: int | None
    is_against: bool

    @property
    def is_enclosed(self) -> bool:
        return len(self.places) > 1

    @property
    def height(self) -> float:
        inner = sum(_height(place) for place in self.places) + _DOWN * (len(self.places) - 1)
        return inner + (_CAPTION + 2 * _INSET if self.is_enclosed else 0.0)


def _height(place: _Place) -> float:
    return HEIGHT if place.is_node else _PASSING


class _Grid:
    """Columns of blocks, ordered so that lines cross little, and placed near what they are tied to."""

    def __init__(self, spots: Sequence[Spot], columns: Sequence[int], ties: Sequence[Tie]) -> None:
        self._tops: dict[_Place, float] = {}
        self._columns = columns
        self._near: dict[_Place, list[_Place]] = {}
        passing: dict[_Place, bool] = {}
        for tie in ties:
            way = self.way(tie)
            for place in way[1:-1]:
                passing[place] = tie.is_against
            for one, other in pairwise(way):
                self._near.setdefault(one, []).append(other)
                self._near.setdefault(other, []).append(one)
        self._blocks: list[list[_Block]] = []
        for column in range(max(columns, default=0) + 1):
            groups: dict[object, list[int]] = {}
            for at, spot in enumerate(spots):
                if columns[at] == column:
                    key = (spot.group, spot.is_against) if spot.group is not None else ("alone", at)
                    groups.setdefault(key, []).append(at)
            blocks = [
                _Block(tuple(map(self.node, some)), spots[some[0]].group, spots[some[0]].is_against)
                for some in groups.values()
            ]
            blocks += [
                _Block((place,), None, is_against) for place, is_against in passing.items() if place.column == column
            ]
            self._blocks.append(sorted(blocks, key=lambda block: block.is_against))

    def way(self, tie: Tie) -> list[_Place]:
        """The places of a line from left to right."""
        between = range(self._columns[tie.start] + 1, self._columns[tie.end])
        passed = [_Place(column, tie.start, is_node=False, is_against=tie.is_against) for column in between]
        return [self.node(tie.start), *passed, self.node(tie.end)]

    def node(self, at: int) -> _Place:
        """The place of a node."""
        return _Place(self._columns[at], at)

    def order(self) -> None:
        """Order each column by where what it is tied to stands, to and fro."""
        for sweep in range(_SWEEPS):
            ranks = {
                place: float(at)
                for blocks in self._blocks
                for at, place in enumerate(place for block in blocks for place in block.places)
            }
            order = range(len(self._blocks)) if sweep % 2 == 0 else range(len(self._blocks) - 1, -1, -1)
            for column in order:
                self._blocks[column] = self._ordered(self._blocks[column], ranks)
                places = (place for block in self._blocks[column] for place in block.places)
                ranks |= {place: float(at) for at, place in enumerate(places)}

    def _ordered(self, blocks: Sequence[_Block], ranks: dict[_Place, float]) -> list[_Block]:
        def rank(places: Sequence[_Place]) -> float:
            near = [ranks[other] for place in places for other in self._near.get(place, ())]
            return sum(near) / len(near) if near else sum(ranks[place] for place in places) / len(places)

        inner = [
            block._replace(places=tuple(sorted(block.places, key=lambda place: rank((place,))))) for block in blocks
        ]
        return sorted(inner, key=lambda block: (block.is_against, rank(block.places)))

    def place(self) -> None:
        """Give every place its height: first one below the other, then towards what it is tied to."""
        for blocks in self._blocks:
            self._stack(blocks, [0.0] * len(blocks))
        for _ in range(_SWEEPS):
            for blocks in self._blocks:
                wanted = [self._wanted(block) for block in blocks]
                self._stack(blocks, wanted)
        first = min((self._top(block) for blocks in self._blocks for block in blocks), default=0.0)
        self._tops = {place: top - first + _HEAD for place, top in self._tops.items()}

    def _wanted(self, block: _Block) -> float:
        """The top that would bring a block level with what it is tied to."""
        shifts = [
            self._middle(other) - self._middle(place) for place in block.places for other in self._near.get(place, ())
        ]
        return self._top(block) + (sum(shifts) / len(shifts) if shifts else 0.0)

    def _top(self, block: _Block) -> float:
        return self._tops[block.places[0]] - (_CAPTION + _INSET if block.is_enclosed else 0.0)

    def _middle(self, place: _Place) -> float:
        return self._tops[place] + _height(place) / 2

    def _stack(self, blocks: Sequence[_Block], wanted: Sequence[float]) -> None:
        """Blocks one below the other, each at the height wanted where that is free; all moved so that they are off evenly."""
        tops: list[float] = []
        least = float("-inf")
        for block, top in zip(blocks, wanted, strict=True):
            tops.append(max(top, least))
            least = tops[-1] + block.height + _DOWN
        off = sum(top - want for top, want in zip(tops, wanted, strict=True)) / max(1, len(tops))
        for block, top in zip(blocks, tops, strict=True):
            at = top - off + (_CAPTION + _INSET if block.is_enclosed else 0.0)
            for place in block.places:
                self._tops[place] = at
                at += _height(place) + _DOWN

    def box(self, place: _Place) -> Box:
        """Where a place is."""
        return Box(_left(place.column), round(self._tops[place], 1), WIDTH, _height(place))

    def enclosures(self) -> tuple[Enclosure, ...]:
        """The frames around the groups that stand together."""
        found = []
        for column, blocks in enumerate(self._blocks):
            for block in blocks:
                if block.is_enclosed and block.group is not None:
                    box = Box(
                        _left(column) - _INSET,
                        round(self._top(block), 1),
                        WIDTH + 2 * _INSET,
                        round(block.height, 1),
                    )
                    found.append(Enclosure(block.group, box))
        return tuple(found)


def _draw(grid: _Grid, tie: Tie, flat: Tie, *, is_back: bool, is_circle: bool) -> Line:
    """A line along its way; one that leads back is drawn from the taker's right to the giver's left."""
    boxes = [grid.box(place) for place in grid.way(flat)]
    shift = (_PORT_SHIFT if tie.is_against else 0.0) + (HEIGHT * (_PORT_BACK - 0.5) if is_back else 0.0)
    x, y = boxes[0].x + boxes[0].width, boxes[0].middle + shift
    steps = [(x, y)]
    path = ""
    for at, box in enumerate(boxes[1:], 1):
        end_y = box.middle + (shift if at == len(boxes) - 1 else 0.0)
        half = (box.x - x) / 2
        steps += [(x + half, y), (box.x - half, end_y), (box.x, end_y)]
        x, y = box.x, end_y
        if at < len(boxes) - 1:
            x = box.x + box.width
            steps += [(box.x, end_y), (x, y), (x, y)]
    if is_back:
        steps.reverse()
    path = f"M{_spell(steps[0])}" + "".join(
        f"C{_spell(steps[at])} {_spell(steps[at + 1])} {_spell(steps[at + 2])}" for at in range(1, len(steps), 3)
    )
    label_x, label_y = boxes[0].x + boxes[0].width + ACROSS / 2, (steps[0][1] + steps[3][1]) / 2
    return Line(tie, path, is_circle, is_back, round(label_x, 1), round(label_y, 1))


def _spell(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
