"""Families of statements: what two of them are to each other, and readings of single statements."""

from __future__ import annotations

import pytest

from evaluation.labels import LabelledEvent
from training.relations.families import Family, Statement, part_in_halves, read_families, read_statement


def _statement(version: str, text: str = "Kyiv confirmed the loss of two drones", language: str = "en") -> Statement:
    return Statement(
        version=version,
        lang=language,
        text=text,
        stance="asserts",
        negated=False,
        hedged=False,
        mode="indirect",
        origin="Ostap Verhun",
        event=LabelledEvent(type="assault", actor="Ukraine", date="2026-03-13"),
    )


def _family(number: int = 0) -> Family:
    statements = tuple(map(_statement, "aabc"))
    return Family(f"f{number}", "2026-03-14", dict.fromkeys("abc", "…"), (("a", "b"),), statements)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [(0, 1, "same"), (0, 2, "conflict"), (2, 0, "conflict"), (0, 3, "neither"), (2, 3, "neither")],
)
def test_versions_tell_what_two_statements_are_to_each_other(one: int, other: int, wanted: str) -> None:
    family = _family()
    assert family.compare(family.statements[one], family.statements[other]) == wanted


def test_a_statement_reads_as_a_report_of_one_claim() -> None:
    reading = read_statement(_family(), 0)
    (claim,) = reading.claims
    assert claim.text == reading.document.text
    assert [link.name for link in claim.chain] == ["Ostap Verhun", "Paper"]
    assert claim.event is not None
    assert claim.event.actors[0].name == "Ukraine"
    assert "Kyiv" in [mention.text for mention in reading.mentions]


def test_halves_hold_every_family_once() -> None:
    families = [_family(number) for number in range(5)]
    one, other = part_in_halves(families, seed=1)
    assert sorted(each.id for each in (*one, *other)) == [f"f{number}" for number in range(5)]
    assert (one, other) == part_in_halves(families, seed=1)


def test_every_family_of_the_project_can_be_learnt_from() -> None:
    for family in read_families():
        versions = {statement.version for statement in family.statements}
        assert versions <= set(family.versions), family.id
        assert {version for pair in family.conflicts for version in pair} <= set(family.versions), family.id
        assert all(len(set(pair)) == 2 for pair in family.conflicts), family.id
