"""Which entities may be one, by what they are called."""

from __future__ import annotations

import pytest

from sumber.ledger.doubles import Named, compare_names

PAIRS = [
    ("Hanwha", "Hanwha Aerospace", "organisation", "longer_name"),
    ("Forces armées", "Forces Armees", "organisation", "same_words"),
    ("Army of Fiji", "Fiji of Army", "organisation", "same_words"),
    ("Bahkmut", "Bakhmut", "place", None),
    ("Bachmut", "Bakhmut", "place", "one_letter"),
    ("Bakhmut", "Bakhmuut", "place", "one_letter"),
    ("Bari", "Bati", "place", None),
    ("Batken", "Batken Region", "place", None),
    ("Iran Arms", "Iraq Arms", "state", None),
    ("Iskander-M", "Iskander-E", "weapon", None),
    ("Hanwha", "Hanwha (Japan)", "organisation", None),
    ("Norway", "Fiji", "state", None),
]


@pytest.mark.parametrize(("one", "other", "kind", "likeness"), PAIRS)
def test_two_names_are_alike_in_one_way_or_not_at_all(one: str, other: str, kind: str, likeness: str | None) -> None:
    found = compare_names([Named("b", other, kind), Named("a", one, kind)], {})
    assert [(each.one.id, each.other.id, each.likeness) for each in found] == (
        [("a", "b", likeness)] if likeness else []
    )


def test_things_of_different_kinds_are_never_one() -> None:
    named = [Named("a", "Vardal Post", "outlet"), Named("b", "Vardal Post", "organisation")]
    assert compare_names(named, {}) == []


def test_a_name_that_two_share_is_told_and_only_of_those_that_are_there() -> None:
    named = [Named("Q1", "Gaza Strip", "place"), Named("Q2", "Gaza City", "place")]
    (found,) = compare_names(named, {("Q1", "Q2"): "gaza", ("Q1", "Q3"): "other"})
    assert (found.likeness, found.shared) == ("same_name", "gaza")


def test_the_likeliest_come_first() -> None:
    named = [Named("a", "Hanwha", "outlet"), Named("b", "Hanwha Post", "outlet"), Named("c", "Post Hanwha", "outlet")]
    assert [each.likeness for each in compare_names(named, {})] == ["same_words", "longer_name"]
