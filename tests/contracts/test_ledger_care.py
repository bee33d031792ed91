"""Erasing, rereading, dumping and loading keep their promises in every kind of store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from sumber.errors import InputError, LedgerError
from sumber.evidence.proofs import Proof, prove_inclusion
from sumber.ledger import Filters, Ledger, open_ledger, recall
from sumber.ledger.dumping import BYTES, dump_ledger, load_ledger
from sumber.ledger.erasing import erase_document, note_backup
from sumber.ledger.health import iter_findings
from sumber.ledger.judging import Decision, judge
from sumber.ledger.log import iter_leaf_hashes, iter_leaves
from sumber.ledger.migrations import revisions
from sumber.ledger.rereading import Reread, iter_rereadings
from sumber.ledger.schema import METADATA, facts
from sumber.ledger.signing import sign_log
from sumber.ledger.table_files import FORMS, Form
from sumber.model import Document, ReaderVersion, Reading
from tests.ledgers import TEXT, add, make_document, make_reading, search

NAMED = "Zebrafish"


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with open_ledger(address, may_write=True) as opened:
        yield opened


def _contents(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in the order of the keys."""
    with ledger.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in METADATA.sorted_tables
            if table is not facts
        }


def _proofs(ledger: Ledger) -> list[Proof]:
    """That each leaf is in the log, up to the root."""
    with ledger.reading() as connection:
        hashes = list(iter_leaf_hashes(connection))
    return [prove_inclusion(hashes, number, len(hashes)) for number in range(len(hashes))]


def test_erased_document_is_gone_but_that_it_went_stays(ledger: Ledger, address: str, tmp_path: Path) -> None:
    secret = make_document(f"Norway will hand over {NAMED} ships. Fiji denies it.", id="secret", title=f"{NAMED} ships")
    kept, _ = add(ledger, secret, make_document())
    judge(
        ledger,
        Decision(kind="note", subject=search(ledger, Filters(words=NAMED))[0].claim.id, decided_by="Ana", reason=NAMED),
    )
    note_backup(ledger, "/backups/one.db")
    with ledger.reading() as connection:
        before = list(iter_leaf_hashes(connection))
    erased = erase_document(ledger, kept.document, reason="court order", decided_by="Ben")
    assert (erased.versions, erased.readings, erased.claims, erased.judgements, erased.leaves) == (1, 1, 2, 1, 3)
    assert erased.backups == ("/backups/one.db",)
    assert search(ledger, Filters(words=NAMED)) == []
    assert {found.document.caller_id for found in search(ledger)} == {"a"}
    with ledger.reading() as connection:
        assert list(iter_leaf_hashes(connection))[:-1] == before
        leaves = list(iter_leaves(connection))
        assert [leaf.seq for leaf in leaves if leaf.salt is None] == [0, 1, 4]
        assert leaves[-1].kind == "erasure"
        assert leaves[-1].content
        assert b"court order" in leaves[-1].content
        assert b"Ben" in leaves[-1].content
        assert all(finding.is_sound for finding in iter_findings(ledger, connection))
    assert not any(NAMED in str(row) for rows in _contents(ledger).values() for row in rows)
    ledger.close()
    if "postgresql" not in address:
        for file in tmp_path.glob("ledger.db*"):
            for word in (NAMED, NAMED.lower()):
                assert word.encode() not in file.read_bytes()


def test_erased_document_does_not_come_back_unasked(ledger: Ledger) -> None:
    (kept,) = add(ledger, make_document())
    erase_document(ledger, kept.document, reason="court order", decided_by="Ben")
    told = recall(ledger, make_document())
    assert isinstance(told, InputError)
    assert "by Ben (court order)" in told.message
    assert not isinstance(recall(ledger, make_document(), again=True), InputError)
    assert not isinstance(recall(ledger, make_document(id="b")), InputError)


def test_erasing_spares_what_others_share(ledger: Ledger, address: str) -> None:
    kept, _ = add(ledger, make_document(), make_document(id="b", publisher="Radio Vardal"))
    with open_ledger(address, project="other", may_write=True) as other:
        add(other, make_document())
        erase_document(ledger, kept.document, reason="court order", decided_by="Ben")
        assert len(search(other)) == 2
    assert len(search(ledger)) == 2
    with ledger.reading() as connection:
        assert [leaf.seq for leaf in iter_leaves(connection) if leaf.salt is None] == [0, 1]
        assert all(finding.is_sound for finding in iter_findings(ledger, connection))


