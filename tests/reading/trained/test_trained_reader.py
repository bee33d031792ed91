"""The trained reader takes dates and numbers from a language's lists, wherever the language has them."""

from __future__ import annotations

import pytest

from evaluation.labels import iter_reports
from sumber.model import Document, Stance
from sumber.reading.choice import AutoReader, read_choices
from sumber.reading.events import first_date_in, first_quantity_in
from sumber.reading.trained.claims import tense_of
from sumber.reading.trained.model import Model
from sumber.reading.trained.reader import TrainedReader
from tests.language_cases import full_codes, get_language, read_report


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


class _Unlearned(Model):
    """A model that has learnt English alone and can score nothing."""

    def __init__(self) -> None:
        self.version = "none"
        self.languages = frozenset({"en"})


@pytest.mark.parametrize("code", [code for code in full_codes() if code != "en"])
def test_a_language_the_model_has_not_learnt_is_left_to_the_rules(code: str) -> None:
    document = Document(id="a", text=read_report(code), language=code, publisher="Gazette", synthetic=True)
    draft = TrainedReader(_Unlearned()).read(document)
    assert draft.reader.name == "lexical"
    assert draft.claims
    assert get_language(code).name in draft.warnings[-1]


@pytest.mark.parametrize("code", [code for code in full_codes() if code not in read_choices()])
def test_a_language_without_scores_is_read_by_the_rules(code: str) -> None:
    draft = AutoReader().read(Document(id="a", text=read_report(code), publisher="Gazette", synthetic=True))
    assert (draft.language, draft.reader.name) == (code, "lexical")
    assert draft.claims
    assert not draft.warnings


@pytest.mark.parametrize(
    ("stance", "tense"),
    [("asserts", "past"), ("promises", "future"), ("predicts", "future"), ("warns", "hypothetical")],
)
def test_tense_by_stance(stance: Stance, tense: str) -> None:
    assert tense_of(stance) == tense
