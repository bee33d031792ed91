"""Reports added at a page in a browser: what becomes of them comes by itself, and without a script by a link."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Page, expect

from sumber.workbench.words import get_words
from tests.browser.conftest import OpenPage

SPOKEN: Final = get_words("en")
TEXT: Final = "OSLO - Norway sent {0} patrol ships to Fiji, Colonel Ivo Merrin said on Monday.\n\nHe had seen them."
LINE: Final = '{{"id": "added-{0}", "publisher": "The Vardal Post", "language": "en", "synthetic": true, "text": "OSLO - Colonel Ivo Merrin said on Tuesday that quay {0} was open."}}\n'


def fill_in(page: Page, number: str) -> None:
    """Fill the form in as somebody does who pastes a text."""
    page.get_by_label(SPOKEN("add.text")).fill(TEXT.format(number))
    page.get_by_label(SPOKEN("add.publisher"), exact=True).fill("Late Post")
    page.get_by_label(SPOKEN("add.published_at"), exact=True).fill("2025-02-11")
    page.get_by_label(SPOKEN("add.synthetic")).check()
    page.get_by_role("button", name=SPOKEN("add.do")).click()
    page.wait_for_url("**/add/*")


def test_a_pasted_text_is_read_while_one_looks_on(open_page: OpenPage, own_workbench: str) -> None:
    page = open_page("/", at=own_workbench)
    page.keyboard.press("g")
    page.keyboard.press("a")
    page.wait_for_url("**/add")
    fill_in(page, "nine")
    expect(page.locator("#added-rows .status")).to_have_text(SPOKEN("add.status.new"), timeout=60_000)
    expect(page.locator("#added-status strong").first).to_have_text(SPOKEN("add.state.done"))
    expect(page.locator("#added-said")).to_contain_text(SPOKEN("add.state.done"))
    page.locator("#added-rows a.row-title").click()
    page.wait_for_url("**/documents/*")
    expect(page.locator("article")).to_contain_text("nine patrol ships")
    assert page.locator(".synthetic").first.is_visible()


def test_files_are_told_one_by_one_each_once(open_page: OpenPage, own_workbench: str) -> None:
    page = open_page("/add", at=own_workbench)
    lines = "".join(LINE.format(number) for number in range(30)) + "{bad}\n"
    files = page.get_by_label(SPOKEN("add.files"), exact=True)
    files.set_input_files({"name": "some.jsonl", "mimeType": "application/x-ndjson", "buffer": lines.encode()})
    page.get_by_role("button", name=SPOKEN("add.do")).click()
    page.wait_for_url("**/add/*")
    expect(page.locator("#added-status strong").first).to_have_text(SPOKEN("add.state.done"), timeout=60_000)
    expect(page.locator("#added-rows > li")).to_have_count(31)
    assert len(set(page.locator("#added-rows > li").evaluate_all("rows => rows.map((row) => row.id)"))) == 31
    expect(page.locator(".advice")).to_have_text(SPOKEN("add.advice.S103"))


def test_without_a_script_a_link_looks_again(open_page: OpenPage, own_workbench: str) -> None:
    page = open_page("/add", at=own_workbench, java_script_enabled=False)
    fill_in(page, "eleven")
    for _ in range(200):
        if page.locator("[data-events]").count() == 0:
            break
        page.wait_for_timeout(100)
        with page.expect_navigation():
            page.get_by_role("link", name=SPOKEN("relating.again")).first.click()
    expect(page.locator("#added-rows .status").first).to_have_text(SPOKEN("add.status.new"))


@pytest.mark.parametrize("script", [True, False])
def test_nothing_handed_in_is_told_and_what_was_filled_in_stays(
    open_page: OpenPage, own_workbench: str, script: bool
) -> None:
    page = open_page("/add", at=own_workbench, java_script_enabled=script)
    page.get_by_label(SPOKEN("add.publisher"), exact=True).fill("Late Post")
    page.get_by_role("button", name=SPOKEN("add.do")).click()
    expect(page.get_by_role("alert")).to_contain_text(SPOKEN("add.problem.nothing"))
    expect(page.get_by_label(SPOKEN("add.publisher"), exact=True)).to_have_value("Late Post")
