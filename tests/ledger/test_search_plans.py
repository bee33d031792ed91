"""A first page on SQLite never walks through a table whole: it would take the longer, the more is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event

from sumber.ledger import Filters, Ledger, open_ledger, recall
from sumber.ledger.finding import (
    build_query,
    count_claims,
    count_documents,
    facets_of,
    find_claims,
    find_documents,
)
from sumber.ledger.views import find_claim_numbers, get_claims, get_documents
from tests.ledgers import TEXT, add, make_document

# They grow with what persons do, or not at all.
SMALL = {"judgements", "projects", "facts", "anon_1", "CONSTANT"}
SEARCHES = {
    "a word": Filters(words="ships"),
    "two words": Filters(words="Norway ships"),
    "a name": Filters(words="Norwegia", meant=(("Norwegia", ("_e_q20",)),)),
    "an actor and a stance": Filters(facets=(facets_of("actor", ("Q20",)), facets_of("stance", ("asserts",)))),
    "a month": Filters(earliest="2025-06-01", latest="2025-06-30"),
    "ten years": Filters(earliest="2020-01-01", latest="2029-12-31"),
    "ever after": Filters(earliest="2025-01-01"),
    "nothing found": Filters(words="zzzz ships"),
    "everything": Filters(),
}


@pytest.fixture
def ledger(sqlite_address: str) -> Iterator[Ledger]:
    with open_ledger(sqlite_address, may_write=True) as opened:
        add(opened, *(make_document(id=str(n), text=f"{TEXT} Number {n}.") for n in range(50)))
        yield opened


@contextmanager
def _noted(ledger: Ledger) -> Iterator[list[tuple[str, Any]]]:
    """The questions that are asked meanwhile."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Connection, _cursor: object, statement: str, values: Any, *_: object) -> None:
        asked.append((statement, values))

    event.listen(ledger.engine, "before_cursor_execute", note)
    yield asked
    event.remove(ledger.engine, "before_cursor_execute", note)


def _scanned(ledger: Ledger, asked: list[tuple[str, Any]]) -> set[str]:
    """What is walked through whole to answer these questions."""
    found: set[str] = set()
    with ledger.reading() as connection:
        for statement, values in asked:
            if statement.startswith("SELECT"):
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values):
                    found |= set(re.findall(r"^SCAN (\w+)\b(?! VIRTUAL TABLE INDEX \d+:\S*M)", str(row[-1])))
    return found


@pytest.mark.parametrize("filters", SEARCHES.values(), ids=SEARCHES.keys())
def test_first_page_walks_through_no_table(ledger: Ledger, filters: Filters) -> None:
    with _noted(ledger) as asked, ledger.reading() as connection:
        query = build_query(1, filters, is_only_project=True)
        claims = find_claims(connection, ledger.store, query, filters, (20, None))
        get_claims(connection, 1, claims.numbers)
        count_claims(connection, ledger.store, query, filters)
        documents = find_documents(connection, ledger.store, query, (20, None))
        get_documents(connection, documents.numbers)
        count_documents(connection, ledger.store, query)
    assert bool(claims.numbers) == ("zzzz" not in filters.words)
    assert asked
    assert _scanned(ledger, asked) <= SMALL


def test_looking_one_up_walks_through_no_table(ledger: Ledger) -> None:
    with _noted(ledger) as asked:
        recall(ledger, make_document(id="7"))
        recall(ledger, make_document(id="new"))
        with ledger.reading() as connection:
            find_claim_numbers(connection, 1, "abcd")
    assert len(asked) > 4
    assert _scanned(ledger, asked) <= SMALL
