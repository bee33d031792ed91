"""Decisions of persons stand beside what was read and can be taken back, in every kind of store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from sqlalchemy import insert

from sumber.errors import LedgerError
from sumber.ledger import Arrival, Ledger, keep, open_ledger
from sumber.ledger.judgements import find_undone, iter_judgements
from sumber.ledger.judging import Decision, judge
from sumber.ledger.merging import judge_entities, read_merges
from sumber.ledger.schema import METADATA
from sumber.model import ReaderVersion
from tests.ledgers import FIJI, NORWAY, add, count_rows, make_document, make_reading, search


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with open_ledger(address, may_write=True) as opened:
        yield opened


def test_decision_follows_the_words_through_a_better_reading(ledger: Ledger) -> None:
    document = make_document("Norway will hand over two ships in June 2025")
    add(ledger, document)
    judge(ledger, Decision(kind="accept", subject=search(ledger)[0].claim.id, decided_by="Ana", reason="seen"))
    reading = make_reading(document, ReaderVersion(name="by hand", version="2"))
    (claim,) = reading.claims
    for length, stands in ((40, True), (20, False)):
        span = replace(claim.span, end=length)
        moved = replace(claim, id=f"{length:020}", span=span, text=span.of(document.text))
        keep(ledger, [Arrival(document, replace(reading, claims=(moved,)))])
        (found,) = search(ledger)
        assert found.claim.id == moved.id
        assert [each.kind for each in found.judgements] == (["accept"] if stands else [])


def test_decision_about_what_is_not_kept_is_refused(ledger: Ledger) -> None:
    add(ledger, make_document())
    for decision in (
        Decision(kind="accept", subject="0" * 20, decided_by="Ana"),
        Decision(kind="merge", subject="Q20", other="Q1", decided_by="Ana"),
        Decision(kind="undo", subject="0" * 20, decided_by="Ana"),
    ):
        with pytest.raises(LedgerError, match="S511"):
            judge(ledger, decision)
    assert count_rows(ledger)["judgements"] == 0


def test_undoing_is_a_further_row_and_can_be_undone(ledger: Ledger) -> None:
    add(ledger, make_document())
    first = judge(ledger, Decision(kind="merge", subject=NORWAY.id, other=FIJI.id, decided_by="Ana", score=0.9))

    def is_one() -> bool:
        with ledger.reading() as connection:
            return len(read_merges(connection, ledger.find_project(connection)).all_of("Q20")) == 2

    assert is_one()
    undo = judge(ledger, Decision(kind="undo", subject=first.id, decided_by="Ben", reason="two states"))
    assert not is_one()
    with pytest.raises(LedgerError, match="S512"):
        judge(ledger, Decision(kind="undo", subject=first.id, decided_by="Ben"))
    judge(ledger, Decision(kind="undo", subject=undo.id, decided_by="Ana"))
    assert is_one()
    with ledger.reading() as connection:
        assert find_undone(connection) == {undo.id}
        project = ledger.find_project(connection)
        assert project
        told = iter_judgements(connection, project)
    assert [(each.kind, each.undone) for each in told] == [("merge", False), ("undo", True), ("undo", False)]
    assert (told[0].score, told[1].reason) == (0.9, "two states")


def test_merge_against_a_split_is_refused(ledger: Ledger) -> None:
    canada = make_document("Norway and Fiji")
    add(ledger, canada)
    with ledger.writing() as connection:
        connection.execute(insert(METADATA.tables["entities"]), [{"id": "Q16", "name": "Canada", "kind": "state"}])
    judge_entities(ledger, Decision(kind="split", subject="Q20", other="Q16", decided_by="Ana"))
    judge_entities(ledger, Decision(kind="merge", subject="Q20", other="Q712", decided_by="Ana"))
    with pytest.raises(LedgerError, match=r"S513.*Q16 and Q20"):
        judge_entities(ledger, Decision(kind="merge", subject="Q712", other="Q16", decided_by="Ben"))
