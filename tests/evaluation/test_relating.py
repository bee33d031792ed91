"""A labelled part's reports related in memory, as a ledger that holds them would."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.labels import iter_reports
from evaluation.relating import iter_profiles, relate_all
from sumber.analysis.pairing import VECTOR_NUMBERS
from sumber.analysis.profiles import DocumentProfile
from sumber.pipeline import open_reader
from sumber.reading.trained.meaning import find_meaning
from tests.analysis.drawn import ECHO, HALDEN
from tests.analysis.making import claim, link, name, number, report, state, vector

ANA = link("Ana Kolbert")
TEXTS = (
    "The convoy of forty trucks crossed the northern bridge before dawn on Friday",
    "Two cranes lowered the last of the grey crates into a barge without lights",
)
NAMES = (state("Russia", "Q159"), name("Ana Kolbert"), name("Pokrovsk"))


def _convoy(key: str, publisher_name: str) -> DocumentProfile:
    publisher = link(publisher_name, "publisher")
    claims = [
        claim(text, ANA, publisher, names=NAMES, numbers=(number(40),), vector=vector(*[100 * (each == at) for each in range(2)]), is_lead=True, day="2025-02-07")
        for at, text in enumerate(TEXTS)
    ]  # fmt: skip
    return report(key, publisher, *claims, day="2025-02-08")


REPORTS = (
    _convoy("a", "Halden Post"),
    _convoy("b", "Echo"),
    _convoy("c", "Kabar Utara"),
    report("d", ECHO, claim("A bank bought the stadium", vector=vector(0, 0, 100)), day="2024-02-08"),
    report("e", HALDEN, day="2024-02-08"),
)


@settings(deadline=None, max_examples=5)
@given(st.permutations(REPORTS))
def test_order_does_not_matter(reports: list[DocumentProfile]) -> None:
    found, whole = relate_all(reports), relate_all(REPORTS)
    assert found[1:] == whole[1:]
    assert found.profiles == whole.profiles


def test_every_claim_is_in_one_proposition_and_copies_rest_on_one_origin() -> None:
    found = relate_all(REPORTS)
    claims = [each for cluster, _ in found.propositions for each in cluster]
    assert sorted(claims) == [("a", 0), ("a", 1), ("b", 0), ("b", 1), ("c", 0), ("c", 1), ("d", 0)]
    assert {count for _, count in found.propositions} == {1}
    assert {(each.a, each.b) for each in found.relations if each.copy_kind == "verbatim"} == {
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    }


@pytest.mark.skipif(find_meaning() is None, reason="the package was built without its encoder of claims")
@pytest.mark.parametrize("reader", [None, "lexical"])
def test_profiles_of_labelled_reports_have_vectors(reader: str | None) -> None:
    reports = list(iter_reports("tune", ("id",)))[:2]
    opened = open_reader("lexical") if reader else None
    profiles = list(iter_profiles(reports, opened))
    assert [each.id for each in profiles] == [each.id for each in reports]
    assert all(len(one.vector) == 2 * VECTOR_NUMBERS for each in profiles for one in each.claims)
    if reader is None:
        assert [len(each.claims) for each in profiles] == [len(each.claims) for each in reports]
