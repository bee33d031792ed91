"""Two reports, or one in itself, related: the same in either order, and nothing but what the reports hold."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.analysis.judging import ClaimPair, ClaimVerdict
from sumber.analysis.learnt import get_judge
from sumber.analysis.profiles import DocumentProfile
from sumber.analysis.relate import DocumentRelation, relate, relate_within
from tests.analysis.drawn import ECHO, HALDEN, documents
from tests.analysis.making import claim, report, vector


class _Sure:
    """A judge of one mind that remembers what it was asked."""

    version = "sure"

    def __init__(self, same: float = 3.0, conflict: float = -5.0) -> None:
        self._verdict = ClaimVerdict(same, conflict)
        self.asked: list[ClaimPair] = []

    def judge(self, pairs: Sequence[ClaimPair]) -> list[ClaimVerdict]:
        """The one verdict."""
        self.asked += pairs
        return [self._verdict] * len(pairs)


@settings(deadline=None, max_examples=30)
@given(documents(), documents())
def test_order_does_not_matter(one: DocumentProfile, other: DocumentProfile) -> None:
    one, other = (msgspec.structs.replace(each, id=key) for each, key in ((one, "a"), (other, "b")))
    found = relate(one, other, get_judge())
    assert relate(other, one, get_judge()) == found
    assert (found.a, found.b) == ("a", "b")
    for each in found.claims:
        assert 0 <= each.a < len(one.claims)
        assert 0 <= each.b < len(other.claims)
    assert len({(each.a, each.b) for each in found.claims}) == len(found.claims)


@settings(deadline=None, max_examples=30)
@given(documents())
def test_report_in_itself(made: DocumentProfile) -> None:
    found = relate_within(made, get_judge())
    assert all(each.a < each.b < len(made.claims) for each in found)
    assert len({(each.a, each.b) for each in found}) == len(found)


def test_within_a_report_no_claim_is_asked_of_itself_and_no_two_twice() -> None:
    judge = _Sure()
    made = report("a", HALDEN, *(claim(f"Claim {at}", vector=vector(at, 100)) for at in range(5)))
    assert len(relate_within(made, judge)) == len(judge.asked) == 10


def test_of_reports_that_tell_of_other_things_few_claims_are_looked_at() -> None:
    far = report("b", ECHO, *(claim(f"Claim {at}", vector=vector(100, at)) for at in range(20)), day="2025-01-03")
    one = report("a", HALDEN, claim("One", vector=vector(100)), claim("Two", vector=vector(-100)), day="2025-01-01")
    judge = _Sure()
    relate(one, far, judge)
    assert 3 <= len(judge.asked) <= 20
    assert not any(pair.one.text == "Two" for pair in judge.asked)


def test_of_reports_that_have_nothing_to_do_with_one_another_no_claims_are_looked_at() -> None:
    old = report("b", ECHO, claim("Three", vector=vector(100)), day="2020-01-01")
    judge = _Sure()
    assert relate(report("a", HALDEN, claim("One", vector=vector(100)), day="2025-01-01"), old, judge).claims == ()
    assert judge.asked == []


def test_what_the_judge_holds_unlikely_is_not_kept() -> None:
    one, other = (
        report(key, publisher, claim("Two ships", vector=vector(100)), day="2025-01-01")
        for key, publisher in (("a", HALDEN), ("b", ECHO))
    )
    assert relate(one, other, _Sure(same=-4.1, conflict=-5.0)).claims == ()
    kept: DocumentRelation = relate(one, other, _Sure(same=-5.0, conflict=2.0))
    assert [(each.a, each.b, each.conflict) for each in kept.claims] == [(0, 0, 2.0)]
    assert kept.is_kept
    assert not relate(report("a", HALDEN), report("b", ECHO), _Sure()).is_kept


@given(documents(), st.sampled_from([b"", vector(100)]))
def test_profiles_are_packed_and_unpacked_whole(made: DocumentProfile, told: bytes) -> None:
    whole = msgspec.structs.replace(
        made, claims=tuple(msgspec.structs.replace(each, vector=told) for each in made.claims)
    )
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(whole), type=DocumentProfile) == whole
