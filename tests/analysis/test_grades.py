"""The credibility that the rules propose: a table of cases for each of 1 to 6, each with its reason."""

from __future__ import annotations

from typing import Any, NamedTuple, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.analysis.grades import Opposition, propose_grade
from sumber.analysis.origins import Origins, Saying, weigh_origins
from sumber.model import Credibility, Grade, Span
from tests.analysis.making import link, saying

SEEN = {"has_access": True}
BY_ANOTHER = Opposition(detail="an independent origin denies it", is_independent=True, spans=(("z", Span(3, 9)),))
BY_SOMEONE = Opposition(detail="another report gives another figure", is_independent=False, spans=(("y", Span(0, 4)),))


def _ana(**told: Any) -> Saying:
    return saying("a", "Halden Post", link("Ana Kolb"), **told)


def _ivo(**told: Any) -> Saying:
    return saying("b", "Radio Vardal", link("Ivo Merrin"), **told)


class Case(NamedTuple):
    """What is said and what is against it; the grade and the name of its reason."""

    sayings: tuple[Saying, ...]
    oppositions: tuple[Opposition, ...]
    credibility: Credibility
    reason: str


CASES = {
    "two bodies that saw it": Case((_ana(**SEEN), _ivo(**SEEN)), (), "1", "confirmed"),
    "three bodies, two of which saw it": Case(
        (_ana(**SEEN), _ivo(**SEEN), saying("c", "Echo", link("Olga Drozd"))), (), "1", "confirmed"
    ),
    "one that saw it": Case((_ana(**SEEN),), (), "2", "access_stated"),
    "one that saw it, and one of whom nothing tells": Case((_ana(**SEEN), _ivo()), (), "2", "access_stated"),
    "one that saw it and doubts it": Case((_ana(**SEEN, stance="doubts"),), (), "2", "access_stated"),
    "two of whom nothing tells": Case((_ana(), _ivo()), (), "3", "independence_unknown"),
    "two of whom nothing tells, and a conflict": Case((_ana(), _ivo()), (BY_SOMEONE,), "3", "consistent_in_part"),
    "one that saw it, another, and a conflict": Case((_ana(**SEEN), _ivo()), (BY_SOMEONE,), "3", "consistent_in_part"),
    "two that saw it, and a conflict": Case((_ana(**SEEN), _ivo(**SEEN)), (BY_SOMEONE,), "3", "confirmed_in_part"),
    "one, and a conflict": Case((_ana(),), (BY_SOMEONE,), "4", "disputed"),
    "one that saw it, and a conflict": Case((_ana(**SEEN),), (BY_SOMEONE,), "4", "disputed"),
    "one that doubts it": Case((_ana(stance="doubts"),), (), "4", "doubted"),
    "told as past before it could be": Case(
        (_ana(published="2025-02-10", day="2025-02-14", tense="past"),), (), "4", "not_yet"
    ),
    "one, against whom an independent origin stands": Case((_ana(),), (BY_ANOTHER,), "5", "contradicted"),
    "two that saw it, against an independent origin": Case(
        (_ana(**SEEN), _ivo(**SEEN)), (BY_SOMEONE, BY_ANOTHER), "5", "contradicted"
    ),
    "one of whom nothing tells": Case((_ana(),), (), "6", "no_basis"),
    "one, told by two outlets": Case((_ana(), saying("b", "Echo", link("Ana Kolb"))), (), "6", "no_basis"),
    "past, and the day is the next one by another clock": Case(
        (_ana(published="2025-02-10", day="2025-02-11", tense="past"),), (), "6", "no_basis"
    ),
    "a plan for a later day": Case(
        (_ana(published="2025-02-10", day="2025-02-14", tense="future"),), (), "6", "no_basis"
    ),
    "said not to have happened on a later day": Case(
        (_ana(published="2025-02-10", day="2025-02-14", tense="past", negated=True),), (), "6", "no_basis"
    ),
    "past, and nobody knows when the report appeared": Case(
        (_ana(published=None, day="2025-02-14", tense="past"),), (), "6", "no_basis"
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_grade_and_its_reason(case: Case) -> None:
    grade = propose_grade(weigh_origins(case.sayings, ()), case.sayings, case.oppositions)
    assert (grade.credibility, grade.grounds[0].name) == (case.credibility, case.reason)
    assert all(ground.detail for ground in grade.grounds)


def test_every_grade_has_cases() -> None:
    assert {case.credibility for case in CASES.values()} == set(get_args(Credibility))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_conflict_shows_its_words(case: Case) -> None:
    grade = propose_grade(weigh_origins(case.sayings, ()), case.sayings, case.oppositions)
    shown = [span for ground in grade.grounds for span in ground.spans]
    against = [span for each in case.oppositions for span in each.spans]
    own = [(each.document.id, each.claim.span) for each in case.sayings]
    assert set(shown) <= {*against, *own}
    assert not against or set(shown) & set(against)


def test_grade_is_credibility_alone() -> None:
    """Reliability is a person's call: a proposed grade has no place for one."""
    assert set(Grade.__struct_fields__) == {"credibility", "grounds"}
    assert not {"A", "B", "C", "D", "E", "F"} & set(get_args(Credibility))


@given(
    st.lists(
        st.tuples(st.sampled_from(["Ana Kolb", "Ivo Merrin", "Olga Drozd"]), st.booleans()), min_size=1, max_size=4
    ),
    st.lists(st.sampled_from([BY_ANOTHER, BY_SOMEONE]), max_size=2),
)
def test_no_basis_is_never_a_middle_value(said: list[tuple[str, bool]], against: list[Opposition]) -> None:
    """6 is given only where nothing speaks for or against: one origin, no access, no conflict."""
    sayings = [
        saying(str(at), "Halden Post", link(who), has_access=sees, published="2025-02-10")
        for at, (who, sees) in enumerate(said)
    ]
    origins: Origins = weigh_origins(sayings, ())
    is_bare = len({each.group for each in origins.origins}) == 1 and not against
    grade = propose_grade(origins, sayings, against)
    assert (grade.credibility == "6") == (is_bare and not any(sees for _, sees in said))
