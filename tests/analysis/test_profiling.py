"""What of a reading is compared with others."""

from __future__ import annotations

import msgspec
import pytest

from evaluation.ideal import ideal_reading
from evaluation.labels import iter_reports
from sumber.analysis.profiles import DocumentProfile
from sumber.analysis.profiling import profile_of
from sumber.model import (
    Claim,
    Document,
    EntityRef,
    Event,
    EventTime,
    Link,
    Mention,
    Party,
    Quantity,
    ReaderVersion,
    Reading,
    Span,
)

TEXT = (
    "Norway hands over ships\n"
    "OSLO - Norway handed over at least 12 patrol ships on Friday, Reuters reported.\n"
    "A harbour pilot saw them leave. They carried no flags, Ostap Verhun said.\n"
    "Nobody else was asked.\n"
    "The last paragraph stands far from the lead."
)
NORWAY = EntityRef(id="Q20", name="Norway")
FIRST, SECOND, LAST = (
    "Norway handed over at least 12 patrol ships on Friday",
    "They carried no flags",
    "The last paragraph",
)


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _claim(words: str, event: Event | None = None, *links: Link) -> Claim:
    return Claim(
        id=words, span=_span(words), text=words, mode="indirect", stance="asserts", hedged=False, negated=False,
        chain=(*links, Link(role="publisher", name="Halden Post")), event=event, confidence=0.5,
    )  # fmt: skip


READING = Reading(
    document=Document(id="caller's", text=TEXT, publisher="Halden Post", published_at="2025-02-08T09:00:00+01:00"),
    language="en",
    publisher=EntityRef(id="sumber:outlet:halden", name="Halden Post"),
    mentions=(
        Mention(span=_span("Norway hands"[:6]), text="Norway", kind="place", entity=NORWAY),
        Mention(span=Span(_span(FIRST).start, _span(FIRST).start + 6), text="Norway", kind="place", entity=NORWAY),
        Mention(span=_span("Reuters"), text="Reuters", kind="outlet", entity=EntityRef(id="Q130879", name="Reuters")),
        Mention(span=_span("Ostap Verhun"), text="Ostap Verhun", kind="person"),
    ),
    dates=(),
    claims=(
        _claim(
            FIRST,
            Event(
                type="transfer",
                actors=(Party(name="Norway", entity=NORWAY),),
                place=Party(name="Oslo"),
                time=EventTime(value="2025-02-07"),
            ),
            Link(role="relay", name="Reuters", entity=EntityRef(id="Q130879", name="Reuters")),
        ),
        _claim(SECOND, None, Link(role="speaker", name="Ostap Verhun")),
        _claim(LAST),
    ),
    reader=ReaderVersion(name="by hand", version="1"),
    quantities=(
        Quantity(span=_span("at least 12"), text="at least 12", low=12, unit="ship", hedged=True),
        Quantity(span=_span("12"), text="12"),
    ),
)
PROFILE = profile_of(READING, "d1")


def test_report() -> None:
    assert (PROFILE.id, PROFILE.language, PROFILE.published) == ("d1", "en", 739290)
    assert PROFILE.publisher.keys >= {"sumber:outlet:halden", "~PST"}
    assert [(each.name, each.weight) for each in PROFILE.names] == [
        ("Norway", "state"),
        ("Reuters", "outlet"),
        ("Ostap Verhun", "name"),
    ]
    assert PROFILE.sentences[0][0].of(TEXT) == "Norway hands over ships"
    assert any(runs for _, runs in PROFILE.sentences)


def test_claim() -> None:
    first, second, last = PROFILE.claims
    assert (first.event, first.first, first.last) == ("transfer", 739289, 739289)
    assert [each.name for each in (*first.actors, *first.names)] == ["Norway", "Norway"]
    assert first.place is not None
    assert first.place.keys == {"oslo"}
    assert [(each.low, each.high, each.unit, each.hedged) for each in first.numbers] == [
        (12, float("inf"), "ship", True)
    ]
    assert first.origin.role == "relay"
    assert (second.first, second.names, second.origin.name) == (None, (), "Ostap Verhun")
    assert [each.is_lead for each in PROFILE.claims] == [True, False, False]
    assert first.order < second.order < last.order < 1


def test_access_is_stated_in_the_claims_own_paragraph() -> None:
    assert [each.has_access for each in PROFILE.claims] == [False, True, False]


@pytest.mark.parametrize(
    ("published", "day"), [(None, None), ("2025-02-08", 739290), ("2025-02-08T23:59:59-08:00", 739290), ("soon", None)]
)
def test_day_is_the_publishers(published: str | None, day: int | None) -> None:
    document = msgspec.structs.replace(READING.document, published_at=published)
    assert profile_of(msgspec.structs.replace(READING, document=document), "d1").published == day


def test_vectors_stand_by_their_claims() -> None:
    told = profile_of(READING, "d1", [b"1" * 256, b"2" * 256, b"3" * 256])
    assert [each.vector[:1] for each in told.claims] == [b"1", b"2", b"3"]
    assert [each.vector for each in PROFILE.claims] == [b"", b"", b""]


def test_reading_without_anything_has_a_profile() -> None:
    bare = Reading(
        document=Document(id="x", text=""), language=None, publisher=None, mentions=(), dates=(), claims=(),
        reader=READING.reader,
    )  # fmt: skip
    assert (profile_of(bare, "x").claims, profile_of(bare, "x").sentences) == ((), ())


@pytest.mark.parametrize("code", ["en", "id", "ja", "ko", "ru", "zh"])
def test_labelled_reports_have_profiles_that_hold_together(code: str) -> None:
    for labelled in list(iter_reports("tune", (code,)))[:3]:
        reading = ideal_reading(labelled)
        profile = profile_of(reading, labelled.id)
        assert len(profile.claims) == len(labelled.claims)
        assert all(link.keys for one in profile.claims for link in one.chain)
        assert all(name.keys for one in profile.claims for name in (*one.names, *one.actors))
        assert all(one.span.of(labelled.text) == one.text for one in profile.claims)
        assert all(one.span.contains(each.span) for one in profile.claims for each in one.numbers)
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(profile), type=DocumentProfile) == profile
