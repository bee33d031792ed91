"""A real server over a small ledger, a real Chromium, and pages in it that are watched."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias
from urllib.request import Request, urlopen

import msgspec
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sumber.cli import main
from tests.browser.chromium import NONE, VARIABLE, find_chromium
from tests.browser.installing import HOW
from tests.browser.pages import Examples, Sight, find_examples
from tests.browser.serving import serve
from tests.browser.watching import Watch

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
REPORTS: Final = (ROOT / "src/sumber/samples/samples.jsonl", *sorted((HERE / "data").glob("*.jsonl")))
NOT_RUN: Final = "no Chromium"
ARGUMENTS: Final = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
HEIGHT: Final = 800
PATIENCE_MILLISECONDS: Final = 15_000
LOOKED_AGAIN_MILLISECONDS: Final = 100
NDJSON: Final = {"content-type": "application/x-ndjson"}


class Look(NamedTuple):
    """How a page is looked at."""

    theme: str = "light"
    language: str = "en"
    width: int = 1280


class Seat(NamedTuple):
    """A page in a browser profile of its own, and who watches it."""

    page: Page
    watch: Watch


LIGHT, DARK = Look("light"), Look("dark")
OpenPage: TypeAlias = Callable[..., Page]
OpenSight: TypeAlias = Callable[..., Page]


@pytest.fixture(scope="package")
def chromium_place() -> Path:
    """The browser; the tests that need one are not run where there is none."""
    found = find_chromium()
    if found is None:
        pytest.skip(NOT_RUN)
    return found


@pytest.fixture(scope="package")
def browser(chromium_place: Path) -> Iterator[Browser]:
    """A browser that finds no host but this machine."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_place, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def shelf(chromium_place: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the samples and a few reports of hostile or unusual words, related; tests look at it alone."""
    place = tmp_path_factory.mktemp("browser") / "ledger.db"
    options = ["--quiet", "--ledger", str(place)]
    assert chromium_place
    assert main(["add", *map(str, REPORTS), "--reader", "lexical", *options]) == 0
    assert main(["relate", *options]) == 0
    return place


@pytest.fixture(scope="package")
def workbench(shelf: Path) -> Iterator[str]:
    """The address of a workbench over the ledger that nobody writes to."""
    with serve(shelf, "--as", "Ana") as address:
        yield address


@pytest.fixture(scope="package")
def examples(shelf: Path, workbench: str) -> Examples:
    """What there is to look at in the workbench."""
    found = find_examples(shelf)._replace(add=hand_in_known(workbench))
    assert all(found), found
    return found


def hand_in_known(workbench: str) -> str:
    """An ingest that is over, of reports that are kept already and one that cannot be read: it adds nothing."""
    known = b"".join(REPORTS[0].read_bytes().splitlines(keepends=True)[:3])
    asked = Request(f"{workbench}/api/v1/ingests?reader=lexical", known + b"{bad}\n", NDJSON)  # noqa: S310  # our own server
    with urlopen(asked) as answer:  # noqa: S310
        begun = str(msgspec.json.decode(answer.read())["id"])
    for _ in range(PATIENCE_MILLISECONDS // LOOKED_AGAIN_MILLISECONDS):
        with urlopen(f"{workbench}/add/{begun}") as answer:  # noqa: S310
            page = answer.read().decode()
        if "data-events" not in page and 'id="relating"' not in page:
            return begun
        time.sleep(LOOKED_AGAIN_MILLISECONDS / 1000)
    raise AssertionError("the ingest did not end")


@pytest.fixture(scope="module")
def own_ledger(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the ledger that a file's tests write to."""
    return Path(shutil.copy(shelf, tmp_path_factory.mktemp("own") / "ledger.db"))


@pytest.fixture(scope="module")
def own_workbench(own_ledger: Path) -> Iterator[str]:
    """The address of a workbench over the ledger that is written to."""
    with serve(own_ledger, "--as", "Ana") as address:
        yield address


@pytest.fixture
def open_page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[OpenPage]:
    """Opens pages, each in a browser profile of its own; whatever one does that none may do fails the test.

    `open_page(path, look, at=address, **options)`: options are those of a Playwright context.
    """
    seats: list[Seat] = []

    def open_one(path: str = "/", look: Look = LIGHT, *, at: str | None = None, **options: Any) -> Page:
        seats.append(take_seat(browser, at or request.getfixturevalue("workbench"), look, options))
        seats[-1].page.goto(path)
        return seats[-1].page

    yield open_one
    for seat in seats:
        seat.page.context.close()
    assert [each for seat in seats for each in seat.watch.broken] == []


@pytest.fixture(scope="package")
def seats() -> dict[str, Seat]:
    """Browser profiles that look at pages again and again, by how they look: making one takes longer than most tests."""
    return {}


@pytest.fixture
def open_sight(browser: Browser, workbench: str, examples: Examples, seats: dict[str, Seat]) -> Iterator[OpenSight]:
    """Opens sights, to be looked at alone: the profile is used again by others; whatever none may do fails the test.

    `open_sight(sight, look, **options)`: options are those of a Playwright context.
    """

    def open_one(sight: Sight, look: Look = LIGHT, **options: Any) -> Page:
        key = f"{look} {options}"
        if key not in seats:
            seats[key] = take_seat(browser, workbench, look, options)
        page = seats[key].page
        page.set_viewport_size(options.get("viewport", {"width": look.width, "height": HEIGHT}))
        answer = page.goto(sight.place(examples))
        assert answer, f"no answer, but the place of a page that was there: {sight.place(examples)}"
        assert answer.status == sight.status
        return page

    yield open_one
    broken = [each for seat in seats.values() for each in seat.watch.take()]
    assert broken == []


def take_seat(browser: Browser, address: str, look: Look, options: dict[str, Any]) -> Seat:
    """A page in a profile of its own, watched, at a workbench."""
    wanted: dict[str, Any] = {
        "color_scheme": look.theme,
        "locale": look.language,
        "viewport": {"width": look.width, "height": HEIGHT},
        "service_workers": "block",
        "base_url": address,
    }
    context = browser.new_context(**(wanted | options))
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    watch = Watch(address)
    watch.follow(context)
    if options.get("java_script_enabled", True):
        context.add_init_script((HERE / "scripts" / "shared.js").read_text("utf-8"))
    return Seat(context.new_page(), watch)


def measure(page: Page, name: str, argument: object = None) -> Any:
    """What the script of this name in `scripts` measures of a page; the page's policy lets it pass, and stays as it is."""
    return page.evaluate((HERE / "scripts" / f"{name}.js").read_text("utf-8"), argument)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say last and in red how many browser tests were not run for want of a browser."""
    skipped = terminalreporter.stats.get("skipped", [])
    number = sum(NOT_RUN in str(report.longrepr) for report in skipped)
    if number:
        terminalreporter.write_sep("!", f"{number} browser tests NOT RUN: {NOT_RUN}", red=True, bold=True)
        terminalreporter.write_line(f"To run them {HOW}. {VARIABLE}={NONE} keeps them out.", red=True)
