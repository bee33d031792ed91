"""Quotes in a reading: every span is found, whatever it belongs to."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.evidence.records import Quoted, encode_record, find_misquote, iter_quotes, read_record
from sumber.model import Document
from sumber.model.reading_format import shape_reading
from sumber.pipeline import read_document

TEXT = "Colonel Ivo Merrin said on 2 June 2025 that the port was closed, citing Port Radio."


def test_every_span_of_a_real_reading_is_found_and_right() -> None:
    reading = read_document(Document(id="1", text=TEXT, publisher="P", language="en", published_at="2025-06-03"))
    shaped = shape_reading(reading, explain=True)
    plain = json.loads(msgspec.json.encode(reading))
    assert [find_misquote(quoted, TEXT) for quoted in iter_quotes(plain)] == [None] * len(list(iter_quotes(plain)))
    quotes = list(iter_quotes(shaped))
    assert len(quotes) == json.dumps(shaped).count('"span": [')
    assert {quoted.path.split("[")[0] for quoted in quotes} >= {"mentions", "dates", "claims"}
    assert any(".cue" in quoted.path for quoted in quotes)
    assert [find_misquote(quoted, TEXT) for quoted in quotes] == [None] * len(quotes)


def test_quotes_come_in_the_readings_order_with_their_paths() -> None:
    reading = {"claims": [{"span": [0, 1], "chain": [{"span": [1, 2]}, {"span": None}]}, {"span": [2, 3]}], "x": 1}
    assert [quoted.path for quoted in iter_quotes(reading)] == ["claims[0]", "claims[0].chain[0]", "claims[1]"]


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        (Quoted("", 0, 7, "Colonel"), None),
        (Quoted("", 0, 7, None), None),
        (Quoted("", 3, 3, ""), None),
        (Quoted("", 0, 7, "colonel"), "it quotes 'colonel', the text says 'Colonel'"),
        (Quoted("", 0, 7, 5), "it quotes '5'"),
        (Quoted("", 0, 999, "Colonel"), "does not lie in the text of 83 characters"),
        (Quoted("", -1, 7, "Colonel"), "does not lie"),
        (Quoted("", 7, 0, ""), "does not lie"),
        (Quoted("", 0.0, 7, "Colonel"), "no pair of whole numbers"),
        (Quoted("", False, True, "C"), "no pair of whole numbers"),
        (Quoted("", None, None, "C"), "no pair of whole numbers"),
    ],
)
def test_misquotes_are_put_in_words(quoted: Quoted, expected: str | None) -> None:
    found = find_misquote(quoted, TEXT)
    assert found == expected or (expected is not None and found is not None and expected in found)


@settings(deadline=None)
@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none() | st.lists(st.text())))
def test_records_come_back_as_they_were(values: dict[str, object]) -> None:
    body = encode_record(values)
    assert read_record(body) == values
    assert b"\n" not in body


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'"a"', b"[" * 200_000])
def test_what_is_no_object_is_no_record(body: bytes) -> None:
    assert read_record(body) is None
