"""In what two claims differ that cannot both be true."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from sumber.analysis.judging import ClaimPair
from sumber.analysis.kinds import conflict_kind
from sumber.analysis.pairing import Comparison, Likeness, compare_claims
from sumber.analysis.profiles import ClaimProfile
from sumber.analysis.surroundings import Surroundings
from sumber.model import ConflictKind
from tests.analysis.making import claim, link, name, number, state

RUSSIA, UKRAINE = state("Russia", "Q159"), state("Ukraine", "Q212")
DIRECT = {"mode": "direct"}
ANA = link("Ana Kolb")


def _compare(one: ClaimProfile, other: ClaimProfile) -> Comparison:
    return compare_claims(one, other, Likeness([one], [other]), (0, 0), (True, 0.0))


CASES: list[tuple[ConflictKind, tuple[Any, ...], dict[str, Any], tuple[Any, ...], dict[str, Any]]] = [
    ("denial", (), {}, (), {"stance": "denies"}),
    ("denial", (), {}, (), {"negated": True}),
    ("denial", (), {"numbers": (number(10),)}, (), {"stance": "denies", "numbers": (number(12),)}),
    ("figure", (), {"numbers": (number(10),)}, (), {"numbers": (number(12),)}),
    (
        "figure",
        (),
        {"numbers": (number(10),), "day": "2025-02-09"},
        (),
        {"numbers": (number(12),), "day": "2025-02-10"},
    ),
    ("quotation", (ANA,), {**DIRECT, "numbers": (number(10),)}, (ANA,), {**DIRECT, "numbers": (number(12),)}),
    ("figure", (ANA,), {"numbers": (number(10),)}, (ANA,), {**DIRECT, "numbers": (number(12),)}),
    ("date", (), {"day": "2025-02-09"}, (), {"day": "2025-02-10"}),
    ("place", (), {"place": name("Kharkiv")}, (), {"place": name("Odesa")}),
    ("actor", (), {"actors": (RUSSIA,)}, (), {"actors": (UKRAINE,)}),
    ("other", (), {}, (), {}),
    ("other", (), {"day": "2025-02"}, (), {"day": "2025-02-10"}),
]


@pytest.mark.parametrize(("kind", "links", "told", "other_links", "other_told"), CASES)
def test_kind(
    kind: ConflictKind,
    links: tuple[Any, ...],
    told: dict[str, Any],
    other_links: tuple[Any, ...],
    other_told: dict[str, Any],
) -> None:
    one, other = claim("Two ships", *links, **told), claim("Two ships", *other_links, **other_told)
    for a, b in ((one, other), (other, one)):
        assert conflict_kind(ClaimPair(a, b, _compare(a, b), Surroundings())) == kind


def test_every_kind_has_a_case() -> None:
    assert {case[0] for case in CASES} == set(get_args(ConflictKind))
