"""Claims gathered into propositions: a partition, the same in any order, and as persons decided."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.analysis.propositions import LEVELS, ClaimKey, PairKey, find_part, gather, pair_key

A, B, C, D = ("a", 0), ("a", 1), ("b", 0), ("c", 0)
SURE, UNSURE, NOT = 4.0, -2.0, -3.9
CASES: dict[str, tuple[dict[PairKey, float], list[PairKey], list[PairKey], list[tuple[ClaimKey, ...]]]] = {
    "nothing known": ({}, [], [], [(A,), (B,), (C,)]),
    "two say the same": ({(A, C): SURE}, [], [], [(A, C), (B,)]),
    "a chain of sure links": ({(A, B): SURE, (B, C): SURE}, [], [], [(A, B, C)]),
    "a third that is only like one of two": ({(A, B): SURE, (A, C): UNSURE, (B, C): NOT}, [], [], [(A, B), (C,)]),
    "a third that is a little like both": ({(A, B): SURE, (A, C): UNSURE, (B, C): UNSURE}, [], [], [(A, B, C)]),
    "a person joins": ({}, [(A, C)], [], [(A, C), (B,)]),
    "a person parts": ({(A, C): SURE}, [], [(A, C)], [(A,), (B,), (C,)]),
    "parted claims stay so whatever is like both": ({(A, B): SURE, (B, C): SURE}, [], [(A, C)], [(A, B), (C,)]),
    "a claim that is not at hand": ({(A, D): SURE, (B, C): SURE}, [(C, D)], [], [(A,), (B, C)]),
}


@pytest.mark.parametrize(("same", "joined", "parted", "propositions"), CASES.values(), ids=CASES)
def test_propositions(
    same: dict[PairKey, float],
    joined: list[PairKey],
    parted: list[PairKey],
    propositions: list[tuple[ClaimKey, ...]],
) -> None:
    assert gather([A, B, C], same, joined, parted) == propositions


class Given(NamedTuple):
    """Claims, what each two of them are, and what persons decided of some."""

    claims: list[ClaimKey]
    same: dict[PairKey, float]
    joined: list[PairKey]
    parted: list[PairKey]


@st.composite
def givens(draw: st.DrawFn) -> Given:
    claims = sorted(draw(st.sets(st.tuples(st.sampled_from("abcd"), st.integers(0, 3)), min_size=1, max_size=9)))
    pairs = list(combinations(claims, 2))
    odds = st.floats(-4, 6).map(lambda value: round(value, 4))
    same = draw(st.dictionaries(st.sampled_from(pairs), odds)) if pairs else {}
    decided = draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True)) if pairs else []
    cut = draw(st.integers(0, len(decided)))
    return Given(claims, same, decided[:cut], decided[cut:])


def _homes(propositions: list[tuple[ClaimKey, ...]]) -> dict[ClaimKey, int]:
    return {claim: number for number, claims in enumerate(propositions) for claim in claims}


@given(givens())
def test_every_claim_is_in_one_proposition(each: Given) -> None:
    found = gather(each.claims, each.same, each.joined, each.parted)
    assert sorted(claim for claims in found for claim in claims) == each.claims
    assert all(claims == tuple(sorted(claims)) for claims in found)


@given(givens(), st.data())
def test_order_does_not_matter(each: Given, data: st.DataObject) -> None:
    found = gather(each.claims, each.same, each.joined, each.parted)
    turned = gather(
        data.draw(st.permutations(each.claims)),
        dict(data.draw(st.permutations(list(each.same.items())))),
        data.draw(st.permutations(each.joined)),
        data.draw(st.permutations(each.parted)),
    )
    assert turned == found


@given(givens())
def test_what_persons_parted_is_never_one(each: Given) -> None:
    homes = _homes(gather(each.claims, each.same, each.joined, each.parted))
    assert all(homes[one] != homes[other] for one, other in each.parted)


@given(givens())
def test_what_persons_joined_is_one_where_nothing_parts_it(each: Given) -> None:
    homes = _homes(gather(each.claims, each.same, each.joined))
    assert all(homes[one] == homes[other] for one, other in each.joined)


@given(givens())
def test_claims_without_links_to_the_others_change_nothing(each: Given) -> None:
    """A proposition depends on what links lead to, so that only a part need be gathered anew."""
    further = [("z", 0), ("z", 1)]
    found = gather(each.claims, each.same, each.joined, each.parted)
    more = gather([*each.claims, *further], {**each.same, pair_key(*further): SURE}, each.joined, each.parted)
    assert more == [*found, tuple(further)]


@given(givens(), st.integers(1, 4))
def test_claims_of_one_part_lead_to_it_each(each: Given, most: int) -> None:
    def links(border: Collection[ClaimKey]) -> Iterator[tuple[ClaimKey, ClaimKey, float]]:
        for pair, odds in each.same.items():
            for one, other in (pair, pair[::-1]):
                if one in border:
                    yield one, other, odds

    parts = {claim: find_part(claim, links, most) for claim in each.claims}
    for claim, part in parts.items():
        assert claim in part.claims
        assert len(part.claims) <= most or part.level == LEVELS[-1]
        assert all(parts[other] == part for other in part.claims)
    found = gather(each.claims, each.same, each.joined, each.parted, most)
    if not each.joined:
        assert all(set(claims) <= parts[claims[0]].claims for claims in found)


@settings(deadline=None, max_examples=3)
@given(st.integers(310, 340))
def test_more_claims_than_are_gathered_at_once_are_still_parted_whole(count: int) -> None:
    claims = [("a", at) for at in range(count)]
    same = {(claims[at], claims[at + 1]): -2.3 if at % 50 == 49 else SURE for at in range(count - 1)}
    found = gather(claims, same, [(claims[0], claims[-1])])
    assert sorted(claim for each in found for claim in each) == claims
    homes = _homes(found)
    assert homes[claims[0]] == homes[claims[-1]]


@pytest.mark.parametrize(("one", "other"), [(A, C), (C, A)])
def test_pair_is_in_order(one: ClaimKey, other: ClaimKey) -> None:
    assert pair_key(one, other) == (A, C)
