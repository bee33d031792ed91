"""Inputs that broke a promise once, kept; and the shapes that the fuzzer starts from."""

from __future__ import annotations

import pytest

from sumber.errors import InputError
from sumber.intake import intake_names
from sumber.model import Reading
from tests.fuzz.read_any import REPEATED, REPEATED_BYTES, read_any

EN, ID = 8, 16
TEXT = intake_names().index("text")


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (ID, "Serangan naik dalam beberapa"),  # a vague number as the last word
    ],
)
def test_what_broke_once_is_read(choice: int, text: str) -> None:
    (reading,) = read_any(bytes([choice + TEXT]) + text.encode())
    assert isinstance(reading, Reading)


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (EN, "hails w last month."),  # no space behind the stops: one sentence of 20,000 characters
        (ID, "A draft report said the port was open."),
        (EN, "port_"),  # one word
        (EN, "port,_"),  # no white space
        (ID, '"Kami tidak pernah pergi," kata Kolonel Bayu Tirtana.'),
    ],
)
def test_a_sentence_without_end_is_read_in_time(choice: int, text: str) -> None:
    (reading,) = read_any(bytes([choice + REPEATED]) + text.encode())
    assert isinstance(reading, Reading)
    assert len(reading.document.text) == REPEATED_BYTES


@pytest.mark.parametrize("choice", range(256))
def test_every_format_language_and_date_keeps_the_promises(choice: int) -> None:
    content = b'{"text": "He said <b>two ships</b> left on Friday, according to Reuters."}'
    assert all(isinstance(found, Reading | InputError) for found in read_any(bytes([choice]) + content))
    assert read_any(bytes([choice]))
