"""Whatever an endpoint answers, a report gets what is valid in it or a clear error, and the reader goes on."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sumber.errors import ReaderError
from sumber.pipeline import Endpoint, open_reader, read_document
from sumber.reading.llm.words import is_whole
from tests.reading.llm.endpoints import (
    GOOD,
    REPORT,
    TEXT,
    Answerer,
    LocalEndpoint,
    drip,
    fail,
    keep_silent,
    read,
    redirect,
    reset,
    say,
    say_content,
    say_raw,
    serve,
    speak,
)

NESTED = "[" * 200_000
GOOD_CONTENT = json.dumps({"claims": [GOOD]})
OK = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture
def server() -> Iterator[LocalEndpoint]:
    with serve() as running:
        yield running


@pytest.mark.parametrize(
    ("answer", "times", "told"),
    [
        (fail(500), 2, "status 500"),
        (fail(401, b'{"error": "no such key"}'), 1, "status 401, .*no such key"),
        (fail(404, b"\xff\x00"), 1, "status 404"),
        (redirect, 1, "status 307"),
        (say_raw(b"<html>"), 2, "no JSON"),
        (say_raw(b""), 2, "no JSON"),
        (say_raw(b'{"choices": "\xff\xfe"}'), 2, "no JSON"),
        (say_raw(b"null"), 2, "no choices"),
        (say_raw(b'{"choices": []}'), 2, "no choices"),
        (say_raw(b'{"choices": {"0": 1}}'), 2, "no choices"),
        (say_raw(b'{"choices": [[]]}'), 2, "no message"),
        (say_raw(b'{"choices": [{"message": "x"}]}'), 2, "no message"),
        (say_content(None), 2, "no message"),
        (say_content(4), 2, "no message"),
        (say_content("[1]"), 2, "no JSON object"),
        (say_content("I cannot help with that."), 2, "no JSON"),
        (say_content('{"error": "busy"}'), 2, "no list 'claims'"),
        (say_content('{"claims": null}'), 2, "no list 'claims'"),
        (say_content('{"claims": "all"}'), 2, "no list 'claims'"),
        (say_content('{"claims": ' + NESTED), 2, "nested too deeply"),
        (say_raw(b'{"choices": ' + NESTED.encode()), 2, "nested too deeply"),
        (say_raw(b" " * 8_000_001), 2, "longer than"),
        (say_raw(b"9" * 5_000), 2, "no JSON"),
        (reset, 2, "S401"),
        (speak(b""), 2, "S401"),
        (speak(b"no HTTP at all\r\n\r\n"), 2, "BadStatusLine"),
        (speak(OK + b"X: " + b"y" * 70_000 + b"\r\n\r\n"), 2, "LineTooLong"),
        (speak(OK + b"X: y\r\n" * 200 + b"\r\n"), 2, "more than 100 headers"),
        (speak(OK + b"Transfer-Encoding: chunked\r\n\r\n400\r\n{"), 2, "IncompleteRead"),
        (speak(OK + b"Transfer-Encoding: chunked\r\n\r\nzzz\r\n"), 2, "S401"),
        (speak(OK + b"Content-Length: 500\r\n\r\n{"), 2, "S401"),
        (speak(b"HTTP/1.1 401 No\r\nContent-Length: 500\r\n\r\n{"), 1, "status 401"),
    ],
)
def test_an_answer_of_no_use_is_an_error_that_says_so(
    server: LocalEndpoint, answer: Answerer, times: int, told: str
) -> None:
    with pytest.raises(ReaderError, match=told) as refused:
        read(server, answer, retries=1)
    assert refused.value.code == "S401"
    assert refused.value.document_id == REPORT.id
    assert len(server.asked) == times


@pytest.mark.parametrize("answer", [drip, keep_silent], ids=["drips", "silent"])
def test_a_slow_endpoint_is_given_up(server: LocalEndpoint, answer: Answerer) -> None:
    started = time.monotonic()
    with pytest.raises(ReaderError, match=r"too long|timed out"):
        read(server, answer, timeout_seconds=0.2)
    assert time.monotonic() - started < 3


def test_nobody_listens() -> None:
    endpoint = Endpoint(url="http://127.0.0.1:1/v1", model="tiny", retries=0, timeout_seconds=1.0)
    with pytest.raises(ReaderError, match="S401"):
        read_document(REPORT, open_reader("llm", endpoint))


def test_the_next_report_is_read_after_one_that_failed(server: LocalEndpoint) -> None:
    server.answerers = [say_content('{"claims": ' + NESTED), say(GOOD)]
    reader = open_reader("llm", Endpoint(url=server.address, model="tiny", retries=0))
    with pytest.raises(ReaderError):
        read_document(REPORT, reader)
    assert len(read_document(REPORT, reader).claims) == 1


@pytest.mark.parametrize(
    "content",
    [
        f"```json\n{GOOD_CONTENT}\n```",
        f"```\n{GOOD_CONTENT}\n```",
        f"Here are the claims:\n{GOOD_CONTENT}\nI hope this helps.",
        f"<think>Is it {{held}}? A {{claim}}.</think>\n{GOOD_CONTENT}",
        [
            {"type": "text", "text": GOOD_CONTENT[:20]},
            {"type": "text", "text": GOOD_CONTENT[20:]},
            3,
            {"type": "image"},
        ],
        {"claims": [GOOD]},
    ],
    ids=["fence", "bare fence", "sentences", "thoughts", "parts", "object"],
)
def test_a_good_answer_is_found_in_what_is_around_it(server: LocalEndpoint, content: Any) -> None:
    assert [claim.text for claim in read(server, say_content(content)).claims] == ["The ship was held"]


@pytest.mark.parametrize("status", [400, 422])
def test_an_endpoint_without_structured_answers_is_asked_once_more_and_plainly(
    server: LocalEndpoint, status: int
) -> None:
    server.answerers = [fail(status), say(GOOD)]
    reader = open_reader("llm", Endpoint(url=server.address, model="tiny", retries=0))
    assert len(read_document(REPORT, reader).claims) == 1
    first, second = server.asked
    assert "response_format" in first
    assert not {"response_format", "temperature"} & set(second)
    assert '"claims"' in second["messages"][0]["content"]
    assert TEXT in second["messages"][1]["content"]
    read_document(REPORT, reader)
    assert "response_format" not in server.asked[2]


def test_an_endpoint_that_takes_no_question_is_asked_twice(server: LocalEndpoint) -> None:
    with pytest.raises(ReaderError, match="status 400, the model is unknown"):
        read(server, fail(400, b"the model is unknown"), retries=3)
    assert len(server.asked) == 2


WRONG: list[Any] = [None, 7, -1.5, True, "x", "", [], [[]], [3], {}, {"a": [None]}, "\ud800", float("nan"), 10**400]


@pytest.mark.parametrize("field", sorted(GOOD))
def test_a_field_of_any_wrong_kind_leaves_the_others_as_they_are(server: LocalEndpoint, field: str) -> None:
    for wrong in WRONG:
        other = GOOD | {"text": "It carried coal"}
        claims = read(server, say(GOOD | {field: wrong}, other)).claims
        assert "It carried coal" in [claim.text for claim in claims], wrong
        assert all(claim.span.of(TEXT) == claim.text for claim in claims), wrong


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_an_entry_that_is_no_claim_is_rejected_and_counted(server: LocalEndpoint, wrong: Any) -> None:
    reading = read(server, say(wrong, GOOD | {"chain": wrong or 3}, GOOD))
    assert [claim.text for claim in reading.claims] == ["The ship was held"]
    assert "2 claims and 0 parties rejected" in reading.warnings[-1]


@pytest.mark.parametrize(
    "usage",
    [[], [1], "many", 3, {"prompt_tokens": None}, {"prompt_tokens": [], "completion_tokens": float("nan")}]
    + [{"prompt_tokens": wrong} for wrong in (float("inf"), -5, 10**400, "12", True)],
    ids=repr,
)
def test_tokens_that_are_no_count_leave_a_good_answer_good(server: LocalEndpoint, usage: Any) -> None:
    reading = read(server, say_content(GOOD_CONTENT, usage))
    assert len(reading.claims) == 1
    assert "0 + 0 tokens" in reading.warnings[-1]


def test_very_many_claims_are_cut_off_and_counted(server: LocalEndpoint) -> None:
    reading = read(server, say(GOOD, *[{"text": "x"}] * 50_000))
    assert len(reading.claims) == 1
    assert "50000 claims and 0 parties rejected" in reading.warnings[-1]


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.sampled_from(TEXT.split()),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*GOOD, "name", "role", "claims"]) | st.text(), inner, max_size=9)
    ),
    max_leaves=30,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=_JSON, usage=_JSON, claims=st.lists(_JSON, max_size=3))
def test_any_json_gives_grounded_claims_or_an_error(
    server: LocalEndpoint, content: Any, usage: Any, claims: list[Any]
) -> None:
    for answer in (say_content(content, usage), say_content(json.dumps(content), usage), say(*claims)):
        with suppress(ReaderError):
            reading = read(server, answer)
            assert all(claim.span.of(TEXT) == claim.text for claim in reading.claims)
            assert all(is_whole(TEXT, claim.span) for claim in reading.claims)
