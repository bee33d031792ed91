"""An OpenAI-compatible endpoint: one question, one JSON answer, with time-outs, retries and a count of tokens."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import Any, NamedTuple

import msgspec

from sumber.errors import ReaderError

MAX_ANSWER_BYTES = 8_000_000
RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 20.0


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where the model is reached and what it costs; prices are per million tokens, in the user's own currency."""

    url: str
    model: str
    key: str = ""
    timeout_seconds: float = 60.0
    retries: int = 2
    price_in: float = 0.0
    price_out: float = 0.0


class Usage(NamedTuple):
    """Tokens sent and received, and what they cost."""

    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0

    def plus(self, other: Usage) -> Usage:
        """Both together."""
        return Usage(self.tokens_in + other.tokens_in, self.tokens_out + other.tokens_out, self.cost + other.cost)


class Answer(NamedTuple):
    """What the model said, and what it used."""

    content: dict[str, Any]
    usage: Usage


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The user named one address: the key and the report go nowhere else."""

    def redirect_request(self, *_: object) -> None:
        """Refuse."""
        return


def ask(endpoint: Endpoint, messages: list[dict[str, str]], schema: dict[str, Any]) -> Answer:
    """The model's answer as JSON of `schema`; ReaderError when the endpoint gives none after all retries."""
    question = {
        "model": endpoint.model,
        "messages": messages,
        "temperature": 0,
        "response_format": {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema}},
    }
    failure = "it was not asked"
    for attempt in range(endpoint.retries + 1):
        if attempt:
            time.sleep(min(FIRST_WAIT_SECONDS * 2 ** (attempt - 1), LONGEST_WAIT_SECONDS))
        try:
            return _read_answer(_post(endpoint, json.dumps(question).encode()), endpoint)
        except urllib.error.HTTPError as error:
            failure = f"status {error.code}"
            error.close()
            if error.code not in RETRIED:
                break
        except (OSError, ValueError, LookupError, TypeError) as error:
            failure = str(error) or type(error).__name__
    raise ReaderError("S401", f"{endpoint.url} gave no usable answer: {failure}")


def _post(endpoint: Endpoint, body: bytes) -> bytes:
    address = endpoint.url.rstrip("/") + "/chat/completions"
    if not address.startswith(("http://", "https://")):
        raise ReaderError("S402", f"the endpoint's address is {endpoint.url!r}, expected http:// or https://")
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    request = urllib.request.Request(address, body, headers, method="POST")  # noqa: S310  # the scheme is checked above
    opener = urllib.request.build_opener(_NoRedirects)
    deadline = time.monotonic() + endpoint.timeout_seconds
    with opener.open(request, timeout=endpoint.timeout_seconds) as response:
        return _read_within(response, deadline)


def _read_within(response: Any, deadline: float) -> bytes:
    """The body, cut off where it is too long or drips in too slowly."""
    parts: list[bytes] = []
    size = 0
    while part := response.read1(65536):
        parts.append(part)
        size += len(part)
        if size > MAX_ANSWER_BYTES:
            raise ValueError(f"the answer is longer than {MAX_ANSWER_BYTES} bytes")
        if time.monotonic() > deadline:
            raise TimeoutError("the answer took too long")
    return b"".join(parts)


def _read_answer(body: bytes, endpoint: Endpoint) -> Answer:
    told = json.loads(body)
    content = json.loads(told["choices"][0]["message"]["content"])
    if not isinstance(content, dict):
        raise TypeError("the answer is no JSON object")
    used = told.get("usage") or {}
    tokens_in, tokens_out = int(used.get("prompt_tokens", 0)), int(used.get("completion_tokens", 0))
    cost = (tokens_in * endpoint.price_in + tokens_out * endpoint.price_out) / 1_000_000
    return Answer(content, Usage(tokens_in, tokens_out, cost))
