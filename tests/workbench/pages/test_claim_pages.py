"""The pages of claims and propositions: what they show, and what they say where there is less to show."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from sumber.ledger import open_ledger
from sumber.ledger.rereading import iter_rereadings
from sumber.ledger.views import find_claim_numbers, get_claims
from sumber.model import Document, Reading
from tests.relating.reports import Said, add_reports, all_propositions, make_report, relate_all
from tests.workbench.stories import FIRST, REPORTS, STORM, STORY, browse

HOSTILE = "<script>alert(1)</script>\"'\u202e{{ 7*7 }}"


def proposition_of(address: str, claim: str) -> str:
    with open_ledger(address) as ledger:
        return next(each.id for each in all_propositions(ledger) if claim in {end.claim for end in each.claims})


def test_a_claim_shows_its_words_who_says_it_what_denies_it_and_the_grade(story: TestClient) -> None:
    page = story.get(f"/claims/{STORY.ships}").text
    assert "<mark>Norway handed twelve patrol ships over to Fiji</mark>" in page
    assert f'#claim-{STORY.ships}"' in page
    for name in ("Ivo Merrin", "Halden Post", "Radio Vardal", "Kabar Utara", "Northern Courier", "Zed Office", "Echo"):
        assert f"<bdi>{name}</bdi>" in page
    assert 'data-grade="4"' in page
    assert 'data-stance="denies"' in page
    assert page.count('class="synthetic"') > 5
    assert 'lang="en"' in page


def test_copies_are_folded_under_what_they_copy_and_circles_are_told_in_words(story: TestClient) -> None:
    page = story.get(f"/claims/{STORY.ships}").text
    folded = page.partition('<details class="copies">')[2].partition("</details>")[0]
    assert "and 1 report that goes back to it" in folded
    assert "word for word" in folded
    assert "Circles: these outlets have it from one another" in page
    assert "<bdi>Kabar Utara</bdi> › <bdi>Northern Courier</bdi> › <bdi>Kabar Utara</bdi>" in page


def test_the_drawing_has_a_table_that_holds_the_same_sources(story: TestClient) -> None:
    page = story.get(f"/claims/{STORY.ships}").text
    drawn = re.findall(r'<a class="map-node"[^>]*href="#(source-\d+)"', page)
    rows = re.findall(r'<tr id="(source-\d+)"', page)
    assert sorted(drawn) == sorted(rows)
    assert len(rows) == 8
    assert page.count("<title>") == len(rows) + 1


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("path", ["/claims/{claim}", "/propositions/{proposition}"])
def test_pages_hold_no_script_or_style_and_headings_follow_in_order(
    story: TestClient, story_address: str, path: str, language: str
) -> None:
    address = path.format(claim=STORY.ships, proposition=proposition_of(story_address, STORY.ships))
    page = story.get(f"{address}?interface={language}").text
    assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)|<style|\sstyle=|\son[a-z]+=", page)
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_prefix_of_an_id_is_enough_and_an_unknown_one_is_not_found(story: TestClient) -> None:
    assert story.get(f"/claims/{STORY.ships[:8]}").status_code == 200
    for path in ("/claims/ffffffff", "/claims/%25", "/propositions/pffffffff", "/propositions/x"):
        assert story.get(path).status_code == 404


def test_names_from_outside_are_only_words(sqlite_address: str) -> None:
    with open_ledger(sqlite_address, may_write=True) as ledger:
        one = make_report("a", f"Post {HOSTILE}", Said("Norway handed twelve ships over to Fiji", f"Ivo {HOSTILE}"))
        add_reports(ledger, one, make_report("b", "Echo", Said("Norway handed twelve ships over to Fiji", "Ana")))
        relate_all(ledger)
    with browse(sqlite_address) as browser:
        page = browser.get(f"/claims/{one.claims[0].id}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7*7 }}" in page
    drawing = page.partition("<svg class")[2].partition("</svg>")[0]
    assert all("\u202e" not in text for text in re.findall(r"<text[^>]*>([^<]*)</text>", drawing))


def test_a_claim_of_a_ledger_never_related_says_so_and_offers_to_relate(sqlite_address: str) -> None:
    with open_ledger(sqlite_address, may_write=True) as ledger:
        add_reports(ledger, FIRST)
    with browse(sqlite_address) as browser:
        page = browser.get(f"/claims/{STORY.ships}")
        assert page.status_code == 200
        assert "This claim is not related to others yet." in page.text
        assert "1 report is not related yet" in page.text
        assert 'action="/relating"' in page.text
    with browse(sqlite_address, may_write=False) as browser:
        page = browser.get(f"/claims/{STORY.ships}")
        assert 'action="/relating"' not in page.text
        assert "sumber relate" in page.text


def test_relating_begun_from_a_page_relates_what_waits(sqlite_address: str) -> None:
    with open_ledger(sqlite_address, may_write=True) as ledger:
        add_reports(ledger, FIRST)
    with browse(sqlite_address) as browser:
        answer = browser.post("/relating", data={"back": f"/claims/{STORY.ships}"}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/claims/{STORY.ships}")
        browser.app.state.desk.upkeep.wait()  # type: ignore[attr-defined]  # our own application
        page = browser.get(f"/claims/{STORY.ships}").text
    assert "not related" not in page
    assert 'class="map-svg"' in page
    assert "Everything is related." in browser.get("/relating").text


def test_a_claim_that_the_newest_reading_no_longer_finds_says_so_and_leads_on(story_address: str) -> None:
    def read(document: Document) -> Reading:
        whole = next(each for each in REPORTS if each.document.publisher == document.publisher)
        claims = (replace(whole.claims[0], id="f" * 20, hedged=True),) if whole is FIRST else whole.claims
        return replace(whole, claims=claims, reader=replace(whole.reader, version="2"))

    with open_ledger(story_address, may_write=True) as ledger:
        list(iter_rereadings(ledger, read))
        with ledger.reading() as connection:
            project = ledger.find_project(connection) or 0
            numbers = find_claim_numbers(connection, project, "f" * 20)
            document = get_claims(connection, project, numbers)[0].document.id
    with browse(story_address) as browser:
        changed = browser.get(f"/claims/{STORY.ships}?document={document}").text
        gone = browser.get(f"/claims/{STORY.storm}?document={document}").text
    assert "The newest one no longer does." in changed
    assert f"/claims/{'f' * 20}" in changed
    assert "The newest one no longer does." in gone
    assert STORM.words in gone


def test_a_proposition_is_found_by_a_claim_after_its_id_changed(story_address: str) -> None:
    former = proposition_of(story_address, STORY.storm)
    with open_ledger(story_address, may_write=True) as ledger:
        add_reports(ledger, make_report("f", "Latecomer", STORM))
        relate_all(ledger)
    now = proposition_of(story_address, STORY.storm)
    assert now != former
    with browse(story_address) as browser:
        for query in ("", f"?of={STORY.storm}"):
            answer = browser.get(f"/propositions/{former}{query}", follow_redirects=False)
            assert (answer.status_code, answer.headers["location"]) == (303, f"/propositions/{now}{query}")
        assert browser.get(f"/propositions/{former}?of=ffff").status_code == 404


def test_fifty_outlets_are_drawn_and_the_rest_told(sqlite_address: str) -> None:
    said = Said("Norway handed twelve patrol ships over to Fiji", "Ivo Merrin")
    reports = [make_report(f"r{number}", f"Outlet {number}", said) for number in range(54)]
    with open_ledger(sqlite_address, may_write=True) as ledger:
        add_reports(ledger, *reports)
        relate_all(ledger)
    with browse(sqlite_address) as browser:
        page = browser.get(f"/claims/{reports[0].claims[0].id}").text
    assert page.count('class="map-node"') == 52
    assert "and 4 more outlets" in page
    assert len(re.findall(r'<tr id="source-\d+"', page)) == 55
    assert len(page) < 150_000


def test_an_interface_in_indonesian_tells_what_is_said_in_indonesian(story: TestClient, story_address: str) -> None:
    page = story.get(f"/propositions/{proposition_of(story_address, STORY.ships)}?interface=id").text
    assert "Yang bertentangan dengannya" in page
    assert "Satu asal mengatakannya, dan ada yang menentang" in page
