"""Properties of the reader over any text: spans hold, nothing raises, twice the same."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sumber.model import Document, Reading, Span
from sumber.pipeline import read_document

WORDS = st.sampled_from(
    [
        "said",
        "kata",
        "menurut",
        "that",
        '"',
        "“",
        "”",
        ",",
        ".",
        "Reuters",
        "Kamis (14/8)",
        "Ivo Merrin",
        "ia",
        "he",
        "\n",
        "40-50",
        "Korut",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))


def _marked(reading: Reading) -> list[tuple[Span, str]]:
    found = [(mention.span, mention.text) for mention in reading.mentions]
    found += [(date.span, date.text) for date in reading.dates]
    return found + [(claim.span, claim.text) for claim in reading.claims]


@settings(max_examples=60, deadline=None)
@example("_0", "en")  # the underline belongs to the layout, and no token begins behind it
@given(TEXTS, st.sampled_from(["id", "en", None]))
def test_spans_equal_their_text(text: str, language: str | None) -> None:
    reading = read_document(Document(id="x", text=text or " ", language=language, published_at="2025-02-10"))
    for span, words in _marked(reading):
        assert span.of(reading.document.text) == words
    for claim in reading.claims:
        assert claim.chain[-1].role == "publisher"
        assert sum(link.role == "publisher" for link in claim.chain) == 1


@settings(max_examples=20, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    document = Document(id="x", text=text or " ", language="en", publisher="P")
    assert read_document(document) == read_document(document)


@pytest.mark.parametrize(
    "text",
    [
        '"' * 2000,
        "“" * 1000 + "He said no." + "”" * 1000,
        "\u202eقال الرئيس\u202c said e\u0301 e\u0301",
        "👩‍👩‍👧 said the 🇮🇩 ship left.",
        "a" * 100_000,
        "He said, " * 5_000,
    ],
)
def test_hostile_text_is_read(text: str) -> None:
    reading = read_document(Document(id="x", text=text, language="en"))
    assert all(claim.span.of(text) == claim.text for claim in reading.claims)
