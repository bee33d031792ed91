"""The evaluation counts what it says it counts."""

from __future__ import annotations

from collections import Counter

import numpy as np

from evaluation.calibration import expected_calibration_error
from evaluation.figures import FIGURES, figures, intervals
from evaluation.floors import Floors, find_breaches, read_floors
from evaluation.labels import iter_reports, read_digest
from evaluation.matching import is_same_time
from evaluation.scoring import count_report
from sumber.model import Document
from sumber.pipeline import read_document


def test_labels_hold_their_spans() -> None:
    for report in iter_reports("tune"):
        marked = [(entity.span, entity.text) for entity in report.entities]
        marked += [(date.span, date.text) for date in report.dates]
        marked += [(claim.span, claim.text) for claim in report.claims]
        for span, words in marked:
            assert report.text[slice(*span)] == words


def test_an_empty_reading_finds_nothing() -> None:
    report = next(iter_reports("tune", ("en",)))
    reading = read_document(Document(id=report.id, text="x", language="xx"))
    measured = figures(count_report(report, reading))
    assert measured["claims"] == 0.0
    assert measured["origin"] == 0.0


def test_interval_is_met_by_overlap_and_a_day_only_by_itself() -> None:
    assert is_same_time("2025-02-01/2025-02-07", "2025-02-03")
    assert not is_same_time("2025-02-01/2025-02-07", "2025-03")
    assert is_same_time("2025-02", "2025-02-01/2025-02-28")
    assert not is_same_time("2025-02-09", "2025-02")


def test_intervals_hold_the_figure() -> None:
    counts = [Counter({"claim_found": n, "claim_labelled": 10, "claim_predicted": 10}) for n in (4, 6, 8)]
    low, high = intervals(counts, rounds=200)["claims"]
    assert low <= 0.6 <= high


def test_a_figure_below_its_floor_is_a_breach() -> None:
    floors = Floors(reader="lexical", part="tune", digest=read_digest("tune"), figures={"en": {"claims": 0.9}})
    assert find_breaches(floors, {"en": dict.fromkeys(FIGURES, 0.95)}) == []
    assert len(find_breaches(floors, {"en": dict.fromkeys(FIGURES, 0.5)})) == 1


def test_changed_labels_are_a_breach() -> None:
    assert find_breaches(Floors(reader="lexical", part="tune", digest="0", figures={}), {})
    assert all(floors.digest == read_digest(floors.part) for floors in read_floors())


def test_confidence_that_means_it_has_no_calibration_error() -> None:
    stated = np.asarray([0.25] * 4 + [0.75] * 4)
    right = np.asarray([True, False, False, False, True, True, True, False])
    assert expected_calibration_error(stated, right) == 0
    assert abs(expected_calibration_error(stated, ~right) - 0.5) < 1e-9
