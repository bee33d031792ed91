"""Signs that are not seen or turn the words around them are shown as what they are."""

from __future__ import annotations

import pytest
from hypothesis import given

from sumber.workbench.views.hidden_signs import show_hidden
from tests.workbench.views.test_text_pieces import TEXTS

SHOWN = [
    ("plain", "plain"),
    ("a\x00b", "a⟨U+0000⟩b"),
    ("\u202edeton\u202c", "⟨U+202E⟩deton⟨U+202C⟩"),
    ("a\u2066b\u2069", "a⟨U+2066⟩b⟨U+2069⟩"),
    ("a\ud800", "a⟨U+D800⟩"),
    ("\ufeffa", "⟨U+FEFF⟩a"),
    ("", ""),
]
UNTOUCHED = ["a\tb\nc\r", "e\u0301", "\U0001f469\u200d\U0001f692", "עברית\u200f", "co\u00adop", "한국\u3000어"]


@pytest.mark.parametrize(("words", "shown"), SHOWN)
def test_hidden_signs_become_visible(words: str, shown: str) -> None:
    assert "".join(each.words for each in show_hidden(words)) == shown


@pytest.mark.parametrize("words", UNTOUCHED)
def test_signs_that_belong_to_a_script_stay(words: str) -> None:
    assert [each.words for each in show_hidden(words)] == [words]


@given(TEXTS)
def test_nothing_but_hidden_signs_is_changed(words: str) -> None:
    shown = show_hidden(words)
    kept = "".join(each.words for each in shown if each.sign is None)
    assert len(kept) + sum(each.sign is not None for each in shown) == len(words)
    assert "\u202e" not in kept
    assert "\x00" not in kept
