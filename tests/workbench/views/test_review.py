"""Whose turn it is in a review."""

from __future__ import annotations

import pytest

from sumber.workbench.views.review import Item, Turn, choose_turn

ITEMS = [Item("a", True), Item("b", False), Item("c", True), Item("d", False)]
TURNS = [
    (ITEMS, "", "", Turn("b", 2, 4)),
    (ITEMS, "a", "", Turn("b", 2, 4)),
    (ITEMS, "b", "", Turn("d", 2, 4)),
    (ITEMS, "c", "", Turn("d", 2, 4)),
    (ITEMS, "d", "", Turn("b", 2, 4)),
    (ITEMS, "nobody", "", Turn("b", 2, 4)),
    (ITEMS, "b", "c", Turn("c", 2, 4)),
    (ITEMS, "b", "nobody", Turn("d", 2, 4)),
    (ITEMS[:2], "b", "", Turn("b", 1, 2)),
    (ITEMS[:1], "", "", Turn(None, 0, 1)),
    ([], "a", "a", Turn(None, 0, 0)),
]


@pytest.mark.parametrize(("items", "behind", "at", "turn"), TURNS)
def test_the_turn_goes_on_from_where_one_was(items: list[Item], behind: str, at: str, turn: Turn) -> None:
    assert choose_turn(items, behind, at) == turn
