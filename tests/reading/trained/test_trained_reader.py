"""The trained reader takes dates and numbers from a language's lists, wherever the language has them."""

from __future__ import annotations

import pytest

from evaluation.labels import iter_reports
from sumber.model import Document, Stance
from sumber.reading.events import first_date_in, first_quantity_in
from sumber.reading.trained.claims import tense_of
from sumber.reading.trained.reader import TrainedReader


@pytest.mark.parametrize("code", ["es", "uk"])
def test_events_carry_the_date_and_quantity_inside_their_claim(code: str) -> None:
    report = next(iter_reports("tune", (code,)))
    draft = TrainedReader().read(Document(id=report.id, text=report.text, language=code, synthetic=True))
    events = [(claim.span, claim.event) for claim in draft.claims if claim.event]
    dates = [date.span for date in draft.dates]
    assert any(event.time for _, event in events)
    for span, event in events:
        assert event.time == first_date_in(span, dates)
        assert event.quantity == first_quantity_in(span, draft.quantities)


@pytest.mark.parametrize(
    ("stance", "tense"),
    [("asserts", "past"), ("promises", "future"), ("predicts", "future"), ("warns", "hypothetical")],
)
def test_tense_by_stance(stance: Stance, tense: str) -> None:
    assert tense_of(stance) == tense
