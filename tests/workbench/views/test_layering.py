"""Where the drawing of sources puts its nodes and lines."""

from __future__ import annotations

import re
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.workbench.views.layering import HEIGHT, WIDTH, Box, Spot, Tie, lay_out

MOST = 14


@st.composite
def drawings(draw: st.DrawFn) -> tuple[list[Spot], list[Tie]]:
    """Some nodes with any lines between them, circles among them."""
    number = draw(st.integers(0, MOST))
    spots = [Spot(draw(st.none() | st.integers(0, 3)), draw(st.booleans()), draw(st.booleans())) for _ in range(number)]
    ends = st.integers(0, max(0, number - 1))
    ties = draw(st.lists(st.builds(Tie, ends, ends, st.booleans()), max_size=30)) if number else []
    return spots, ties


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


@settings(deadline=None)
@given(drawings())
def test_nothing_lies_upon_anything_else_and_all_lies_inside(drawing: tuple[list[Spot], list[Tie]]) -> None:
    layout = lay_out(*drawing)
    for one, other in combinations(layout.boxes, 2):
        assert not _overlap(one, other)
    for one, other in combinations([each.box for each in layout.enclosures], 2):
        assert not _overlap(one, other)
    for box in (*layout.boxes, *(each.box for each in layout.enclosures)):
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= layout.width
        assert box.y + box.height <= layout.height


@settings(deadline=None)
@given(drawings())
def test_a_frame_holds_its_own_group_and_nobody_else(drawing: tuple[list[Spot], list[Tie]]) -> None:
    spots, _ = drawing
    layout = lay_out(*drawing)
    for frame in layout.enclosures:
        inside = [at for at, box in enumerate(layout.boxes) if _overlap(frame.box, box)]
        assert len(inside) > 1
        assert {spots[at].group for at in inside} == {frame.group}
        assert len({spots[at].is_against for at in inside}) == 1


@settings(deadline=None)
@given(drawings())
def test_lines_lead_forward_and_only_circles_lead_back(drawing: tuple[list[Spot], list[Tie]]) -> None:
    spots, ties = drawing
    layout = lay_out(spots, ties)
    assert {line.tie for line in layout.lines} == {tie for tie in ties if tie.start != tie.end}
    for line in layout.lines:
        start, end = layout.columns[line.tie.start], layout.columns[line.tie.end]
        assert start > end if line.is_back else start < end
        assert line.is_circle or not line.is_back
        assert re.fullmatch(r"M[-\d.]+,[-\d.]+(C[-\d.]+,[-\d.]+ [-\d.]+,[-\d.]+ [-\d.]+,[-\d.]+)+", line.path)


@settings(deadline=None)
@given(drawings(), st.randoms())
def test_the_same_sources_are_drawn_the_same(drawing: tuple[list[Spot], list[Tie]], random: Random) -> None:
    spots, ties = drawing
    shuffled = list(ties)
    random.shuffle(shuffled)
    assert lay_out(spots, shuffled) == lay_out(spots, ties)


@settings(deadline=None)
@given(drawings())
def test_on_each_side_those_against_stand_below(drawing: tuple[list[Spot], list[Tie]]) -> None:
    spots, _ = drawing
    layout = lay_out(*drawing)
    for one, other in combinations(range(len(spots)), 2):
        if layout.columns[one] == layout.columns[other] and spots[one].is_against != spots[other].is_against:
            low, high = (one, other) if spots[other].is_against else (other, one)
            assert layout.boxes[low].y < layout.boxes[high].y


def test_two_outlets_that_have_it_from_one_another_are_a_circle() -> None:
    layout = lay_out([Spot(), Spot(is_last=True), Spot(is_last=True)], [Tie(0, 1), Tie(1, 2), Tie(2, 1)])
    assert {(line.tie.start, line.tie.end): (line.is_circle, line.is_back) for line in layout.lines} == {
        (0, 1): (False, False),
        (1, 2): (True, False),
        (2, 1): (True, True),
    }


def test_a_line_past_a_column_keeps_off_its_nodes() -> None:
    layout = lay_out([Spot(), Spot(), Spot(is_last=True)], [Tie(0, 1), Tie(1, 2), Tie(0, 2)])
    (past,) = [line for line in layout.lines if line.tie == Tie(0, 2)]
    middle = layout.boxes[1]
    heights = {float(point.split(",")[1]) for point in re.findall(r"[-\d.]+,[-\d.]+", past.path)[3:5]}
    assert all(not middle.y <= height <= middle.y + HEIGHT for height in heights)
    assert (middle.width, middle.height) == (WIDTH, HEIGHT)


def test_nothing_is_drawn_of_nothing() -> None:
    assert lay_out([], []).boxes == ()
