"""Pages of everything that is listed: nothing is lost and nothing comes twice, also while reports come in."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from starlette.testclient import TestClient

from sumber.workbench.desk import Desk
from tests.relating.reports import Said, add_reports, make_report
from tests.workbench.api.working import API, HARBOUR, SHIPS, ask

LISTS = [
    "claims",
    "claims?q=ships",
    "documents",
    "documents/halden-1/claims",
    "entities",
    "entities?order=id",
    "propositions",
    "propositions?order=id",
    "propositions?least=2",
    "relations/same_story",
    "relations/copy",
    "relations/corroborates",
    "relations/contradicts",
    "impact?source=The+Halden+Post",
    "log",
    "judgements",
]
WALKED = ["claims", "documents", "log", "entities?order=id"]


def _walk(program: TestClient, address: str, limit: int, between: Any = lambda: None) -> list[dict[str, Any]]:
    """All pages of a list, one after another, by the addresses that they give themselves."""
    found: list[dict[str, Any]] = []
    link = f"{API}/{address}{'&' if '?' in address else '?'}limit={limit}"
    while link:
        answer = program.get(link)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert len(page["items"]) == limit or page["next"] is None
        found += page["items"]
        link = answer.links["next"]["url"] if page["next"] is not None else ""
        assert (page["next"] is None) == ("next" not in answer.links)
        between()
    return found


@pytest.mark.parametrize("address", LISTS)
def test_pages_of_any_length_hold_the_whole_list(related_desk: Desk, address: str) -> None:
    program = ask(related_desk)
    for subject in (each["id"] for each in _walk(program, "claims", 200)[:3]):
        assert program.post(f"{API}/judgements", json={"kind": "accept", "subject": subject}).status_code == 201
    whole = _walk(program, address, 200)
    for limit in (1, 2, 3):
        assert _walk(program, address, limit) == whole
    assert whole or address == "relations/corroborates"


def test_what_corroborates_comes_by_pages_too(related_desk: Desk) -> None:
    program = ask(related_desk)
    decided = {"kind": "independent", "reason": "each was there", "subject": "Ivo Merrin", "other": "Olaf Berg"}
    add_reports(related_desk.ledger, make_report("berg-1", "Berg Post", Said(SHIPS.words, "Olaf Berg")))
    related_desk.upkeep.follow_reports()
    while related_desk.upkeep.is_busy:
        threading.Event().wait(0.02)
    assert program.post(f"{API}/judgements", json=decided).status_code == 201
    whole = _walk(program, "relations/corroborates", 200)
    assert len(whole) == 3
    assert _walk(program, "relations/corroborates", 1) == whole


@pytest.mark.parametrize("address", WALKED)
def test_what_comes_in_meanwhile_moves_nothing(related_desk: Desk, address: str) -> None:
    program = ask(related_desk)
    before = _walk(program, address, 200)
    came = iter(range(10_000))

    def bring() -> None:
        number = next(came)
        add_reports(related_desk.ledger, make_report(f"later-{number}", "Later Post", SHIPS, HARBOUR))

    walked = _walk(program, address, 2, bring) if address != "log" else _walk(program, address, 3)
    keys = [_key(each) for each in walked]
    assert len(set(keys)) == len(keys)
    assert {_key(each) for each in before} <= set(keys)


def _key(item: dict[str, Any]) -> str:
    return str(item.get("id", item.get("seq")))


def test_pages_hold_while_an_ingest_runs(related_desk: Desk) -> None:
    program = ask(related_desk)
    before = {each["id"] for each in _walk(program, "claims", 200)}
    lines = "".join(
        f'{{"id": "run-{number}", "text": "SUVA - Norway sent {number} ships to Fiji, Ivo Merrin said.", "synthetic": true}}\n'
        for number in range(40)
    )
    answer = program.post(
        f"{API}/ingests?reader=lexical", content=lines, headers={"content-type": "application/x-ndjson"}
    )
    assert answer.status_code == 202, answer.text
    rounds = 0
    while program.get(answer.headers["location"]).json()["state"] in {"waiting", "running"}:
        walked = [each["id"] for each in _walk(program, "claims", 3)]
        assert len(set(walked)) == len(walked)
        assert before <= set(walked)
        rounds += 1
    assert rounds
    assert program.get(answer.headers["location"]).json()["kept"] == {"new": 40}
