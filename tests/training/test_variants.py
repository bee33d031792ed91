"""Reports written another way: what is marked in them moves with the text."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.labels import LabelledClaim, LabelledEntity, LabelledReport, LabelledSource
from training.variants import Change, rewrite, vary

TEXT = "US says “no” to Oslo\n\nThe ship left, Mr Arlov told the UN — “We regret it.”"


def _where(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def _report(*claims: str) -> LabelledReport:
    marked = tuple(
        LabelledClaim(
            span=_where(words),
            text=words,
            mode="indirect",
            stance="asserts",
            hedged=False,
            negated=False,
            chain=("Arlov", "Paper"),
            source=LabelledSource(span=_where("Arlov"), text="Arlov", canonical="Arlov"),
            cue=_where("told"),
        )
        for words in claims
    )
    entities = tuple(
        LabelledEntity(span=_where(words), text=words, type="ORG", canonical=words) for words in ("US", "UN", "Oslo")
    )
    return LabelledReport(
        id="r",
        language="en",
        outlet="Paper",
        published=None,
        url=None,
        text=TEXT,
        entities=entities,
        dates=(),
        claims=marked,
    )


REPORT = _report("The ship left", "We regret it", "US says “no” to Oslo")


@pytest.mark.parametrize(
    ("old", "new", "claim", "wanted"),
    [
        ("US", "U.S.", 2, "U.S. says “no” to Oslo"),
        ("“no”", '"no"', 2, 'US says "no" to Oslo'),
        ("\n\n", "\n", 0, "The ship left"),
        ("left,", "left;", 0, "The ship left;"),
    ],
    ids=["longer", "as long", "before it", "over its edge"],
)
def test_a_change_moves_what_is_marked(old: str, new: str, claim: int, wanted: str) -> None:
    moved = rewrite(REPORT, [Change(*_where(old), new)])
    assert moved.text == TEXT.replace(old, new, 1)
    assert moved.claims[claim].text == wanted
    assert moved.claims[claim].source is not None
    assert moved.claims[claim].source.text == "Arlov"  # type: ignore[union-attr]  # asserted above


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 4), st.text(max_size=4)), max_size=8))
def test_every_span_holds_its_words(changes: list[tuple[int, int, str]]) -> None:
    moved = rewrite(REPORT, [Change(at, min(at + length, len(TEXT)), new) for at, length, new in changes])
    for claim in moved.claims:
        assert 0 <= claim.span[0] <= claim.span[1] <= len(moved.text)
        assert moved.text[claim.span[0] : claim.span[1]] == claim.text
    for entity in moved.entities:
        assert moved.text[entity.span[0] : entity.span[1]] == entity.text


def test_a_report_is_written_in_many_ways() -> None:
    chance = random.Random(1)  # noqa: S311  # chance of a test, no secret
    texts = {vary(REPORT, chance).text for _ in range(60)}
    assert any(text.startswith("U.S.") for text in texts)
    assert any('"We regret it."' in text for text in texts)
    assert any(text.startswith("US SAYS") for text in texts)
    assert any("\n\n" not in text for text in texts)
