"""Hostile deliveries: too much, of the wrong kind, in the wrong encoding, or made to take forever."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sumber.workbench.desk import Desk
from sumber.workbench.ingests import MOST_EVENTS, MOST_WAITING, Delivery, Ingest, IngestCounts
from tests.workbench.api.working import API, ask, open_desk

MOST_BYTES = 2_000_000
LONG_LINE = json.dumps({"id": "long", "text": "Norway sent ships. " * 550_000}).encode()
BOUNDARY = "x" * 30
REPORT = "SUVA – Norway will hand over two ships to Fiji, Ivo Merrin said."

REFUSED = [
    ("a body of ten megabytes", LONG_LINE, "application/x-ndjson", 413),
    ("nothing", b"", "text/plain", 422),
    ("no kind", REPORT.encode(), "", 415),
    ("a kind that is not read", b"%PDF-1.7", "application/pdf", 415),
    ("a form that is none", b"not a form", "multipart/form-data", 422),
    ("a form cut off", b"--" + BOUNDARY.encode(), f"multipart/form-data; boundary={BOUNDARY}", 422),
    ("an address", b'{"url": "http://169.254.169.254/"}', "application/json", 403),
    ("an address of the disk", b'{"url": "file:///etc/passwd"}', "application/json", 403),
]
ANSWERED = [
    ("Windows-1252", REPORT.encode("windows-1252"), "text/plain; charset=utf-8", "kept"),
    ("UTF-16 with its mark", REPORT.encode("utf-16"), "text/plain; charset=shift_jis", "kept"),
    ("UTF-16 without its mark", REPORT.encode("utf-16-be"), "text/plain", "refused"),
    ("a charset that there is not", REPORT.encode(), 'text/plain; charset="\x7f../../nowhere"', "kept"),
    ("zero bytes", b"\x00" * 5_000, "text/plain", "refused"),
    ("blanks", b" \n\t ", "text/plain", "refused"),
    ("an empty page", b"<!doctype html><html></html>", "text/html", "refused"),
    ("deep JSON", b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "application/jsonl", "refused"),
    ("half a surrogate pair", b'{"id": "half", "text": "Norway \\ud83d sent ships."}', "application/jsonl", "refused"),
    ("a number for a text", b'{"text": 3}', "application/jsonl", "refused"),
    ("scripts", b"<html><p>Norway sent ships.<script>alert(1)</script><p>Fiji denied it.</html>", "text/html", "kept"),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that takes two megabytes at once."""
    place = tmp_path_factory.mktemp("hostile") / "ledger.db"
    with open_desk(str(place), max_bytes=MOST_BYTES, max_characters=100_000) as found:
        yield found


@pytest.fixture(scope="module")
def program(desk: Desk) -> TestClient:
    """A program at that workbench."""
    return ask(desk)


def _deliver(program: TestClient, content: Any, media_type: str, **further: Any) -> Any:
    headers = {"content-type": media_type} if media_type else {}
    return program.post(f"{API}/ingests?reader=lexical", content=content, headers=headers, **further)


def _events(program: TestClient, begun: Any) -> list[tuple[str, dict[str, Any]]]:
    """All that an ingest tells, once it is over."""
    assert begun.status_code == 202, begun.text
    told = program.get(begun.json()["events"]).text.replace("\r\n", "\n")
    found = []
    for block in filter(None, told.split("\n\n")):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        found.append((fields["event"], json.loads(fields["data"])))
    return found


@pytest.mark.parametrize(
    ("content", "media_type", "status"), [each[1:] for each in REFUSED], ids=[e[0] for e in REFUSED]
)
def test_what_is_not_taken_is_a_problem(program: TestClient, content: bytes, media_type: str, status: int) -> None:
    answer = _deliver(program, content, media_type)
    assert answer.status_code == status, answer.text
    assert answer.json()["code"].startswith("S8")


def test_a_body_that_does_not_tell_its_length_is_cut_off(program: TestClient) -> None:
    sent = []

    def pour() -> Iterator[bytes]:
        for _ in range(100):
            sent.append(1)
            yield b"x" * 100_000

    answer = _deliver(program, pour(), "text/plain")
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("content", "media_type", "event"), [each[1:] for each in ANSWERED], ids=[e[0] for e in ANSWERED]
)
def test_what_cannot_be_read_is_told_and_the_rest_goes_on(
    program: TestClient, content: bytes, media_type: str, event: str
) -> None:
    told = _events(program, _deliver(program, content, media_type))
    assert [name for name, _ in told] == [event, "done"]


