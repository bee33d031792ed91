"""What every store promises of pages: put together they are the whole list, whatever their length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, get_args

import pytest

from sumber.ledger import Connection, Ledger, open_ledger
from sumber.ledger.judging import Decision, judge
from sumber.ledger.pages import (
    PairMark,
    find_judgement,
    find_judgements,
    find_widest_propositions,
    iter_propositions_by_id,
)
from sumber.model.relations import RelationName
from sumber.relating.paging import find_relations
from tests.relating.reports import Said, add_reports, all_propositions, copy_of, make_report, relate_all

SHIPS = Said("Norway handed twelve patrol ships over to Fiji", "Ivo Merrin")
OTHERS = (
    Said("The ships sailed from the southern port before sunrise", "Ivo Merrin"),
    Said("Every crew had trained together throughout the winter", "Pia Lund"),
)


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    """A ledger of five related reports: a copy, a denial, and an origin judged to be independent."""
    with open_ledger(address, may_write=True) as opened:
        first = make_report("halden-1", "The Halden Post", SHIPS, *OTHERS)
        add_reports(
            opened,
            first,
            copy_of(first, "vardal-1", "Radio Vardal"),
            make_report("fjord-1", "Fjord Times", SHIPS),
            make_report("berg-1", "Berg Post", Said(SHIPS.words, "Olaf Berg")),
            make_report("denial-1", "Suva Daily", Said(SHIPS.words, "Ana Kolb", denies=True)),
        )
        decision = Decision(
            kind="independent", subject="ivo merrin", other="olaf berg", reason="each was there", decided_by="Ana"
        )
        judge(opened, decision)
        relate_all(opened)
        yield opened


def _walk(ask: Callable[[Any], tuple[list[Any], Any]], first: Any) -> list[Any]:
    """All pages, each asked for with the mark that the one before gave."""
    found, mark = [], first
    while True:
        items, mark = ask(mark)
        found += items
        if mark is None:
            return found


@pytest.mark.parametrize("kind", get_args(RelationName))
def test_relations_of_every_kind_come_by_pages(ledger: Ledger, kind: RelationName) -> None:
    def ask(limit: int) -> list[Any]:
        with ledger.reading() as connection:
            project = ledger.find_project(connection) or 0
            return _walk(
                lambda mark: (
                    list((page := find_relations(connection, project, kind, (limit, mark))).relations),
                    page.after,
                ),
                PairMark(),
            )

    whole = ask(1_000)
    assert whole
    assert {each.relation for each in whole} == {kind}
    for limit in (1, 2):
        assert ask(limit) == whole


def test_propositions_come_widest_first_or_by_id(ledger: Ledger) -> None:
    whole = {each.id: each for each in all_propositions(ledger)}
    with ledger.reading() as connection:
        project = ledger.find_project(connection) or 0
        widest = _walk(lambda mark: _widest(connection, project, mark), None)
        by_id = list(iter_propositions_by_id(connection, project))
        rest = list(iter_propositions_by_id(connection, project, first=by_id[2].id))
    assert {each.id for each in widest} == whole.keys()
    assert [len(each.claims) for each in widest] == sorted((len(each.claims) for each in widest), reverse=True)
    assert by_id == [whole[each] for each in sorted(whole)]
    assert rest == by_id[2:]


def _widest(connection: Connection, project: int, mark: Any) -> tuple[list[Any], Any]:
    found = find_widest_propositions(connection, project, 1, (2, mark))
    return [each for _, each in found], found[-1][0] if found else None


def test_judgements_come_newest_first_with_what_became_of_them(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        project = ledger.find_project(connection) or 0
        ((_, first),) = find_judgements(connection, project, (), (10, None))
    undone = judge(ledger, Decision(kind="undo", subject=first.id, decided_by="Ana"))
    with ledger.reading() as connection:
        page = find_judgements(connection, project, (), (1, None))
        rest = find_judgements(connection, project, (), (1, page[-1][0]))
        chosen = find_judgements(connection, project, ("independent",), (10, None))
        one = find_judgement(connection, project, first.id)
        none = find_judgement(connection, project, "0" * 20)
    assert [each.id for _, each in (*page, *rest)] == [undone.id, first.id]
    assert [each.undone for _, each in chosen] == [True]
    assert one is not None
    assert one.undone
    assert none is None
