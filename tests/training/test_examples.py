"""What of a labelled report the model learns to find: names, and words that mean a source without being its name."""

from __future__ import annotations

import pytest

from evaluation.labels import LabelledClaim, LabelledEntity, LabelledReport, LabelledSource
from sumber.reading.trained.labels import REFERENCE
from training.examples import find_marked

TEXT = "A Kremlin official spoke. The Kremlin denied it, and Dmitri Arlov said so. He left."


def _where(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def _entity(words: str, kind: str, canonical: str) -> LabelledEntity:
    return LabelledEntity(span=_where(words), text=words, type=kind, canonical=canonical)


def _claim(source: str, canonical: str) -> LabelledClaim:
    return LabelledClaim(
        span=_where("denied it"),
        text="denied it",
        mode="indirect",
        stance="asserts",
        hedged=False,
        negated=False,
        chain=(canonical, "Paper"),
        source=LabelledSource(span=_where(source), text=source, canonical=canonical),
    )


@pytest.mark.parametrize(
    ("source", "canonical", "wanted"),
    [
        ("A Kremlin official", "unnamed official", {("A Kremlin official", REFERENCE), ("Kremlin", "place")}),
        ("He", "Dmitri Arlov", {("He", REFERENCE)}),
        ("Dmitri Arlov", "Dmitri Arlov", {("Dmitri Arlov", "person")}),
        ("The Kremlin", "Kremlin", {("Kremlin", "place")}),
    ],
    ids=["a reference that holds a name", "a pronoun", "a name", "a name with its article"],
)
def test_a_source_is_a_name_or_a_reference(source: str, canonical: str, wanted: set[tuple[str, str]]) -> None:
    report = LabelledReport(
        id="r",
        language="en",
        outlet="Paper",
        published=None,
        url=None,
        text=TEXT,
        entities=(_entity("Kremlin", "GPE", "Kremlin"), _entity("Dmitri Arlov", "PER", "Dmitri Arlov")),
        dates=(),
        claims=(_claim(source, canonical),),
    )
    marked = {(TEXT[mark.start : mark.end], mark.kind) for mark in find_marked(report)}
    assert wanted <= marked
    assert sum(kind == REFERENCE for _, kind in marked) == sum(kind == REFERENCE for _, kind in wanted)
