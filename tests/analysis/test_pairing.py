"""What two claims share and where they differ."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.analysis.pairing import (
    VECTOR_NUMBERS,
    Comparison,
    all_names,
    compare_claims,
    compare_days,
    compare_numbers,
    compare_parties,
    likeness,
    share_names,
)
from sumber.analysis.profiles import ClaimProfile, NameProfile, NumberProfile
from tests.analysis.making import claim, link, name, number, state, vector

INFINITE = float("inf")
RUSSIA, UKRAINE, KOLB, POST = (
    state("Russia", "Q159"),
    state("Ukraine", "Q212"),
    name("Ana Kolbert"),
    name("Post", weight="outlet"),
)
ANA, IVO = link("Ana Kolbert"), link("Ivo Merrin")


@pytest.mark.parametrize(
    ("ones", "others", "told"),
    [
        ((), (number(10),), (0, 0, 0, 0)),
        ((number(10),), (number(10),), (1, 0, 0, 0)),
        ((number(10), number(3)), (number(5), number(3)), (1, 0, 0, 0)),
        ((number(37, INFINITE),), (number(52),), (0, 1, 0, 0)),
        ((number(40, 50),), (number(45),), (0, 1, 0, 0)),
        ((number(10),), (number(200),), (0, 0, 1, 1)),
        ((number(10),), (number(10_000),), (0, 0, 1, 1)),
        ((number(0),), (number(5),), (0, 0, 1, 1)),
        ((number(-INFINITE, 5),), (number(8),), (0, 0, 1, 0.157)),
    ],
)
def test_numbers(
    ones: tuple[NumberProfile, ...], others: tuple[NumberProfile, ...], told: tuple[float, float, float, float]
) -> None:
    assert compare_numbers(ones, others) == pytest.approx(told, abs=0.001)
    assert compare_numbers(others, ones) == compare_numbers(ones, others)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (None, "2025-02-09", (0, 0)),
        ("2025-02-09", "2025-02-09", (1, 0)),
        ("2025-02", "2025-02-09", (1, 0)),
        ("2025-02-09", "2025-02-10", (0, 1)),
    ],
)
def test_days(one: str | None, other: str | None, told: tuple[float, float]) -> None:
    assert compare_days(claim(day=one), claim(day=other)) == told
    assert compare_days(claim(day=other), claim(day=one)) == told


@pytest.mark.parametrize(
    ("ones", "others", "told"),
    [
        ((), (RUSSIA,), (0, 0)),
        ((RUSSIA,), (RUSSIA, UKRAINE), (1, 0)),
        ((RUSSIA,), (UKRAINE,), (0, 1)),
        ((name("Ана Кольберт"),), (KOLB,), (1, 0)),
    ],
)
def test_parties(ones: tuple[NameProfile, ...], others: tuple[NameProfile, ...], told: tuple[float, float]) -> None:
    assert compare_parties(ones, others) == compare_parties(others, ones) == told


@pytest.mark.parametrize(
    ("ones", "others", "share", "count"),
    [
        ((), (), 0, 0),
        ((KOLB,), (KOLB,), 1, 1),
        ((RUSSIA,), (RUSSIA,), 1, 0),
        ((KOLB, RUSSIA), (KOLB,), 2 / 3, 1),
        ((KOLB, POST), (RUSSIA, POST), 0.3 / 1.8, 0),
        ((KOLB,), (RUSSIA,), 0, 0),
    ],
)
def test_shared_names(ones: tuple[NameProfile, ...], others: tuple[NameProfile, ...], share: float, count: int) -> None:
    assert share_names(ones, others) == pytest.approx((share, count))
    assert share_names(others, ones) == pytest.approx((share, count))


def test_all_names_of_a_claim_each_once() -> None:
    made = claim(names=(RUSSIA, KOLB), actors=(RUSSIA,), recipients=(UKRAINE,), place=name("Ana Kolbert"))
    assert all_names(made) == (RUSSIA, KOLB, UKRAINE)


YES_OR_NO: list[tuple[str, dict[str, Any], dict[str, Any], tuple[Any, ...], tuple[Any, ...]]] = [
    ("one_denies", {"stance": "denies"}, {}, (), ()),
    ("denied_is_said", {"stance": "denies"}, {"stance": "alleges"}, (), ()),
    ("one_negated", {"negated": True}, {}, (), ()),
    ("both_negated", {"negated": True}, {"negated": True}, (), ()),
    ("one_doubts", {"stance": "doubts"}, {}, (), ()),
    ("one_ahead", {"stance": "promises"}, {}, (), ()),
    ("one_hedged", {"hedged": True}, {}, (), ()),
    ("both_direct", {"mode": "direct"}, {"mode": "direct"}, (ANA,), (ANA,)),
    ("same_origin", {}, {}, (ANA,), (ANA,)),
    ("origins_differ", {}, {}, (ANA,), (IVO,)),
    ("same_type", {"event": "aid"}, {"event": "aid"}, (), ()),
    ("both_typed", {"event": "aid"}, {"event": "test"}, (), ()),
    ("both_lead", {"is_lead": True}, {"is_lead": True}, (), ()),
    ("one_has_numbers", {"numbers": (number(3),)}, {}, (), ()),
    ("place_agrees", {"place": KOLB}, {"place": KOLB}, (), ()),
    ("recipients_differ", {"recipients": (RUSSIA,)}, {"recipients": (UKRAINE,)}, (), ()),
]


@pytest.mark.parametrize(
    ("field", "told", "other_told", "links", "other_links"), YES_OR_NO, ids=[each[0] for each in YES_OR_NO]
)
def test_yes_or_no(
    field: str, told: dict[str, Any], other_told: dict[str, Any], links: tuple[Any, ...], other_links: tuple[Any, ...]
) -> None:
    plain, one, other = (
        claim("Two ships"),
        claim("Two ships", *links, **told),
        claim("Two ships", *other_links, **other_told),
    )
    assert _compare(plain, plain)._asdict()[field] == 0.0
    assert _compare(one, other)._asdict()[field] == _compare(other, one)._asdict()[field] == 1.0


@pytest.mark.parametrize("field", ["same_type", "both_typed"])
def test_other_is_no_type(field: str) -> None:
    assert _compare(claim(event="other"), claim(event="other"))._asdict()[field] == 0.0


def test_who_prints_a_claim_of_its_own_is_no_origin_to_compare() -> None:
    found = _compare(claim(), claim())
    assert (found.same_origin, found.origins_differ) == (0.0, 0.0)


@pytest.mark.parametrize(("story", "told"), [(None, 1.0), (0.0, 0.5), (900.0, 1.0), (-900.0, 0.0)])
def test_story_is_a_share(story: float | None, told: float) -> None:
    one = claim()
    found = compare_claims(one, one, likeness([one], [one]), (0, 0), (True, story))
    assert found.story == pytest.approx(told, abs=1e-6)
    assert found.within == float(story is None)


def test_words_of_two_languages_are_not_compared() -> None:
    one = claim()
    found = compare_claims(one, one, likeness([one], [one]), (0, 0), (False, 0.0))
    assert (found.words, found.same_language) == (0.0, 0.0)


def _compare(one: ClaimProfile, other: ClaimProfile) -> Comparison:
    return compare_claims(one, other, likeness([one], [other]), (0, 0), (True, 0.0))


HALF = st.binary(min_size=VECTOR_NUMBERS, max_size=VECTOR_NUMBERS)
VECTORS = st.one_of(st.just(b""), st.just(bytes(2 * VECTOR_NUMBERS)), st.tuples(HALF, HALF).map(b"".join))


@given(st.lists(VECTORS, max_size=4), st.lists(VECTORS, max_size=4))
def test_likeness_is_from_minus_one_to_one(ones: list[bytes], others: list[bytes]) -> None:
    alike = likeness([claim(vector=each) for each in ones], [claim(vector=each) for each in others])
    for matrix in alike:
        assert matrix.shape == (len(ones), len(others))
        assert np.all((matrix >= -1) & (matrix <= 1))


def test_what_is_said_and_what_it_is_about_are_two_likenesses() -> None:
    one, other = claim(vector=vector(100, matter=(0, 100))), claim(vector=vector(-100, matter=(0, 50)))
    alike = likeness([one], [other])
    assert (alike.strict[0, 0], alike.matter[0, 0]) == (-1.0, 1.0)
    assert likeness([one], [claim()]).strict[0, 0] == 0.0


@st.composite
def claims(draw: st.DrawFn) -> ClaimProfile:
    links = draw(st.sampled_from([(), (ANA,), (IVO,)]))
    return claim(
        draw(st.sampled_from(["Two ships were handed over", "Forty trucks crossed the bridge", "x"])),
        *links,
        stance=draw(st.sampled_from(["asserts", "denies", "doubts", "promises"])),
        negated=draw(st.booleans()),
        numbers=draw(st.sampled_from([(), (number(10),), (number(37, INFINITE), number(2))])),
        names=draw(st.sampled_from([(), (RUSSIA,), (KOLB, UKRAINE)])),
        actors=draw(st.sampled_from([(), (RUSSIA,), (UKRAINE,)])),
        day=draw(st.sampled_from([None, "2025-02", "2025-02-09"])),
        order=draw(st.floats(0, 1)),
        vector=draw(st.sampled_from([b"", vector(100), vector(50, 80), vector(-3, 4)])),
    )


@given(st.lists(claims(), min_size=1, max_size=3), st.lists(claims(), min_size=1, max_size=3))
def test_order_of_two_claims_does_not_matter(ones: list[ClaimProfile], others: list[ClaimProfile]) -> None:
    forth, back = likeness(ones, others), likeness(others, ones)
    for i, one in enumerate(ones):
        for j, other in enumerate(others):
            found = compare_claims(one, other, forth, (i, j), (True, 0.3))
            assert found == pytest.approx(compare_claims(other, one, back, (j, i), (True, 0.3)), abs=1e-6)
            shares = {
                field: each for field, each in found._asdict().items() if not field.endswith(("_specific", "_above"))
            }
            assert all(-1.0 <= each <= 1.0 for each in shares.values()), [i, j]
