"""Reports made by hand for tests of their page: what stands where is told by the words themselves."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

from sumber.ledger import Ledger
from sumber.ledger.arrivals import Arrival, Kept
from sumber.ledger.keeping import keep
from sumber.model import (
    Claim,
    DateValue,
    Document,
    EntityRef,
    Event,
    Link,
    Mention,
    Party,
    Quote,
    ReaderVersion,
    Reading,
    Reason,
    Span,
)

NORWAY = EntityRef(id="Q20", name="Norway")


class Told(NamedTuple):
    """A claim by its words; by whom (nobody: the publisher), by which cue, through which relay."""

    words: str
    by: str | None = None
    cue: str | None = None
    through: str | None = None
    stance: str = "asserts"


def find(text: str, words: str) -> Span:
    """Where words first stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def read_by_hand(document: Document, *told: Told, **found: tuple[str, ...]) -> Reading:
    """A reading that finds these claims, `names` and `dates` in a report; the name Norway is resolved, others are not."""
    text = document.text
    return Reading(
        document=document,
        language=document.language,
        publisher=None,
        mentions=tuple(
            Mention(span=find(text, name), text=name, kind="government", entity=NORWAY if name == "Norway" else None)
            for name in found.get("names", ())
        ),
        dates=tuple(
            DateValue(span=find(text, date), text=date, value="2025-06", earliest="2025-06-01", latest="2025-06-30")
            for date in found.get("dates", ())
        ),
        claims=tuple(_claim(document, place, each) for place, each in enumerate(told)),
        reader=ReaderVersion(name="by hand", version="1"),
    )


def _claim(document: Document, place: int, told: Told) -> Claim:
    text, span = document.text, find(document.text, told.words)
    chain = [Link(role="publisher", name=document.publisher or "")]
    if told.through:
        chain.insert(0, Link(role="relay", name=told.through, span=find(text, told.through)))
    if told.by:
        cue = Quote(span=find(text, told.cue), text=told.cue) if told.cue else None
        why = (Reason(rule="said:before", detail="its cue stands there", span=cue.span if cue else None),)
        chain.insert(0, Link(role="speaker", name=told.by, span=find(text, told.by), cue=cue, reasons=why))
    identity = hashlib.sha256(repr((text, place, told)).encode("utf-8", "replace")).hexdigest()[:20]
    return Claim(
        id=identity,
        span=span,
        text=told.words,
        mode="indirect" if told.by else "unattributed",
        stance=told.stance,  # type: ignore[arg-type]  # a table of cases tells it as a text
        hedged=False,
        negated=False,
        chain=tuple(chain),
        event=Event(type="transfer", actors=(Party(name="Norway", entity=NORWAY),)),
        confidence=0.5,
        reasons=(Reason(rule="by hand", detail="a person found it"),),
    )


def make_report(text: str, **fields: Any) -> Document:
    """A report of the Halden Post."""
    return Document(**{"id": "a", "text": text, "publisher": "The Halden Post", "language": "en", **fields})


def add_report(ledger: Ledger, document: Document, *told: Told, **found: tuple[str, ...]) -> Kept:
    """Keep a report with what was found in it."""
    (kept,) = keep(ledger, [Arrival(document, read_by_hand(document, *told, **found))])
    assert isinstance(kept, Kept), kept
    return kept
