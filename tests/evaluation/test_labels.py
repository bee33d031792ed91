"""The labelled reports keep to their own rules: grounded spans, closed lists, whole chains, texts of their own."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import get_args

import pytest

from evaluation.labels import LEARNT, PARTS, LabelledReport, iter_reports
from sumber.model import EventType, Mode, Stance

KINDS = {"PER", "ORG", "LOC", "GPE", "OUTLET", "WEAPON"}
UNSPACED = {"ja", "zh"}
MAX_SHARED = 0.1
MIN_LONG_CHAINS = 0.2


@cache
def _reports(part: str) -> tuple[LabelledReport, ...]:
    return tuple(iter_reports(part))


@pytest.mark.parametrize("part", PARTS)
def test_every_span_is_grounded(part: str) -> None:
    for report in _reports(part):
        assert report.synthetic, report.id
        marked = [(item.span, item.text) for item in report.entities]
        marked += [(item.span, item.text) for item in report.dates]
        marked += [(item.span, item.text) for item in report.claims]
        marked += [(item.source.span, item.source.text) for item in report.claims if item.source]
        for (start, end), words in marked:
            assert report.text[start:end] == words, (report.id, words)
        for claim in report.claims:
            assert claim.text == claim.text.strip(), (report.id, claim.text)
            assert claim.cue is None or 0 <= claim.cue[0] < claim.cue[1] <= len(report.text)
        spans = [claim.span for claim in report.claims]
        assert len(spans) == len(set(spans)), report.id


@pytest.mark.parametrize("part", PARTS)
def test_closed_lists_and_chains(part: str) -> None:
    for report in _reports(part):
        assert {entity.type for entity in report.entities} <= KINDS
        for claim in report.claims:
            assert claim.mode in get_args(Mode), (report.id, claim.text)
            assert claim.stance in get_args(Stance), (report.id, claim.text)
            assert claim.event is None or claim.event.type in get_args(EventType), (report.id, claim.text)
            assert claim.chain[-1] == report.outlet, (report.id, claim.text)
            assert len(set(claim.chain)) == len(claim.chain), (report.id, claim.text)
            assert (claim.source is None) or len(claim.chain) > 1, (report.id, claim.text)


def test_no_id_twice() -> None:
    ids = Counter(report.id for part in PARTS for report in _reports(part))
    assert not [name for name, count in ids.items() if count > 1]


def _shingles(report: LabelledReport) -> set[str]:
    """Runs of five words; of twelve characters where words are not parted."""
    if report.language in UNSPACED:
        joined = re.sub(r"\s+", "", report.text)
        return {joined[i : i + 12] for i in range(len(joined) - 11)}
    words = re.findall(r"\w+", report.text.lower())
    return {" ".join(words[i : i + 5]) for i in range(len(words) - 4)}


def test_further_reports_are_texts_of_their_own() -> None:
    holders: dict[str, list[int]] = {}
    further = [report for part in LEARNT[1:] for report in _reports(part)]
    everything = [*further, *_reports("tune"), *_reports("report")]
    sizes = []
    for place, report in enumerate(everything):
        shingles = _shingles(report)
        sizes.append(len(shingles))
        for shingle in shingles:
            holders.setdefault(shingle, []).append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        for i, one in enumerate(places):
            for other in places[i + 1 :]:
                if one < len(further):
                    shared[one, other] += 1
    close = [
        (everything[one].id, everything[other].id)
        for (one, other), count in shared.items()
        if count > MAX_SHARED * min(sizes[one], sizes[other])
    ]
    assert not close


def test_a_fifth_of_the_further_claims_have_three_links_or_more() -> None:
    chains = [claim.chain for report in _reports("further") for claim in report.claims]
    assert sum(len(chain) > 2 for chain in chains) >= MIN_LONG_CHAINS * len(chains)
