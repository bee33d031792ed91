"""The page of a brief: what is chosen stands in its address, the rules of the command hold, and it can be saved."""

from __future__ import annotations

import html
import io
import re
import zipfile

import pytest
from starlette.testclient import TestClient

from sumber.brief.words import get_brief_words
from sumber.workbench.views.brief import MOST_CHOSEN, read_wish
from sumber.workbench.words import get_words, word_languages
from tests.workbench.kept import IMAGE, SCRIPT
from tests.workbench.looking import Page

t = get_words("en")
told = get_brief_words("en")


@pytest.fixture
def claims(program: TestClient) -> list[str]:
    """A claim of each proposition."""
    items = program.get("/api/v1/propositions?limit=50").json()["items"]
    found = [each["claims"][0]["claim"] for each in items]
    assert len(found) > 2
    return found


def _chosen(page: str) -> list[str]:
    return re.findall(r'name="claim" value="([0-9a-f]+)" checked', page)


def test_nothing_is_chosen_at_first_and_words_find_what_may_be(program: TestClient) -> None:
    page = program.get("/brief").text
    Page(page).check_harmless()
    assert t("brief.none_chosen") in page
    assert "/brief/md" not in page
    page = program.get("/brief?q=ships").text
    offered = re.findall(r'id="found-\d+" type="checkbox" name="claim" value="([0-9a-f]+)"', page)
    assert len(offered) == len(set(offered)) >= 2
    page = program.get("/brief", params={"q": "ships", "claim": offered[0]}).text
    assert _chosen(page) == [offered[0]]
    assert f'name="claim" value="{offered[0]}">' not in page


def test_invented_reports_are_told_of_only_on_demand_and_said_to_be(program: TestClient, claims: list[str]) -> None:
    page = program.get("/brief", params={"claim": claims[0]}).text
    assert t("brief.invented") in page
    assert 'id="preview"' not in page
    refused = program.get("/brief/md", params={"claim": claims[0]})
    assert (refused.status_code, "S530" in refused.text or "synthetic" in refused.text) == (409, True)
    page = program.get("/brief", params={"claim": claims[0], "synthetic": "yes"}).text
    assert told("invented") in page
    assert page.count('class="synthetic"') == len(re.findall(r'<li id="note-\d+">', page)) > 0


def test_persons_without_a_public_role_stand_as_initials_unless_asked_for(
    program: TestClient, claims: list[str]
) -> None:
    asked = {"claim": claims[0], "synthetic": "yes"}
    preview = program.get("/brief", params=asked).text.partition('id="preview"')[2]
    assert "I. M." in preview
    assert "Merrin" not in preview
    assert "Ivo Merrin" in program.get("/brief", params={**asked, "full": "yes"}).text.partition('id="preview"')[2]
    assert "Merrin" not in program.get("/brief/html", params=asked).text


def test_the_order_is_in_the_address_and_each_may_go_up_or_out(program: TestClient, claims: list[str]) -> None:
    chosen = claims[:3]
    page = program.get("/brief", params={"claim": chosen, "synthetic": "yes", "title": "Ships"}).text
    assert _chosen(page) == chosen
    links = [html.unescape(each) for each in re.findall(r'<a href="(/brief\?[^"]+)">', page)]
    assert len(links) == 5  # the first cannot go up
    up, out = links[1], links[0]
    assert _chosen(program.get(up).text) == [chosen[1], chosen[0], chosen[2]]
    assert _chosen(program.get(out).text) == chosen[1:]
    assert "title=Ships" in up


@pytest.mark.parametrize("form", ["md", "html", "docx", "pdf"])
def test_it_is_saved_as_the_command_writes_it(program: TestClient, claims: list[str], form: str) -> None:
    page = program.get("/brief", params={"claim": claims[0], "synthetic": "yes", "title": "Kapal", "words": "id"}).text
    found = re.search(rf'href="(/brief/{form}\?[^"]+)" download="brief.{form}"', page)
    assert found
    answer = program.get(html.unescape(found[1]))
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="brief.{form}"'
    content = answer.content
    if form == "docx":
        content = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
    if form == "pdf":
        assert content.startswith(b"%PDF-")
    else:
        assert get_brief_words("id")("invented") in content.decode()
        assert "Kapal" in content.decode()


def test_what_cannot_be_taken_up_is_told(program: TestClient, claims: list[str]) -> None:
    page = program.get("/brief", params={"claim": ["ffffffffffffffffffff", claims[0]], "synthetic": "yes"}).text
    assert t("brief.unknown") in page
    assert "ffffffffffffffffffff" in page
    assert _chosen(page) == [claims[0]]
    many = [f"{number:020x}" for number in range(MOST_CHOSEN + 1)]
    assert t("brief.cut", most=MOST_CHOSEN) in program.get("/brief", params={"claim": many}).text
    assert program.get("/brief/md").status_code == 404
    assert program.get("/brief/exe", params={"claim": claims[0]}).status_code == 409


@pytest.mark.parametrize("language", word_languages())
def test_words_from_outside_stay_words(reader: TestClient, language: str) -> None:
    reader.cookies.set("sumber-language", language)
    page = reader.get("/brief?q=Oslo").text
    claim = re.findall(r'name="claim" value="([0-9a-f]+)"', page)
    assert claim
    page = reader.get(
        "/brief", params={"claim": claim, "synthetic": "yes", "full": "yes", "title": SCRIPT, "q": IMAGE}
    ).text
    Page(page).check_harmless()
    assert SCRIPT not in page
    assert IMAGE not in page
    assert html.escape(SCRIPT) in page
    assert f'<html lang="{language}"' in page
    assert f'<div class="card brief" lang="{language}">' in page


def test_pages_of_claims_and_searches_lead_to_a_brief(program: TestClient, claims: list[str]) -> None:
    assert f'href="/brief?claim={claims[0]}"' in program.get(f"/claims/{claims[0]}").text
    assert 'href="/brief?q=ships&amp;stance=denies"' in program.get("/search?q=ships&stance=denies").text


def test_an_empty_ledger_has_the_page(client: TestClient) -> None:
    assert client.get("/brief?claim=ab&q=x").status_code == 200


def test_the_words_are_in_the_interfaces_language_unless_told() -> None:
    assert read_wish([], ("en", "id"), "id").language == "id"
    assert read_wish([("words", "en"), ("claim", " ab "), ("claim", "ab")], ("en", "id"), "id")[:3] == (
        ("ab",),
        "",
        "en",
    )
    assert read_wish([("words", "xx")], ("en", "id"), "fr").language == "en"
