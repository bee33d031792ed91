"""Keys by which reports are looked up: two that share several are candidates, and none is shared by half of all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sumber.analysis.bounds import Bounds
from sumber.analysis.keys import find_candidates, keys_of, place_of
from sumber.analysis.profiles import DocumentProfile
from tests.analysis.making import claim, link, name, number, report, state

PUBLISHER = link("Halden Post", "publisher")
RUSSIA, KOREA, IRAN = state("Russia", "Q159"), state("North Korea", "Q423"), state("Iran", "Q794")
KOLB, POKROVSK = name("Ana Kolbert"), name("Pokrovsk", "sumber:place:pokrovsk")


def _report(*names: Any, day: str | None = None, **told: Any) -> DocumentProfile:
    """A report without words of its own, so that only names, days and figures give keys."""
    return report("a", PUBLISHER, claim("", names=tuple(names), **told), day=day)


LONE = {
    "nothing": _report(),
    "a state": _report(RUSSIA),
    "a day": _report(day="2025-02-10"),
    "a figure": _report(numbers=(number(41),)),
    "a name": _report(KOLB),
    "an outlet and a day": _report(name("Reuters", "Q130879", "outlet"), day="2025-02-10"),
    "a state and a day": _report(RUSSIA, day="2025-02-10"),
    "two states without a day": _report(RUSSIA, KOREA),
    "a state and a figure": _report(RUSSIA, numbers=(number(41),)),
    "a name and a small figure": _report(KOLB, numbers=(number(2),)),
    "a name and a figure without bounds": _report(KOLB, numbers=(number(41, float("inf")),)),
}


@pytest.mark.parametrize("profile", LONE.values(), ids=LONE)
def test_no_key_for_one_fact_alone(profile: DocumentProfile) -> None:
    assert keys_of(profile) == frozenset()


JOINED = {
    "a name and a day": (_report(KOLB, day="2025-02-10"), _report(KOLB, day="2025-02-10")),
    "a name and days near one another": (_report(KOLB, day="2025-02-10"), _report(KOLB, day="2025-02-12")),
    "a name and the event's day": (
        _report(KOLB, day="2025-02-10"),
        _report(KOLB, RUSSIA, first=739292, last=739292),
    ),
    "two names": (_report(KOLB, POKROVSK), _report(POKROVSK, KOLB, RUSSIA)),
    "a name in another script": (_report(KOLB, POKROVSK), _report(name("Ана Кольберт"), POKROVSK)),
    "a name and a figure": (_report(KOLB, numbers=(number(41),)), _report(KOLB, numbers=(number(41),))),
    "two states in a week": (_report(RUSSIA, KOREA, day="2025-02-10"), _report(KOREA, RUSSIA, IRAN, day="2025-02-11")),
}


@pytest.mark.parametrize(("one", "other"), JOINED.values(), ids=JOINED)
def test_two_facts_in_common_are_a_key(one: DocumentProfile, other: DocumentProfile) -> None:
    assert keys_of(one) & keys_of(other)


APART = {
    "a name, months apart": (_report(KOLB, day="2025-02-10"), _report(KOLB, day="2025-06-10")),
    "a state and a day": (_report(RUSSIA, KOLB, day="2025-02-10"), _report(RUSSIA, POKROVSK, day="2025-02-10")),
    "two states, months apart": (_report(RUSSIA, KOREA, day="2025-02-10"), _report(RUSSIA, KOREA, day="2025-06-10")),
    "a figure": (_report(KOLB, numbers=(number(41),)), _report(POKROVSK, numbers=(number(41),))),
}


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART)
def test_one_fact_in_common_is_none(one: DocumentProfile, other: DocumentProfile) -> None:
    assert not keys_of(one) & keys_of(other)


TAKEN = (
    "The convoy of forty trucks crossed the northern bridge before dawn, the harbour pilot told the inquiry in Vardal, "
    "and two cranes lowered the last of the grey crates into a barge that waited without lights below the old customs house."
)


def test_sentences_taken_over_are_keys() -> None:
    one, other = (report(key, PUBLISHER, claim(text)) for key, text in (("a", TAKEN), ("b", f"Yesterday: {TAKEN}")))
    assert keys_of(one) & keys_of(other)
    assert not keys_of(one) & keys_of(report("c", PUBLISHER, claim("Nothing of that is told here at all, in any word")))


@given(st.permutations([KOLB, POKROVSK, RUSSIA, KOREA, IRAN]), st.text(min_size=1))
def test_keys_depend_on_what_a_report_holds_alone(names: list[Any], key: str) -> None:
    made = report(key, PUBLISHER, claim("", names=tuple(names)), day="2025-02-10")
    assert keys_of(made) == keys_of(_report(KOLB, POKROVSK, RUSSIA, KOREA, IRAN, day="2025-02-10"))
    assert all(-(2**63) <= each.number < 2**63 for each in keys_of(made))


def test_reports_between_two_end_what_a_key_leads_to() -> None:
    bounds = Bounds(reach=2, shared_keys=3)
    days = ("2025-02-10", "2025-02-10", "2025-02-11", "2025-02-12", None)
    made = [
        replace(_report(KOLB, POKROVSK, RUSSIA, KOREA, day=day), id=key) for key, day in zip("abcde", days, strict=True)
    ]
    ordered = [each.id for each in sorted(made, key=place_of)]
    near = [
        tuple(sorted(pair))
        for at, one in enumerate(ordered)
        for pair in ((one, other) for other in ordered[at + 1 : at + 3])
    ]
    undated = [pair for pair in near if "e" in pair]
    assert find_candidates(made, bounds) == sorted(set(near) - set(undated))
    assert find_candidates(reversed(made), bounds) == find_candidates(made, bounds)
    assert ordered[0] == "e"


def test_many_names_make_a_bounded_number_of_keys() -> None:
    names = [name(f"Person {number}", f"sumber:person:{number}") for number in range(200)]
    numbers = tuple(number(at) for at in range(3, 200))
    assert len(keys_of(_report(*names, day="2025-02-10", numbers=numbers))) < 400
