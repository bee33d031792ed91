"""What the interface answers, address by address, and how it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from sumber.ledger import open_ledger
from sumber.settings import Settings
from sumber.workbench.api._answers import encode
from sumber.workbench.desk import Desk
from sumber.workbench.problems import MEDIA_TYPE
from tests.workbench.api.working import API, DENIAL, SHIPS, ask

COUNTED = [
    ("claims", 12),
    ("claims?outlet=Radio+Vardal", 4),
    ("claims?stance=denies", 1),
    ("claims?stance=denies&stance=asserts", 12),
    ("claims?q=patrol+ships", 4),
    ("claims?q=nothing+holds+these", 0),
    ("claims?from=2025&to=2025-12", 0),
    ("documents", 4),
    ("documents?outlet=Radio+Vardal", 1),
    ("documents?q=harbour", 2),
]
MISSING = [
    "claims/ffff",
    "claims/ffff/why",
    "documents/nowhere",
    "documents/nowhere/text",
    "documents/nowhere/claims",
    "documents/nowhere/versions",
    "documents/halden-1/text?version=9",
    "entities/Q9999999",
    "propositions/p0123456789abcde",
    "propositions/p0123456789abcde/why",
    "impact?source=Nobody+At+All",
    "judgements/0123456789abcdef0123",
    "ingests/0123456789abcdef",
    "ingests/0123456789abcdef/events",
    "nowhere",
]
WRONG = [
    "claims?limit=0",
    "claims?limit=many",
    "claims?stance=shouts",
    "claims?from=2024-02-30",
    "claims?from=+2024",
    "claims?after=-1",
    "claims?actr=Norway",
    "claims/XYZ",
    "documents?limit=201",
    "entities?order=size",
    "propositions?after=1.2",
    "relations/rumours",
    "relations/copy?after=x",
    "impact",
    "log?after=-2",
    "stats?limit=3",
]
DECISIONS = [
    ({"kind": "accept"}, 201),
    ({"kind": "reject", "reason": "the denial was overlooked"}, 201),
    ({"kind": "note", "reason": "see the ministry's own release"}, 201),
    ({"kind": "note"}, 422),
    ({"kind": "correct", "value": {"stance": "denies", "actor": ["Fiji"], "place": None}}, 201),
    ({"kind": "correct", "value": {"stance": "shouts"}}, 422),
    ({"kind": "correct", "value": {"mood": "bad"}}, 422),
    ({"kind": "correct"}, 422),
    ({"kind": "undo"}, 422),
    ({"kind": "accept", "subject": "ffff"}, 404),
    ({"kind": "accept", "subject": "' or 1=1"}, 422),
    ({"kind": "accept", "extra": 1}, 422),
    ({"kind": "public", "subject": "Ivo Merrin", "value": {"role": "spokesman"}, "reason": "speaks for it"}, 201),
    ({"kind": "merge", "subject": "Q20", "other": "Q712", "reason": "to be taken back"}, 201),
    ({"kind": "merge", "subject": "Q20", "other": "Q20"}, 409),
    ({"kind": "split", "subject": "Q20", "other": "Q9999999"}, 404),
    ({"kind": "unsure", "subject": "Q20", "other": "Q712", "score": 0.4}, 201),
    ({"kind": "unsure", "subject": "Q20", "other": "Q712", "score": 4}, 422),
    ({"kind": "one", "subject": "Ivo Merrin", "other": "Ana Kolb", "reason": "one desk"}, 201),
    ({"kind": "independent", "subject": "Ivo Merrin", "other": "Ana Kolb", "reason": "each was there"}, 201),
    ({"kind": "one", "subject": "Ivo Merrin", "other": "Ivo Merrin", "reason": "one"}, 409),
    ({"kind": "one", "subject": "Ivo Merrin", "other": "Nobody", "reason": "one"}, 404),
]


def _read(program: TestClient, address: str) -> Any:
    answer = program.get(f"{API}/{address}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def _find_claim(program: TestClient, words: str, document: str) -> str:
    items = _read(program, "claims?limit=200")["items"]
    (found,) = [each["id"] for each in items if each["text"] == words and each["document"]["caller_id"] == document]
    return str(found)


def _expect_problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    told: dict[str, Any] = answer.json()
    assert told.keys() == {"type", "title", "status", "detail", "code"}
    assert told["status"] == status
    return told


@pytest.mark.parametrize(("address", "count"), COUNTED)
def test_searches_find_what_they_ask_for(program: TestClient, address: str, count: int) -> None:
    page = _read(program, address)
    assert page["count"] == len(page["items"]) == count
    assert page["next"] is None


@pytest.mark.parametrize("address", MISSING)
def test_what_is_not_there_is_a_problem(program: TestClient, address: str) -> None:
    _expect_problem(program.get(f"{API}/{address}"), 404)


@pytest.mark.parametrize("address", WRONG)
def test_what_is_not_expected_is_a_problem_that_names_it(program: TestClient, address: str) -> None:
    told = _expect_problem(program.get(f"{API}/{address}"), 422)
    assert told["detail"]


def test_a_claim_is_told_with_its_words_its_document_and_what_it_rests_on(program: TestClient) -> None:
    claim = _find_claim(program, SHIPS.words, "halden-1")
    told = _read(program, f"claims/{claim[:12]}")
    assert (told["text"], told["document"]["synthetic"]) == (SHIPS.words, True)
    assert told["before"].endswith("Norway, Fiji, Malta and Chad met.\n")
    assert told["rests_on"]["outlets"] == 3
    why = _read(program, f"claims/{claim}/why")
    assert why["proposition"]["id"] == told["rests_on"]["proposition"]
    assert why["clashes"][0]["other"]["text"] == DENIAL.words
    assert _read(program, f"propositions/{told['rests_on']['proposition']}")["id"] == why["proposition"]["id"]


def test_a_document_is_told_whole_and_its_spans_fit_its_text(program: TestClient) -> None:
    document = _read(program, "documents/halden-1")
    assert (document["caller_id"], document["synthetic"], document["claims"]) == ("halden-1", True, 4)
    assert _read(program, f"documents/{document['id'][:8]}") == document
    (version,) = _read(program, "documents/halden-1/versions")["items"]
    assert version["text_sha256"] == document["text_sha256"]
    text = program.get(f"{API}/documents/halden-1/text")
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    for claim in _read(program, "documents/halden-1/claims")["items"]:
        start, end = claim["span"]
        assert text.text[start:end] == claim["text"]


def test_relations_come_by_kind_with_their_documents(program: TestClient) -> None:
    copies = _read(program, "relations/copy")
    assert {"halden-1", "vardal-1"} in [{each["a"]["document"], each["b"]["document"]} for each in copies["items"]]
    assert all(head["synthetic"] for head in copies["documents"].values())
    against = _read(program, "relations/contradicts")
    assert {each["kind"] for each in against["items"]} == {"denial"}
    fallen = _read(program, "impact?source=Suva+Daily")
    assert fallen["items"][0]["alone"]


def test_the_log_is_told_in_order_with_its_checkpoint(program: TestClient) -> None:
    page = _read(program, "log?limit=3")
    assert [leaf["seq"] for leaf in page["items"]] == [0, 1, 2]
    assert page["count"] == page["signed"] == _read(program, "stats")["log_leaves"]
    note = program.get(f"{API}/log/checkpoint").text
    assert note.splitlines()[1] == str(page["count"])


@pytest.mark.parametrize(("decision", "status"), DECISIONS)
def test_decisions_are_kept_or_refused(program: TestClient, decision: dict[str, Any], status: int) -> None:
    claim = _find_claim(program, SHIPS.words, "halden-1")
    answer = program.post(f"{API}/judgements", json={"subject": claim, **decision})
    if status != 201:
        _expect_problem(answer, status)
        assert _read(program, "judgements")["items"] == []
        return
    assert answer.status_code == 201, answer.text
    kept = answer.json()
    assert (kept["kind"], kept["decided_by"]) == (decision["kind"], "Ana")
    assert program.get(answer.headers["location"]).json() == kept
    signed = _read(program, "log?limit=1")
    assert signed["signed"] == signed["count"]
    undone = program.post(f"{API}/judgements/{kept['id']}/undo", json={"reason": "wrong claim"})
    assert undone.status_code == 201
    assert _read(program, f"judgements/{kept['id']}")["undone"]
    _expect_problem(program.post(f"{API}/judgements/{kept['id']}/undo"), 409)


def test_a_decision_about_two_claims_is_worked_in(program: TestClient) -> None:
    one, other = (_find_claim(program, SHIPS.words, name) for name in ("halden-1", "fjord-1"))
    decided = {"kind": "different", "subject": one, "other": other, "reason": "two deliveries", "decided_by": "Ben"}
    assert program.post(f"{API}/judgements", json=decided).json()["decided_by"] == "Ben"
    apart = [_read(program, f"claims/{each}")["rests_on"]["proposition"] for each in (one, other)]
    assert apart[0] != apart[1]


def test_addresses_say_which_methods_they_answer(program: TestClient) -> None:
    answer = program.put(f"{API}/judgements", json={})
    _expect_problem(answer, 405)
    assert answer.headers["allow"] == "GET, HEAD, POST"


def test_head_is_get_without_what_follows(program: TestClient) -> None:
    for address in ("stats", "claims?limit=2", "documents/halden-1/text", "nowhere"):
        head, got = program.head(f"{API}/{address}"), program.get(f"{API}/{address}")
        assert (head.status_code, head.content) == (got.status_code, b"")
        assert head.headers == got.headers


def test_what_did_not_change_is_not_sent_again(program: TestClient) -> None:
    for address in ("stats", "documents/halden-1/text", "claims"):
        mark = program.get(f"{API}/{address}").headers["etag"]
        again = program.get(f"{API}/{address}", headers={"if-none-match": f'"other", W/{mark}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", mark)
        assert program.get(f"{API}/{address}", headers={"if-none-match": '"other"'}).status_code == 200


def test_other_sites_and_hosts_are_refused_as_problems(program: TestClient) -> None:
    _expect_problem(program.post(f"{API}/judgements", json={}, headers={"origin": "https://evil.example"}), 403)
    _expect_problem(program.get(f"{API}/stats", headers={"host": "evil.example"}), 403)


def test_a_ledger_that_may_only_be_read_takes_nothing(related_desk: Desk) -> None:
    related_desk.may_write = False
    program = ask(related_desk)
    claim = _find_claim(program, SHIPS.words, "halden-1")
    told = _expect_problem(program.post(f"{API}/judgements", json={"kind": "accept", "subject": claim}), 403)
    assert told["code"] == "S502"
    headers = {"content-type": "text/plain"}
    _expect_problem(program.post(f"{API}/ingests", content=b"Norway sent ships.", headers=headers), 403)


def test_whoever_decides_has_a_name(related_desk: Desk) -> None:
    related_desk.name = ""
    program = ask(related_desk)
    claim = _find_claim(program, SHIPS.words, "halden-1")
    for name in (None, "  "):
        body = {"kind": "accept", "subject": claim, "decided_by": name}
        assert _expect_problem(program.post(f"{API}/judgements", json=body), 422)["code"] == "S310"
    body = {"kind": "accept", "subject": claim, "decided_by": " Ana  Kolb "}
    assert program.post(f"{API}/judgements", json=body).json()["decided_by"] == "Ana Kolb"


def test_an_empty_ledger_answers_empty(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "ledger.db"), may_write=True) as ledger:
        program = ask(Desk(ledger, Settings()))
        for address in ("claims", "documents", "entities", "propositions", "relations/copy", "judgements", "log"):
            assert _read(program, address)["items"] == [], address
        _expect_problem(program.get(f"{API}/log/checkpoint"), 404)
        _expect_problem(program.get(f"{API}/impact?source=NHK"), 404)


def test_ids_that_stand_for_several_things_are_told(program: TestClient) -> None:
    ids = [each["id"] for each in _read(program, "claims")["items"]]
    begins = next(each[:1] for each in ids if sum(other[0] == each[0] for other in ids) > 1)
    told = _expect_problem(program.get(f"{API}/claims/{begins}"), 404)
    assert "stands for several claims" in told["detail"]


def test_an_entity_is_told_by_its_id_whatever_stands_in_it(program: TestClient) -> None:
    assert _read(program, "entities/Q20")["name"] == "Norway"
    role = {"kind": "public", "subject": "Merrin/Kolb", "value": {"role": "a pen name"}, "reason": "both sign so"}
    assert program.post(f"{API}/judgements", json=role).status_code == 201
    assert "name:Merrin/Kolb" in [each["id"] for each in _read(program, "entities")["items"]]
    assert _read(program, "entities/name:Merrin%2FKolb")["name"] == "Merrin/Kolb"


def test_half_a_surrogate_pair_is_shown_as_such() -> None:
    told = msgspec.json.decode(encode({"a\ud83d": ["b\udc00", {"c": "ü", "n": None}], "t": ("\ud83d\ude00",)}))
    assert told == {"a\ufffd": ["b\ufffd", {"c": "ü", "n": None}], "t": ["\ufffd\ufffd"]}
