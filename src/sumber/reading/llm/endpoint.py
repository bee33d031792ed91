"""An OpenAI-compatible endpoint: one question, one JSON answer, with time-outs, retries and a count of tokens."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec

from sumber.errors import ReaderError, UsageError
from sumber.reading.llm.envelope import Usage, read_content, read_json, read_usage

MAX_ANSWER_BYTES = 8_000_000
RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
NOT_TAKEN = frozenset({400, 422})
"""What an endpoint answers that does not know the form of answers we ask for, or refuses a temperature."""
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 20.0
_MOST_REASON = 300


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where the model is reached and what it costs; prices are per million tokens, in the user's own currency."""

    url: str
    model: str
    key: str = ""
    timeout_seconds: float = 60.0
    retries: int = 2
    price_in: float = 0.0
    price_out: float = 0.0


class Answer(NamedTuple):
    """What the model said, and what was used until it said so."""

    content: dict[str, Any]
    usage: Usage


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The user named one address: the key and the report go nowhere else."""

    def redirect_request(self, *_: object) -> None:
        """Refuse."""
        return


def check_endpoint(endpoint: Endpoint) -> None:
    """UsageError where an endpoint can be asked nothing; no message tells the key or a password."""
    try:
        parts = urlsplit(endpoint.url)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if "@" in endpoint.url.split("?")[0]:
        raise UsageError("S402", "the endpoint's address holds a name or password; put the key into SUMBER_LLM_KEY")
    if not is_address or any(sign.isspace() or not sign.isprintable() for sign in endpoint.url):
        raise UsageError("S402", f"the endpoint's address is {endpoint.url!r}, expected http:// or https://")
    if not (endpoint.key.isascii() and endpoint.key.isprintable()):
        raise UsageError("S403", "the endpoint's key (SUMBER_LLM_KEY) holds signs that no header carries")


class Asker:
    """Asks one endpoint, remembers which form of question it takes, and sums what all its answers used."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._is_plain = False
        self.usage = Usage()

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> Answer:
        """The model's answer, an object with the lists that `schema` requires; ReaderError when there is none after all retries."""
        failure, before = "it was not asked", self.usage
        for attempt in range(self._endpoint.retries + 1):
            if attempt:
                time.sleep(min(FIRST_WAIT_SECONDS * 2 ** (attempt - 1), LONGEST_WAIT_SECONDS))
            try:
                told = read_json(self._post_either(messages, schema))
                self.usage = self.usage.plus(read_usage(told, self._endpoint.price_in, self._endpoint.price_out))
                return Answer(read_content(told, schema["required"]), self.usage.minus(before))
            except urllib.error.HTTPError as error:
                failure = _spell_refusal(error)
                if error.code not in RETRIED:
                    break
            except http.client.HTTPException as error:
                failure = f"{type(error).__name__} {error}".strip()
            except (OSError, ValueError) as error:
                failure = str(error) or type(error).__name__
        raise ReaderError("S401", f"{self._endpoint.url} gave no usable answer: {failure}")

    def _post_either(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> bytes:
        """The body of an answer; what an endpoint does not take as it is asked is asked once more, and plainly."""
        if not self._is_plain:
            try:
                return self._post(_ask_for_schema(messages, schema))
            except urllib.error.HTTPError as error:
                if error.code not in NOT_TAKEN:
                    raise
                error.close()
        body = self._post(_ask_plainly(messages, schema))
        self._is_plain = True
        return body

    def _post(self, question: dict[str, Any]) -> bytes:
        endpoint = self._endpoint
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if endpoint.key:
            headers["Authorization"] = f"Bearer {endpoint.key}"
        address, body = endpoint.url.rstrip("/") + "/chat/completions", {"model": endpoint.model, **question}
        request = urllib.request.Request(address, json.dumps(body).encode(), headers, method="POST")  # noqa: S310  # the reader is opened with `check_endpoint`
        opener = urllib.request.build_opener(_NoRedirects)
        deadline = time.monotonic() + endpoint.timeout_seconds
        with opener.open(request, timeout=endpoint.timeout_seconds) as response:
            return _read_within(response, deadline)


def _ask_for_schema(messages: list[dict[str, str]], schema: dict[str, Any]) -> dict[str, Any]:
    """A question whose answer the endpoint itself holds to the schema."""
    form = {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema}}
    return {"messages": messages, "temperature": 0, "response_format": form}


def _ask_plainly(messages: list[dict[str, str]], schema: dict[str, Any]) -> dict[str, Any]:
    """A question that any endpoint takes: the schema stands in its first message."""
    first, *others = messages
    told = f"{first['content']}\nAnswer with one JSON object of this schema and nothing else:\n{json.dumps(schema)}"
    return {"messages": [{**first, "content": told}, *others]}


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


def _spell_refusal(error: urllib.error.HTTPError) -> str:
    """The status, and the beginning of what the endpoint says of it."""
    said = b""
    with suppress(OSError, ValueError, http.client.HTTPException), error:
        said = error.read1(_MOST_REASON)
    words = " ".join(said.decode("utf-8", "replace").split())
    return f"status {error.code}" + (f", {words}" if words.strip("{}[] ") else "")
