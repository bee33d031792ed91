"""What the model copied must stand in the report as whole words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sumber.model import Document
from tests.reading.llm.endpoints import GOOD, LocalEndpoint, read, say, serve

SEIZED = "The ship was seized off Brava with 3.5 tons of coal, he said. The Gazette and the d'Arc crew saw it."


@pytest.fixture
def server() -> Iterator[LocalEndpoint]:
    with serve() as running:
        yield running


def _report(text: str, language: str | None = "en") -> Document:
    return Document(id="a", text=text, publisher="The Gazette", language=language, synthetic=True)


def _claim(text: str, *names: str, **fields: Any) -> dict[str, Any]:
    return GOOD | {"text": text, "chain": [{"name": name, "role": "speaker"} for name in names]} | fields


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        (SEIZED, "was seize", "en"),
        (SEIZED, "eized off", "en"),
        (SEIZED, "5 tons of coal", "en"),
        (SEIZED, "Brava with 3", "en"),
        (SEIZED, "rc crew", "en"),
        ("Il a dit que le cafe\u0301 était fermé.", "le cafe", "fr"),
        ("Корабль задержан, сообщил Минобороны.", "рабль задержан", "ru"),
        ("북한군이 배를 나포했다고 밝혔다.", "군이 배를", "ko"),
        ("F35機2025機", "35機", "ja"),
    ],
)
def test_parts_of_words_are_rejected(server: LocalEndpoint, text: str, words: str, language: str) -> None:
    reading = read(server, say(_claim(words)), document=_report(text, language))
    assert reading.claims == ()
    assert "1 claim and" in reading.warnings[-1]


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        (SEIZED, "The ship was seized", "en"),
        (SEIZED, "3.5 tons of coal", "en"),
        (SEIZED, "Arc crew saw it", "en"),
        (SEIZED, SEIZED, "en"),
        (SEIZED, "  the d'Arc crew \n", "en"),
        ("Корабль задержан, сообщил Минобороны.", "Корабль задержан", "ru"),
        ("북한군이 배를 나포했다고 밝혔다.", "배를 나포했다", "ko"),
        ("国防省はＦ３５が墜落したと発表した。", "Ｆ３５が墜落した", "ja"),
        ("北京市政府说船被扣押。", "船被扣押", "zh"),
        ("โฆษกกล่าวว่าเรือถูกยึดแล้ว", "เรือถูกยึด", None),
    ],
)
def test_whole_words_are_kept(server: LocalEndpoint, text: str, words: str, language: str | None) -> None:
    reading = read(server, say(_claim(words)), document=_report(text, language))
    assert [claim.text for claim in reading.claims] == [words.strip()]


def test_a_pronoun_is_found_where_it_is_a_word(server: LocalEndpoint) -> None:
    [claim] = read(server, say(_claim("The ship was seized", "he")), document=_report(SEIZED)).claims
    assert claim.chain[0].span is not None
    assert claim.chain[0].span.start == SEIZED.index("he said")


def test_the_nearest_of_several_is_taken(server: LocalEndpoint) -> None:
    text = "He said A fell. Then came rain. He said B fell."
    claims = read(server, say(_claim("A fell", "He"), _claim("B fell", "He")), document=_report(text)).claims
    assert [claim.chain[0].span.start for claim in claims if claim.chain[0].span] == [0, text.rindex("He")]


def test_a_source_inside_a_word_rejects_its_claim(server: LocalEndpoint) -> None:
    reading = read(server, say(_claim("The ship was seized", "rava")), document=_report(SEIZED))
    assert reading.claims == ()


def test_parties_that_are_not_in_the_report_are_dropped_and_counted(server: LocalEndpoint) -> None:
    told = _claim("The ship was seized", actors=["crew", "Nobody At All", "cre", 3], recipients=["ship", "Elsewhere"])
    reading = read(server, say(told, _claim("No such claim", actors=["Nobody"])), document=_report(SEIZED))
    [claim] = reading.claims
    assert claim.event is not None
    assert [party.name for party in claim.event.actors] == ["crew"]
    assert [party.name for party in claim.event.recipients] == ["ship"]
    assert "1 claim and 4 parties rejected" in reading.warnings[-1]


@pytest.mark.parametrize("name", ["The Gazette", "Gazette"])
def test_the_printing_outlet_is_no_link_before_itself(server: LocalEndpoint, name: str) -> None:
    [claim] = read(server, say(_claim("The ship was seized", name)), document=_report(SEIZED)).claims
    assert [link.role for link in claim.chain] == ["publisher"]
    assert claim.mode == "unattributed"
    [claim] = read(server, say(_claim("The ship was seized", name, "he")), document=_report(SEIZED)).claims
    assert [link.role for link in claim.chain] == ["speaker", "publisher"]
