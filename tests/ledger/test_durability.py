"""What was acknowledged stays, whatever ends the writer: kill -9, a full disk, a file that may only be read."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Row, select

from sumber.cli import main
from sumber.errors import LedgerError
from sumber.evidence.tree import hash_leaf
from sumber.ledger import Ledger, open_ledger
from sumber.ledger.health import iter_findings
from sumber.ledger.log import iter_leaves
from sumber.ledger.packing import decode_reading, unpack
from sumber.ledger.schema import claims, documents, readings, versions
from sumber.ledger.views import get_text
from tests.ledgers import TEXT, add, make_document, make_reading

ROOT = Path(__file__).parents[2]
LONGEST_LIFE_SECONDS = 0.4
SEED = 20250210

if os.name == "nt":
    pytest.skip("signals of POSIX systems", allow_module_level=True)


class Nursery:
    """Starts writers and kills them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self._orders, self._told = process.stdin, process.stdout

    def kill_at_random(self, address: str, first: int, life_seconds: float, *, after_first: bool) -> list[str]:
        """Let a writer live for a while, from its start or from when its first batch was kept; gives the ids it told as kept."""
        self._orders.write(f"{address} {first}\n")
        self._orders.flush()
        pid = int(self._told.readline().removeprefix("pid "))
        kept = self._told.readline().split() if after_first else []
        time.sleep(life_seconds)
        os.kill(pid, signal.SIGKILL)
        while (line := self._told.readline()) != "dead\n":
            kept += line.split()
        return kept


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    command = [sys.executable, "-m", "tests.ledger_writer"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Nursery(process)


def _check(ledger: Ledger, acknowledged: set[str], seen: set[str]) -> int:
    """Everything acknowledged is there and whole, nothing is there by half, and the log has no gap; gives how many are there.

    Reports in `seen` were looked at before and are only counted; those looked at now join them.
    """
    with ledger.reading() as connection:
        kept = connection.execute(
            select(documents.c.caller_id, documents.c.reading_no, versions.c.text_sha256)
            .join(versions, versions.c.no == documents.c.version_no)
            .order_by(documents.c.no)
        ).all()
        assert acknowledged <= {row.caller_id for row in kept}
        logged = 0
        for leaf in iter_leaves(connection):
            assert leaf.seq == logged
            assert leaf.salt
            assert leaf.content
            assert hash_leaf(leaf.content, leaf.salt) == leaf.leaf_hash
            logged += 1
        assert logged == 2 * len(kept)
        for row in kept:
            if row.caller_id not in seen:
                _check_report(connection, row)
                seen.add(row.caller_id)
    return len(kept)


def _check_report(connection: Connection, row: Row[str, int, str]) -> None:
    """A report is there with its text, its reading and every claim."""
    text = get_text(connection, row.text_sha256)
    document = make_document(id=row.caller_id, text=f"{TEXT} Report {row.caller_id}.")
    assert text == document.text
    whole = make_reading(document)
    content = connection.scalar(select(readings.c.content).where(readings.c.no == row.reading_no))
    assert content
    assert decode_reading(unpack(bytes(content)), text) == whole
    ids = set(connection.scalars(select(claims.c.id).where(claims.c.reading_no == row.reading_no)))
    assert ids == {claim.id for claim in whole.claims}


def _kill_often(nursery: Nursery, address: str, times: int) -> None:
    chance = random.Random(SEED)  # noqa: S311  # moments of death, not secrets
    acknowledged: set[str] = set()
    there, seen = 0, set[str]()
    for turn in range(times):
        life = chance.uniform(0, LONGEST_LIFE_SECONDS)
        # What a kill may have lost is written again under the same ids: that must be no error either.
        acknowledged |= set(nursery.kill_at_random(address, there, life, after_first=turn % 2 == 1))
        with open_ledger(address) as ledger:
            there = _check(ledger, acknowledged, seen)
    with open_ledger(address) as ledger, ledger.reading() as connection:
        assert _check(ledger, acknowledged, set()) == there
        assert all(finding.is_sound for finding in iter_findings(ledger, connection))
    assert len(acknowledged) >= times
    assert there >= len(acknowledged)


def test_kill_loses_nothing_acknowledged_on_sqlite(nursery: Nursery, sqlite_address: str) -> None:
    _kill_often(nursery, sqlite_address, 20)


def test_kill_loses_nothing_acknowledged_on_postgresql(nursery: Nursery, postgres_address: str) -> None:
    _kill_often(nursery, postgres_address, 10)


@pytest.mark.long
def test_two_hundred_kills_on_sqlite(nursery: Nursery, sqlite_address: str) -> None:
    _kill_often(nursery, sqlite_address, 200)


@pytest.mark.long
def test_fifty_kills_on_postgresql(nursery: Nursery, postgres_address: str) -> None:
    _kill_often(nursery, postgres_address, 50)


def _fill(ledger: Ledger) -> set[str]:
    """Keep reports until there is no room; gives the ids of those that were kept."""
    kept: set[str] = set()

    def fill() -> None:
        while True:
            add(ledger, make_document(id=str(len(kept)), text=f"{TEXT} Report {len(kept)}."))
            kept.add(str(len(kept)))

    with pytest.raises(LedgerError, match=r"S503.*full; make room"):
        fill()
    return kept


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder a disk of its own")
def test_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this system gives no folder a disk of its own")
    try:
        address = str(place / "ledger.db")
        with open_ledger(address, may_write=True) as ledger:
            acknowledged = _fill(ledger)
        with open_ledger(address) as ledger:
            assert _check(ledger, acknowledged, set()) == len(acknowledged)
        copy = place / "copy.db"
        assert main(["backup", str(copy), "--ledger", address]) == 1
        assert "the disk is full; nothing was copied: make room" in capsys.readouterr().err
        assert sorted(file.suffix for file in place.iterdir() if "copy" in file.name) == []
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_database_without_room_is_told(sqlite_address: str) -> None:
    with open_ledger(sqlite_address, may_write=True) as ledger:
        with ledger.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        _fill(ledger)
    with open_ledger(sqlite_address) as ledger, ledger.reading() as connection:
        assert all(finding.is_sound for finding in iter_findings(ledger, connection))


def test_read_only_ledger_can_be_read_and_says_so_when_written(sqlite_address: str, tmp_path: Path) -> None:
    with open_ledger(sqlite_address, may_write=True) as ledger:
        add(ledger, make_document())
    Path(sqlite_address).chmod(0o444)
    tmp_path.chmod(0o555)
    # Root may write whatever the rights say, unless it gives that up.
    drop = [] if os.geteuid() else ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]
    if drop and shutil.which("setpriv") is None:
        pytest.skip("root's right to write everything cannot be dropped here")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*drop, sys.executable, "-m", "sumber", *arguments, "--ledger", sqlite_address]
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    told = run("claims", "ships", "--format", "csv")
    assert (told.returncode, told.stderr) == (0, "")
    assert "Norway will hand over two ships" in told.stdout
    refused = run("note", "x", "y", "--as", "Ana")
    assert refused.returncode == 1
    assert "it may be read but not written" in refused.stderr
    tmp_path.chmod(0o755)


