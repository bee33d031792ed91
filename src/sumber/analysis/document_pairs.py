"""Two reports side by side: what they share, as numbers from which stories and copies are told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np

from sumber.analysis.pairing import Likeness, share_names
from sumber.analysis.profiles import DocumentProfile, NameProfile

_TAKEN_OVER: Final = 0.5
"""A sentence of which half of the runs of words stand in the other report was taken over, or both from a third."""
_LEAST_RUNS: Final = 4
_ALIKE: Final = 0.45
_QUICK_DAYS: Final = 3
_SLOW_DAYS: Final = 30


class DocumentComparison(NamedTuple):
    """What two reports share, from 0.0 to 1.0 unless said otherwise.

    `taken_sentences` counts the sentences of one that stand in the other (up to 6, as a share of 6), `taken_share` is
    their share of the shorter report. `leads_meet` and `leads_part` tell whether the days of what the reports begin with
    can be one day. `aligned` is the share of the shorter report's claims whose nearest claim in the other is also the
    other way round their nearest and means much the same. The last four join two of the others: names or statements that
    are shared tell more where the days agree.
    """

    same_language: float
    taken_sentences: float
    taken_share: float
    names: float
    specific_names: float
    lead_names: float
    numbers: float
    shared_numbers: float
    leads_meet: float
    leads_part: float
    days_meet: float
    gap_quick: float
    gap_slow: float
    credits: float
    shared_relay: float
    shared_origins: float
    shared_persons: float
    aligned: float
    lead_likeness: float
    likeness: float
    quotes_aligned: float
    lead_names_quick: float
    lead_names_meet: float
    lead_names_part: float
    aligned_one_day: float


def compare_documents(
    one: DocumentProfile, other: DocumentProfile, alike: Likeness | None = None
) -> DocumentComparison:
    """Two reports side by side, `alike` their claims where that was asked before; the order of the two does not matter."""
    alike = alike or Likeness(one.claims, other.claims)
    taken, share = _taken_over(one, other)
    names, specific = share_names(one.names, other.names)
    lead_names, _ = share_names(_lead_names(one), _lead_names(other))
    numbers, shared_numbers = _share_numbers(one, other)
    leads_meet, leads_part = _leads(one, other)
    matrix = alike.strict
    gap = abs(one.published - other.published) if one.published and other.published else None
    smaller = max(1, min(len(one.claims), len(other.claims)))
    ones, others = _origins(one), _origins(other)
    aligned, quick = _aligned(matrix) / smaller, float(gap is not None and gap <= _QUICK_DAYS)
    return DocumentComparison(
        same_language=float(one.language == other.language),
        taken_sentences=min(taken, 6) / 6,
        taken_share=share,
        names=names,
        specific_names=min(specific, 8) / 8,
        lead_names=lead_names,
        numbers=numbers,
        shared_numbers=min(shared_numbers, 6) / 6,
        leads_meet=leads_meet,
        leads_part=leads_part,
        days_meet=_days_meet(one, other),
        gap_quick=quick,
        gap_slow=float(gap is not None and gap > _SLOW_DAYS),
        credits=float(is_credited(by=one, credited=other) or is_credited(by=other, credited=one)),
        shared_relay=float(bool(relays_of(one) & relays_of(other))),
        shared_origins=min(len(ones & others), 4) / 4,
        shared_persons=min((_quote_sources(one, others) + _quote_sources(other, ones)) / 2, 6) / 6,
        aligned=aligned,
        lead_likeness=_lead_likeness(one, other, matrix),
        likeness=_top(matrix, smaller),
        quotes_aligned=_quotes_aligned(one, other, matrix),
        lead_names_quick=lead_names * quick,
        lead_names_meet=lead_names * leads_meet,
        lead_names_part=lead_names * leads_part,
        aligned_one_day=aligned * leads_meet,
    )


def taken_sentences(one: DocumentProfile, other: DocumentProfile) -> tuple[int, ...]:
    """The sentences of a report that stand, mostly word for word, in the other, by their number."""
    runs = frozenset().union(*(hashes for _, hashes in other.sentences)) if other.sentences else frozenset()
    return tuple(
        at
        for at, (_, hashes) in enumerate(one.sentences)
        if len(hashes) >= _LEAST_RUNS and len(hashes & runs) >= _TAKEN_OVER * len(hashes)
    )


def _taken_over(one: DocumentProfile, other: DocumentProfile) -> tuple[int, float]:
    forth, back = len(taken_sentences(one, other)), len(taken_sentences(other, one))
    shares = forth / max(1, len(one.sentences)), back / max(1, len(other.sentences))
    return max(forth, back), max(shares)


def _lead_names(document: DocumentProfile) -> tuple[NameProfile, ...]:
    found: dict[NameProfile, None] = {}
    for claim in document.claims:
        if claim.is_lead:
            found.update(dict.fromkeys((*claim.names, *claim.actors, *claim.recipients)))
    return tuple(found)


def _numbers(document: DocumentProfile) -> frozenset[tuple[float, float]]:
    return frozenset(
        (number.low, number.high) for claim in document.claims for number in claim.numbers if number.high > 2
    )


def _share_numbers(one: DocumentProfile, other: DocumentProfile) -> tuple[float, int]:
    ones, others = _numbers(one), _numbers(other)
    shared = len(ones & others)
    return shared / max(1, min(len(ones), len(others))), shared


def _leads(one: DocumentProfile, other: DocumentProfile) -> tuple[float, float]:
    ones, others = _lead_days(one), _lead_days(other)
    if not ones or not others:
        return 0.0, 0.0
    meet = any(a[0] <= b[1] and b[0] <= a[1] for a in ones for b in others)
    return float(meet), float(not meet)


def _lead_days(document: DocumentProfile) -> list[tuple[int, int]]:
    return [(c.first, c.last) for c in document.claims if c.is_lead and c.first is not None and c.last is not None]


def _days(document: DocumentProfile) -> frozenset[int]:
    return frozenset(claim.first for claim in document.claims if claim.first is not None and claim.first == claim.last)


def _days_meet(one: DocumentProfile, other: DocumentProfile) -> float:
    ones, others = _days(one), _days(other)
    return len(ones & others) / max(1, min(len(ones), len(others)))


def is_credited(*, by: DocumentProfile, credited: DocumentProfile) -> bool:
    """Whether a report names the other's publisher as one it has something from."""
    return any(link.keys & credited.publisher.keys for claim in by.claims for link in claim.chain[:-1])


