"""The first page, search and review, asked as a browser asks them."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from sumber.ledger import Arrival, Ledger, keep
from sumber.ledger.judging import Decision, judge
from sumber.model import Document
from sumber.pipeline import open_reader, read_document
from sumber.settings import Settings
from sumber.workbench.app import build_app
from sumber.workbench.desk import Desk
from sumber.workbench.words import get_words, word_languages
from tests.relating.reports import relate_all
from tests.workbench.conftest import HOST
from tests.workbench.kept import FURTHER, IMAGE, SCRIPT

PAGES = [
    "/",
    "/?days=7",
    "/?days=nonsense",
    "/search",
    "/search?q=ships&actor=Norwegia&from=soon&stance=denies",
    "/search?in=documents&stance=denies",
    "/search?q=%3Cscript%3E",
    "/review",
    "/review?q=ships&stance=asserts",
    "/review?of=pairs",
    "/review?of=entities",
    "/review?decided=nothing&at=nothing&behind=nothing",
]
t = get_words("en")


def _claim_ids(page: str) -> list[str]:
    return re.findall(r'class="row-title" href="/claims/([0-9a-f]+)"', page)


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.partition('<main id="content"')[2])
    assert found, name
    return html.unescape(found[1])


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", word_languages())
def test_words_from_outside_stay_words(reader: TestClient, path: str, language: str) -> None:
    reader.cookies.set("sumber-language", language)
    answer = reader.get(path)
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert SCRIPT not in answer.text
    assert IMAGE not in answer.text
    assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)|\sstyle=|<style|\son[a-z]+=\"", answer.text)
    assert not re.search(r"(?:src|href|action)=\"(?:(?:https?:)?//|javascript:)", answer.text)
    assert len(answer.content) < 150_000


@pytest.mark.parametrize("path", ["/", "/search", "/search?in=documents", "/review"])
def test_an_empty_ledger_has_every_page(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_the_first_page_of_an_empty_ledger_tells_the_first_step(client: TestClient) -> None:
    page = client.get("/").text
    assert "sumber add" in page
    assert "sumber relate" in page


def test_the_first_page_tells_what_came_and_what_speaks_against_it(reader: TestClient) -> None:
    page = reader.get("/").text
    assert t("home.today") in page
    assert f"<dd>{FURTHER + 5}</dd>" in page
    assert html.escape(SCRIPT) in page
    assert t("home.against_title") in page
    assert t("home.conflict.denial") in page
    assert page.count('class="synthetic"') >= 6


def test_names_are_found_in_any_language_and_the_page_says_so(reader: TestClient) -> None:
    page = reader.get("/search?q=North+Korea").text
    assert "Korea Utara menembakkan tiga rudal" in page
    assert 'class="notice understood"' not in page
    page = reader.get("/search", params={"actor": "КНДР"}).text
    assert "Korea Utara menembakkan tiga rudal" in page
    assert re.search(r"КНДР</bdi> = +<b><bdi>North Korea</bdi></b>", page)


def test_each_row_tells_who_says_so_how_and_where_it_stands(reader: TestClient) -> None:
    page = reader.get("/search?q=patrol&stance=denies").text
    (claim,) = _claim_ids(page)
    row = page[page.index('<li class="row found">') :]
    for told in (
        "Zed Abo",
        "Kabar Utara",
        t("stance.denies"),
        f'#claim-{claim}"',
        t("synthetic.mark"),
        'class="rests"',
    ):
        assert told in row
    assert t("search.count.claims", 1) in page


def test_pages_of_a_search_lose_and_double_nothing(reader: TestClient) -> None:
    found, address = [], "/search?q=vessel"
    while address:
        page = reader.get(address).text
        found += _claim_ids(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = html.unescape(following[1]) if following else ""
    assert len(found) == len(set(found)) == FURTHER
    assert t("search.count.claims", FURTHER) in page


def test_empty_fields_are_taken_out_of_the_address(reader: TestClient) -> None:
    answer = reader.get("/search?q=&actor=Rusia%3B+Korut&stance=&in=claims", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?actor=Rusia&actor=Korut")


def test_a_filter_for_a_language_is_not_the_interfaces(reader: TestClient) -> None:
    page = reader.get("/search?language=id").text
    assert '<html lang="en">' in page
    assert t("search.count.claims", page.count('<li class="row found">')) in page
    assert "Korea Utara menembakkan tiga rudal" in page


def test_results_alone_are_sent_to_a_page_that_is_there(reader: TestClient) -> None:
    answer = reader.get("/search?q=vessel&actor=", headers={"hx-request": "true"})
    assert "<html" not in answer.text
    assert '<div id="results"' in answer.text
    assert answer.text.count("hx-swap-oob") == 1
    assert answer.headers["hx-push-url"] == "/search?q=vessel"
    assert answer.headers["vary"] == "hx-request"


def test_an_id_leads_to_what_it_stands_for(reader: TestClient) -> None:
    claim = _claim_ids(reader.get("/search?q=patrol&stance=denies").text)[0]
    answer = reader.get(f"/search?q={claim[:14]}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/claims/{claim}")
    answer = reader.get(f"/search?q={claim}", headers={"hx-request": "true"})
    assert answer.headers["hx-redirect"] == f"/claims/{claim}"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("from=soon", t("search.fault.day", field=t("search.field.from"), given="soon")),
        ("event=x", t("search.fault.choice", field=t("search.field.event"), given="x")),
        ("in=documents&stance=denies", t("search.ignored")),
        ("q=zzzzz", t("search.nothing")),
    ],
)
def test_what_was_left_out_or_not_found_is_told(reader: TestClient, query: str, told: str) -> None:
    assert told in reader.get(f"/search?{query}").text


def test_reports_are_found_with_their_titles_as_words(reader: TestClient) -> None:
    page = reader.get("/search?in=documents&q=sons").text
    assert html.escape(f"{SCRIPT} & sons") in page
    assert t("search.count.documents", 1) in page


def test_the_least_sure_claim_has_its_turn_and_a_decision_leads_on(reader: TestClient, kept: Ledger) -> None:
    page = reader.get("/review?q=patrol").text
    subject, back = _hidden(page, "subject"), _hidden(page, "back")
    assert urlsplit(back).path == "/review"
    assert parse_qs(urlsplit(back).query) == {"q": ["patrol"], "behind": [subject]}
    assert t("review.left", n="3", total="3") in page
    judged = judge(kept, Decision(kind="accept", subject=subject, decided_by="Ana"))
    page = reader.get(f"{back}&decided={judged.id}").text
    assert _hidden(page, "subject") == judged.id
    assert parse_qs(urlsplit(_hidden(page, "back")).query) == {"q": ["patrol"], "at": [subject]}
    assert t("review.left", n="2", total="3") in page
    assert f'value="{subject}"' not in page


def test_what_was_taken_back_is_seen_again(reader: TestClient, kept: Ledger) -> None:
    first = _hidden(reader.get("/review?q=patrol").text, "subject")
    judged = judge(kept, Decision(kind="reject", subject=first, reason="misread", decided_by="Ana"))
    undone = judge(kept, Decision(kind="undo", subject=judged.id, decided_by="Ana"))
    page = reader.get(f"/review?q=patrol&at={first}&decided={undone.id}").text
    assert f'name="subject" value="{first}"' in page
    assert t("decided.undo") in page
    assert t("review.left", n="3", total="3") in page


def test_a_decision_of_the_review_is_kept_and_can_be_taken_back(reader: TestClient) -> None:
    page = reader.get("/review?q=patrol").text
    fields = {name: _hidden(page, name) for name in ("subject", "back")}
    page = reader.post("/decisions", data={**fields, "kind": "reject", "reason": "misread", "name": "Ana"}).text
    assert t("review.left", n="2", total="3") in page
    assert "misread" in page
    undo = {name: _hidden(page, name) for name in ("kind", "subject", "back", "name")}
    assert (undo["kind"], undo["name"]) == ("undo", "Ana")
    page = reader.post("/decisions", data=undo).text
    assert t("review.left", n="3", total="3") in page
    assert f'name="subject" value="{fields["subject"]}"' in page


def test_a_queue_that_is_done_says_so(reader: TestClient) -> None:
    assert t("review.done") in reader.get("/review?q=zzzzz").text


@pytest.mark.parametrize(("name", "is_asked"), [("", True), ("Ana", False)])
def test_whoever_opened_it_for_nobody_is_asked_for_a_name(kept: Ledger, name: str, is_asked: bool) -> None:
    browser = TestClient(build_app(Desk(kept, Settings(), name=name)), base_url=HOST)
    assert ('name="name"' in browser.get("/review").text) is is_asked


def test_a_name_given_before_stands_in_the_form(reader: TestClient) -> None:
    reader.cookies.set("sumber-name", "Ana%20%3Cb%3E")
    assert 'value="Ana &lt;b&gt;"' in reader.get("/review").text


def test_a_ledger_for_reading_only_offers_no_decision(kept: Ledger) -> None:
    browser = TestClient(build_app(Desk(kept, Settings(), may_write=False)), base_url=HOST)
    page = browser.get("/review").text
    assert "/decisions" not in page
    assert t("app.read_only") in page


def test_a_pair_in_doubt_is_shown_side_by_side(reader: TestClient, kept: Ledger) -> None:
    assert t("review.done") in reader.get("/review?of=pairs").text
    relate_all(kept, version="words in doubt", joined=-2.9)
    page = reader.get("/review?of=pairs").text
    assert page.count('class="passage"') == 2
    assert _hidden(page, "subject") != _hidden(page, "other")
    assert {"same", "different"} <= set(re.findall(r'name="kind" value="([a-z]+)"', page))


def test_entities_that_may_be_one_are_shown_with_what_is_said_of_them(reader: TestClient, kept: Ledger) -> None:
    assert t("review.done") in reader.get("/review?of=entities").text
    text = "Hanwha will build howitzers, General Lee said.\n\nHanwha Aerospace will build rockets, Minister Kim said."
    document = Document(id="yard", text=text, publisher="Suva Harbour News", language="en", synthetic=True)
    keep(kept, [Arrival(document, read_document(document, open_reader("lexical")))])
    page = reader.get("/review?of=entities").text
    assert t("review.alike.longer_name") in page
    assert "build rockets" in page
    assert re.findall(r'name="kind" value="([a-z]+)"', page) == ["merge", "split", "unsure"]
