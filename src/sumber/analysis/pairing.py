"""Two claims side by side: what they share and where they differ, as numbers and as words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from sumber.analysis.profiles import ClaimProfile, NameProfile, NumberProfile

_WEIGHTS: Final = {"state": 0.5, "name": 1.0, "outlet": 0.3}
_FAR_TIMES: Final = 20.0
_SAID: Final = ("asserts", "alleges")
_AHEAD: Final = ("predicts", "promises", "warns", "demands")
VECTOR_NUMBERS: Final = 128
"""A claim has two vectors of so many numbers, a signed byte each."""


class Comparison(NamedTuple):
    """What two claims share: shares and likenesses from 0.0 to 1.0, counts, and yes or no as 1.0 or 0.0.

    `names_shared` is the weight of the names that both hold against all names of the two; `names_specific` counts
    shared names of other things than states. `numbers_shared` tells whether a number of one is one of the other,
    `numbers_fit` whether else they may be ("at least 37" and 52), `numbers_differ` whether none may; `numbers_apart` how far
    the nearest two then lie apart (1.0: twenty times). `days_agree`, `days_differ`: the days of their events may be one, or
    cannot. `words` is 0.0 where the languages differ. `strict` and `matter` are likenesses of vectors: of what is said, and
    of what it is about; 0.0 where a claim has none. `…_nearest` is 1.0 where each is the other's nearest of all claims of
    the two reports, 0.5 where one way only; `…_above` how far the likeness stands above that of the two with other claims, `…_rank` which share of the others is
    nearer. `lengths` is the shorter text's length against the longer's.
    `story` is how surely the reports tell one story, from 0.0 to 1.0.
    """

    names_shared: float
    names_specific: float
    numbers_shared: float
    numbers_fit: float
    numbers_differ: float
    numbers_apart: float
    one_has_numbers: float
    days_agree: float
    days_differ: float
    same_type: float
    both_typed: float
    words: float
    same_language: float
    strict: float
    matter: float
    strict_nearest: float
    matter_nearest: float
    strict_above: float
    matter_above: float
    strict_rank: float
    matter_rank: float
    lengths: float
    same_origin: float
    origins_differ: float
    actors_agree: float
    actors_differ: float
    recipients_agree: float
    recipients_differ: float
    place_agrees: float
    place_differs: float
    one_denies: float
    denied_is_said: float
    one_negated: float
    both_negated: float
    one_doubts: float
    one_ahead: float
    one_hedged: float
    both_direct: float
    order: float
    both_lead: float
    story: float
    within: float


class Standing(NamedTuple):
    """How a likeness of two claims stands among those of the two with all other claims, a row a claim of the first report."""

    nearest: list[list[float]]
    above: list[list[float]]
    rank: list[list[float]]


class Likeness:
    """Two reports' claims side by side: cosines of their vectors, one row a claim of the first, and their names.

    `strict` is the likeness of what is said, `matter` of what it is about. What is asked of every pair of claims is worked
    out once for all of them.
    """

    def __init__(self, ones: Sequence[ClaimProfile], others: Sequence[ClaimProfile]) -> None:
        mine, theirs = _unit(ones), _unit(others)
        self.strict, self.matter = (np.clip(a @ b.T, -1.0, 1.0) for a, b in zip(mine, theirs, strict=True))
        self._ones, self._others = ones, others

    @property
    def matrices(self) -> tuple[np.ndarray, np.ndarray]:
        """Both likenesses; they may be changed until it is asked how they stand."""
        return self.strict, self.matter

    @cached_property
    def names(self) -> tuple[list[_Names], list[_Names]]:
        """The names of each claim of the two reports."""
        ones = [_Names(all_names(claim)) for claim in self._ones]
        return ones, ones if self._others is self._ones else [_Names(all_names(claim)) for claim in self._others]

    @cached_property
    def strict_standing(self) -> Standing:
        """How the likenesses of what is said stand among one another."""
        return _stand(self.strict)

    @cached_property
    def matter_standing(self) -> Standing:
        """How the likenesses of what it is about stand among one another."""
        return _stand(self.matter)


class _Names:
    """Names with all their keys."""

    def __init__(self, names: Sequence[NameProfile]) -> None:
        self.names = names
        self.keys = frozenset().union(*(name.keys for name in names))


def compare_claims(
    one: ClaimProfile, other: ClaimProfile, alike: Likeness, places: tuple[int, int], context: tuple[bool, float | None]
) -> Comparison:
    """Two claims side by side, at these places of the likenesses of their reports.

    `context` tells whether the reports are in one language, and the log-odds that they tell one story (None for two claims
    of one report).
    """
    same_language, story = context
    row, column = places
    strict, matter = alike.strict_standing, alike.matter_standing
    names_shared, specific = _share(alike.names[0][row], alike.names[1][column])
    numbers = compare_numbers(one.numbers, other.numbers)
    denial = (one.stance == "denies") != (other.stance == "denies")
    said = other if one.stance == "denies" else one
    days_agree, days_differ = compare_days(one, other)
    actors_agree, actors_differ = compare_parties(one.actors, other.actors)
    recipients_agree, recipients_differ = compare_parties(one.recipients, other.recipients)
    place_agrees, place_differs = compare_parties(_listed(one.place), _listed(other.place))
    attributed = one.mode != "unattributed" and other.mode != "unattributed"
    same_origin = bool(one.origin.keys & other.origin.keys)
    return Comparison(
        names_shared=names_shared,
        names_specific=float(specific),
        numbers_shared=numbers.shared,
        numbers_fit=numbers.fit,
        numbers_differ=numbers.differ,
        numbers_apart=numbers.apart,
        one_has_numbers=float(bool(one.numbers) != bool(other.numbers)),
        days_agree=days_agree,
        days_differ=days_differ,
        same_type=float(one.event == other.event is not None and one.event != "other"),
        both_typed=float(one.event not in (None, "other") and other.event not in (None, "other")),
        words=_jaccard(one.words, other.words) if same_language else 0.0,
        same_language=float(same_language),
        strict=float(alike.strict[places]),
        matter=float(alike.matter[places]),
        strict_nearest=strict.nearest[row][column],
        matter_nearest=matter.nearest[row][column],
        strict_above=strict.above[row][column],
        matter_above=matter.above[row][column],
        strict_rank=strict.rank[row][column],
        matter_rank=matter.rank[row][column],
        lengths=min(one.span.length, other.span.length) / max(1, one.span.length, other.span.length),
        same_origin=float(same_origin and attributed),
        origins_differ=float(attributed and not same_origin),
        actors_agree=actors_agree,
        actors_differ=actors_differ,
        recipients_agree=recipients_agree,
        recipients_differ=recipients_differ,
        place_agrees=place_agrees,
        place_differs=place_differs,
        one_denies=float(denial),
        denied_is_said=float(denial and said.stance in _SAID and not said.negated),
        one_negated=float(one.negated != other.negated),
        both_negated=float(one.negated and other.negated),
        one_doubts=float((one.stance == "doubts") != (other.stance == "doubts")),
        one_ahead=float((one.stance in _AHEAD) != (other.stance in _AHEAD)),
        one_hedged=float(one.hedged != other.hedged),
        both_direct=float(one.mode == other.mode == "direct"),
        order=abs(one.order - other.order),
        both_lead=float(one.is_lead and other.is_lead),
        story=1.0 if story is None else 1 / (1 + math.exp(-max(-20.0, min(20.0, story)))),
        within=float(story is None),
    )


def all_names(claim: ClaimProfile) -> tuple[NameProfile, ...]:
    """The names in a claim and of its event's parties and place, each once."""
    found: list[NameProfile] = []
    for name in (*claim.names, *claim.actors, *claim.recipients, *_listed(claim.place)):
        if not any(name.keys & known.keys for known in found):
            found.append(name)
    return tuple(found)