def relays_of(document: DocumentProfile) -> frozenset[str]:
    """The keys of all outlets and agencies that a report passes something on from."""
    keys = [link.keys for claim in document.claims for link in claim.chain[:-1] if link.role == "relay"]
    return frozenset().union(*keys) if keys else frozenset()


def _origins(document: DocumentProfile) -> frozenset[str]:
    keys = [claim.origin.keys for claim in document.claims if claim.origin.role == "speaker"]
    return frozenset().union(*keys) if keys else frozenset()


def _quote_sources(document: DocumentProfile, sources: frozenset[str]) -> int:
    """How many claims of a report are said by one of these sources."""
    return sum(claim.origin.role == "speaker" and bool(claim.origin.keys & sources) for claim in document.claims)


def _aligned(matrix: np.ndarray) -> int:
    return sum(1 for _ in iter_aligned(matrix))


def iter_aligned(matrix: np.ndarray) -> Iterable[tuple[int, int]]:
    """Claims that are each other's nearest and mean much the same."""
    if not matrix.size:
        return
    nearest, back = matrix.argmax(1), matrix.argmax(0)
    for row, column in enumerate(nearest):
        if back[column] == row and matrix[row, column] >= _ALIKE:
            yield row, int(column)


def _lead_likeness(one: DocumentProfile, other: DocumentProfile, matrix: np.ndarray) -> float:
    rows = [at for at, claim in enumerate(one.claims) if claim.is_lead]
    columns = [at for at, claim in enumerate(other.claims) if claim.is_lead]
    return float(max(0.0, matrix[np.ix_(rows, columns)].max())) if rows and columns else 0.0


def _top(matrix: np.ndarray, count: int) -> float:
    """The mean of the likenesses of the claims that are most alike, a third of the shorter report's."""
    if not matrix.size:
        return 0.0
    best = np.sort(matrix.max(1 if matrix.shape[0] <= matrix.shape[1] else 0))[::-1]
    return float(max(0.0, best[: max(1, count // 3)].mean()))


def _quotes_aligned(one: DocumentProfile, other: DocumentProfile, matrix: np.ndarray) -> float:
    pairs = sum(
        1
        for row, column in iter_aligned(matrix)
        if one.claims[row].mode == other.claims[column].mode != "unattributed"
        and one.claims[row].origin.keys & other.claims[column].origin.keys
    )
    return min(pairs, 4) / 4
