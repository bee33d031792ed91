"""Outlets that name one another as their source: circles of two and three, each once."""

from __future__ import annotations

import pytest

from sumber.analysis.loops import find_loops
from sumber.analysis.origins import Saying
from tests.analysis.making import link, saying


def _cites(own: str, *others: str) -> Saying:
    """A report of an outlet that has it from a person by way of others, the first of them nearest the person."""
    return saying(f"{own} {others}", own, link("Ana Kolb"), *(link(other, "relay") for other in others))


CASES = {
    "no report": ((), ()),
    "a chain ends": ((_cites("Echo", "Halden Post"), _cites("Halden Post")), ()),
    "two name one another": (
        (_cites("Echo", "Halden Post"), _cites("Halden Post", "Echo")),
        (("Echo", "Halden Post"),),
    ),
    "an outlet names another as the origin": (
        (saying("a", "Echo", link("Halden Post")), _cites("Halden Post", "Echo")),
        (("Echo", "Halden Post"),),
    ),
    "three in a circle": (
        (_cites("Echo", "Halden Post"), _cites("Halden Post", "Kabar Utara"), _cites("Kabar Utara", "Echo")),
        (("Echo", "Halden Post", "Kabar Utara"),),
    ),
    "the other way round": (
        (_cites("Halden Post", "Echo"), _cites("Kabar Utara", "Halden Post"), _cites("Echo", "Kabar Utara")),
        (("Echo", "Kabar Utara", "Halden Post"),),
    ),
    "the third has no report at hand": ((_cites("Echo", "Halden Post"), _cites("Halden Post", "Kabar Utara")), ()),
    "an outlet names itself": ((_cites("Echo", "Echo"),), ()),
    "an outlet with a word of the name in common": (
        (_cites("Halden Post", "Echo"), _cites("Vardal Post", "Halden Post"), _cites("Echo", "Vardal Gazette")),
        (),
    ),
    "a smaller circle stands for the larger one round it": (
        (_cites("A-Radio", "Bravo"), _cites("Bravo", "A-Radio"), _cites("Bravo", "Corvo"), _cites("Corvo", "A-Radio")),
        (("A-Radio", "Bravo"),),
    ),
    "two circles of one outlet": (
        (_cites("Echo", "Bravo", "Corvo"), _cites("Bravo", "Echo"), _cites("Corvo", "Echo")),
        (("Bravo", "Echo"), ("Corvo", "Echo")),
    ),
}


@pytest.mark.parametrize(("sayings", "loops"), CASES.values(), ids=CASES)
def test_circles(sayings: tuple[Saying, ...], loops: tuple[tuple[str, ...], ...]) -> None:
    assert find_loops(sayings) == loops
    assert find_loops(sayings[::-1]) == loops


def test_many_outlets_that_all_name_one_another_are_told_in_time() -> None:
    names = [f"Outlet {chr(97 + at) * 4}rak" for at in range(12)]
    said = [_cites(own, *(other for other in names if other != own)) for own in names]
    loops = find_loops(said)
    assert all(len(circle) == 2 for circle in loops)