def share_names(ones: Sequence[NameProfile], others: Sequence[NameProfile]) -> tuple[float, int]:
    """The weight of the names that both hold against that of all, and how many of them are not states."""
    return _share(_Names(ones), _Names(others))


def _share(ones: _Names, others: _Names) -> tuple[float, int]:
    if ones.keys.isdisjoint(others.keys):
        return 0.0, 0
    mine = [name for name in ones.names if not name.keys.isdisjoint(others.keys)]
    theirs = [name for name in others.names if not name.keys.isdisjoint(ones.keys)]
    weight = (_weigh(mine) + _weigh(theirs)) / 2
    total = _weigh(ones.names) + _weigh(others.names) - weight
    count = min(sum(name.weight == "name" for name in side) for side in (mine, theirs))
    return (weight / total if total > 0 else 0.0), count


def _weigh(names: Sequence[NameProfile]) -> float:
    return sum(_WEIGHTS[name.weight] for name in names)


class NumberComparison(NamedTuple):
    """Whether two claims' numbers are shared, may be the same, or cannot; and how far apart they then are."""

    shared: float = 0.0
    fit: float = 0.0
    differ: float = 0.0
    apart: float = 0.0


def compare_numbers(ones: Sequence[NumberProfile], others: Sequence[NumberProfile]) -> NumberComparison:
    """The numbers of two claims side by side; nothing where one has none."""
    if not ones or not others:
        return NumberComparison()
    if any(one.low == other.low and one.high == other.high for one in ones for other in others):
        return NumberComparison(shared=1.0)
    if any(one.low <= other.high and other.low <= one.high for one in ones for other in others):
        return NumberComparison(fit=1.0)
    return NumberComparison(differ=1.0, apart=min(_ratio(one, other) for one in ones for other in others))


