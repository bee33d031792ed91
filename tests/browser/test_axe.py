"""axe-core on every page, light and dark: nothing that WCAG 2.0 to 2.2 forbids at levels A and AA."""

from __future__ import annotations

from importlib import resources
from typing import Final

import pytest

from tests.browser.conftest import DARK, LIGHT, Look, OpenPage, measure
from tests.browser.pages import PAGES, SIGHTS, Examples, Sight

AXE: Final = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
BROKEN: Final = """() => {
  document.querySelector("h1").insertAdjacentHTML("afterend", "<img src='/static/mark.svg'>");
  document.querySelector("#find").labels[0].remove();
  document.querySelector("#find").removeAttribute("placeholder");
}"""


def find_violations(open_page: OpenPage, path: str, look: Look) -> list[str]:
    """What axe finds on a page. It comes in through the browser's own protocol: no policy has to be loosened for it."""
    page = open_page(path, look)
    page.evaluate(AXE)
    found = measure(page, "axe")
    assert {"color-contrast", "target-size"} <= set(found["rules"]), "axe did not look"
    return list(found["violations"])


def test_every_page_is_there(open_page: OpenPage, examples: Examples) -> None:
    page = open_page("/")
    found = {sight.name: page.goto(sight.place(examples)) for sight in SIGHTS}
    assert {name for name, answer in found.items() if not answer or answer.status != 200} == {"nothing there"}


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_axe_finds_nothing(open_page: OpenPage, examples: Examples, sight: Sight, look: Look) -> None:
    assert find_violations(open_page, sight.place(examples), look) == []


@pytest.mark.parametrize("sight", PAGES, ids=lambda sight: sight.name)
def test_axe_finds_nothing_on_a_tablet_in_indonesian(open_page: OpenPage, examples: Examples, sight: Sight) -> None:
    assert find_violations(open_page, sight.place(examples), Look("light", "id", 768)) == []


def test_axe_finds_what_is_wrong(open_page: OpenPage) -> None:
    page = open_page("/")
    page.evaluate(BROKEN)
    page.evaluate(AXE)
    assert {each.split(":")[0] for each in measure(page, "axe")["violations"]} >= {"image-alt", "label"}
