"""The reader behind an endpoint, against a real local server that answers well, badly, slowly and not at all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from sumber.errors import UsageError
from sumber.model import Document, Reading
from sumber.pipeline import Endpoint, open_reader, read_document

TEXT = 'Vessel held\n\nThe ship was held, Captain Orla Venn said. "It carried coal," she told Port Radio.\n'
REPORT = Document(id="a", text=TEXT, publisher="Gazette", language="en", published_at="2025-06-02", synthetic=True)
GOOD = {
    "text": "The ship was held",
    "mode": "indirect",
    "stance": "asserts",
    "hedged": False,
    "negated": False,
    "chain": [{"name": "Orla Venn", "role": "speaker"}],
    "event": "coerce",
    "actors": [],
    "recipients": [],
}
INVENTED = GOOD | {"text": "The ship was sunk"}
INVENTED_SOURCE = GOOD | {"text": "It carried coal", "chain": [{"name": "Nobody Here", "role": "speaker"}]}

Answerer = Callable[["_Handler"], None]


class _Server(ThreadingHTTPServer):
    answerers: list[Answerer]
    asked: list[dict[str, Any]]
    keys: list[str | None]


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:  # the library calls it so
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(json.loads(body))
        self.server.keys.append(self.headers["Authorization"])
        answerers = self.server.answerers
        (answerers.pop(0) if len(answerers) > 1 else answerers[0])(self)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def give(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _say(*claims: dict[str, Any]) -> Answerer:
    content = json.dumps({"claims": list(claims)})
    usage = {"prompt_tokens": 1000, "completion_tokens": 200}
    body = json.dumps({"choices": [{"message": {"content": content}}], "usage": usage}).encode()
    return lambda handler: handler.give(200, body)


def _fail(status: int) -> Answerer:
    return lambda handler: handler.give(status, b"{}")


def _say_raw(body: bytes) -> Answerer:
    return lambda handler: handler.give(200, body)


def _drip(handler: _Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(40):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


def _redirect(handler: _Handler) -> None:
    handler.send_response(307)
    handler.send_header("Location", f"http://127.0.0.1:{handler.server.server_port}/elsewhere")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


@pytest.fixture
def server() -> Iterator[_Server]:
    running = _Server(("127.0.0.1", 0), _Handler)
    running.asked, running.keys = [], []
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def _read(server: _Server, *answerers: Answerer, **options: Any) -> Reading:
    server.answerers = list(answerers)
    settings = {"timeout_seconds": 5.0, "retries": 1, "price_in": 2.0, "price_out": 10.0} | options
    endpoint = Endpoint(url=f"http://127.0.0.1:{server.server_port}/v1", model="tiny", key="secret", **settings)
    return read_document(REPORT, open_reader("llm", endpoint))


def test_words_that_stand_in_the_report_are_kept_and_others_rejected(server: _Server) -> None:
    reading = _read(server, _say(GOOD, INVENTED, INVENTED_SOURCE))
    assert [claim.text for claim in reading.claims] == ["The ship was held"]
    assert [link.name for link in reading.claims[0].chain] == ["Orla Venn", "Gazette"]
    assert reading.claims[0].span.of(TEXT) == "The ship was held"
    assert reading.reader.name == "llm"
    assert "2 claims rejected" in reading.warnings[-1]


def test_tokens_and_cost_are_told(server: _Server) -> None:
    assert "1000 + 200 tokens, cost 0.0040" in _read(server, _say(GOOD)).warnings[-1]


def test_the_question_names_the_outlet_the_schema_and_the_key(server: _Server) -> None:
    _read(server, _say(GOOD))
    asked = server.asked[0]
    assert asked["model"] == "tiny"
    assert TEXT in asked["messages"][1]["content"]
    assert "Gazette" in asked["messages"][1]["content"]
    assert asked["response_format"]["json_schema"]["schema"]["required"] == ["claims"]
    assert server.keys == ["Bearer secret"]


def test_a_busy_endpoint_is_asked_again(server: _Server) -> None:
    reading = _read(server, _fail(503), _say(GOOD))
    assert len(server.asked) == 2
    assert len(reading.claims) == 1


@pytest.mark.parametrize(
    ("answer", "times", "told"),
    [
        (_fail(500), 2, "status 500"),
        (_fail(401), 1, "status 401"),
        (_redirect, 1, "status 307"),
        (_say_raw(b"<html>"), 2, "S401"),
        (_say_raw(b'{"choices": []}'), 2, "S401"),
        (_say_raw(b'{"choices": [{"message": {"content": "[1]"}}]}'), 2, "no JSON object"),
    ],
    ids=["broken", "refused", "sent elsewhere", "no JSON", "no choice", "no object"],
)
def test_a_bad_answer_leaves_a_reading_that_says_so(server: _Server, answer: Answerer, times: int, told: str) -> None:
    reading = _read(server, answer)
    assert reading.claims == ()
    assert told in reading.warnings[-1]
    assert len(server.asked) == times
    assert reading.mentions


@pytest.mark.parametrize("claims", [[3], [{"text": 4}], [{"text": "Vessel held", "chain": "x"}], "all"])
def test_an_answer_of_the_wrong_shape_gives_no_error(server: _Server, claims: Any) -> None:
    body = json.dumps({"choices": [{"message": {"content": json.dumps({"claims": claims})}}]}).encode()
    assert all(claim.span.of(TEXT) == claim.text for claim in _read(server, _say_raw(body)).claims)


def test_a_slow_endpoint_is_given_up(server: _Server) -> None:
    started = time.monotonic()
    reading = _read(server, _drip, timeout_seconds=0.2, retries=0)
    assert reading.claims == ()
    assert time.monotonic() - started < 3


def test_nobody_listens() -> None:
    endpoint = Endpoint(url="http://127.0.0.1:1/v1", model="tiny", retries=0, timeout_seconds=1.0)
    assert "S401" in read_document(REPORT, open_reader("llm", endpoint)).warnings[-1]


@pytest.mark.parametrize("url", ["", "file:///etc/passwd"])
def test_no_endpoint_no_reading(url: str) -> None:
    if not url:
        with pytest.raises(UsageError, match="SUMBER_LLM_URL"):
            open_reader("llm", None)
        return
    assert "S402" in read_document(REPORT, open_reader("llm", Endpoint(url=url, model="tiny"))).warnings[-1]