def test_file_that_is_no_ledger_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "notes.txt"
    place.write_text("nothing of the kind " * 100, "utf-8")
    assert main(["claims", "--ledger", str(place)]) == 1
    assert "this is no ledger" in capsys.readouterr().err


def _make_other_database(place: Path) -> None:
    with sqlite3.connect(place) as raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")
    raw.close()


def test_database_of_something_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "recipes.db"
    _make_other_database(place)
    for command in (["claims"], ["note", "x", "y", "--as", "Ana"]):
        assert main([*command, "--ledger", str(place)]) == 1
        assert "no ledger, but a database with other tables (recipes)" in capsys.readouterr().err
    with sqlite3.connect(place) as raw:
        assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    raw.close()


def test_file_that_is_no_backup_is_told_and_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes, recipes = tmp_path / "notes.txt", tmp_path / "recipes.db"
    notes.write_text("nothing of the kind " * 100, "utf-8")
    _make_other_database(recipes)
    for source in (notes, recipes):
        assert main(["restore", str(source), "--ledger", str(tmp_path / "new" / "ledger.db")]) == 1
        assert f"{source}: this is no backup of a ledger" in capsys.readouterr().err
        assert list((tmp_path / "new").iterdir()) == []


def test_damaged_ledger_is_told(sqlite_address: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_ledger(sqlite_address, may_write=True) as ledger:
        add(ledger, *(make_document(id=str(number), text=f"{TEXT} Report {number}.") for number in range(50)))
    with sqlite3.connect(sqlite_address) as raw:
        raw.execute("DROP TRIGGER stored_bytes_stay")
        raw.execute("UPDATE stored_bytes SET packed = x'00' WHERE rowid = 7")
    raw.close()
    assert main(["doctor", "--ledger", sqlite_address]) == 1
    assert "BROKEN  bytes" in capsys.readouterr().out
