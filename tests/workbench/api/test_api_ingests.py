"""Ingests over a real connection: what becomes of each report is told as it happens, and again to whoever comes back."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from sumber.ledger import open_ledger
from sumber.ledger.health import iter_findings
from sumber.ledger.signing import read_signed
from sumber.workbench.app import build_app
from sumber.workbench.desk import Desk
from sumber.workbench.serving import open_socket
from tests.workbench.api.working import API, ask

LINES = {"content-type": "application/x-ndjson"}


def _line(number: int) -> str:
    text = f"SUVA - Norway sent {number} patrol ships to Fiji, Ivo Merrin said."
    return json.dumps({"id": f"r{number}", "text": text, "publisher": "The Halden Post", "synthetic": True}) + "\n"


@contextmanager
def _serve(desk: Desk) -> Iterator[httpx.Client]:
    """A workbench at a free port, asked over the network."""
    with closing(open_socket(None)) as listener:
        config = uvicorn.Config(build_app(desk), log_level="warning", lifespan="off", timeout_graceful_shutdown=2)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=30) as client:
            yield client
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


def _iter_events(answer: Any) -> Iterator[dict[str, Any]]:
    """The events of a stream, as a browser reads them."""
    event: dict[str, Any] = {}
    for line in answer.iter_lines():
        name, _, value = line.partition(":")
        if not line and event:
            yield {**event, "data": json.loads(event["data"])}
            event = {}
        elif name:
            event[name] = value.removeprefix(" ")


@pytest.mark.parametrize("heard", [0, 1, 7])
def test_whoever_comes_back_misses_nothing(related_desk: Desk, heard: int) -> None:
    with _serve(related_desk) as client:
        lines = "".join(map(_line, range(12))) + "{bad}\n"
        begun = client.post(f"{API}/ingests?reader=lexical", content=lines, headers=LINES)
        assert begun.status_code == 202
        told = begun.json()
        assert (told["reports"], begun.headers["location"]) == (13, f"{API}/ingests/{told['id']}")
        first: list[dict[str, Any]] = []
        if heard:
            with client.stream("GET", told["events"]) as stream:
                events = _iter_events(stream)
                first = [next(events) for _ in range(heard)]
        back = {"last-event-id": first[-1]["id"]} if first else {}
        with client.stream("GET", told["events"], headers=back) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            rest = list(_iter_events(stream))
        events_told = first + rest
        assert [int(each["id"]) for each in events_told] == list(range(1, 15))
        # A report that cannot be read is told at once, the others when they are on the disk.
        named = {name: [each["data"] for each in events_told if each["event"] == name] for name in ("kept", "refused")}
        assert [each["caller_id"] for each in named["kept"]] == [f"r{number}" for number in range(12)]
        assert all(each["synthetic"] for each in named["kept"])
        assert [(each["code"], each["line"]) for each in named["refused"]] == [("S103", 13)]
        assert (events_told[-1]["event"], events_told[-1]["data"]) == ("done", {"kept": {"new": 12}, "refused": 1})
        over = client.get(told["events"], headers={"last-event-id": events_told[-1]["id"]})
        assert over.status_code == 204
        assert client.get(f"{API}/documents/r3").json()["claims"] >= 1


def test_who_goes_away_stops_nothing_and_one_ingest_follows_the_other(related_desk: Desk) -> None:
    with _serve(related_desk) as client:
        begun = [
            client.post(f"{API}/ingests?reader=lexical", content="".join(map(_line, some)), headers=LINES).json()
            for some in (range(8), range(4, 10))
        ]
        with client.stream("GET", begun[0]["events"]) as stream:
            next(_iter_events(stream))
        with client.stream("GET", begun[1]["events"]) as stream:
            told = list(_iter_events(stream))
        assert told[-1]["data"] == {"kept": {"same": 4, "new": 2}, "refused": 0}
        listed = client.get(f"{API}/ingests").json()["items"]
        assert [each["id"] for each in listed] == [each["id"] for each in begun[::-1]]
        assert {each["state"] for each in listed} == {"done"}


def test_a_workbench_ends_though_it_reads_and_somebody_listens(related_ledger: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    ledger.write_bytes(related_ledger.read_bytes())
    command = [sys.executable, "-m", "sumber", "serve", "--ledger", str(ledger)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().split()[2]
        lines = "".join(map(_line, range(20_000)))
        begun = httpx.post(
            f"{address}{API[1:]}/ingests?reader=lexical", content=lines, headers=LINES, timeout=30
        ).json()
        with httpx.stream("GET", f"{address}{begun['events'][1:]}", timeout=30) as stream:
            events = _iter_events(stream)
            next(events)
            process.send_signal(signal.SIGINT)
            told = list(events)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, "")
    assert "done" not in {each["event"] for each in told}
    with open_ledger(str(ledger)) as kept, kept.reading() as connection:
        assert all(finding.is_sound for finding in iter_findings(kept, connection))
        signed = read_signed(connection)
        assert signed.size == signed.leaves


def test_what_was_kept_is_signed_and_related(related_desk: Desk) -> None:
    program = ask(related_desk)
    text = "Norway handed twelve patrol ships over to Fiji, Ivo Merrin said."
    begun = program.post(
        f"{API}/ingests?reader=lexical&publisher=Late+Post&published_at=2025-02-10&synthetic=true",
        content=text,
        headers={"content-type": "text/plain"},
    )
    with program.stream("GET", begun.json()["events"]) as stream:
        kept = next(_iter_events(stream))["data"]
    related_desk.ingests.stop()
    while related_desk.upkeep.is_busy:
        threading.Event().wait(0.02)
    document = program.get(f"{API}/documents/{kept['document']}").json()
    assert (document["publisher"], document["synthetic"]) == ("Late Post", True)
    claims = program.get(f"{API}/documents/{kept['document']}/claims").json()["items"]
    assert claims[0]["rests_on"]["outlets"] == 4
    log = program.get(f"{API}/log?limit=1").json()
    assert log["signed"] == log["count"]
