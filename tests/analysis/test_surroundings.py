"""What stands around two claims: what a denial answers, how far apart they are, which figures are left over."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sumber.analysis.pairing import Likeness
from sumber.analysis.profiles import ClaimProfile
from sumber.analysis.relate import ITSELF
from sumber.analysis.surroundings import Around, Surroundings
from tests.analysis.making import claim, number, vector

STRIKE, PORT, TALKS = (vector(*each) for each in ((100,), (0, 100), (0, 0, 100)))
SAID, OTHER = claim("Drones struck the depot", vector=STRIKE), claim("The port stayed open", vector=PORT)
LIE = claim("a lie", stance="denies", negated=True, vector=TALKS)
FAR = claim("Talks go on", vector=TALKS)


def _within(*claims: ClaimProfile) -> Around:
    alike = Likeness(claims, claims)
    for matrix in alike.matrices:
        np.fill_diagonal(matrix, ITSELF)
    return Around(claims, claims, alike, within=True)


def _between(ones: list[ClaimProfile], others: list[ClaimProfile]) -> Around:
    return Around(ones, others, Likeness(ones, others), within=False)


def test_a_denial_answers_what_stands_before_it() -> None:
    around = _within(OTHER, SAID, LIE)
    before, further = around.look(1, 2), around.look(0, 2)
    assert (before.is_antecedent, further.is_antecedent) == (1.0, 0.5)
    assert (before.antecedent_matter, before.antecedent_nearest) == (1.0, 1.0)
    assert (before.bare_is_antecedent, before.bare_antecedent_matter) == (1.0, 1.0)
    assert around.look(0, 1) == Surroundings(
        closeness=1.0,
        neighbours=1.0,
        shorter_length=math.log(len(OTHER.text)),
        denial_length=math.log(200),
    )


def test_a_denial_answers_the_same_thing_elsewhere() -> None:
    """The words of the denial are like neither claim; what it follows is like one of them."""
    elsewhere = [OTHER, SAID, FAR]
    around = _between([SAID, LIE], elsewhere)
    told = [around.look(1, at) for at in range(3)]
    assert [each.antecedent_matter for each in told] == [0.0, 1.0, 0.0]
    assert [each.antecedent_strict for each in told] == [0.0, 1.0, 0.0]
    assert [each.antecedent_nearest for each in told] == [0.0, 1.0, 0.0]
    assert {each.is_antecedent for each in told} == {0.0}


def test_what_a_denial_follows_is_looked_at() -> None:
    assert (1, 1) in _between([SAID, LIE], [OTHER, SAID, FAR]).places()
    assert (1, 1) in _between([OTHER, SAID, FAR], [SAID, LIE]).places()
    assert {(2, 0), (2, 1)} <= _within(OTHER, SAID, LIE).places()
    assert not _between([SAID, OTHER], [SAID, FAR]).places()
    assert not _between([SAID, LIE], [LIE]).places(), "two denials do not answer each other"


@pytest.mark.parametrize(
    ("order", "follows", "at_once"),
    [((SAID, LIE), 1.0, 1.0), ((LIE, SAID), -1.0, 0.0), ((SAID, OTHER, LIE), 1.0, 0.0), ((SAID, OTHER), 0.0, 0.0)],
)
def test_the_order_of_denial_and_denied(order: tuple[ClaimProfile, ...], follows: float, at_once: float) -> None:
    told = _within(*order).look(0, len(order) - 1)
    assert (told.denial_follows, told.denial_follows_at_once) == (follows, at_once)


@pytest.mark.parametrize(
    ("ones", "others", "left"),
    [
        ((54, 141), (45, 141), 1.0),
        ((54,), (54,), 0.0),
        ((54, 141), (54,), 0.0),
        ((54,), (), 0.0),
        ((54,), (45,), 1.0),
    ],
)
def test_figures_left_over(ones: tuple[int, ...], others: tuple[int, ...], left: float) -> None:
    one, other = (claim(numbers=tuple(map(number, each)), vector=STRIKE) for each in (ones, others))
    for a, b in ((one, other), (other, one)):
        told = _between([a], [b]).look(0, 0)
        assert told.figures_left == left
        assert told.figures_left_matter == pytest.approx(left)


BARE_CASES: list[tuple[dict[str, Any], float]] = [
    ({"text": "a lie", "stance": "denies"}, 1.0),
    ({"text": "Drones were never sent over the river", "stance": "denies"}, 0.0),
    ({"text": "a lie"}, 0.0),
    ({"text": "否定し", "stance": "denies"}, 1.0),
    ({"text": "同日に軍用機は一機も飛んでいない", "stance": "denies"}, 0.0),
]


@pytest.mark.parametrize(("told", "bare"), BARE_CASES)
def test_a_denial_without_words_of_its_own(told: dict[str, Any], bare: float) -> None:
    assert _between([SAID], [claim(**told)]).look(0, 0).bare_denial == bare


def test_either_order_tells_the_same() -> None:
    ones, others = [SAID, LIE, FAR], [OTHER, SAID, claim("baseless", stance="doubts", vector=PORT)]
    forth, back = _between(ones, others), _between(others, ones)
    for i in range(3):
        for j in range(3):
            assert forth.look(i, j) == pytest.approx(back.look(j, i))
    assert forth.places() == {(i, j) for j, i in back.places()}