def _ratio(one: NumberProfile, other: NumberProfile) -> float:
    low, high = sorted((_middle(one), _middle(other)))
    return min(1.0, math.log(high / low) / math.log(_FAR_TIMES)) if low > 0 else 1.0


def _middle(number: NumberProfile) -> float:
    bounds = [value for value in (number.low, number.high) if math.isfinite(value)]
    return sum(bounds) / len(bounds) if bounds else 0.0


def compare_days(one: ClaimProfile, other: ClaimProfile) -> tuple[float, float]:
    """Whether the days of two events may be the same, and whether they cannot; neither where one is not known."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 0.0, 0.0
    meet = one.first <= other.last and other.first <= one.last
    return float(meet), float(not meet)


def compare_parties(ones: Sequence[NameProfile], others: Sequence[NameProfile]) -> tuple[float, float]:
    """Whether one party is on both sides, and whether both sides have parties and none is on both."""
    if not ones or not others:
        return 0.0, 0.0
    agree = any(one.keys & other.keys for one in ones for other in others)
    return float(agree), float(not agree)


def _unit(claims: Sequence[ClaimProfile]) -> tuple[np.ndarray, np.ndarray]:
    """The vectors of claims by what is said and what it is about, each of length 1; of 0 where one is missing."""
    halves = np.zeros((2, len(claims), VECTOR_NUMBERS), np.float32)
    held = [at for at, claim in enumerate(claims) if claim.vector]
    if held:
        packed = np.frombuffer(b"".join(claims[at].vector for at in held), np.int8).astype(np.float32)
        rows = packed.reshape(len(held), 2, VECTOR_NUMBERS)
        halves[:, held] = (rows / np.maximum(np.linalg.norm(rows, axis=2, keepdims=True), 1.0)).swapaxes(0, 1)
    return halves[0], halves[1]


def _stand(matrix: np.ndarray) -> Standing:
    height, width = matrix.shape
    if not height or not width:
        return Standing([], [], [])
    is_nearest = (matrix >= matrix.max(1, keepdims=True)).astype(float) + (matrix >= matrix.max(0, keepdims=True))
    # Line by line: a sum over a whole axis adds in another order, and the last digit would differ.
    rows = np.array([row.mean() for row in matrix])
    columns = np.array([column.mean() for column in matrix.T])
    above = matrix - (rows[:, None] + columns[None, :]) / 2
    rank = (_nearer(matrix) / width + _nearer(matrix.T).T / height) / 2
    return Standing((is_nearest / 2).tolist(), above.tolist(), rank.tolist())


def _nearer(matrix: np.ndarray) -> np.ndarray:
    """For each likeness how many in its row are greater."""
    width = matrix.shape[1]
    return np.array([width - np.searchsorted(np.sort(row), row, side="right") for row in matrix])


def _listed(name: NameProfile | None) -> tuple[NameProfile, ...]:
    return (name,) if name else ()


def _jaccard(ones: frozenset[str], others: frozenset[str]) -> float:
    union = len(ones | others)
    return len(ones & others) / union if union else 0.0
