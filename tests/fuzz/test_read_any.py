"""Inputs that broke a promise once, kept; and the shapes that the fuzzer starts from."""

from __future__ import annotations

import pytest

from sumber.errors import InputError
from sumber.intake import intake_names
from sumber.model import Reading
from tests.fuzz.read_any import read_any

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


@pytest.mark.parametrize("choice", range(256))
def test_every_format_language_and_date_keeps_the_promises(choice: int) -> None:
    content = b'{"text": "He said <b>two ships</b> left on Friday, according to Reuters."}'
    assert all(isinstance(found, Reading | InputError) for found in read_any(bytes([choice]) + content))
    assert read_any(bytes([choice]))
