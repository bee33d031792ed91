"""`sumber verify`: what it prints, what it gives back, and what it refuses."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from sumber.cli import main
from sumber.evidence.dump_writing import write_dump
from sumber.evidence.findings import NOT_PROVED
from sumber.evidence.keys import SigningKey
from sumber.evidence.leaves import hash_bytes
from sumber.evidence.source import Timestamp
from sumber.evidence.timestamps import make_request
from sumber.evidence.tree import root_of
from tests.evidence.in_memory import KEY, LogBuilder, build_small_log
from tests.evidence.local_authority import LocalAuthority

MANY = 3000


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    write_dump(build_small_log().build(), tmp_path / "dump")
    return tmp_path / "dump"


def _alter(dump: Path) -> None:
    file = dump / "documents.jsonl"
    file.write_text(file.read_text("utf-8").replace("The port is", "The fort is"), "utf-8")


def test_a_whole_dump_holds_and_what_is_not_proved_is_said(dump: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(dump), "--key", str(KEY.public)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    root = root_of(leaf.leaf_hash for leaf in build_small_log().leaves).hex()
    assert f"It holds together: sumber.invalid/halden, 8 leaves, root {root}" in told
    assert "BROKEN" not in told
    assert "no key was given" not in told
    for each in NOT_PROVED:
        assert each in told


def test_a_break_is_named_and_counted(dump: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _alter(dump)
    assert main(["verify", str(dump)]) == 1
    told = capsys.readouterr().out
    assert "BROKEN documents.jsonl line 1" in told
    assert "the text of document 'halden-1' (leaf 0) is not the one that was logged" in told
    rows = {line.split("  ")[0] for line in told.splitlines() if line.rstrip().endswith(" BROKEN")}
    assert rows == {"texts and readings against the log", "quotes against the texts they are taken from"}
    assert "BROKEN, 2 findings: sumber.invalid/halden" in " ".join(told.split())


def test_json_holds_every_finding_and_the_summary(dump: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(dump), "--format", "json", "--key", str(KEY.public)]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert (whole["holds"], whole["broken"], whole["size"]) == (True, 0, 8)
    assert whole["not_proved"] == list(NOT_PROVED)
    assert [each["weight"] for each in whole["findings"]] == ["note"]
    _alter(dump)
    assert main(["verify", str(dump), "--format", "json"]) == 1
    broken = json.loads(capsys.readouterr().out)
    assert broken["holds"] is False
    found = [each for each in broken["findings"] if each["weight"] == "broken"]
    assert len(found) == broken["broken"]
    assert found[0].keys() == {"check", "weight", "place", "words"}


def test_an_empty_dump_is_json_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = LogBuilder()
    log.sign()
    write_dump(log.build(), tmp_path / "dump")
    assert main(["verify", str(tmp_path / "dump"), "--format", "json", "--key", str(KEY.public)]) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []


def test_keys_come_as_words_or_files(dump: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ours.key").write_text(f"{KEY.public}\n")
    (tmp_path / "theirs.key").write_text(str(SigningKey("another", bytes(32)).public))
    assert main(["verify", str(dump), "--key", str(tmp_path / "ours.key")]) == 0
    assert main(["verify", str(dump), "--key", str(tmp_path / "theirs.key")]) == 1
    assert "it has no signature of a key you trust: 'another+" in " ".join(capsys.readouterr().out.split())
    both = ["--key", str(tmp_path / "theirs.key"), "--key", str(KEY.public)]
    assert main(["verify", str(dump), *both]) == 0


def test_a_checkpoint_kept_from_later_shows_what_was_cut_off(
    dump: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept.txt"
    shutil.copy(dump / "checkpoints.txt", kept)
    assert main(["verify", str(dump), "--against", str(kept)]) == 0
    log = LogBuilder()
    log.add_document("halden-1", "Another text.")
    log.sign()
    write_dump(log.build(), tmp_path / "other")
    assert main(["verify", str(tmp_path / "other")]) == 0
    capsys.readouterr()
    assert main(["verify", str(tmp_path / "other"), "--against", str(kept)]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert f"BROKEN {kept} line 1 (2 leaves) it speaks of 2 leaves, the log has 1" in told


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the tests' authority is OpenSSL's")
def test_timestamps_rest_on_the_certificates_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = build_small_log().build()
    authority, stranger = LocalAuthority(tmp_path / "authority"), LocalAuthority(tmp_path / "stranger")
    note = whole.notes[-1]
    response = authority.answer(make_request(note).as_bytes())
    stamps = (Timestamp(checkpoint=hash_bytes(note), response=response, place=""),)
    write_dump(
        replace(whole, timestamps=stamps),
        tmp_path / "dump",
    )
    for each in (authority, stranger):
        (tmp_path / f"{each is authority}.pem").write_bytes(each.pem)
    assert main(["verify", str(tmp_path / "dump"), "--authority", str(tmp_path / "True.pem")]) == 0
    assert "the first 8 leaves were there at 20" in " ".join(capsys.readouterr().out.split())
    assert main(["verify", str(tmp_path / "dump"), "--authority", str(tmp_path / "False.pem")]) == 1
    assert "BROKEN timestamps.jsonl line 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["nowhere"], "nowhere: no dump; expected a folder with manifest.json"),
        (["dump", "--key", "a+b"], "is no verifier key; expected one such as"),
        (["dump", "--key", "nowhere.key"], "is no verifier key; expected one such as"),
        (["dump", "--against", "nowhere.txt"], "nowhere.txt: No such file or directory; expected a file"),
        (["dump", "--against", "dump/log.jsonl"], "--against dump/log.jsonl: no checkpoint"),
        (["dump", "--authority", "dump/log.jsonl"], "no certificates in PEM form"),
        (["dump", "--authority", "dump"], "dump: Is a directory; expected a file"),
        (["dump", "--format", "csv"], "invalid choice: 'csv'"),
    ],
)
def test_wrong_usage_checks_nothing(
    dump: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    monkeypatch.chdir(dump.parent)
    assert main(["verify", *arguments]) == 2
    seen = capsys.readouterr()
    assert seen.out == ""
    assert expected in seen.err


def test_what_a_dump_says_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = LogBuilder()
    log.add_document("\x1b[2Jgone\u202e", "A text.")
    log.sign()
    write_dump(log.build(), tmp_path / "dump")
    (tmp_path / "dump" / "documents.jsonl").write_bytes(b"")
    assert main(["verify", str(tmp_path / "dump")]) == 1
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "\u202e" not in told


@pytest.mark.skipif(os.name != "posix", reason="signals as a POSIX shell sends them")
def test_ctrl_c_ends_it_with_its_code(tmp_path: Path) -> None:
    log = LogBuilder()
    for number in range(MANY):
        log.add_document(f"d{number}", "A text.")
    log.sign()
    write_dump(log.build(), tmp_path / "dump")
    (tmp_path / "dump" / "documents.jsonl").write_bytes(b"")  # so that it says more than a pipe takes at once
    command = [sys.executable, "-m", "sumber", "verify", str(tmp_path / "dump")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.read(1)
        running.send_signal(signal.SIGINT)
        told, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in errors
    assert b"This does not prove" not in told
