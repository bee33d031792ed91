"""Readings made of labels hold what the labels say."""

from __future__ import annotations

import pytest

from evaluation.documents import labelled_document
from evaluation.ideal import ideal_reading
from evaluation.labels import LabelledClaim, LabelledEntity, LabelledEvent, LabelledReport, iter_reports
from sumber.model import Claim, Span

TEXT = "Norway handed 12 ships over to Fiji, Ana Kolb told Reuters. Norway said nothing."


def _report() -> LabelledReport:
    return LabelledReport(
        id="r1",
        language="en",
        outlet="Halden Post",
        published="2025-02-10",
        url=None,
        text=TEXT,
        entities=(
            LabelledEntity(span=(0, 6), text="Norway", type="GPE", canonical="Norway", qid="Q20"),
            LabelledEntity(span=(37, 45), text="Ana Kolb", type="PER", canonical="Ana Kolb"),
        ),
        dates=(),
        claims=(
            LabelledClaim(
                span=(0, 35),
                text=TEXT[:35],
                mode="indirect",
                stance="asserts",
                hedged=False,
                negated=False,
                chain=("Ana Kolb", "Reuters", "Halden Post"),
                event=LabelledEvent(type="transfer", actor="Norway", recipient="Fiji, Samoa", date="2025-02-09", place="Suva"),
            ),
            LabelledClaim(
                span=(60, 79),
                text=TEXT[60:79],
                mode="indirect",
                stance="alleges",
                hedged=True,
                negated=True,
                chain=("unnamed officials", "Halden Post"),
            ),
            LabelledClaim(
                span=(60, 66), text="Norway", mode="unattributed", stance="asserts", hedged=False, negated=False, chain=("Halden Post",)
            ),
        ),
    )  # fmt: skip


READING = ideal_reading(_report())


def test_document_is_as_a_user_hands_it_in() -> None:
    document = labelled_document(_report())
    assert (document.id, document.publisher, document.published_at, document.synthetic) == (
        "r1",
        "Halden Post",
        "2025-02-10",
        True,
    )
    assert READING.document == document


def test_names_are_marked_wherever_they_stand() -> None:
    assert [(each.span, each.kind) for each in READING.mentions] == [
        (Span(0, 6), "place"),
        (Span(37, 45), "person"),
        (Span(60, 66), "place"),
    ]
    assert {each.entity.id for each in READING.mentions if each.entity} == {"Q20", "label:ana-kolb"}


@pytest.mark.parametrize(
    ("claim", "roles"),
    [
        (READING.claims[0], ["speaker", "relay", "publisher"]),
        (READING.claims[1], ["unnamed", "publisher"]),
        (READING.claims[2], ["publisher"]),
    ],
)
def test_roles_of_a_chain(claim: Claim, roles: list[str]) -> None:
    assert [link.role for link in claim.chain] == roles
    assert all((link.entity is None) == (link.role == "unnamed") for link in claim.chain)


def test_claim_and_event() -> None:
    first, second, _ = READING.claims
    assert first.event is not None
    assert [each.name for each in first.event.recipients] == ["Fiji", "Samoa"]
    assert first.event.time is not None
    assert (first.event.type, first.event.time.value) == ("transfer", "2025-02-09")
    assert (second.stance, second.hedged, second.negated, second.event) == ("alleges", True, True, None)
    assert [each.best for each in READING.quantities] == [12]


def test_labelled_reports_have_readings_whose_spans_hold() -> None:
    for report in list(iter_reports("tune", ("en", "ja")))[:8]:
        reading = ideal_reading(report)
        assert all(each.span.of(report.text) == each.text for each in reading.mentions)
        assert all(each.span.of(report.text) == each.text for each in reading.claims)
        assert len({each.id for each in reading.claims}) == len(reading.claims)
