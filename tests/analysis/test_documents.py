"""What two reports are to each other: a story, a copy, which was first; and what tells it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from sumber.analysis.document_pairs import compare_documents, iter_aligned, taken_sentences
from sumber.analysis.documents import find_direction, judge_documents
from sumber.analysis.pairing import Likeness
from sumber.analysis.profiles import DocumentProfile
from tests.analysis.drawn import ANA, ECHO, HALDEN, KOLB, KOREA, RUSSIA, SENTENCES, documents
from tests.analysis.making import claim, link, number, report, vector

MEANT = {"names": (RUSSIA, KOREA, KOLB), "numbers": (number(40),), "day": "2025-02-07", "is_lead": True}


def _story(key: str, publisher: Any, day: str | None = "2025-02-08", relay: Any = None, **told: Any) -> DocumentProfile:
    """A report of the convoy; with a relay, all of it has come by that outlet."""
    links = (ANA, relay, publisher) if relay else (ANA, publisher)
    claims = [
        claim(text, *links, vector=vector(*[100 if each == at else 0 for each in range(3)]), **MEANT)
        for at, text in enumerate(SENTENCES)
    ]
    return report(key, publisher, *claims, day=day, **told)


def _other(key: str = "z", day: str = "2025-06-20") -> DocumentProfile:
    text = "A football club in another town sold its stadium to a bank"
    return report(key, ECHO, claim(text, link("Ivo Merrin"), ECHO, vector=vector(0, 0, 0, 100)), day=day)


def test_verbatim_copy() -> None:
    verdict = judge_documents(_story("a", HALDEN), _story("b", ECHO))
    assert (verdict.is_story, verdict.copy_kind) == (True, "verbatim")
    assert verdict.copy_grounds[0].name == "taken_sentences"
    assert {document for document, _ in verdict.copy_grounds[0].spans} == {"a", "b"}


def test_translation() -> None:
    texts = (
        "Konvoi empat puluh truk melintasi jembatan utara",
        "Dua derek menurunkan peti kelabu",
        "Pandu pelabuhan bersaksi",
    )
    claims = [
        claim(
            text,
            ANA,
            link("Halden Post", "relay"),
            ECHO,
            vector=vector(*[100 if each == at else 0 for each in range(3)]),
            **MEANT,
        )
        for at, text in enumerate(texts)
    ]
    other = report("b", ECHO, *claims, day="2025-02-09", language="id")
    verdict = judge_documents(_story("a", HALDEN), other)
    assert (verdict.is_story, verdict.copy_kind, verdict.direction) == (True, "translated", "forth")


def test_nothing_in_common_is_neither() -> None:
    verdict = judge_documents(_story("a", HALDEN), _other())
    assert (verdict.is_story, verdict.copy_kind) == (False, None)


@pytest.mark.parametrize(
    ("one", "other", "direction"),
    [
        (_story("a", HALDEN), _story("b", ECHO, relay=link("Halden Post", "relay")), "forth"),
        (_story("a", ECHO, relay=link("Halden Post", "relay")), _story("b", HALDEN), "back"),
        (_story("a", HALDEN, day="2025-02-08"), _story("b", ECHO, day="2025-02-09"), "forth"),
        (_story("a", HALDEN, day="2025-02-09"), _story("b", ECHO, day="2025-02-08"), "back"),
        (
            _story("a", HALDEN, day="2025-02-09"),
            _story("b", ECHO, day="2025-02-08", relay=link("Halden Post", "relay")),
            "forth",
        ),
        (_story("a", HALDEN), _story("b", ECHO), "unknown"),
        (_story("a", HALDEN, day=None), _story("b", ECHO), "unknown"),
        (
            _story("a", HALDEN, relay=link("Echo", "relay")),
            _story("b", ECHO, relay=link("Halden Post", "relay")),
            "unknown",
        ),
        (
            _story("a", HALDEN, day="2025-02-08", relay=link("Bernama", "relay")),
            _story("b", ECHO, day="2025-02-09", relay=link("Bernama", "relay")),
            "unknown",
        ),
    ],
    ids=[
        "the second credits the first",
        "the first credits the second",
        "a day later",
        "a day earlier",
        "credit is stronger than the day",
        "one day",
        "no day",
        "each credits the other",
        "both have it from a third",
    ],
)
def test_direction(one: DocumentProfile, other: DocumentProfile, direction: str) -> None:
    turned = {"forth": "back", "back": "forth"}
    assert find_direction(one, other) == direction
    assert find_direction(other, one) == turned.get(direction, direction)


def test_sentences_taken_over() -> None:
    whole = _story("a", HALDEN)
    part = report(
        "b",
        ECHO,
        claim(f"As Halden Post wrote: {SENTENCES[1].lower()}"),
        claim("Nothing else of that report stands in this one"),
    )
    assert taken_sentences(whole, part) == (1,)
    assert taken_sentences(part, whole) == (0,)
    assert taken_sentences(whole, _other()) == taken_sentences(_other(), whole) == ()
    short = report("c", ECHO, claim("Two cranes lowered it"))
    assert taken_sentences(short, whole) == ()


def test_claims_aligned_are_each_others_nearest() -> None:
    one, other = _story("a", HALDEN), _story("b", ECHO)
    assert list(iter_aligned(Likeness(one.claims, other.claims).strict)) == [(0, 0), (1, 1), (2, 2)]
    assert list(iter_aligned(Likeness(one.claims, ()).strict)) == []
    assert list(iter_aligned(Likeness(one.claims, _other().claims).strict)) == []


def test_empty_reports_are_compared() -> None:
    empty = report("a", HALDEN)
    assert set(compare_documents(empty, report("b", ECHO))) <= {0.0, 1.0}
    assert judge_documents(empty, _story("b", ECHO)).copy_kind is None


@given(documents(), documents())
def test_order_of_two_reports_does_not_matter(one: DocumentProfile, other: DocumentProfile) -> None:
    forth, back = compare_documents(one, other)._asdict(), compare_documents(other, one)._asdict()
    for field, value in forth.items():
        assert value == pytest.approx(back[field], abs=1e-6), field
        assert -1e-6 <= value <= 1 + 1e-6, field


@given(documents(), documents())
def test_grounds_lie_in_their_reports(one: DocumentProfile, other: DocumentProfile) -> None:
    verdict = judge_documents(one, other)
    held = {(document.id, span) for document in (one, other) for span, _ in document.sentences}
    for ground in (*verdict.story_grounds, *verdict.copy_grounds):
        assert ground.detail
        assert set(ground.spans) <= held
    for grounds in (verdict.story_grounds, verdict.copy_grounds):
        assert len({ground.detail for ground in grounds}) == len(grounds)