def test_a_line_longer_than_a_report_may_be_is_refused_and_its_neighbours_are_kept(program: TestClient) -> None:
    long = json.dumps({"id": "long", "text": "Norway sent ships. " * 80_000})
    lines = "\n".join(
        [json.dumps({"id": "before", "text": REPORT}), long, json.dumps({"id": "after", "text": REPORT + " "})]
    )
    told = _events(program, _deliver(program, lines, "application/x-ndjson"))
    assert {name: sum(1 for each, _ in told if each == name) for name, _ in told} == {
        "kept": 2,
        "refused": 1,
        "done": 1,
    }
    assert next(data for name, data in told if name == "refused")["code"] == "S104"


@pytest.mark.parametrize(
    "parts",
    [
        [("files", (f"{number}.txt", b"x")) for number in range(2_000)],
        [("a" * 10, (None, b"x"))] * 2_000,
        [("files", (None, b"no file"))],
        [("reader", (None, b"llm"))],
        [("text", ("name.txt", b"a file where a field is expected"))],
        [("publisher", (None, b"nothing but a name"))],
    ],
    ids=[
        "files without end",
        "fields without end",
        "no file",
        "a field nobody knows",
        "a file for a field",
        "no report",
    ],
)
def test_forms_that_are_not_taken_are_problems(program: TestClient, parts: Any) -> None:
    began = time.monotonic()
    answer = program.post(f"{API}/ingests?reader=lexical", files=parts)
    assert answer.status_code == 422, answer.text
    assert time.monotonic() - began < 20


def test_a_form_whose_parts_have_headers_without_end_is_a_problem(program: TestClient) -> None:
    heads = b"".join(b"X-Head-%d: y\r\n" % number for number in range(50_000))
    body = b'--%b\r\n%bContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nx\r\n--%b--\r\n' % (
        BOUNDARY.encode(),
        heads,
        BOUNDARY.encode(),
    )
    began = time.monotonic()
    answer = _deliver(program, body, f"multipart/form-data; boundary={BOUNDARY}")
    assert answer.status_code in {202, 422}
    assert time.monotonic() - began < 20


def test_names_of_files_lead_nowhere(program: TestClient) -> None:
    names = ["../../../etc/passwd", "C:\\Windows\\report.txt", "a" * 300, "\u202etxt.exe", ".txt"]
    parts = [("files", (name, f"{REPORT} {number}".encode())) for number, name in enumerate(names)]
    told = _events(program, program.post(f"{API}/ingests?reader=lexical", files=parts))
    kept = [data["caller_id"] for name, data in told if name == "kept"]
    assert kept == ["passwd", "report.txt", "a" * 200, "\u202etxt.exe", ".txt"]


def test_more_than_may_wait_is_asked_to_come_again(tmp_path: Path) -> None:
    with open_desk(str(tmp_path / "ledger.db"), max_bytes=1_000) as desk:
        program = ask(desk)
        desk.ingests.stop()  # nothing is read any more: whatever comes waits
        statuses = [_deliver(program, f"{REPORT} {number}", "text/plain") for number in range(MOST_WAITING + 1)]
        assert [each.status_code for each in statuses] == [202] * MOST_WAITING + [429]
        assert statuses[-1].headers["retry-after"]
    with open_desk(str(tmp_path / "other.db"), max_bytes=1_000) as desk:
        program = ask(desk)
        desk.ingests.stop()
        assert [_deliver(program, "x" * 900, "text/plain").status_code for _ in range(3)] == [202, 202, 429]


def test_events_that_are_too_long_ago_are_told_as_counts() -> None:
    ingest = Ingest(Delivery(()))
    for _ in range(MOST_EVENTS + 10):
        ingest.tell("done", IngestCounts(kept={}, refused=0))
    told = ingest.events_since(3)
    assert (told[0].name, told[0].number, told[1].number) == ("counts", 10, 11)
    assert len(told) == MOST_EVENTS + 1
    assert ingest.events_since(MOST_EVENTS + 10) == []
