"""Of copies one edge a document is kept in full, and all pairs are listed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from sqlalchemy import select

from sumber.ledger import Ledger, open_ledger
from sumber.ledger.erasing import erase_document
from sumber.ledger.relation_schema import document_relations
from sumber.ledger.schema import documents
from sumber.model import Reading
from sumber.relating.listing import iter_relations
from tests.relating.reports import Said, add_reports, copy_of, make_report, relate_all

MAIN = 1
FIRST = make_report(
    "r0",
    "Halden Post",
    Said("Norway handed twelve patrol ships over to Fiji", "Ivo Merrin"),
    Said("The northern harbour burnt down during a heavy storm", "Ana Kolb"),
)
OUTLETS = ("Echo", "Kabar Utara", "Radio Vardal", "Northern Courier")


@pytest.fixture
def ledger(sqlite_address: str) -> Iterator[Ledger]:
    with open_ledger(sqlite_address, may_write=True) as opened:
        yield opened


def _copies() -> list[Reading]:
    """Four outlets take over the first report, a day or two after it."""
    made = []
    for number, outlet in enumerate(OUTLETS, 1):
        repeated = copy_of(FIRST, f"r{number}", outlet)
        said = [Said(claim.text, claim.chain[0].name) for claim in repeated.claims]
        made.append(make_report(f"r{number}", outlet, *said, day=f"2025-02-{11 + number // 3}"))
    return made


def _edges(ledger: Ledger) -> list[tuple[str, str]]:
    """Who points to whom, the earlier report first."""
    with ledger.reading() as connection:
        names = {row.no: row.caller_id for row in connection.execute(select(documents.c.no, documents.c.caller_id))}
        rows = connection.execute(
            select(document_relations.c.a_no, document_relations.c.b_no).where(
                document_relations.c.copy_kind.is_not(None)
            )
        )
        return sorted(tuple(sorted((names[row.a_no], names[row.b_no]))) for row in rows)


def _listed(ledger: Ledger) -> set[tuple[str, str]]:
    with ledger.reading() as connection:
        names = {row.id: row.caller_id for row in connection.execute(select(documents.c.id, documents.c.caller_id))}
        copies = [each for each in iter_relations(connection, MAIN) if each.relation == "copy"]
    assert all(each.grounds and each.kind == "verbatim" for each in copies)
    return {tuple(sorted((names[each.a.document], names[each.b.document]))) for each in copies}


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 2, 0, 3, 1)])
def test_each_copy_points_to_one_before_it_and_all_pairs_are_listed(ledger: Ledger, order: tuple[int, ...]) -> None:
    made = [FIRST, *_copies()]
    for at in order:
        add_reports(ledger, made[at])
        relate_all(ledger)
    assert sorted(later for _, later in _edges(ledger)) == ["r1", "r2", "r3", "r4"]
    assert _listed(ledger) == set(combinations(("r0", "r1", "r2", "r3", "r4"), 2))


def test_copy_of_an_erased_report_points_to_another(ledger: Ledger) -> None:
    ids = add_reports(ledger, FIRST, *_copies())
    relate_all(ledger)
    erase_document(ledger, ids[0], reason="court order", decided_by="Ben")
    relate_all(ledger)
    assert len(_edges(ledger)) == 3
    assert _listed(ledger) == set(combinations(("r1", "r2", "r3", "r4"), 2))
