"""The pictures of the documentation: every page over the bundled samples, light and dark. Made anew with --pictures."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from sumber.cli import main
from tests.browser.conftest import DARK, LIGHT, ROOT, Look, OpenPage, hand_in_known
from tests.browser.pages import Examples, Sight, find_examples
from tests.browser.serving import serve

PICTURES: Final = ROOT / "docs" / "pictures"
SAMPLES: Final = ROOT / "src/sumber/samples/samples.jsonl"
LARGEST_BYTES: Final = 120_000
QUALITY: Final = 82
SHOWN: Final = (
    Sight("home", "/"),
    Sight("search", "/search?q=Fiji"),
    Sight("report", "/documents/{documents}?claim={claims}"),
    Sight("original", "/documents/{documents}?view=original"),
    Sight("claim", "/claims/{claims}"),
    Sight("proposition", "/propositions/{propositions}#map"),
    Sight("review", "/review"),
    Sight("dossier", "/dossiers?about=Norway&about=Fiji"),
    Sight("source", "/sources?about=The+Pelagic+Post"),
    Sight("brief", "/brief?claim={claims}&synthetic=yes"),
    Sight("added", "/add/{add}"),
)
_SHOWN_IN: Final = re.compile(r"pictures/([\w-]+\.webp)")


@pytest.fixture(scope="module")
def samples(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the bundled samples alone, read and related as the demo does it."""
    if not request.config.getoption("--pictures"):
        pytest.skip("pictures are made with --pictures")
    place = tmp_path_factory.mktemp("pictures") / "samples.db"
    assert main(["add", str(SAMPLES), "--quiet", "--ledger", str(place)]) == 0
    assert main(["relate", "--quiet", "--ledger", str(place)]) == 0
    return place


@pytest.fixture(scope="module")
def sample_workbench(samples: Path) -> Iterator[str]:
    """The address of a workbench over the samples."""
    with serve(samples, "--as", "Ana") as address:
        yield address


@pytest.fixture(scope="module")
def sample_examples(samples: Path, sample_workbench: str) -> Examples:
    """What there is to look at in it."""
    return find_examples(samples)._replace(add=hand_in_known(sample_workbench))


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SHOWN, ids=lambda sight: sight.name)
def test_a_picture_is_taken(
    sample_examples: Examples, sample_workbench: str, open_page: OpenPage, sight: Sight, look: Look
) -> None:
    page = open_page(sight.place(sample_examples), look, at=sample_workbench)
    assert page.locator(".synthetic").first.is_visible() or sight.name == "original"
    session = page.context.new_cdp_session(page)
    taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / f"{sight.name}-{look.theme}.webp").write_bytes(base64.b64decode(taken["data"]))


def test_every_picture_is_small_and_shown_and_none_is_missing() -> None:
    kept = {file.name for file in PICTURES.glob("*")}
    pages = [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]
    shown = {name for page in pages for name in _SHOWN_IN.findall(page.read_text("utf-8"))}
    assert shown <= kept
    assert kept == {f"{sight.name}-{look.theme}.webp" for sight in SHOWN for look in (LIGHT, DARK)}
    assert [file.name for file in PICTURES.glob("*") if file.stat().st_size > LARGEST_BYTES] == []
