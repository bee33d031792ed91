"""A ledger of every earlier version, with data in it, comes up to this version whole, in every kind of store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, Table, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from sumber.errors import LedgerError
from sumber.evidence.findings import Finding
from sumber.evidence.verifying import Trust, verify
from sumber.ledger import Filters, Ledger, open_ledger
from sumber.ledger.evidence import LedgerEvidence
from sumber.ledger.health import iter_findings
from sumber.ledger.indexing import rebuild_index
from sumber.ledger.migrations import find_revision, revisions
from sumber.ledger.packing import decode_reading, unpack
from sumber.ledger.schema import METADATA, claims, events, judgements, parties, readings, versions
from sumber.ledger.stores import get_store
from sumber.ledger.views import get_claims, get_text
from sumber.model import Claim
from tests.conftest import make_database
from tests.earlier_ledgers import make_earlier
from tests.ledgers import search

NEXT_NUMBER = iter(range(1, 1_000))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where nothing is yet, in each kind of store."""
    if request.param == "sqlite":
        return str(tmp_path / "earlier.db")
    return make_database(request.getfixturevalue("postgres_server"), f"earlier_{next(NEXT_NUMBER)}")


@pytest.fixture(params=revisions())
def earlier(request: pytest.FixtureRequest, empty_address: str) -> str:
    """A ledger as the program of a version left it."""
    store = get_store(empty_address)
    engine = store.open_engine(may_write=True)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        make_earlier(connection, store, request.param)
    engine.dispose()
    return empty_address


@pytest.fixture
def ledger(earlier: str) -> Iterator[Ledger]:
    """That ledger, brought up to this version as `sumber doctor --upgrade` does it."""
    with open_ledger(earlier, may_write=True) as opened:
        with opened.writing() as connection:
            if not opened.has_current_index(connection):
                rebuild_index(opened, connection)
        yield opened


def test_tables_become_those_that_the_program_knows(ledger: Ledger, empty_ledgers: dict[str, str]) -> None:
    store = "postgresql" if "postgresql" in ledger.address else "sqlite"
    with open_ledger(empty_ledgers[store]) as new, new.reading() as connection:
        triggers = _triggers(connection)
    with ledger.reading() as connection:
        found = inspect(connection)
        for table in METADATA.sorted_tables:
            columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
            assert columns == {column.name: bool(column.nullable) for column in table.columns}, table.name
            indexes = {tuple(index["column_names"]) for index in found.get_indexes(table.name) if not index["unique"]}
            assert indexes == {tuple(column.name for column in index.columns) for index in table.indexes}, table.name
        assert _triggers(connection) == triggers


def _find_revision(address: str) -> str | None:
    engine = get_store(address).open_engine(may_write=False)
    with engine.connect() as connection:
        found = find_revision(connection)
    engine.dispose()
    return found


def _triggers(connection: Connection) -> set[tuple[str, str]]:
    kept = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        if connection.dialect.name == "sqlite"
        else "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    )
    return {(row[0], row[1]) for row in connection.execute(text(kept))}


def test_claims_are_as_their_readings_tell(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        kept = connection.execute(
            select(readings.c.no, readings.c.content, versions.c.text_sha256).join(
                versions, versions.c.no == readings.c.version_no
            )
        ).all()
        assert len(kept) == 5
        for row in kept:
            reading = decode_reading(unpack(bytes(row.content)), get_text(connection, row.text_sha256))
            numbers = connection.scalars(
                select(claims.c.no).where(claims.c.reading_no == row.no).order_by(claims.c.position)
            ).all()
            kept_claims = [found.claim for found in get_claims(connection, 1, numbers)]
            assert kept_claims == [_without_reasons(claim) for claim in reading.claims]


def _without_reasons(claim: Claim) -> Claim:
    """A claim as rows tell it: why a reader thought so stands in the whole reading alone."""
    return replace(claim, reasons=(), chain=tuple(replace(link, reasons=()) for link in claim.chain))


def test_decisions_search_and_log_stay(ledger: Ledger) -> None:
    assert {found.document.caller_id for found in search(ledger, Filters(words="depot"))} == {"courier-1"}
    noted = search(ledger, Filters(words="Norway ships"))
    assert [(each.kind, each.undone) for found in noted for each in found.judgements] == [("note", True)]
    with ledger.reading() as connection:
        assert connection.scalars(select(judgements.c.kind).order_by(judgements.c.no)).all() == [
            "note",
            "correct",
            "undo",
            "merge",
        ]
        assert all(finding.is_sound for finding in iter_findings(ledger, connection))
        found: list[Finding] = []
        assert verify(LedgerEvidence(connection), Trust(), found.append, lambda: None).holds, found


@pytest.mark.parametrize("table", [parties, events], ids=str)
def test_what_was_said_cannot_be_changed_after(ledger: Ledger, table: Table) -> None:
    with pytest.raises((DBAPIError, LedgerError), match="never changed"), ledger.writing() as connection:
        connection.execute(update(table).values(claim_no=1))


def test_reader_leaves_an_earlier_ledger_alone(earlier: str) -> None:
    if _find_revision(earlier) == revisions()[-1]:
        pytest.skip("of this version")
    with pytest.raises(LedgerError, match=r"S507.*doctor --upgrade"):
        open_ledger(earlier)
    assert _find_revision(earlier) != revisions()[-1]
