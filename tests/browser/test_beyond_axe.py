"""What WCAG 2.2 AA asks and axe cannot see: the keyboard, small screens, large text, forced colours, languages.

What is left for a person to look at is listed in docs/explanation/accessibility.md.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
import pytest
from playwright.sync_api import Page

from sumber.workbench.words import get_words
from tests.browser.conftest import DARK, LIGHT, REPORTS, Look, OpenPage, OpenSight, measure
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
TABLET: Final = Look(language="id", width=768)
MOST_STEPS: Final = 600
SOME_STEPS: Final = 25
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


def find_faint(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps whose focus is drawn too thin or too faint to be seen."""
    return [step for step in steps if step["width"] < LEAST_OUTLINE_PIXELS or step["contrast"] < LEAST_CONTRAST]


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_tab_reaches_everything_in_order_and_shows_where_it_is(open_sight: OpenSight, sight: Sight) -> None:
    page = open_sight(sight)
    names = measure(page, "tabbable")
    steps = walk(page)
    places = [step["place"] for step in steps if step["place"] is not None]
    there = measure(page, "still_there")
    assert [names[place] for place in there if place not in places] == [], "never reached"
    assert places == sorted(places), "not in the order of the page"
    assert ([step["name"] for step in steps if not step["isSeen"]], find_faint(steps)) == ([], [])


@every_page
def test_the_focus_is_drawn_in_the_dark_and_seen_on_the_smallest_screen(open_sight: OpenSight, sight: Sight) -> None:
    page = open_sight(sight, DARK, viewport=SMALL_SCREEN)
    measure(page, "tabbable")
    steps = walk(page)
    assert ([step["name"] for step in steps if not step["isSeen"]], find_faint(steps)) == ([], [])


@every_page
def test_tab_leads_past_the_menu_and_back(open_sight: OpenSight, sight: Sight) -> None:
    page = open_sight(sight)
    measure(page, "tabbable")
    places = []
    for key in ["Tab"] * 6 + ["Shift+Tab"] * 5:
        page.keyboard.press(key)
        places.append((measure(page, "focused") or {}).get("place"))
    assert places[6:] == places[4::-1]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.localName") == "main"
    page.keyboard.press("Tab")
    left = "!document.activeElement || document.activeElement === document.body"
    assert page.evaluate(f"{left} || document.activeElement.closest('main, footer') !== null")


@every_sight
def test_every_width_holds_the_page_in_its_order_with_room_for_hands_and_text(
    open_sight: OpenSight, sight: Sight
) -> None:
    page = open_sight(sight)
    wrong: dict[object, list[str]] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wrong[width] = measure(page, "layout") + measure(page, "order") + measure(page, "targets")
    measure(page, "style", SPACING)
    wrong["spaced"] = measure(page, "layout")
    assert wrong == {each: [] for each in wrong}


def test_readers_may_enlarge_the_text(open_page: OpenPage, examples: Examples) -> None:
    page, cut = open_page("/"), {}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": LARGE})
    for sight in SIGHTS:
        page.goto(sight.place(examples))
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{LARGE['standard']}px"
        cut[sight.name] = measure(page, "layout")
    assert cut == {name: [] for name in cut}


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


@every_page
def test_nothing_moves_where_stillness_is_asked_for(open_sight: OpenSight, sight: Sight) -> None:
    assert measure(open_sight(sight, reduced_motion="reduce"), "motion") == []


@both_themes
@every_page
def test_forced_colours_lose_nothing(open_sight: OpenSight, sight: Sight, look: Look) -> None:
    page = open_sight(sight, look, forced_colors="active")
    assert measure(page, "forced") == []
    for _ in range(SOME_STEPS):
        page.keyboard.press("Tab")
        step = measure(page, "focused")
        assert step is None or find_faint([step]) == []


@every_sight
def test_the_page_tells_its_language_and_that_of_each_headline(open_sight: OpenSight, sight: Sight) -> None:
    page = open_sight(sight, TABLET)
    assert page.locator("html").get_attribute("lang") == TABLET.language
    reports = [msgspec.json.decode(line) for file in REPORTS for line in file.read_bytes().splitlines()]
    told = {report["title"]: report["language"] for report in reports}
    found = measure(page, "languages", list(told))
    assert {title: set(languages) for title, languages in found.items()} == {title: {told[title]} for title in found}


@every_page
def test_every_page_is_whole_without_a_script(open_sight: OpenSight, sight: Sight) -> None:
    page = open_sight(sight, java_script_enabled=False)
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
        page.get_by_role("button", name=get_words("en")("app.theme")).click()
        page.wait_for_load_state()
        found[page.locator("html").get_attribute("data-theme")] = measure(page, "colours")
    assert found["dark"] == asked
    assert found["light"] != asked
