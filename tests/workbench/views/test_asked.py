"""What an address asks for, and the address of what is asked."""

from __future__ import annotations

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sumber.asking.questions import Question
from sumber.workbench.views.asked import Asked, Fault, make_chips, read_asked
from sumber.workbench.views.queries import has_empty, write_address

ASKED = [
    ([], Asked(kind="claims", question=Question())),
    ([("q", "  two   ships ")], Asked(kind="claims", question=Question(words="two ships"))),
    (
        [("actor", "Rusia; Korut"), ("actor", "Korut"), ("actor", "")],
        Asked(kind="claims", question=Question(actor=("Rusia", "Korut"))),
    ),
    (
        [("from", "2024-02"), ("to", "2024-02")],
        Asked(kind="claims", question=Question(earliest="2024-02-01", latest="2024-02-29")),
    ),
    ([("after", "17"), ("unknown", "x")], Asked(kind="claims", question=Question(), after=17)),
    ([("after", "-1")], Asked(kind="claims", question=Question())),
    ([("after", "9" * 40)], Asked(kind="claims", question=Question())),
    (
        [("in", "documents"), ("outlet", "NHK"), ("stance", "denies"), ("to", "2024")],
        Asked(
            kind="documents",
            question=Question(outlet=("NHK",), stance=("denies",), latest="2024-12-31"),
            ignored=("stance", "to"),
        ),
    ),
    (
        [("from", "soon"), ("event", "explode"), ("event", "assault")],
        Asked(
            kind="claims",
            question=Question(event=("assault",)),
            faults=(Fault("event", "explode", "choice"), Fault("from", "soon", "day")),
        ),
    ),
    (
        [("q", "a" * 401)],
        Asked(kind="claims", question=Question(), faults=(Fault("q", "a" * 40 + "…", "long"),)),
    ),
    (
        [("place", str(number)) for number in range(21)],
        Asked(
            kind="claims",
            question=Question(place=tuple(map(str, range(20)))),
            faults=(Fault("place", "21", "many"),),
        ),
    ),
]


@pytest.mark.parametrize(("pairs", "expected"), ASKED)
def test_fields_of_an_address_are_a_question(pairs: list[tuple[str, str]], expected: Asked) -> None:
    assert read_asked(pairs) == expected


# On a busy machine drawing the first examples alone may take a second.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["q", "actor", "entity", "event", "language", "from", "to", "in", "after", "x"]),
            st.one_of(st.text(max_size=12), st.sampled_from(["assault", "2024", "documents", "; ;", "a;b"])),
        ),
        max_size=8,
    )
)
def test_an_address_that_was_written_asks_for_the_same(pairs: list[tuple[str, str]]) -> None:
    asked = read_asked(pairs)
    again = read_asked(asked.pairs)
    assert (again.kind, again.question, again.faults) == (asked.kind, asked.question, ())
    assert again.pairs == asked.pairs
    assert not has_empty(asked.pairs)


def test_each_chip_leads_to_the_same_search_without_it() -> None:
    asked = read_asked([("q", "ships"), ("actor", "A; B"), ("in", "documents")])
    chips = make_chips("/search", asked.pairs)
    assert [(chip.name, chip.value) for chip in chips] == [("q", "ships"), ("actor", "A"), ("actor", "B")]
    assert chips[1].address == "/search?q=ships&actor=B&in=documents"


@given(st.text(alphabet=string.printable + "é한\ud800", max_size=20))
def test_any_words_fit_into_an_address(words: str) -> None:
    address = write_address("/search", [("q", words)])
    assert address.isascii()
    assert address.isprintable()
