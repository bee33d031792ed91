"""The reference page of the interface for programs is what its OpenAPI document tells."""

from __future__ import annotations

from tests.docs.interface import PAGE, write_page


def test_the_page_is_what_the_interface_tells_of_itself() -> None:
    assert PAGE.read_text("utf-8") == write_page(), "run: python3 dev.py docs --renew"
