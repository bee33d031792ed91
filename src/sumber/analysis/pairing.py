"""Two claims side by side: what they share and where they differ, as numbers and as words."""

from __future__ import annotations

import math
from collections.abc import Sequence
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


class Likeness(NamedTuple):
    """Cosines of the vectors of two reports' claims, one row a claim of the first: of what is said, of what it is about."""

    strict: np.ndarray
    matter: np.ndarray


def compare_claims(
    one: ClaimProfile, other: ClaimProfile, alike: Likeness, places: tuple[int, int], context: tuple[bool, float | None]
) -> Comparison:
    """Two claims side by side, at these places of the likenesses of their reports.

    `context` tells whether the reports are in one language, and the log-odds that they tell one story (None for two claims
    of one report).
    """
    same_language, story = context
    names_shared, specific = share_names(all_names(one), all_names(other))
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
        strict_nearest=_nearest(alike.strict, places),
        matter_nearest=_nearest(alike.matter, places),
        strict_above=_above(alike.strict, places),
        matter_above=_above(alike.matter, places),
        strict_rank=_rank(alike.strict, places),
        matter_rank=_rank(alike.matter, places),
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
    mine, theirs = _shared(ones, others), _shared(others, ones)
    weight = (_weigh(mine) + _weigh(theirs)) / 2
    total = _weigh(ones) + _weigh(others) - weight
    count = min(sum(name.weight == "name" for name in side) for side in (mine, theirs))
    return (weight / total if total > 0 else 0.0), count


def _shared(ones: Sequence[NameProfile], others: Sequence[NameProfile]) -> list[NameProfile]:
    keys = frozenset().union(*(name.keys for name in others)) if others else frozenset()
    return [name for name in ones if name.keys & keys]


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


def likeness(ones: Sequence[ClaimProfile], others: Sequence[ClaimProfile]) -> Likeness:
    """How alike the claims of two reports are; 0.0 where a vector is missing."""
    mine, theirs = _unit(ones), _unit(others)
    return Likeness(*(np.clip(a @ b.T, -1.0, 1.0) for a, b in zip(mine, theirs, strict=True)))


def _unit(claims: Sequence[ClaimProfile]) -> tuple[np.ndarray, np.ndarray]:
    halves = np.zeros((2, len(claims), VECTOR_NUMBERS), np.float32)
    for at, claim in enumerate(claims):
        if claim.vector:
            rows = np.frombuffer(claim.vector, np.int8).astype(np.float32).reshape(2, VECTOR_NUMBERS)
            halves[:, at] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1.0)
    return halves[0], halves[1]


def _nearest(matrix: np.ndarray, places: tuple[int, int]) -> float:
    row, column = places
    value = matrix[row, column]
    return (float(value >= matrix[row].max()) + float(value >= matrix[:, column].max())) / 2


def _rank(matrix: np.ndarray, places: tuple[int, int]) -> float:
    row, column = places
    value = matrix[row, column]
    return float((matrix[row] > value).mean() + (matrix[:, column] > value).mean()) / 2


def _above(matrix: np.ndarray, places: tuple[int, int]) -> float:
    row, column = places
    return float(matrix[row, column] - (matrix[row].mean() + matrix[:, column].mean()) / 2)


def _listed(name: NameProfile | None) -> tuple[NameProfile, ...]:
    return (name,) if name else ()


def _jaccard(ones: frozenset[str], others: frozenset[str]) -> float:
    union = len(ones | others)
    return len(ones & others) / union if union else 0.0
