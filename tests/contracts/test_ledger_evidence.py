"""A ledger's log is signed, and whatever is altered under the tool is found, in every kind of store."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Executable, case, delete, literal, select, text, update

from sumber.evidence.authority import Authority
from sumber.evidence.checkpoints import read_checkpoint
from sumber.evidence.dump import DumpFolder
from sumber.evidence.dump_tables import TABLES
from sumber.evidence.dump_writing import write_dump
from sumber.evidence.findings import Finding
from sumber.evidence.notes import read_verifier_key
from sumber.evidence.source import Evidence, NotedCheckpoint
from sumber.evidence.timestamps import Authorities
from sumber.evidence.verifying import Trust, verify
from sumber.ledger import Ledger, open_ledger
from sumber.ledger.dumping import dump_ledger, load_ledger
from sumber.ledger.erasing import erase_document
from sumber.ledger.evidence import LedgerEvidence
from sumber.ledger.judging import Decision, judge
from sumber.ledger.packing import pack, unpack
from sumber.ledger.schema import checkpoints, log_leaves, readings, stored_bytes, timestamps
from sumber.ledger.signing import sign_log, stamp_log
from tests.evidence.local_authority import LocalAuthority, reply_well, reply_with, serve
from tests.ledgers import TEXT, add, make_document, search


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    """A ledger of two documents, signed."""
    with open_ledger(address, may_write=True) as opened:
        add(opened, make_document(original=b"<p>" + TEXT.encode()))
        sign_log(opened)
        add(opened, make_document(id="b", publisher="Radio Vardal"))
        sign_log(opened)
        yield opened


def _verify(evidence: Evidence, trust: Trust | None = None) -> list[str]:
    """The words of everything that is broken."""
    found: list[Finding] = []
    summary = verify(evidence, trust or Trust(), found.append, lambda: None)
    broken = [f"{finding.place}: {finding.words}" for finding in found if finding.weight == "broken"]
    assert summary.holds == (not broken)
    return broken


def _check(ledger: Ledger, trust: Trust | None = None) -> list[str]:
    with ledger.reading() as connection:
        return _verify(LedgerEvidence(connection), trust)


def _notes(ledger: Ledger) -> list[bytes]:
    with ledger.reading() as connection:
        return [each.note for each in LedgerEvidence(connection).iter_checkpoints()]


def test_signed_ledger_holds_and_goes_on_from_its_checkpoints(ledger: Ledger) -> None:
    assert _check(ledger) == []
    first, second = (read_checkpoint(note).checkpoint for note in _notes(ledger))
    assert (first.size, second.size, first.log_name) == (2, 4, second.log_name)


def test_signing_again_adds_nothing(ledger: Ledger) -> None:
    before = _notes(ledger)
    assert sign_log(ledger).size == 4
    assert _notes(ledger) == before


def test_judgements_are_signed_too(ledger: Ledger) -> None:
    claim = next(iter(search(ledger))).claim.id
    judge(ledger, Decision(kind="accept", subject=claim, decided_by="Ana", reason="seen"))
    with ledger.reading() as connection:
        assert LedgerEvidence(connection).unsigned == 1
    assert _check(ledger) == []
    assert sign_log(ledger).size == 5
    assert _check(ledger) == []


def test_ledger_signed_elsewhere_waits_for_its_key(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_DATA_HOME", "HOME"):  # where Linux and macOS keep the data of programs
        monkeypatch.setenv(name, str(tmp_path / "another machine"))
    add(ledger, make_document(id="c", publisher="Ostrava Dnes"))
    assert sign_log(ledger)[:2] == (4, 6)
    monkeypatch.undo()
    assert sign_log(ledger)[:2] == (6, 6)


def test_erased_document_leaves_a_log_that_holds(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        subject = connection.scalar(select(log_leaves.c.subject).where(log_leaves.c.seq == 0))
    erase_document(ledger, str(subject), reason="court order", decided_by="Ana")
    sign_log(ledger)
    assert _check(ledger) == []


def test_dump_verifies_without_the_ledger_and_loads_with_its_checkpoints(ledger: Ledger, tmp_path: Path) -> None:
    out = tmp_path / "dump"
    with ledger.reading() as connection:
        write_dump(LedgerEvidence(connection), out)
    dump_ledger(ledger, out / TABLES)
    assert _verify(DumpFolder(out)) == []
    with open_ledger(str(tmp_path / "copy.db"), may_write=True) as copy:
        load_ledger(copy, out / TABLES)
        assert _notes(copy) == _notes(ledger)
        assert _check(copy) == []


def _alter_reading(ledger: Ledger) -> Executable:
    with ledger.reading() as connection:
        row = connection.execute(select(readings.c.no, readings.c.content).order_by(readings.c.no)).first()
    assert row
    other = unpack(bytes(row.content)).replace(b'"hedged":false', b'"hedged":true', 1)
    return update(readings).where(readings.c.no == row.no).values(content=pack(other))


def _alter_bytes(ledger: Ledger) -> Executable:
    with ledger.reading() as connection:
        row = connection.execute(select(stored_bytes).order_by(stored_bytes.c.sha256)).first()
    assert row
    content = unpack(bytes(row.packed))
    other = pack(bytes([content[0] ^ 1]) + content[1:])
    return update(stored_bytes).where(stored_bytes.c.sha256 == row.sha256).values(packed=other)


def _swap_leaves(ledger: Ledger) -> Executable:
    with ledger.reading() as connection:
        one, other = connection.execute(select(log_leaves).where(log_leaves.c.seq.in_((0, 2))).order_by("seq")).all()
    first = log_leaves.c.seq == 0
    columns = ("leaf_hash", "subject", "salt", "content", "logged_at")
    values = {name: case((first, literal(getattr(other, name))), else_=literal(getattr(one, name))) for name in columns}
    return update(log_leaves).where(log_leaves.c.seq.in_((0, 2))).values(**values)


def _drop_leaf(seq: int) -> Callable[[Ledger], Executable]:
    return lambda _: delete(log_leaves).where(log_leaves.c.seq == seq)


def _tamper(ledger: Ledger, *statements: Executable) -> None:
    """Run statements behind the tool's back: without the triggers that refuse them."""
    with ledger.writing() as connection:
        for table in ("log_leaves", "readings", "stored_bytes", "checkpoints"):
            for name in ("stay", "last") if table == "log_leaves" else ("stay",):
                on = "" if connection.dialect.name == "sqlite" else f" ON {table}"
                connection.execute(text(f"DROP TRIGGER {table}_{name}{on}"))
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("alter", "told"),
    [
        (_alter_reading, "is not the one that was logged"),
        (_alter_bytes, "SHA-256"),
        (_swap_leaves, "checkpoint"),
        (_drop_leaf(0), "leaf 0"),
        (_drop_leaf(2), "leaf 2"),
        (_drop_leaf(3), "4 leaves"),
        (lambda _: update(log_leaves).where(log_leaves.c.seq == 1).values(content=b"{}"), "leaf 1"),
        (lambda _: update(log_leaves).where(log_leaves.c.seq == 1).values(salt=bytes(32)), "leaf 1"),
        (lambda _: update(log_leaves).where(log_leaves.c.seq == 1).values(salt=None, content=None), "leaf 1"),
        (lambda _: update(checkpoints).where(checkpoints.c.size == 4).values(note=b"forged"), "checkpoint 2"),
    ],
)
def test_what_is_altered_under_the_tool_is_found(
    ledger: Ledger, alter: Callable[[Ledger], Executable], told: str
) -> None:
    with ledger.reading() as connection:
        evidence = LedgerEvidence(connection)
        trust = Trust(keys=(read_verifier_key(evidence.key or ""),))
    _tamper(ledger, alter(ledger))
    assert any(told in each for each in _check(ledger, trust)), _check(ledger, trust)