def test_rereading_adds_and_tells_what_becomes_of_decisions(ledger: Ledger) -> None:
    add(ledger, make_document())
    for claim in search(ledger):
        judge(ledger, Decision(kind="accept", subject=claim.claim.id, decided_by="Ana"))

    def read(document: Document) -> Reading:
        reading = make_reading(document, ReaderVersion(name="by hand", version="2"))
        return replace(reading, claims=reading.claims[:1])

    assert list(iter_rereadings(ledger, make_reading)) == [
        Reread(document=search(ledger)[0].document.id, caller_id="a", is_news=False, same=2)
    ]
    (told,) = iter_rereadings(ledger, read)
    assert (told.is_news, told.gained, told.lost, told.same, told.carried, told.open) == (True, 0, 1, 1, 1, 1)
    assert [found.claim.text for found in search(ledger)] == ["Norway will hand over two ships in June 2025"]
    assert len(_contents(ledger)["captures"]) == 1


@pytest.mark.parametrize("form", FORMS)
def test_dump_loaded_elsewhere_is_equal_in_every_row(
    ledger: Ledger, tmp_path: Path, postgres_address: str, form: Form
) -> None:
    add(
        ledger, make_document(original=b"\x00\xff bytes"), make_document(TEXT + " More.", id="b", title='Ships "🚢" \\')
    )
    judge(ledger, Decision(kind="merge", subject="Q20", other="Q712", decided_by="Ana", score=0.1))
    erased, _ = add(ledger, make_document("Fiji has it.", id="c"), make_document("Fiji tests it.", id="d"))
    erase_document(ledger, erased.document, reason="court order", decided_by="Ben")
    sign_log(ledger)
    folder = tmp_path / "dump"
    manifest = dump_ledger(ledger, folder, form)
    assert manifest.tables == revisions()[-1]
    targets = [str(tmp_path / "copy.db")]
    if "postgresql" not in ledger.address:
        targets.append(postgres_address)
    for target in targets:
        with open_ledger(target, may_write=True) as copy:
            load_ledger(copy, folder)
            assert _contents(copy) == _contents(ledger)
            assert _proofs(copy) == _proofs(ledger)
            assert search(copy, Filters(words="ships")) == search(ledger, Filters(words="ships"))
            with pytest.raises(LedgerError, match="S508"):
                load_ledger(copy, folder)
    with pytest.raises(LedgerError, match="S508"):
        dump_ledger(ledger, folder)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("damage", ["claims", "manifest.json", BYTES, "missing"])
def test_altered_dump_loads_nothing(ledger: Ledger, tmp_path: Path, damage: str, form: Form) -> None:
    add(ledger, make_document())
    folder = tmp_path / "dump"
    dump_ledger(ledger, folder, form)
    if damage == "missing":
        (folder / f"links.{form}").unlink()
    else:
        file = next((folder / BYTES).rglob("*/*")) if damage == BYTES else folder / damage
        file = file if file.suffix or damage == BYTES else folder / f"{damage}.{form}"
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
    with open_ledger(str(tmp_path / "copy.db"), may_write=True) as copy:
        with pytest.raises(LedgerError, match="S515"):
            load_ledger(copy, folder)
        assert not any(_contents(copy).values())


def test_checks_of_a_large_ledger_end_in_time_and_tell_how_far_they_came(ledger: Ledger) -> None:
    add(ledger, *(make_document(id=str(number), text=f"{TEXT} Number {number}.") for number in range(30)))
    with ledger.reading() as connection:
        told = {finding.what: finding for finding in iter_findings(ledger, connection, budget_seconds=0)}
        whole = {finding.what: finding for finding in iter_findings(ledger, connection)}
    assert all(finding.is_sound for finding in (*told.values(), *whole.values()))
    assert "1 leaves without a gap" in told["log"].detail
    assert "59 more were not looked at: the time was up" in told["log"].detail
    assert "29 more were not looked at" in told["bytes"].detail
    assert "29 more were not looked at" in told["readings"].detail
    assert not any("time was up" in finding.detail for finding in whole.values())
