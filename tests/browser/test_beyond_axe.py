"""What WCAG 2.2 AA asks and axe cannot see: the keyboard, small screens, large text, forced colours, languages.

What is left for a person to look at is listed in docs/explanation/accessibility.md.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
import pytest
from playwright.sync_api import Page

from sumber.workbench.words import get_words
from tests.browser.conftest import DARK, LIGHT, REPORTS, Look, OpenPage, measure
from tests.browser.pages import PAGES, SIGHTS, Examples, Sight

every_page = pytest.mark.parametrize("sight", PAGES, ids=lambda sight: sight.name)
every_sight = pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
both_themes = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])

WIDTHS: Final = (1280, 768, 320)
"""A screen, a tablet, and a screen of 1280 px at 400 %."""
SPACING: Final = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""
LARGE: Final = {"standard": 32, "fixed": 26}
"""Twice the size of letters that a browser begins with, in pixels."""
SMALL_SCREEN: Final = {"width": 320, "height": 256}
"""What WCAG's rule of reflow reckons with."""
MOST_STEPS: Final = 600
LEAST_OUTLINE_PIXELS: Final = 2
LEAST_CONTRAST: Final = 3


def walk(page: Page) -> list[dict[str, Any]]:
    """What has the focus at each press of Tab, from the top of the page until it leaves the page or comes back to a place."""
    steps: list[dict[str, Any]] = []
    seen = set()
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        step = measure(page, "focused")
        if step is None or (step["place"] is not None and step["place"] in seen):
            return steps
        seen.add(step["place"])
        steps.append(step)
    raise AssertionError(f"{MOST_STEPS} steps did not lead through the page: {steps[-3:]}")


@both_themes
@every_sight
def test_tab_reaches_everything_in_order_and_shows_where_it_is(
    open_page: OpenPage, examples: Examples, sight: Sight, look: Look
) -> None:
    page = open_page(sight.place(examples), look)
    names = measure(page, "tabbable")
    steps = walk(page)
    places = [step["place"] for step in steps if step["place"] is not None]
    there = measure(page, "still_there")
    assert [names[place] for place in there if place not in places] == [], "never reached"
    assert places == sorted(places), "not in the order of the page"
    unseen = [step["name"] for step in steps if not step["isSeen"]]
    faint = [s for s in steps if s["width"] < LEAST_OUTLINE_PIXELS or s["contrast"] < LEAST_CONTRAST]
    assert (unseen, faint) == ([], [])


@every_page
def test_tab_leads_back_as_well(open_page: OpenPage, examples: Examples, sight: Sight) -> None:
    page = open_page(sight.place(examples))
    measure(page, "tabbable")
    places = []
    for key in ["Tab"] * 8 + ["Shift+Tab"] * 7:
        page.keyboard.press(key)
        places.append((measure(page, "focused") or {}).get("place"))
    assert places[8:] == places[6::-1]


@every_page
def test_the_first_step_leads_past_the_menu(open_page: OpenPage, examples: Examples, sight: Sight) -> None:
    page = open_page(sight.place(examples))
    measure(page, "tabbable")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.localName") == "main"
    page.keyboard.press("Tab")
    left = "!document.activeElement || document.activeElement === document.body"
    assert page.evaluate(f"{left} || document.activeElement.closest('main, footer') !== null")


@every_sight
def test_every_width_holds_the_page_in_its_order(open_page: OpenPage, examples: Examples, sight: Sight) -> None:
    page = open_page(sight.place(examples))
    wrong = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wrong[width] = measure(page, "layout") + measure(page, "order")
    assert wrong == {width: [] for width in WIDTHS}


@every_sight
def test_readers_may_space_and_enlarge_the_text(open_page: OpenPage, examples: Examples, sight: Sight) -> None:
    page = open_page(sight.place(examples))
    measure(page, "style", SPACING)
    spaced = measure(page, "layout")
    page = open_page("/")
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": LARGE})
    page.goto(sight.place(examples))
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{LARGE['standard']}px"
    assert (spaced, measure(page, "layout")) == ([], [])


@every_page
def test_the_focus_is_seen_on_the_smallest_screen(open_page: OpenPage, examples: Examples, sight: Sight) -> None:
    page = open_page(sight.place(examples), viewport=SMALL_SCREEN)
    measure(page, "tabbable")
    assert [step["name"] for step in walk(page) if not step["isSeen"]] == []


def test_single_keys_may_be_turned_off(open_page: OpenPage) -> None:
    page = open_page("/")
    page.get_by_role("button", name=get_words("en")("app.keys_off")).click()
    page.wait_for_selector("html[data-keys=off]")
    page.keyboard.press("/")
    assert not page.evaluate("document.activeElement.matches('#find')")
    assert page.locator("kbd:visible").count() == 0
    page.get_by_role("button", name=get_words("en")("app.keys_on")).click()
    page.wait_for_selector("html:not([data-keys])")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.matches('#find')")


@every_sight
def test_controls_are_large_enough_to_hit(open_page: OpenPage, examples: Examples, sight: Sight) -> None:
    assert measure(open_page(sight.place(examples)), "targets") == []


@every_page
def test_nothing_moves_where_stillness_is_asked_for(open_page: OpenPage, examples: Examples, sight: Sight) -> None:
    assert measure(open_page(sight.place(examples), reduced_motion="reduce"), "motion") == []


@both_themes
@every_page
def test_forced_colours_lose_nothing(open_page: OpenPage, examples: Examples, sight: Sight, look: Look) -> None:
    page = open_page(sight.place(examples), look, forced_colors="active")
    assert measure(page, "forced") == []
    faint = [step for step in walk(page) if step["width"] < LEAST_OUTLINE_PIXELS or step["contrast"] < LEAST_CONTRAST]
    assert faint == []


@pytest.mark.parametrize("language", ["en", "id"])
@every_sight
def test_the_page_tells_its_language_and_that_of_each_headline(
    open_page: OpenPage, examples: Examples, sight: Sight, language: str
) -> None:
    page = open_page(sight.place(examples), Look(language=language))
    assert page.locator("html").get_attribute("lang") == language
    reports = [msgspec.json.decode(line) for file in REPORTS for line in file.read_bytes().splitlines()]
    told = {report["title"]: report["language"] for report in reports}
    found = measure(page, "languages", list(told))
    assert {title: set(languages) for title, languages in found.items()} == {title: {told[title]} for title in found}


@every_sight
def test_every_page_is_whole_without_a_script(open_page: OpenPage, examples: Examples, sight: Sight) -> None:
    page = open_page(sight.place(examples), java_script_enabled=False)
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().strip()
    dead = (
        "a[href='#'], a:not([href]):not([id]), button:not(form button):not([form]):not([popovertarget]):not([hidden])"
    )
    assert page.locator(dead).all_inner_texts() == []


def test_the_dark_that_is_chosen_is_the_dark_that_a_system_asks_for(open_page: OpenPage) -> None:
    page = open_page("/", DARK)
    asked, found = measure(page, "colours"), {}
    page.emulate_media(color_scheme="light")
    for _ in range(2):
        page.get_by_role("button", name="Light or dark").click()
        page.wait_for_load_state()
        found[page.locator("html").get_attribute("data-theme")] = measure(page, "colours")
    assert found["dark"] == asked
    assert found["light"] != asked
