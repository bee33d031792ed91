"""Whose turn it is in a review, and what stands around a claim."""

from __future__ import annotations

import pytest

from sumber.ledger.views import KeptClaim, KeptDocument
from sumber.model import Claim, Span
from sumber.workbench.views.review import Item, Turn, choose_turn, find_surroundings

ITEMS = [Item("a", True), Item("b", False), Item("c", True), Item("d", False)]
TURNS = [
    (ITEMS, "", "", Turn("b", 2, 4)),
    (ITEMS, "a", "", Turn("b", 2, 4)),
    (ITEMS, "b", "", Turn("d", 2, 4)),
    (ITEMS, "c", "", Turn("d", 2, 4)),
    (ITEMS, "d", "", Turn("b", 2, 4)),
    (ITEMS, "nobody", "", Turn("b", 2, 4)),
    (ITEMS, "b", "c", Turn("c", 2, 4)),
    (ITEMS, "b", "nobody", Turn("d", 2, 4)),
    (ITEMS[:2], "b", "", Turn("b", 1, 2)),
    (ITEMS[:1], "", "", Turn(None, 0, 1)),
    ([], "a", "a", Turn(None, 0, 0)),
]


@pytest.mark.parametrize(("items", "behind", "at", "turn"), TURNS)
def test_the_turn_goes_on_from_where_one_was(items: list[Item], behind: str, at: str, turn: Turn) -> None:
    assert choose_turn(items, behind, at) == turn


def _kept(span: Span, words: str) -> KeptClaim:
    claim = Claim(
        id="c",
        span=span,
        text=words,
        mode="direct",
        stance="asserts",
        hedged=False,
        negated=False,
        chain=(),
        event=None,
        confidence=0.5,
    )
    document = KeptDocument(
        id="d",
        caller_id="d",
        publisher=None,
        url=None,
        title=None,
        language=None,
        published_at=None,
        byline=None,
        synthetic=True,
        kept_at="",
        version=1,
        text_sha256="",
        reader=None,
        claims=1,
    )
    return KeptClaim(claim=claim, document=document)


AROUND = [
    ("One.\nIt sails, he said.\nThree.", "sails", ("It ", ", he said.")),
    ("sails", "sails", ("", "")),
    ("a" * 400 + "sails" + "b" * 400, "sails", ("…" + "a" * 280, "b" * 280 + "…")),
    ("𝒜 한국 sails 🚢", "sails", ("𝒜 한국 ", " 🚢")),
]


@pytest.mark.parametrize(("text", "words", "around"), AROUND)
def test_a_claim_is_shown_in_its_paragraph(text: str, words: str, around: tuple[str, str]) -> None:
    start = text.index(words)
    assert find_surroundings(_kept(Span(start, start + len(words)), words), text) == around


def test_nothing_is_shown_around_a_claim_of_another_text() -> None:
    assert find_surroundings(_kept(Span(0, 5), "sails"), "Something else stands here.") == ("", "")
