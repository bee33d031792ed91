"""Decisions made in the browser: each kind with what it changes and its undoing, and what is told where one cannot be kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from starlette.testclient import TestClient

from sumber.ledger import open_ledger
from sumber.ledger.judgements import Judgement, iter_judgements
from sumber.ledger.signing import read_signed
from tests.workbench.stories import STORY, browse

PAGE = f"/claims/{STORY.ships}"


def made(address: str) -> list[Judgement]:
    with open_ledger(address) as ledger, ledger.reading() as connection:
        return iter_judgements(connection, ledger.find_project(connection) or 0)


def decide(browser: TestClient, kind: str, **fields: str) -> Any:
    told = {"kind": kind, "reason": "seen by me", "back": PAGE, **fields}
    return browser.post("/decisions", data=told, follow_redirects=False)


def shows(*words: str) -> Callable[[str], bool]:
    return lambda page: all(each in page for each in words)


CASES: list[tuple[str, dict[str, str], Callable[[str], bool]]] = [
    ("accept", {"subject": STORY.ships, "reason": ""}, shows("<strong>Read right</strong>")),
    ("reject", {"subject": STORY.ships}, shows("<strong>Read wrong</strong>", "seen by me")),
    ("note", {"subject": STORY.ships, "reason": "see the ministry"}, shows("see the ministry")),
    (
        "correct",
        {
            "subject": STORY.ships,
            "field.stance": "promises",
            "field.actor": "Norway\n Fiji ",
            "field.event": "transfer",
        },
        shows("<ins>promises</ins>", "<ins><bdi>Norway</bdi>, <bdi>Fiji</bdi></ins>"),
    ),
    ("independent", {"subject": "ana kolb", "other": "ivo merrin"}, shows("<strong>Independent origins</strong>")),
    ("one", {"subject": "ana kolb", "other": "kabar utara"}, shows("a person decided it")),
    ("different", {"subject": STORY.ships, "other": STORY.boats}, lambda page: "patrol boats" not in page),
    ("same", {"subject": STORY.ships, "other": STORY.storm}, shows("northern harbour")),
    (
        "reliability",
        {
            "subject": "kabar utara",
            "field.grade": "C",
            "field.topic": "transfer",
            "field.from": "2024",
            "field.to": "2025-02",
        },
        shows("<strong>C</strong> transfer 2024-01-01–2025-02-28"),
    ),
    ("reliability", {"subject": "echo", "field.grade": "F"}, shows("<strong>F</strong></span>")),
    (
        "reliability",
        {"subject": "echo", "field.grade": "B", "field.to": "2025"},
        shows("<strong>B</strong> …–2025-12-31"),
    ),
    ("no-conflict", {"subject": STORY.ships, "other": STORY.denial}, shows("Nothing held here stands against it.")),
]


@pytest.mark.parametrize(("kind", "fields", "is_seen"), CASES, ids=[f"{at} {case[0]}" for at, case in enumerate(CASES)])
def test_a_decision_is_kept_seen_and_can_be_taken_back(
    story: TestClient, story_address: str, kind: str, fields: dict[str, str], is_seen: Callable[[str], bool]
) -> None:
    before = story.get(PAGE).text
    assert not is_seen(before)
    answer = decide(story, kind, **fields)
    (kept,) = made(story_address)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?decided={kept.id}")
    assert (kept.kind, kept.decided_by, kept.reason) == (kind, "Ana", fields.get("reason", "seen by me") or None)
    page = story.get(answer.headers["location"]).text
    assert is_seen(page)
    assert 'class="notice just-made"' in page
    undone = decide(story, "undo", subject=kept.id, reason="")
    assert undone.status_code == 303
    assert [each.undone for each in made(story_address) if each.id == kept.id] == [True]
    after = story.get(PAGE).text
    plain = re.compile(r"<(?:ins|del)>")
    assert not is_seen(after) or "is-undone" in after
    assert bool(plain.search(after)) == bool(plain.search(before))
    with open_ledger(story_address) as ledger, ledger.reading() as connection:
        signed = read_signed(connection)
    assert signed.size == signed.leaves


def test_a_correction_keeps_only_what_was_changed(story: TestClient, story_address: str) -> None:
    form = story.get("/decisions/new", params={"kind": "correct", "subject": STORY.ships}).text
    given = dict(re.findall(r'<input id="field-[a-z]+" name="(field\.[a-z]+)" value="([^"]*)"', form))
    assert given["field.origin"] == "Ivo Merrin"
    untouched = {**given, "field.stance": "asserts", "field.mode": "indirect", "field.hedged": "no", "field.actor": ""}
    refused = decide(story, "correct", subject=STORY.ships, **untouched)
    assert (refused.status_code, made(story_address)) == (422, [])
    assert "Nothing was changed." in refused.text
    decide(story, "correct", subject=STORY.ships, **{**untouched, "field.origin": "", "field.hedged": "yes"})
    assert [each.value for each in made(story_address)] == [{"hedged": True, "origin": None}]


WRONG: list[tuple[dict[str, str], int, str]] = [
    ({"kind": "reject", "subject": STORY.ships, "reason": " "}, 422, "Say why: others will read it."),
    ({"kind": "note", "subject": STORY.ships, "reason": ""}, 422, "The note is empty."),
    ({"kind": "crown", "subject": STORY.ships}, 422, "There is no decision of the kind crown."),
    ({"kind": "reject", "subject": "ffffffff"}, 404, "no claim"),
    ({"kind": "reject", "subject": ""}, 422, "It is not said what the decision is about."),
    ({"kind": "same", "subject": STORY.ships, "other": ""}, 422, "It is not said which other one is meant."),
    ({"kind": "same", "subject": STORY.ships, "other": STORY.ships}, 409, "one claim; expected two"),
    ({"kind": "same", "subject": STORY.ships, "other": "eeeeeeee"}, 404, "no claim"),
    ({"kind": "one", "subject": "ana kolb", "other": "nobody"}, 404, "no source"),
    ({"kind": "one", "subject": "ana kolb", "other": "ana kolb"}, 409, "expected two"),
    ({"kind": "merge", "subject": "Q20", "other": "Q1"}, 404, "no entity"),
    ({"kind": "undo", "subject": "0" * 20}, 404, "no judgement"),
    ({"kind": "correct", "subject": STORY.ships, "field.stance": "sings"}, 422, "sings is none of"),
    ({"kind": "correct", "subject": STORY.ships, "field.time": "soon"}, 422, "soon is no time"),
    ({"kind": "correct", "subject": STORY.ships, "field.colour": "red"}, 422, "There is no field colour."),
    ({"kind": "reliability", "subject": "echo"}, 422, "– is none of: A, B, C, D, E, F."),
    ({"kind": "reliability", "subject": "echo", "field.grade": "G"}, 422, "G is none of"),
    ({"kind": "reliability", "subject": "echo", "field.grade": "A", "field.topic": "tea"}, 422, "tea is none of"),
    ({"kind": "reliability", "subject": "echo", "field.grade": "A", "field.to": "soon"}, 422, "soon is no time"),
    ({"kind": "reliability", "subject": "nobody", "field.grade": "A"}, 404, "no source"),
    (
        {"kind": "reliability", "subject": "echo", "field.grade": "A", "field.from": "2025", "field.to": "2024"},
        409,
        "ends before it begins",
    ),
    ({"kind": "public", "subject": "Ivo Merrin"}, 422, "Say which public role it is."),
]


@pytest.mark.parametrize(
    ("told", "status", "words"), WRONG, ids=[f"{case[0]['kind']}-{case[2][:20]}" for case in WRONG]
)
def test_what_cannot_be_kept_is_told_with_what_was_typed(
    story: TestClient, story_address: str, told: dict[str, str], status: int, words: str
) -> None:
    given = {"reason": 'because & "quotes"', "back": PAGE, **told}
    answer = story.post("/decisions", data=given, follow_redirects=False)
    assert answer.status_code == status
    assert words in answer.text
    assert 'role="alert"' in answer.text
    assert made(story_address) == []
    if told["kind"] != "crown" and given["reason"].strip():
        assert "because &amp; &#34;quotes&#34;</textarea>" in answer.text
        assert f'name="back" value="{PAGE}"' in answer.text


def test_a_judgement_taken_back_twice_is_told(story: TestClient, story_address: str) -> None:
    decide(story, "reject", subject=STORY.ships)
    (kept,) = made(story_address)
    assert decide(story, "undo", subject=kept.id).status_code == 303
    again = decide(story, "undo", subject=kept.id)
    assert again.status_code == 409
    assert "was taken back already" in again.text


def test_a_ledger_open_for_reading_only_offers_and_keeps_no_decision(story_address: str) -> None:
    with browse(story_address, may_write=False) as browser:
        page = browser.get(PAGE).text
        assert "/decisions" not in page
        answer = decide(browser, "accept", subject=STORY.ships)
        assert answer.status_code == 403
        assert "This ledger is open for reading only." in answer.text
    assert made(story_address) == []


def test_who_decides_is_asked_where_nobody_is_named_and_remembered_in_the_browser(story_address: str) -> None:
    with browse(story_address, name="") as browser:
        refused = decide(browser, "reject", subject=STORY.ships)
        assert refused.status_code == 422
        assert "Say who decides." in refused.text
        assert decide(browser, "reject", subject=STORY.ships, name="  Ana  Костенко ").status_code == 303
        assert decide(browser, "note", subject=STORY.ships).status_code == 303
        form = browser.get("/decisions/new", params={"kind": "note", "subject": STORY.ships}).text
    assert 'value="Ana Костенко"' in form
    assert [each.decided_by for each in made(story_address)] == ["Ana Костенко"] * 2


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/claims/a\r\nset-cookie: x=1", "/"),
        ("javascript:alert(1)", "/"),
        ("/propositions/p1?of=2&decided=3#pairs", "/propositions/p1?of=2"),
    ],
)
def test_a_decision_leads_back_only_to_our_pages(story: TestClient, back: str, expected: str) -> None:
    answer = decide(story, "accept", subject=STORY.ships, back=back)
    location = re.sub(r"[?&]decided=[0-9a-f]{20}", "", answer.headers["location"]).partition("#")[0]
    assert (answer.status_code, location) == (303, expected)
    assert len(re.findall("decided=", answer.headers["location"])) == 1


def test_a_page_of_another_site_keeps_nothing(story: TestClient, story_address: str) -> None:
    told = {"kind": "accept", "subject": STORY.ships}
    answer = story.post("/decisions", data=told, headers={"origin": "https://evil.example"})
    assert (answer.status_code, made(story_address)) == (403, [])


def test_of_people_who_decide_at_once_nobody_loses_a_decision(story: TestClient, story_address: str) -> None:
    number = 8
    start, answers = Barrier(number), []

    def work(at: int) -> None:
        kind = ("note", "independent", "no-conflict", "different")[at % 4]
        fields = {
            "note": {"subject": STORY.ships},
            "independent": {"subject": "ana kolb", "other": "ivo merrin"},
            "no-conflict": {"subject": STORY.ships, "other": STORY.denial},
            "different": {"subject": STORY.ships, "other": STORY.boats},
        }[kind]
        start.wait()
        answers.append(decide(story, kind, reason=f"reason {at}", **fields).status_code)

    threads = [Thread(target=work, args=(at,)) for at in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    story.app.state.desk.upkeep.wait()  # type: ignore[attr-defined]  # our own application
    assert answers == [303] * number
    assert sorted(each.reason or "" for each in made(story_address)) == [f"reason {at}" for at in range(number)]
    page = story.get(PAGE).text
    assert "not worked out yet" not in page
    assert "Nothing held here stands against it." in page
    with open_ledger(story_address) as ledger, ledger.reading() as connection:
        signed = read_signed(connection)
    assert signed.size == signed.leaves


def test_two_who_take_back_the_same_decision_are_both_answered(story: TestClient, story_address: str) -> None:
    decide(story, "reject", subject=STORY.ships)
    (kept,) = made(story_address)
    start, answers = Barrier(2), []

    def work() -> None:
        start.wait()
        answers.append(decide(story, "undo", subject=kept.id).status_code)

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 409]
    assert [each.kind for each in made(story_address)] == ["reject", "undo"]
