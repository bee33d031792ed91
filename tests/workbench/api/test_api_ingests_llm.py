"""An ingest whose reader asks an endpoint: what it fails on is refused, the rest is kept."""

from __future__ import annotations

import json
import time
from pathlib import Path

from tests.reading.llm.endpoints import GOOD, TEXT, fail, say, serve
from tests.workbench.api.working import API, ask, open_desk


def test_a_report_on_which_the_endpoint_fails_is_refused_and_the_others_are_kept(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": each, "text": f"{TEXT}\n{each}.", "synthetic": True}) + "\n" for each in "abc")
    with serve() as server:
        server.answerers = [say(GOOD), fail(500), say(GOOD)]
        place, known = str(tmp_path / "ledger.db"), {"llm_url": server.address, "llm_model": "tiny", "llm_key": "k"}
        with open_desk(place, llm_retries=0, **known) as desk:
            client = ask(desk)
            headers = {"content-type": "application/x-ndjson"}
            begun = client.post(f"{API}/ingests?reader=llm", content=lines, headers=headers)
            assert begun.status_code == 202, begun.text
            told = begun.json()
            until = time.monotonic() + 60
            while told["state"] not in {"done", "failed"} and time.monotonic() < until:
                time.sleep(0.05)
                told = client.get(f"{API}/ingests/{told['id']}").json()
            events = client.get(f"{API}/ingests/{told['id']}/events").text
    assert told["state"] == "done", told
    assert server.keys == ["Bearer k"] * 3
    assert events.count("event: kept") == 2
    assert events.count("event: refused") == 1
    assert "S401" in events
