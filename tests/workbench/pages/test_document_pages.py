"""The page of a report, asked as a browser asks for it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sumber.ledger import Arrival, Ledger, keep, open_ledger
from sumber.ledger.judging import Decision, judge
from sumber.settings import Settings
from sumber.workbench.app import build_app
from sumber.workbench.desk import Desk
from sumber.workbench.guarding import POLICY
from sumber.workbench.views.hidden_signs import show_hidden
from sumber.workbench.views.originals import MOST_SHOWN_BYTES
from sumber.workbench.views.parts import PART_CHARACTERS
from tests.relating.reports import Said, add_reports, relate_all
from tests.relating.reports import make_report as make_related
from tests.workbench.looking import Page
from tests.workbench.made_reports import Told, add_report, make_report, read_by_hand

REPORTS = tomllib.loads((Path(__file__).parent / "hostile_reports.toml").read_text("utf-8"))["report"]
TEXT = "Ships for Fiji\n\nNorway sends two ships in June 2025, Ivo Merrin said, citing NRK.\n\nThey leave soon."
CLAIM = Told("Norway sends two ships in June 2025", by="Ivo Merrin", cue="said", through="NRK", stance="promises")
INNER = Told("two ships")
PAGE = b"<!doctype html><title>Ships</title><meta name=author content='Ana Vidmar'><h1>Ships</h1><p onclick=x>Norway<script>x</script>"


@pytest.fixture
def ledger(sqlite_address: str) -> Iterator[Ledger]:
    with open_ledger(sqlite_address, may_write=True) as opened:
        yield opened


@pytest.fixture
def browser(ledger: Ledger) -> TestClient:
    return TestClient(build_app(Desk(ledger, Settings(), name="Ana")), base_url="http://localhost")


def _get(browser: TestClient, address: str) -> Page:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.text
    page = Page(answer.text)
    page.check_harmless()
    return page


def _claim_id(told: Told = CLAIM, place: int = 0, text: str = TEXT) -> str:
    found = read_by_hand(make_report(text), *([INNER] * place), told)
    return found.claims[place].id


@pytest.mark.parametrize("report", REPORTS, ids=[report["name"] for report in REPORTS])
def test_whatever_a_report_holds_is_shown_as_words_and_its_claims_where_they_stand(
    ledger: Ledger, browser: TestClient, report: dict[str, str]
) -> None:
    fields = {"title": report["claim"], "publisher": report["text"], "url": f"https://a.example/{report['claim']}"}
    kept = add_report(ledger, make_report(report["text"], **fields), Told(report["claim"]), names=(report["claim"],))

    def shown(words: str) -> str:
        return "".join(part.words for part in show_hidden(words))

    claim = read_by_hand(make_report(report["text"], **fields), Told(report["claim"])).claims[0].id
    for address in ("", f"?claim={claim}", "?view=original", "?view=versions", f"/claims/{claim}"):
        page = _get(browser, f"/documents/{kept.document}{address}")
        if address in {"", f"?claim={claim}"}:
            assert shown(report["text"]) in page.text()
            assert page.claim(1) == shown(report["claim"])


def test_the_chosen_claims_card_stands_beside_its_words_without_any_script(ledger: Ledger, browser: TestClient) -> None:
    kept = add_report(ledger, make_report(TEXT, synthetic=True), CLAIM, INNER, names=("Norway",), dates=("June 2025",))
    claim = _claim_id()
    page = _get(browser, f"/documents/{kept.document}?claim={claim}")
    card = page.words_in(class_="claim-card")
    for words in ("Ivo Merrin", "NRK", "The Halden Post", "“said”", "promises", "reported", "its cue stands there"):
        assert words in card
    assert "Synthetic" in card
    assert [each["aria-current"] for each in page.find("a", class_="claim-no") if "aria-current" in each] == ["true"]
    assert page.find("span", class_="on-origin", id=f"at-{TEXT.index('Ivo Merrin')}")
    assert page.find("span", class_="on-cue", id=f"at-{TEXT.index('said')}")
    assert page.find("span", class_="on-relay", id=f"at-{TEXT.index('NRK')}")
    assert page.find("a", href=f"#at-{TEXT.index('Ivo Merrin')}")
    assert page.find("a", href=f"/claims/{claim}")
    fragment = _get(browser, f"/documents/{kept.document}/claims/{claim}")
    assert "Ivo Merrin" in fragment.words_in("section")


def test_claims_on_the_same_words_are_both_told(ledger: Ledger, browser: TestClient) -> None:
    kept = add_report(ledger, make_report(TEXT), CLAIM, INNER)
    page = _get(browser, f"/documents/{kept.document}?claim={_claim_id()}")
    assert any(each.get("data-claims") == "1 2" for each in page.find("mark"))
    assert [each["data-number"] for each in page.find("a", class_="button small")] == ["2"]
    assert (page.claim(1), page.claim(2)) == (CLAIM.words, INNER.words)


def test_names_and_dates_tell_what_they_were_resolved_to(ledger: Ledger, browser: TestClient) -> None:
    kept = add_report(ledger, make_report(TEXT), CLAIM, names=("Norway", "Fiji"), dates=("June 2025",))
    titles = {each.get("title") for each in _get(browser, f"/documents/{kept.document}").find("span", class_="b ")}
    assert "government: Norway (Q20)" in titles
    assert "government: not resolved to an entity" in titles
    assert "2025-06, 2025-06-01 to 2025-06-30, counted from the text itself" in titles


def test_a_shortened_id_and_a_callers_id_lead_to_the_report_and_keep_what_was_asked(
    ledger: Ledger, browser: TestClient
) -> None:
    kept = add_report(ledger, make_report(TEXT), CLAIM)
    for name in (kept.document[:6], "a"):
        answer = browser.get(f"/documents/{name}?view=versions", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, f"/documents/{kept.document}?view=versions")


MISSING = [
    "/documents/ffffffff",
    "/documents/%00",
    "/documents/%ED%A0%80",
    "/documents/{id}?version=9",
    "/documents/{id}?part=9",
    "/documents/{id}/claims/ffff",
    "/documents/{id}/original?sha256=ffff",
]


@pytest.mark.parametrize("address", MISSING)
def test_what_is_not_there_is_told_as_such(ledger: Ledger, browser: TestClient, address: str) -> None:
    kept = add_report(ledger, make_report(TEXT))
    assert browser.get(address.replace("{id}", kept.document)).status_code == 404


def test_a_name_of_several_reports_or_of_none_is_told_as_such(ledger: Ledger, browser: TestClient) -> None:
    assert browser.get("/documents/a").status_code == 404
    kept = add_report(ledger, make_report(TEXT))
    begins = kept.document[:8]
    other = add_report(ledger, make_report(TEXT, publisher="Radio Vardal", id=begins))
    answer = browser.get(f"/documents/{begins}")
    assert answer.status_code == 404
    assert kept.document in answer.text
    assert other.document in answer.text


def test_a_claim_that_the_reading_does_not_hold_is_told(ledger: Ledger, browser: TestClient) -> None:
    kept = add_report(ledger, make_report(TEXT), CLAIM)
    page = _get(browser, f"/documents/{kept.document}?claim=ffff<script>")
    assert "ffff<script>" in page.words_in(class_="notice")


def test_a_version_that_was_not_read_shows_its_text(ledger: Ledger, browser: TestClient) -> None:
    keep(ledger, [Arrival(make_report(TEXT), None)])
    page = Page(browser.get("/documents/a").text)
    assert "They leave soon." in page.text()
    assert "sumber reread" in page.words_in("aside")


def test_a_long_line_is_shown_in_parts_and_a_claim_opens_its_own(ledger: Ledger, browser: TestClient) -> None:
    text = "x" * 10_000_000 + " Norway sends two ships"
    kept = add_report(ledger, make_report(text), Told("Norway sends two ships"))
    answer = browser.get(f"/documents/{kept.document}")
    assert len(answer.content) < 150_000
    claim = read_by_hand(make_report(text), Told("Norway sends two ships")).claims[0].id
    page = _get(browser, f"/documents/{kept.document}?claim={claim}")
    assert page.claim(1) == "Norway sends two ships"
    assert len(page.text()) <= PART_CHARACTERS + 100
    before = page.find("a", rel="prev")[0]["href"]
    assert before is not None
    assert _get(browser, before).claim(1) == ""


def test_versions_stand_side_by_side_and_nothing_is_called_deleted(ledger: Ledger, browser: TestClient) -> None:
    kept = add_report(ledger, make_report(TEXT), CLAIM)
    later = TEXT.replace("two ships", "nine ships")
    add_report(ledger, make_report(later), replace_words := Told("Norway sends nine ships in June 2025"))
    page = _get(browser, f"/documents/{kept.document}?view=versions")
    only = [page.words_in(class_=each, but="hidden") for each in ("only-earlier", "only-later")]
    assert only == ["−abc−two", "+abc+nine"]
    source = browser.get(f"/documents/{kept.document}?view=versions").text
    assert "present in 1, absent in 2" in source
    assert "delete" not in source.lower()
    old = _get(browser, f"/documents/{kept.document}?version=1")
    assert old.claim(1) == CLAIM.words
    assert all("version=1" in (each["href"] or "") for each in old.find("a", class_="claim-no"))
    assert _get(browser, f"/documents/{kept.document}").claim(1) == replace_words.words


def test_the_original_of_a_page_is_framed_harmless_and_its_bytes_are_a_file(
    ledger: Ledger, browser: TestClient
) -> None:
    document = make_report(TEXT, original=PAGE, byline="Ana Vidmar", title="Told by us", synthetic=True)
    kept = add_report(ledger, document, CLAIM)
    page = _get(browser, f"/documents/{kept.document}?view=original")
    (frame,) = page.find("iframe")
    assert not frame["sandbox"], "the frame may do nothing"
    rows = page.words_in("tr")
    assert "Ana Vidmarthe page itself says so" in rows
    assert "Told by usgiven with the report" in rows
    assert frame["src"] is not None
    shown = browser.get(frame["src"])
    assert "sandbox" in shown.headers["content-security-policy"]
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in shown.headers["content-security-policy"]
    assert "<script" not in shown.text
    assert "onclick" not in shown.text
    assert "Synthetic" in shown.text
    (save,) = page.find("a", href="as=file")
    assert save["href"] is not None
    saved = browser.get(save["href"])
    assert saved.content == PAGE
    assert saved.headers["content-type"] == "application/octet-stream"
    assert saved.headers["content-disposition"] == f'attachment; filename="synthetic-{kept.document}-1.html"'
    assert saved.headers["x-content-type-options"] == "nosniff"


ORIGINALS = [
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "text/plain; charset=utf-8", True),
    ("Слова".encode("windows-1251"), "text/plain; charset=utf-8", True),
    (b"%PDF-1.7\x00<script>", "application/octet-stream", False),
    (b"x" * (MOST_SHOWN_BYTES + 1), "application/octet-stream", False),
    (b"<html>" + b"x" * (MOST_SHOWN_BYTES + 1), "application/octet-stream", False),
]


@pytest.mark.parametrize(("original", "kind", "is_framed"), ORIGINALS)
def test_an_original_that_is_no_page_is_plain_text_or_a_file(
    ledger: Ledger, browser: TestClient, original: bytes, kind: str, is_framed: bool
) -> None:
    kept = add_report(ledger, make_report(TEXT, original=original))
    answer = browser.get(f"/documents/{kept.document}/original")
    assert answer.headers["content-type"] == kind
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    page = _get(browser, f"/documents/{kept.document}?view=original")
    assert bool(page.find("iframe")) == is_framed
    assert bool(page.find("p", class_="notice")) == (not is_framed)


def test_the_record_tells_where_the_log_speaks_of_the_report(ledger: Ledger, browser: TestClient) -> None:
    kept = add_report(ledger, make_report(TEXT), CLAIM)
    answer = browser.get(f"/documents/{kept.document}?view=original")
    page = Page(answer.text)
    rows = page.words_in("tr")
    assert "0document" in rows
    assert "1reading" in rows
    assert "not signed yet" in rows
    assert make_report(TEXT).sha256 in answer.text
    assert f"sumber log --ledger {ledger.address} --subject {kept.document}" in answer.text
    assert answer.headers["content-security-policy"] == POLICY


def test_decisions_about_a_claim_stand_on_its_card(ledger: Ledger, browser: TestClient) -> None:
    kept = add_report(ledger, make_report(TEXT), CLAIM)
    judge(ledger, Decision(kind="accept", subject=_claim_id(), reason="<b>seen</b>", decided_by="Ana"))
    page = _get(browser, f"/documents/{kept.document}?claim={_claim_id()}")
    card = page.words_in(class_="claim-card")
    assert "accepted by Ana" in card
    assert "<b>seen</b>" in card


def test_other_reports_of_the_story_are_listed_with_what_repeats_what(ledger: Ledger, browser: TestClient) -> None:
    ships = Said("Norway handed twelve patrol ships over to Fiji in the northern harbour", "Ivo Merrin")
    storm = Said("The northern harbour burnt down during a heavy storm last night", "Pia Lund")
    one = make_related("one", "Halden Post", ships, storm)
    other = make_related("other", "Radio Vardal", ships, storm, day="2025-02-11")
    first, _ = add_reports(ledger, one, other)
    before = _get(browser, f"/documents/{first}").words_in("section")
    assert "was not compared with others yet" in before
    relate_all(ledger)
    page = _get(browser, f"/documents/{first}")
    story = page.words_in(class_="story")
    assert "1 other report of this story" in story
    assert "Radio Vardal" in story
    assert "word for word" in story or "reworded" in story
    assert "Synthetic" in story


def test_the_page_speaks_the_interfaces_language(ledger: Ledger, browser: TestClient) -> None:
    kept = add_report(ledger, make_report(TEXT), CLAIM)
    for view in ("", "&view=original", "&view=versions"):
        page = browser.get(f"/documents/{kept.document}?interface=id&claim={_claim_id()}{view}").text
        assert '<html lang="id">' in page
