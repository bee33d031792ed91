"""axe-core on every page, light and dark: nothing that WCAG 2.0 to 2.2 forbids at levels A and AA, and its best practices."""

from __future__ import annotations

from importlib import resources
from typing import Final

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import LIGHT, Look, OpenPage, OpenSight, measure
from tests.browser.pages import PAGES, STATES, Sight

AXE: Final = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
DARK_TABLET: Final = Look("dark", "id", 768)
SEEN: Final = [
    *[(sight, look) for sight in PAGES for look in (LIGHT, DARK_TABLET)],
    *[(sight, (LIGHT, DARK_TABLET)[number % 2]) for number, sight in enumerate(STATES)],
]
BROKEN: Final = """() => {
  document.querySelector("h1").insertAdjacentHTML("afterend", "<img src='/static/mark.svg'>");
  document.querySelector("#find").labels[0].remove();
  document.querySelector("#find").removeAttribute("placeholder");
}"""


def find_violations(page: Page) -> list[str]:
    """What axe finds on a page. It comes in through the browser's own protocol: no policy has to be loosened for it."""
    page.evaluate(AXE)
    found = measure(page, "axe")
    assert {"color-contrast", "target-size"} <= set(found["rules"]), "axe did not look"
    return list(found["violations"])


@pytest.mark.parametrize(("sight", "look"), SEEN, ids=[f"{sight.name}-{look.theme}" for sight, look in SEEN])
def test_axe_finds_nothing(open_sight: OpenSight, sight: Sight, look: Look) -> None:
    assert find_violations(open_sight(sight, look)) == []


def test_axe_finds_what_is_wrong(open_page: OpenPage) -> None:
    page = open_page("/")
    page.evaluate(BROKEN)
    assert {each.split(":")[0] for each in find_violations(page)} >= {"image-alt", "label"}
