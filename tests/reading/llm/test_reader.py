"""The reader behind an endpoint, against a real local server that answers well."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sumber.errors import UsageError
from sumber.pipeline import Endpoint, open_reader, read_document, sum_up
from tests.reading.llm.endpoints import GOOD, REPORT, TEXT, LocalEndpoint, fail, read, say, say_content, serve

INVENTED = GOOD | {"text": "The ship was sunk"}
INVENTED_SOURCE = GOOD | {"text": "It carried coal", "chain": [{"name": "Nobody Here", "role": "speaker"}]}


@pytest.fixture
def server() -> Iterator[LocalEndpoint]:
    with serve() as running:
        yield running


def test_words_that_stand_in_the_report_are_kept_and_others_rejected(server: LocalEndpoint) -> None:
    reading = read(server, say(GOOD, INVENTED, INVENTED_SOURCE))
    assert [claim.text for claim in reading.claims] == ["The ship was held"]
    assert [link.name for link in reading.claims[0].chain] == ["Orla Venn", "Gazette"]
    assert reading.claims[0].span.of(TEXT) == "The ship was held"
    assert reading.reader.name == "llm"
    assert "2 claims and 0 parties rejected" in reading.warnings[-1]
    assert reading.mentions


def test_tokens_and_cost_are_told(server: LocalEndpoint) -> None:
    assert "1000 + 200 tokens, cost 0.0040" in read(server, say(GOOD)).warnings[-1]


def test_the_question_names_the_outlet_the_schema_and_the_key(server: LocalEndpoint) -> None:
    read(server, say(GOOD))
    asked = server.asked[0]
    assert asked["model"] == "tiny"
    assert TEXT in asked["messages"][1]["content"]
    assert "Gazette" in asked["messages"][1]["content"]
    assert asked["response_format"]["json_schema"]["schema"]["required"] == ["claims"]
    assert server.keys == ["Bearer secret"]


def test_a_busy_endpoint_is_asked_again(server: LocalEndpoint) -> None:
    reading = read(server, fail(503), say(GOOD), retries=1)
    assert len(server.asked) == 2
    assert len(reading.claims) == 1


def test_what_all_answers_took_is_summed_with_those_of_no_use(server: LocalEndpoint) -> None:
    server.answerers = [say_content("no JSON"), say(GOOD, INVENTED), say(GOOD | {"actors": ["Nobody"]})]
    endpoint = Endpoint(url=server.address, model="tiny", retries=1, price_in=2.0, price_out=10.0)
    reader = open_reader("llm", endpoint)
    assert sum_up(reader) is None
    assert "2000 + 400 tokens, cost 0.0080" in read_document(REPORT, reader).warnings[-1]
    read_document(REPORT, reader)
    told = sum_up(reader) or ""
    assert "tiny: 2 reports sent, 3000 + 600 tokens, cost 0.0120; 1 claim and 1 party rejected" in told


def test_a_reader_that_sends_nothing_has_no_sums() -> None:
    reader = open_reader("lexical")
    read_document(REPORT, reader)
    assert sum_up(reader) is None


def test_no_endpoint_no_reading() -> None:
    with pytest.raises(UsageError, match="SUMBER_LLM_URL"):
        open_reader("llm", None)


@pytest.mark.parametrize(
    ("url", "key", "code"),
    [
        ("file:///etc/passwd", "", "S402"),
        ("localhost:11434/v1", "", "S402"),
        ("http://", "", "S402"),
        ("http://[::1/v1", "", "S402"),
        ("http://127.0.0.1:port/v1", "", "S402"),
        ("http://127.0.0.1/v1\nHost: elsewhere", "", "S402"),
        ("http://ana:hidden@127.0.0.1/v1", "", "S402"),
        ("http://127.0.0.1/v1", "hidden\r\nHost: elsewhere", "S403"),
        ("http://127.0.0.1/v1", "hidden ключ", "S403"),
    ],
)
def test_an_address_or_key_that_cannot_be_used_is_refused_at_once(url: str, key: str, code: str) -> None:
    with pytest.raises(UsageError) as refused:
        open_reader("llm", Endpoint(url=url, model="tiny", key=key))
    assert refused.value.code == code
    assert "hidden" not in str(refused.value)
