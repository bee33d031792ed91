"""Which claims of two propositions are said to conflict."""

from __future__ import annotations

import pytest

from sumber.analysis.conflicts import find_conflicts
from sumber.analysis.propositions import ClaimKey, PairKey, pair_key
from sumber.model import ConflictKind

A, B, C, D = ("a", 0), ("b", 0), ("c", 0), ("d", 0)
Odds = dict[PairKey, tuple[float, ConflictKind]]
CASES: dict[str, tuple[list[ClaimKey], list[ClaimKey], Odds, list[PairKey]]] = {
    "a sure one": ([A], [B], {(A, B): (3.0, "figure")}, [(A, B)]),
    "an unlikely one": ([A], [B], {(A, B): (-3.0, "figure")}, []),
    "nothing known": ([A], [B], {}, []),
    "a sure wording speaks for another": (
        [A, B],
        [C],
        {(A, C): (3.0, "denial"), (B, C): (-2.0, "denial")},
        [(A, C), (B, C)],
    ),
    "a doubtful one does not": ([A, B], [C], {(A, C): (-1.0, "denial"), (B, C): (-2.0, "denial")}, [(A, C)]),
    "an unlikely one stays out": ([A, B], [C], {(A, C): (3.0, "denial"), (B, C): (-2.6, "denial")}, [(A, C)]),
    "a wording nobody looked at": ([A, B], [C], {(A, C): (6.0, "date")}, [(A, C)]),
    "within one proposition": ([A, B], [A, B], {(A, B): (3.0, "figure")}, [(A, B)]),
}


@pytest.mark.parametrize(("one", "other", "odds", "conflicts"), CASES.values(), ids=CASES)
def test_conflicts(one: list[ClaimKey], other: list[ClaimKey], odds: Odds, conflicts: list[PairKey]) -> None:
    for a, b in ((one, other), (other, one)):
        found = list(find_conflicts(a, b, odds))
        assert sorted((each.one, each.other) for each in found) == conflicts
        assert all((each.one, each.other) == pair_key(each.one, each.other) for each in found)
        assert all(each.kind in {kind for _, kind in odds.values()} for each in found)
