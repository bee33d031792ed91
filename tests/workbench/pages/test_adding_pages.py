"""Adding reports at a page: a pasted text, files, what becomes of each, and what is told where something is wrong."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from sumber.ledger import Ledger
from sumber.settings import Settings
from sumber.workbench.app import build_app
from sumber.workbench.desk import Desk
from sumber.workbench.views.adding import MOST_SHOWN
from sumber.workbench.words import get_words
from tests.workbench.api.working import ask
from tests.workbench.conftest import HOST
from tests.workbench.kept import SCRIPT
from tests.workbench.looking import Page

t = get_words("en")
TEXT = "SUVA - Norway sent nine patrol ships to Fiji, Ivo Merrin said.\n\nHe spoke on Monday."


@pytest.fixture
def adder(related_desk: Desk) -> Iterator[TestClient]:
    """A browser at a workbench that reports are added to."""
    yield ask(related_desk)
    related_desk.close()


def _send(adder: TestClient, files: Any = None, **fields: str) -> Any:
    """What the form sends: every field, and the files that were chosen."""
    empty = dict.fromkeys(("text", "publisher", "published_at", "language", "title", "url"), "")
    parts: list[Any] = [(name, (None, value)) for name, value in (empty | fields).items()]
    parts += [("files", (name, content.encode())) for name, content in (files or {}).items()]
    return adder.post("/add", files=parts, follow_redirects=False)


def _await(adder: TestClient, answer: Any) -> str:
    """The page of the ingest that the form led to, once it is over."""
    assert answer.status_code == 303, answer.text
    address = answer.headers["location"]
    for _ in range(600):
        page = adder.get(address).text
        if "data-events" not in page:
            return str(page)
        time.sleep(0.05)
    raise AssertionError("the ingest did not end")


def test_a_pasted_text_is_read_and_its_report_is_a_link_away(adder: TestClient) -> None:
    answer = _send(adder, text=TEXT.replace("\n", "\r\n"), publisher="Late Post", published_at="2025-02-10")
    page = _await(adder, answer)
    Page(page).check_harmless()
    assert 'data-status="new"' in page
    assert t("add.done_of", done="1", total="1") in page
    found = re.search(r'class="row-title" href="/documents/([0-9a-f]+)"', page)
    assert found
    told = adder.get(f"/api/v1/documents/{found[1]}").json()
    assert (told["publisher"], told["published_at"], told["synthetic"]) == ("Late Post", "2025-02-10", False)
    text = adder.get(f"/api/v1/documents/{found[1]}/text")
    assert "\r" not in text.text
    again = _await(adder, _send(adder, text=TEXT, publisher="Late Post", published_at="2025-02-10"))
    assert 'data-status="same"' in again
    listed = adder.get("/add").text
    assert listed.count('class="row-title" href="/add/') == 2


def test_what_becomes_of_each_file_is_told_with_what_to_do(adder: TestClient) -> None:
    line = json.dumps({"id": "a1", "text": TEXT, "publisher": "Line Post", "title": f"{SCRIPT} & sons"})
    files = {"one.jsonl": f"{line}\n{{bad}}\n", "pic.bin": "\x00\x01\x02", "page.html": "<title>x</title>"}
    page = _await(adder, _send(adder, files=files, synthetic="yes"))
    Page(page).check_harmless()
    assert SCRIPT not in page
    assert page.count('class="chip status" data-status="refused"') == 4  # three reports, and their number above
    for code in ("S103", "S102", "S105"):
        assert t(f"add.advice.{code}") in page
    assert t("add.line", which=2) in page
    assert 'class="synthetic"' in page


def test_a_later_text_of_a_report_is_a_version_and_a_repeated_one_a_copy(adder: TestClient, related_desk: Desk) -> None:
    said = {"publisher": "Late Post", "url": "https://late.example/ships", "title": "Nine ships"}
    _await(adder, _send(adder, text=TEXT, **said))
    page = _await(adder, _send(adder, text=f"{TEXT} Nobody else did.", **said))
    assert 'data-status="new-version"' in page
    assert "?view=versions" in page
    assert t("home.version", which=2) in adder.get("/search?in=documents&q=nobody").text
    text = adder.get("/api/v1/documents/halden-1/text").text
    day = adder.get("/api/v1/documents/halden-1").json()["published_at"]
    answer = _send(adder, text=text, publisher="Echo Daily", published_at=day)
    _await(adder, answer)
    related_desk.ingests.stop()
    while related_desk.upkeep.is_busy:
        time.sleep(0.02)
    page = adder.get(answer.headers["location"]).text
    assert 'data-status="copy"' in page
    assert t("add.copy_of") in page


def test_a_page_that_is_there_is_told_only_what_came_since(adder: TestClient) -> None:
    lines = "".join(json.dumps({"id": f"n{at}", "text": f"Ship {at} left."}) + "\n" for at in range(MOST_SHOWN + 20))
    answer = _send(adder, files={"many.jsonl": lines})
    page = _await(adder, answer)
    address = answer.headers["location"]
    assert page.count('<li class="row" id="told-') == MOST_SHOWN
    part = adder.get(f"{address}?heard={MOST_SHOWN - 5}", headers={"hx-request": "true"})
    assert part.headers["vary"] == "hx-request"
    assert "<html" not in part.text
    assert part.text.count('<li class="row" id="told-') == 5
    assert part.text.count("hx-swap-oob") == 2
    further = adder.get(f"{address}?from={MOST_SHOWN}").text
    assert further.count('<li class="row" id="told-') == 20
    assert t("add.from_first") in further


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"publisher": "Late Post"}, t("add.problem.nothing")),
        ({"text": TEXT, "published_at": "soon"}, t("add.problem.day", value="soon")),
        ({"text": TEXT, "language": "xx"}, t("add.problem.language", value="xx")),
        ({"text": TEXT, "title": "x" * 501}, t("add.problem.long")),
    ],
)
def test_what_is_wrong_is_told_beside_what_was_filled_in(adder: TestClient, fields: dict[str, str], told: str) -> None:
    answer = _send(adder, **fields)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert fields.get("text", "") in answer.text
    assert adder.get("/api/v1/ingests").json()["items"] == []


def test_more_than_is_taken_is_told_and_other_forms_are_not_read(kept: Ledger) -> None:
    browser = TestClient(build_app(Desk(kept, Settings(max_bytes=1_500))), base_url=HOST)
    answer = _send(browser, text="x" * 2_000)
    assert answer.status_code == 413
    assert "1,500 bytes" in answer.text
    assert browser.post("/add", data={"text": TEXT}).status_code == 415
    assert _send(browser, evil="x").status_code == 422


def test_a_ledger_for_reading_only_takes_nothing_and_offers_no_form(kept: Ledger) -> None:
    browser = TestClient(build_app(Desk(kept, Settings(), may_write=False)), base_url=HOST)
    page = browser.get("/add").text
    assert 'action="/add"' not in page
    assert t("decide.problem.read_only") in page
    assert 'href="/add"' not in browser.get("/").text
    assert _send(browser, text=TEXT).status_code == 403


def test_an_ingest_that_is_not_known_is_not_found(adder: TestClient) -> None:
    assert adder.get("/add/0123456789abcdef").status_code == 404


def test_the_first_page_of_an_empty_ledger_leads_to_the_form(client: TestClient) -> None:
    assert '<a class="button main" href="/add">' in client.get("/").text
