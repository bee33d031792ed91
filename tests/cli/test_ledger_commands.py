"""The commands that keep and look up, from the command line to what they print."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sumber.cli import main
from sumber.ledger import open_ledger
from tests.ledgers import add, make_document, search

PAGE = """<html><head><title>Ships for Fiji</title><meta property="og:site_name" content="The Halden Post">
<link rel="canonical" href="https://halden.example/ships"></head><body><article><p>{}</p></article></body></html>"""
SAID = "Norway will hand over two patrol ships to Fiji in June 2025, Colonel Ivo Merrin said on Tuesday in Oslo."


class Command:
    """Runs commands on a ledger of its own and gives what they print."""

    def __init__(self, ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.ledger = ledger
        self._capsys = capsys
        self.err = ""

    def __call__(self, *arguments: str, code: int = 0) -> str:
        """What a command prints; it must leave with the code."""
        self._capsys.readouterr()
        assert main([*arguments, "--ledger", str(self.ledger)]) == code, self._capsys.readouterr().err
        seen = self._capsys.readouterr()
        self.err = seen.err
        return seen.out

    def json(self, *arguments: str) -> Any:
        """What a command prints as JSON."""
        return json.loads(self(*arguments, "--format", "json"))


@pytest.fixture
def run(sqlite_address: str, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(Path(sqlite_address), capsys)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(SAID, "utf-8")
    return file


def _add(run: Command, report: Path) -> str:
    return run("add", str(report), "--publisher", "The Halden Post", "--published", "2025-03-12", "--reader", "lexical")


def test_report_is_new_then_the_same_then_a_new_version(run: Command, report: Path) -> None:
    assert _add(run, report).startswith("new ")
    assert _add(run, report).startswith("same ")
    report.write_text(SAID.replace("two", "three"), "utf-8")
    assert _add(run, report).startswith("new version 2 ")
    document = run.json("documents")["documents"][0]
    shown = run("show", document["id"][:8])
    assert "- present in 1, absent in 2: two" in shown
    assert "+ present in 2, absent in 1: three" in shown
    assert run("show", document["id"], "--text", "--version", "1").strip() == SAID


def test_page_is_kept_with_its_bytes_and_known_again_by_its_address(run: Command, tmp_path: Path) -> None:
    for name, words in (("one.html", SAID), ("two.html", SAID + " The minister denied it.")):
        (tmp_path / name).write_text(PAGE.format(words), "utf-8")
        run("add", str(tmp_path / name), "--reader", "lexical")
    (document,) = run.json("documents")["documents"]
    assert (document["version"], document["title"]) == (2, "Ships for Fiji")
    versions = run.json("show", document["id"])["versions"]
    assert [len(version["originals"]) for version in versions] == [1, 1]


def test_json_lines_are_kept_with_their_ids_and_one_bad_line_does_not_stop_the_rest(
    run: Command, tmp_path: Path
) -> None:
    lines = [
        json.dumps({"id": "a", "text": SAID, "publisher": "The Halden Post"}),
        "no json",
        json.dumps({"id": "a", "text": SAID, "publisher": "Radio Vardal"}),
        json.dumps({"id": "b", "text": SAID, "publisher": "Radio Vardal"}),
    ]
    file = tmp_path / "reports.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    told = [
        json.loads(line)
        for line in run("add", str(file), "--reader", "lexical", "--format", "jsonl", code=1).splitlines()
    ]
    assert [(each["caller_id"], each["status"]) for each in told] == [("a", "new"), ("b", "new")]
    assert "S103" in run.err
    assert "stands for two publishers" in run.err
    assert "2 reports kept (2 new), 2 could not be read" in run.err


def test_standard_input_is_known_by_its_text(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in (SAID, SAID + " More.", SAID):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(words.encode())))
        run("add", "-", "--reader", "lexical", "--publisher", "The Halden Post")
    assert run.json("stats")["documents"] == 2


def test_claims_are_found_by_names_of_any_language(run: Command, report: Path) -> None:
    _add(run, report)
    for arguments in (
        ["Norwegia kapal", "--language", "en"],
        ["노르웨이"],
        ["--actor", "Noruega"],
        ["--recipient", "Фиджи"],
        ["--from", "2025-06", "--to", "2025-06"],
        ["patrol ships", "--event", "transfer", "--outlet", "the halden post"],
    ):
        # The first looks for an Indonesian word in an English report: the name alone is no match.
        found = run.json("claims", *arguments)["claims"]
        assert [each["event"]["type"] for each in found] == ([] if "kapal" in arguments[0] else ["transfer"]), arguments


def test_claims_come_as_rows_with_paging(run: Command, tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"{SAID} Report {number} ends here.", "utf-8")
    run("add", str(tmp_path / "*.txt"), "--reader", "lexical")
    first = list(csv.DictReader(io.StringIO(run("claims", "ships", "--limit", "3", "--format", "csv"))))
    mark = run.err.split()[-1]
    rest = list(csv.DictReader(io.StringIO(run("claims", "ships", "--limit", "3", "--format", "csv", "--after", mark))))
    assert len({row["document"] for row in (*first, *rest)}) == 5
    assert len({(row["document"], row["claim"]) for row in (*first, *rest)}) == len(first) + len(rest)


def test_judgements_are_signed_shown_and_taken_back(
    run: Command, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add(run, report)
    claim = run.json("claims", "ships")["claims"][0]["id"]
    run("accept", claim[:10], code=2)
    assert "--as NAME" in run.err
    accepted = run("accept", claim[:10], "--as", "Ana").split()[0]
    monkeypatch.setenv("SUMBER_NAME", "Ben")
    run("correct", claim, "stance=denies", "actor=Fiji", "--reason", "misread")
    run("note", claim, "see the ministry")
    shown = run("show", claim)
    for words in (
        "accepted by Ana",
        "corrected by Ben: stance = denies, actor = ['Fiji']: misread",
        "note by Ben: see the ministry",
    ):
        assert words in shown
    run("undo", accepted, "--reason", "too early")
    assert "accepted" not in run("show", claim)
    assert [each["kind"] for each in run.json("show", claim)["all_judgements"]] == ["accept", "correct", "note"]
    assert [leaf["kind"] for leaf in run.json("log", "--limit", "4")["leaves"]] == ["judgement"] * 4
    run("correct", claim, "stance=maybe", code=2)
    assert "expected one of asserts" in run.err


def test_merged_entities_are_found_as_one_until_split(run: Command, report: Path) -> None:
    _add(run, report)
    run("merge", "Q20", "Q712", "--as", "Ana", "--reason", "a test")
    assert run.json("claims", "--actor", "Fiji")["count"] == 1
    assert [each["merged"] for each in run.json("entities", "Norway")] == [["Q712"]]
    run("split", "Q20", "Q712", "--as", "Ana")
    assert run.json("claims", "--actor", "Fiji")["count"] == 0


def test_backup_is_restored_whole_and_replaces_nothing(run: Command, report: Path, tmp_path: Path) -> None:
    _add(run, report)
    copy = tmp_path / "copy.db"
    run("backup", str(copy))
    run("backup", str(copy), code=1)
    run("restore", str(copy), code=1)
    before = run.json("claims")
    run.ledger = tmp_path / "restored" / "ledger.db"
    run("restore", str(copy))
    assert run.json("claims") == before
    assert all(finding["is_sound"] for finding in run.json("doctor")["findings"])


def test_project_is_named_and_empty_ones_say_so(run: Command, report: Path) -> None:
    _add(run, report)
    assert run.json("claims", "--project", "depot")["claims"] == []
    assert "nothing is kept in project 'depot' yet" in run.err
    run("claims", "--project", "../x", code=2)


def test_secrets_stay_hidden(run: Command, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _add(run, report)
    monkeypatch.setenv("SUMBER_LLM_KEY", "very secret")
    monkeypatch.setenv("SUMBER_LEDGER", "postgresql://ana:secret@nowhere.invalid/sumber")
    assert "secret" not in run("doctor")
    assert main(["stats"]) == 1


def test_what_is_not_there_is_told(run: Command, report: Path) -> None:
    _add(run, report)
    for arguments in (["show", "zzzz"], ["accept", "0000", "--as", "Ana"], ["merge", "Q1", "Q2", "--as", "Ana"]):
        run(*arguments, code=1)
        assert "S511" in run.err


def test_interrupt_keeps_what_was_told(tmp_path: Path) -> None:
    stream, out, ledger = tmp_path / "reports.jsonl", tmp_path / "out.jsonl", tmp_path / "ledger.db"
    stream.write_text(
        "".join(json.dumps({"id": str(n), "text": f"{SAID} {n}."}) + "\n" for n in range(20_000)), "utf-8"
    )
    command = [
        sys.executable,
        "-m",
        "sumber",
        "add",
        str(stream),
        "--ledger",
        str(ledger),
        "--reader",
        "lexical",
        "--format",
        "jsonl",
    ]
    with (
        out.open("w") as target,
        subprocess.Popen(command, stdout=target, stderr=subprocess.PIPE, text=True) as process,
    ):
        deadline = time.monotonic() + 120
        while out.read_bytes().count(b"\n") < 5 and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=120)[1]
    answers = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert process.returncode == 130
    assert f"interrupted: {len(answers)} reports kept" in told
    assert "run it again to go on from there" in told
    with open_ledger(str(ledger)) as kept:
        assert {each.document.caller_id for each in search(kept, limit=100_000)} == {
            each["caller_id"] for each in answers
        }


def test_private_person_is_searched_by_words_alone_until_a_public_role_is_recorded(run: Command, report: Path) -> None:
    _add(run, report)
    assert run.json("claims", "Ivo Merrin")["count"] == 1
    assert run.json("claims", "--origin", "Ivo Merrin")["count"] == 0
    assert run.json("entities", "Merrin") == []
    told = run("public", "Ivo Merrin", "--role", "spokesman", "--reason", "speaks for the coast guard", "--as", "Ana")
    assert run.json("claims", "--origin", "ivo merrin")["count"] == 1
    assert [each["mentions"] for each in run.json("entities", "Merrin")] == [1]
    run("undo", told.split()[0], "--as", "Ana")
    assert run.json("claims", "--origin", "Ivo Merrin")["count"] == 0


def test_erasing_dumping_and_rereading_from_the_command_line(run: Command, report: Path, tmp_path: Path) -> None:
    _add(run, report)
    run("reread", "--reader", "lexical")
    assert "1 document read again, 0 of them with other findings" in run.err
    assert "1 documents" in run("dump", "--out", str(tmp_path / "dump"))
    run("backup", str(tmp_path / "copy.db"))
    before, kept = run.json("claims"), run.ledger
    run.ledger = tmp_path / "loaded.db"
    run("load", str(tmp_path / "dump"))
    assert run.json("claims") == before
    run.ledger = kept
    document = run.json("documents")["documents"][0]["id"]
    told = run("erase", document, "--reason", "court order", "--as", "Ana")
    assert f"still in {tmp_path / 'copy.db'}" in told
    assert f"still in {tmp_path / 'dump'}" in told
    assert run.json("claims")["claims"] == []
    assert (
        "erased on"
        in run("add", str(report), "--publisher", "The Halden Post", "--reader", "lexical", code=1) + run.err
    )
    assert run("add", str(report), "--publisher", "The Halden Post", "--reader", "lexical", "--again").startswith(
        "new "
    )


def test_sealed_dump_is_verified_and_loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, sealed = (str(tmp_path / name) for name in ("one.db", "two.db", "sealed.zip"))
    with open_ledger(first, may_write=True) as ledger:
        add(ledger, make_document())
    assert main(["dump", "--out", sealed, "--as", "parquet", "--ledger", first]) == 0
    assert main(["verify", sealed, "--format", "json"]) == 0
    assert main(["load", sealed, "--ledger", second]) == 0
    assert main(["verify", "--ledger", second]) == 0
    assert "2 claims" in capsys.readouterr().out
    assert {file.name for file in tmp_path.iterdir() if file.suffix != ".db"} <= {
        "sealed.zip",
        "one.db-wal",
        "one.db-shm",
        "two.db-wal",
        "two.db-shm",
    }
    assert main(["dump", "--out", sealed, "--ledger", first]) == 2


def test_index_of_other_rules_is_told_and_made_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "one.db")
    with open_ledger(place, may_write=True) as ledger:
        add(ledger, make_document())
        with ledger.writing() as connection:
            connection.exec_driver_sql("UPDATE facts SET value = 'other' WHERE name = 'search_rules'")
    assert main(["claims", "ships", "--ledger", place]) == 0
    assert "sumber doctor --upgrade makes it anew" in capsys.readouterr().err
    assert main(["doctor", "--upgrade", "--ledger", place]) == 0
    capsys.readouterr()
    assert main(["claims", "ships", "--ledger", place]) == 0
    assert capsys.readouterr().err == ""
