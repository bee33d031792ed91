"""Questions: what names and words stand for, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sumber.asking.naming import Names
from sumber.asking.questions import Question, claim_filters, document_filters, find_understood
from sumber.ledger import Connection, Filters, open_ledger
from sumber.ledger.judging import Decision
from sumber.ledger.merging import judge_entities
from tests.ledgers import add, make_document


@pytest.fixture
def connection(sqlite_address: str) -> Iterator[Connection]:
    with open_ledger(sqlite_address, may_write=True) as ledger:
        add(ledger, make_document())
        judge_entities(ledger, Decision(kind="merge", subject="Q20", other="Q712", decided_by="Ana"))
        with ledger.reading() as opened:
            yield opened


UNDERSTOOD = [
    (Question(words="kapal Korut"), {"Korut": ["North Korea"]}),
    (Question(words="North Korea ships"), {}),
    (Question(actor=("КНДР",), place=("Pyongyang",)), {"КНДР": ["North Korea"]}),
    (Question(words="Korut", actor=("Korut",)), {"Korut": ["North Korea"]}),
    (Question(origin=("Q20",)), {"Q20": ["Norway", "Fiji"]}),
    (Question(actor=("nobody at all",)), {}),
]


@pytest.mark.parametrize(("question", "expected"), UNDERSTOOD)
def test_a_name_is_told_where_it_stands_for_something_called_otherwise(
    connection: Connection, question: Question, expected: dict[str, list[str]]
) -> None:
    told = find_understood(question, Names(connection, 1))
    assert {each.given: [name for _, name in each.entities] for each in told} == expected


def test_documents_are_asked_for_by_what_they_have_alone(connection: Connection) -> None:
    names = Names(connection, 1)
    whole = Question(words="ships", actor=("Norway",), outlet=("NHK",), stance=("denies",), language=("en",))
    alone = Question(words="ships", outlet=("NHK",), language=("en",))
    assert document_filters(whole, names) == document_filters(alone, names)
    assert claim_filters(whole, names) != claim_filters(alone, names)


def test_an_empty_question_asks_for_everything(connection: Connection) -> None:
    names = Names(connection, 1)
    assert claim_filters(Question(), names) == document_filters(Question(), names) == Filters()
