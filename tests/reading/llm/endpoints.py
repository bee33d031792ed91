"""A real local endpoint that answers as it is told to: well, badly, slowly, not at all."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

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
USAGE = {"prompt_tokens": 1000, "completion_tokens": 200}


class LocalEndpoint(ThreadingHTTPServer):
    """Answers each question with the next of `answerers`, again and again with the last; remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answerers: list[Answerer] = []
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    @property
    def address(self) -> str:
        """The address a user would name."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, *_: object) -> None:
        """Keep quiet where the reader has gone."""


class Handler(BaseHTTPRequestHandler):
    """One question."""

    server: LocalEndpoint

    def do_POST(self) -> None:  # the library calls it so
        """Answer."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(json.loads(body))
        self.server.keys.append(self.headers["Authorization"])
        answerers = self.server.answerers
        (answerers.pop(0) if len(answerers) > 1 else answerers[0])(self)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def give(self, status: int, body: bytes) -> None:
        """A whole answer."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


Answerer: TypeAlias = Callable[[Handler], None]


@contextmanager
def serve() -> Iterator[LocalEndpoint]:
    """An endpoint that ends with the block."""
    running = LocalEndpoint()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield running
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


def say(*claims: object) -> Answerer:
    """An answer with these claims."""
    return say_content(json.dumps({"claims": claims}))


def say_content(content: Any, usage: Any = USAGE) -> Answerer:
    """An answer whose message holds anything."""
    return say_raw(json.dumps({"choices": [{"message": {"content": content}}], "usage": usage}).encode())


def say_raw(body: bytes) -> Answerer:
    """An answer of any bytes."""
    return lambda handler: handler.give(200, body)


def fail(status: int, body: bytes = b"{}") -> Answerer:
    """A refusal."""
    return lambda handler: handler.give(status, body)


def speak(wire: bytes) -> Answerer:
    """Anything in place of HTTP, and the end of the connection."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(wire)
        handler.close_connection = True

    return answer


def drip(handler: Handler) -> None:
    """Blanks, one by one."""
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(40):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


def keep_silent(_: Handler) -> None:
    """Nothing, for longer than anybody waits here."""
    time.sleep(1.5)


def reset(handler: Handler) -> None:
    """The connection cut off in the middle of an answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def redirect(handler: Handler) -> None:
    """Elsewhere."""
    handler.send_response(307)
    handler.send_header("Location", f"http://127.0.0.1:{handler.server.server_port}/elsewhere")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def read(server: LocalEndpoint, *answerers: Answerer, document: Document = REPORT, **options: Any) -> Reading:
    """The reading of a report by way of this endpoint."""
    server.answerers = list(answerers)
    settings = {"timeout_seconds": 5.0, "retries": 0, "price_in": 2.0, "price_out": 10.0} | options
    endpoint = Endpoint(url=server.address, model="tiny", key="secret", **settings)
    return read_document(document, open_reader("llm", endpoint))
