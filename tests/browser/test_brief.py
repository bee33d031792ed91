"""A brief made in a browser: chosen out of a search, kept in the address, saved as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from sumber.brief.words import get_brief_words
from sumber.workbench.words import get_words
from tests.browser.conftest import OpenPage

SPOKEN: Final = get_words("en")


@pytest.mark.parametrize("script", [True, False])
def test_a_brief_is_chosen_out_of_a_search_and_saved(open_page: OpenPage, script: bool) -> None:
    page = open_page("/search?q=Fiji", java_script_enabled=script)
    page.get_by_role("link", name=SPOKEN("brief.from_search")).click()
    page.wait_for_url("**/brief?q=Fiji")
    found = page.locator("[id^=found-]")
    for number in range(2):
        found.nth(number).check()
    page.get_by_label(SPOKEN("brief.synthetic")).check()
    page.get_by_role("button", name=SPOKEN("brief.renew")).click()
    page.wait_for_url("**claim=*")
    expect(page.locator("[id^=chosen-][type=checkbox]")).to_have_count(2)
    expect(page.locator(".brief > ol").first.locator("> li")).to_have_count(2)
    with page.expect_download() as saving:
        page.get_by_role("link", name=SPOKEN("brief.form.md"), exact=True).click()
    content = Path(saving.value.path()).read_text("utf-8")
    assert saving.value.suggested_filename == "brief.md"
    assert get_brief_words("en")("invented") in content.splitlines()[0]
    again = open_page(page.url)
    assert again.locator(".brief").inner_text().splitlines()[0] == get_brief_words("en")("invented")