def test_log_rolled_back_to_an_old_head_is_found_by_a_kept_checkpoint(ledger: Ledger) -> None:
    kept = NotedCheckpoint(note=_notes(ledger)[-1], place="kept")
    _tamper(
        ledger,
        delete(log_leaves).where(log_leaves.c.seq >= 2),
        delete(checkpoints).where(checkpoints.c.size == 4),
    )
    assert not any("checkpoint" in each for each in _check(ledger))
    assert any("kept" in each for each in _check(ledger, Trust(earlier=(kept,))))


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the tests' authority is OpenSSL's")
def test_checkpoints_wait_for_the_authority_and_are_stamped_once(ledger: Ledger, tmp_path: Path) -> None:
    authority = LocalAuthority(tmp_path / "authority")
    with serve(reply_with(b"busy", 503)) as server:
        assert stamp_log(ledger, Authority(url=server.url)).waiting == 2
    with serve(reply_well(authority)) as server:
        assert stamp_log(ledger, Authority(url=server.url)).stamped == 2
        assert stamp_log(ledger, Authority(url=server.url)).stamped == 0
    with ledger.reading() as connection:
        assert len(list(connection.execute(select(timestamps)))) == 2
    assert _check(ledger, Trust(authorities=Authorities(authority.pem))) == []
