"""Events and their parties: the tables of cases of every language."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from sumber.model import Document
from sumber.model.claims import EventType
from sumber.pipeline import open_reader, read_document
from sumber.reading.parties import Voice
from tests.language_cases import full_codes, get_language, read_cases

CASES = read_cases("events")


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}: {case['case']}" for code, case in CASES])
def test_event_of_case(code: str, case: dict[str, Any]) -> None:
    document = Document(id="case", text=case["text"], language=code, publisher="Gazette", published_at="2025-06-02")
    claims = read_document(document, open_reader("lexical")).claims
    assert len(claims) == 1
    event = claims[0].event
    assert event is not None
    assert event.type == case["type"]
    assert [party.name for party in event.actors] == case["actors"]
    assert [party.name for party in event.recipients] == case["recipients"]
    if "place" in case:
        assert event.place is not None
        assert event.place.name == case["place"]
    if "tense" in case:
        assert event.tense == case["tense"]
    if "object" in case:
        assert event.object == case["object"]
    if "quantity" in case:
        assert event.quantity is not None
        assert event.quantity.best == case["quantity"]


@pytest.mark.parametrize("code", full_codes())
def test_event_words_keep_to_the_closed_lists(code: str) -> None:
    for row in get_language(code).read_table("events"):
        assert row["type"] in get_args(EventType), row
        assert row["voice"] in get_args(Voice), row
