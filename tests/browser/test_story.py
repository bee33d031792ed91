"""What an analyst does in the first five minutes, and what happens when others do it at the same time."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

from sumber.workbench.words import get_words
from tests.browser.conftest import LIGHT, OpenPage
from tests.browser.pages import Examples

SPOKEN: Final = get_words("en")
WORDS: Final = "patrol ships"
REASON: Final = "Read in the original: 해등신문 says the same"
MOST_STEPS: Final = 200
LATER: Final = '{{"id": "later-{0}", "publisher": "The Vardal Post", "language": "en", "synthetic": true, "text": "OSLO - Colonel Ivo Merrin said on Tuesday that harbour {0} was open."}}\n'


def step_to(page: Page, wanted: str) -> None:
    """Press Tab until what matches has the focus."""
    for _ in range(MOST_STEPS):
        if page.evaluate("wanted => document.activeElement?.matches(wanted) ?? false", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{MOST_STEPS} steps led to nothing that matches {wanted}")


def find_claims(ledger: Path, *options: str) -> str:
    """What `sumber claims` answers beside the running workbench."""
    command = [sys.executable, "-m", "sumber", "claims", "--ledger", str(ledger), "--format", "jsonl", *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_first_five_minutes_by_keyboard_alone(open_page: OpenPage, own_workbench: str) -> None:
    page = open_page("/", at=own_workbench)

    # Look for words, from wherever one is.
    page.keyboard.press("/")
    page.keyboard.type(WORDS)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    assert page.url.endswith("q=patrol+ships")
    rows = page.locator(".row-title")
    expect(rows.first).to_be_visible()

    # Walk along what was found and open the first claim.
    page.locator("main").focus()
    page.keyboard.press("j")
    expect(rows.first).to_be_focused()
    said = rows.first.inner_text().strip()
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/*")
    claim = page.url
    expect(page.locator("h1")).to_have_text(said)

    # Who says so, link by link; and the map of origins as a table.
    links = page.locator("main .chain").first.locator(".link").all_inner_texts()
    assert links
    step_to(page, "#sources > summary")
    page.keyboard.press("Enter")
    table = page.locator("#sources table")
    expect(table).to_be_visible()
    publisher = links[-1].splitlines()[-1].strip()
    assert any(publisher in row for row in table.locator("tbody tr").all_inner_texts())

    # The report that holds it, opened at the claim; and back.
    page.keyboard.press("Home")
    step_to(page, "main a[href*='/documents/'][href*='#claim-']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*")
    expect(page.locator(".claim-card .said")).to_have_text(said)
    assert page.locator(".synthetic").first.is_visible()
    page.go_back()
    page.wait_for_url(claim)

    # Accept the claim that is least sure, with a reason; take it back.
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/review")
    asked = page.locator("main mark").inner_text()
    page.keyboard.press("n")
    page.keyboard.type(REASON)
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_url("**/review?*decided=*")
    done = page.get_by_role("status").filter(has_text="Ana")
    expect(done).to_contain_text(REASON)
    assert page.locator("main mark").inner_text() != asked
    page.keyboard.press("u")
    expect(page.locator("main mark")).to_have_text(asked)


def test_a_claim_is_rejected_with_a_reason_and_the_rejection_taken_back(
    open_page: OpenPage, own_workbench: str, examples: Examples
) -> None:
    page = open_page(f"/claims/{examples.claims}", at=own_workbench)
    page.get_by_role("link", name=SPOKEN("decide.reject"), exact=True).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.type(REASON)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**decided=*")
    made = page.locator("#decisions .decided")
    expect(made).to_contain_text(REASON)
    made.get_by_role("button", name=SPOKEN("decide.undo")).focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("#decisions .is-undone")).to_contain_text(REASON)


def test_two_people_decide_at_once_and_both_decisions_stand(
    open_page: OpenPage, own_workbench: str, own_ledger: Path, examples: Examples
) -> None:
    pages = [open_page(f"/claims/{examples.claims}", at=own_workbench) for _ in range(2)]
    for page in pages:
        page.get_by_role("link", name=SPOKEN("decide.note"), exact=True).click()
        expect(page.locator("#reason")).to_be_focused()
    for number, page in enumerate(pages):
        page.locator("#reason").fill(f"what person {number} noted")
        # Sent without waiting for the answer, so that both are on their way together.
        page.locator("#decision form").evaluate(
            "form => setTimeout(() => form.requestSubmit(form.querySelector('.main')))"
        )
    for page in pages:
        page.wait_for_url("**decided=*")
    for page in pages:
        page.goto(f"/claims/{examples.claims}")
        told = page.locator("#decisions").inner_text()
        assert all(f"what person {number} noted" in told for number in range(2))
    assert find_claims(own_ledger, "--document", examples.documents).count("what person") == 2


def test_reports_that_come_in_are_there_and_stop_no_reader(
    open_page: OpenPage, own_workbench: str, own_ledger: Path, examples: Examples
) -> None:
    page = open_page("/search?q=harbour&in=documents", at=own_workbench)
    expect(page.locator(".row-title")).to_have_count(0)
    command = [
        sys.executable,
        "-m",
        "sumber",
        "add",
        "-",
        "--from",
        "jsonl",
        "--reader",
        "lexical",
        "--ledger",
        str(own_ledger),
    ]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as adding:
        assert adding.stdin
        assert adding.stdout
        for number in range(20):
            adding.stdin.write(LATER.format(number))
            adding.stdin.flush()
            if number % 5 == 0:
                assert adding.stdout.readline().startswith("new")
                answer = page.goto(f"/claims/{examples.claims}")
                assert answer
                assert answer.status == 200
        _, complaints = adding.communicate()
    assert adding.returncode == 0, complaints
    page.goto("/search?q=harbour&in=documents")
    expect(page.locator(".row-title")).to_have_count(20)


def test_back_and_links_keep_where_one_was(open_page: OpenPage) -> None:
    page = open_page("/search")
    page.locator("#find").fill("Fiji")
    page.wait_for_url("**/search?*q=Fiji*")
    page.locator("#ask-stance").select_option("asserts")
    page.wait_for_url("**stance=asserts*")
    found = page.locator(".row-title").all_inner_texts()
    assert found
    page.locator(".row-title").first.click()
    page.wait_for_url("**/claims/*")
    page.go_back()
    page.wait_for_url(re.compile("q=Fiji.*stance=asserts"))
    assert page.locator(".row-title").all_inner_texts() == found
    expect(page.locator("#find")).to_have_value("Fiji")
    expect(page.locator("#ask-stance")).to_have_value("asserts")
    other = open_page(page.url)
    assert other.locator(".row-title").all_inner_texts() == found


def test_a_chosen_claim_of_a_report_is_in_its_address(open_page: OpenPage, examples: Examples) -> None:
    page = open_page(f"/documents/{examples.documents}")
    numbers = page.locator(".claim-no")
    numbers.first.click()
    expect(page.locator(".claim-card .said")).to_be_visible()
    first = page.url
    assert "claim=" in first
    numbers.nth(1).click()
    page.wait_for_url(lambda address: address != first)
    page.go_back()
    page.wait_for_url(first)
    chosen = page.locator(".claim-card .said").inner_text()
    assert open_page(first).locator(".claim-card .said").inner_text() == chosen


def test_what_was_written_in_a_report_stays_text(open_page: OpenPage, examples: Examples) -> None:
    for view in ("text", "original", "versions"):
        page = open_page(f"/documents/{examples.hostile}?view={view}", LIGHT)
        assert page.title() != "broken"
        assert page.locator("main [onerror], main [onclick], main svg[onload]").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
        assert page.locator("main").is_visible()
