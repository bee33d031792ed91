"""The page of a source: its letters, what would fall with it, on whom it relies; and who has no page."""

from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient

from sumber.ledger import Ledger
from sumber.ledger.judging import Decision, judge
from sumber.settings import Settings
from sumber.workbench.app import build_app
from sumber.workbench.desk import Desk
from sumber.workbench.views.source import MOST_WEIGHED
from sumber.workbench.words import get_words, word_languages
from tests.relating.reports import Said, add_reports, make_report, relate_all
from tests.workbench.api.working import ask
from tests.workbench.conftest import HOST
from tests.workbench.kept import IMAGE, SCRIPT
from tests.workbench.looking import Page

t = get_words("en")
HALDEN = "The Halden Post"


def _section(page: str, name: str) -> str:
    """The part of a page under a heading."""
    found = re.search(rf'<section aria-labelledby="{name}">(.*?)</section>', page, re.DOTALL)
    assert found, name
    return html.unescape(found[1])


def _unescaped(fields: dict[str, str]) -> dict[str, str]:
    """Fields of a form as a browser would send them."""
    return {name: html.unescape(value) for name, value in fields.items()}


def test_what_would_fall_with_an_outlet_stands_alone_and_among_others(program: TestClient) -> None:
    page = program.get("/sources", params={"about": HALDEN}).text
    Page(page).check_harmless()
    told = program.get("/api/v1/impact", params={"source": HALDEN}).json()["items"]
    impact = _section(page, "impact")
    assert t("sources.impact_note", n=str(len(told))) in impact
    for name, number in (("alone", 0), ("among", len(told))):
        assert sum(each["alone"] is (name == "alone") for each in told) == number
        assert (t(f"sources.{name}", number) in impact) is bool(number)
    for each in told:
        assert f'href="/propositions/{each["proposition"]["id"]}"' in impact
        assert t("count.origins", each["independent_origins_without"]) in impact
    assert "/documents/" not in _section(page, "reliability")


def test_a_report_may_fall_too_and_has_no_letter(program: TestClient) -> None:
    page = program.get("/sources", params={"about": "denial-1"}).text
    assert 'aria-labelledby="reliability"' not in page
    assert "Suva Daily" in page
    assert t("sources.nothing_left") in _section(page, "impact")


def test_a_letter_is_given_for_a_topic_and_a_time_and_taken_back(program: TestClient) -> None:
    page = program.get("/sources", params={"about": HALDEN}).text
    assert t("sources.no_letter") in page
    step = re.search(r'href="(/decisions/new\?kind=reliability[^"]+)"', page)
    assert step
    form = program.get(html.unescape(step[1])).text.partition('id="decision"')[2].partition("</form>")[0]
    fields = dict(re.findall(r'<input type="hidden" name="(kind|subject|back)" value="([^"]*)"', form))
    given = {"field.grade": "C", "field.topic": "transfer", "field.from": "2025", "reason": "twice wrong on ships"}
    page = program.post("/decisions", data={**_unescaped(fields), **given}).text
    letters = _section(page, "reliability")
    for told in ("C", t("reliability.C"), t("event.transfer"), "2025-01-01 – …", "twice wrong on ships", "Ana"):
        assert told in letters
    assert HALDEN.casefold() in _section(program.get("/sources").text, "graded")
    undo = dict(
        re.findall(
            r'name="(kind|subject|back)" value="([^"]*)"', letters.partition("at-once")[2].partition("</form>")[0]
        )
    )
    assert t("sources.no_letter") in program.post("/decisions", data=_unescaped(undo)).text
    assert t("sources.none_graded") in program.get("/sources").text


def test_a_private_person_has_no_page_until_a_public_role_is_recorded(related_desk: Desk) -> None:
    program = ask(related_desk)
    answer = program.get("/sources", params={"about": "Ivo Merrin"})
    assert answer.status_code == 409
    assert html.escape(t("sources.private", name="Ivo Merrin")) in answer.text
    assert 'aria-labelledby="impact"' not in answer.text
    judge(
        related_desk.ledger,
        Decision(kind="reliability", subject="ivo merrin", value={"grade": "B"}, reason="x", decided_by="Ana"),
    )
    assert "ivo merrin" not in program.get("/sources").text.casefold()
    role = {"role": "admiral"}
    judge(
        related_desk.ledger,
        Decision(kind="public", subject="Ivo Merrin", value=role, reason="speaks for the navy", decided_by="Ana"),
    )
    page = program.get("/sources", params={"about": "Ivo Merrin"})
    assert page.status_code == 200
    assert "ivo merrin" in program.get("/sources").text.casefold()


def test_whom_an_outlet_has_claims_from_leads_on(reader: TestClient) -> None:
    page = reader.get("/sources", params={"about": "Halden Post"}).text
    assert "Merrin" in _section(page, "relies_on")
    assert t("dossier.as_origin") in _section(page, "relies_on")


def test_many_propositions_are_shown_some_at_a_time(related_desk: Desk) -> None:
    number = MOST_WEIGHED + 5
    said = [Said(f"Crate{at} of depot{at} went over bridge{at} to camp{at}", "Ivo Merrin") for at in range(number)]
    add_reports(related_desk.ledger, make_report("many", "Many Post", *said))
    relate_all(related_desk.ledger)
    program, found, address = ask(related_desk), list[str](), "/sources?about=Many+Post"
    while address:
        part = _section(program.get(address).text, "impact")
        some = re.findall(r'href="/propositions/([^"]+)"', part)
        assert len(some) <= MOST_WEIGHED
        found += some
        following = re.search(r'rel="next" href="([^"]+)"', part)
        address = following[1] if following else ""
    assert len(found) == len(set(found)) == number


@pytest.mark.parametrize("about", ["", " ", "Atlantis Times", SCRIPT, f'"{IMAGE} Daily', "\x00", "x" * 5000])
@pytest.mark.parametrize("language", word_languages())
def test_whatever_is_asked_for_stays_words(reader: TestClient, about: str, language: str) -> None:
    reader.cookies.set("sumber-language", language)
    answer = reader.get("/sources", params={"about": about})
    assert answer.status_code in (200, 404)
    Page(answer.text).check_harmless()
    assert SCRIPT not in answer.text
    assert '<input id="about"' in answer.text


def test_a_ledger_for_reading_only_offers_no_letter(kept: Ledger) -> None:
    browser = TestClient(build_app(Desk(kept, Settings(), may_write=False)), base_url=HOST)
    assert "/decisions" not in browser.get("/sources?about=Halden+Post").text


def test_an_empty_ledger_has_the_page(client: TestClient) -> None:
    for address in ("/sources", "/sources?about=NHK"):
        assert client.get(address).status_code == 200
