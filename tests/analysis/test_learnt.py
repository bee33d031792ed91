"""The learnt judge: verdicts of trees and of sums, its version, and what was learnt of other features refused."""

from __future__ import annotations

import io
from importlib import resources
from itertools import product

import msgspec
import numpy as np
import pytest

from sumber.analysis.judging import ClaimPair
from sumber.analysis.learnt import LearntJudge, get_judge
from sumber.analysis.pairing import Comparison, Likeness, compare_claims
from sumber.analysis.profiles import ClaimProfile
from sumber.analysis.sums import FEATURES, LearntSum, LearntSums
from sumber.analysis.surroundings import Around
from sumber.errors import DataError
from tests.analysis.making import claim, link, number, vector

FIELDS = Comparison._fields


def _trees(strict_above: float = 0.5, fields: tuple[str, ...] = FIELDS) -> bytes:
    """One tree a verdict: the same where the likeness is high, else a conflict where one denies, else neither."""
    data = io.BytesIO()
    strict, denies = FIELDS.index("strict"), FIELDS.index("one_denies")
    np.savez(
        data,
        feature=np.array([strict, -1, -1, denies, -1, -1, -1]),
        threshold=np.array([strict_above, 0, 0, 0.5, 0, 0, 0]),
        left=np.array([1, -1, -1, 4, -1, -1, -1]),
        right=np.array([2, -1, -1, 5, -1, -1, -1]),
        value=np.array([0.0, -2.0, 2.0, 0.0, -2.0, 3.0, 0.0]),
        roots=np.array([[0, 3, 6]]),
        baseline=np.zeros(3),
        fields=np.array(fields),
    )
    return data.getvalue()


def _sums(features: tuple[str, ...] = FEATURES, denial: float = 4.0) -> bytes:
    """Nothing for or against the same; a conflict where one of two denies."""
    same = LearntSum(dict.fromkeys(features, 0.0), bias=0.0)
    conflict = LearntSum({name: denial if name == "one_denies" else 0.0 for name in features}, bias=-2.0)
    return msgspec.json.encode(LearntSums(same, conflict))


def _pair(one: ClaimProfile, other: ClaimProfile) -> ClaimPair:
    alike = Likeness([one], [other])
    around = Around([one], [other], alike, within=False)
    return ClaimPair(one, other, compare_claims(one, other, alike, (0, 0), (True, 0.0)), around.look(0, 0))


LIKE, FAR, DENIAL = claim(vector=vector(100)), claim(vector=vector(0, 100)), claim(vector=vector(100), stance="denies")


def test_trees_and_sums_are_followed() -> None:
    judge = LearntJudge(_trees(), _sums())
    alike, apart, denied = judge.judge([_pair(LIKE, LIKE), _pair(LIKE, FAR), _pair(LIKE, DENIAL)])
    assert alike.same > 0 > apart.same
    assert [round(told.conflict, 6) for told in (alike, apart, denied)] == [-2.0, -2.0, 2.0]


def test_verdict_of_a_pair_does_not_depend_on_the_others() -> None:
    pairs = [_pair(LIKE, LIKE), _pair(LIKE, FAR), _pair(LIKE, DENIAL)]
    for judge in (LearntJudge(_trees(), _sums()), get_judge()):
        assert judge.judge(pairs) == [verdict for pair in pairs for verdict in judge.judge([pair])]
        assert judge.judge([]) == []


def test_version_changes_with_what_was_learnt() -> None:
    version = LearntJudge(_trees(), _sums()).version
    assert LearntJudge(_trees(), _sums()).version == version
    assert LearntJudge(_trees(0.6), _sums()).version != version
    assert LearntJudge(_trees(), _sums(denial=3.0)).version != version


@pytest.mark.parametrize("fields", [FIELDS[:-1], FIELDS[::-1], (*FIELDS, "more")])
def test_trees_of_other_features_are_refused(fields: tuple[str, ...]) -> None:
    with pytest.raises(DataError) as raised:
        LearntJudge(_trees(fields=fields), _sums())
    assert raised.value.code == "S701"


@pytest.mark.parametrize("features", [FEATURES[:-1], FEATURES[::-1], (*FEATURES, "more")])
def test_sums_of_other_features_are_refused(features: tuple[str, ...]) -> None:
    with pytest.raises(DataError) as raised:
        LearntJudge(_trees(), _sums(features))
    assert raised.value.code == "S701"


def test_shipped_judge_takes_two_claims_in_either_order() -> None:
    """What is compared is symmetrical, and so is the verdict; no fixed order is needed."""
    told = [
        LIKE,
        FAR,
        DENIAL,
        claim(
            "Forty trucks crossed", link("Ana Kolbert"), numbers=(number(40),), day="2025-02-07", vector=vector(80, 50)
        ),
        claim("Fifty trucks crossed", link("Ivo Merrin"), numbers=(number(50),), day="2025-02", vector=vector(70, 60)),
    ]
    judge = get_judge()
    for one, other in product(told, told):
        assert judge.judge([_pair(one, other)])[0] == pytest.approx(judge.judge([_pair(other, one)])[0], abs=1e-6)


def test_shipped_judge_is_of_its_files_version() -> None:
    folder = resources.files("sumber.analysis")
    trees, sums = ((folder / name).read_bytes() for name in ("verdicts.npz", "sums.json"))
    assert get_judge().version == LearntJudge(trees, sums).version
