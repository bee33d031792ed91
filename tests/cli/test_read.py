"""`sumber read` as a user runs it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from sumber.cli import main
from sumber.languages import language_codes

REPORT = 'Colonel Ivo Merrin said the port was open.\n\n"The ships are ours," he said on Tuesday.'


def _run(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sumber", *arguments],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, "utf-8")
    return file


def test_table_shows_who_says_it(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(report), "--publisher", "The Case Gazette", "--published", "2025-06-04"]) == 0
    out = capsys.readouterr().out
    assert "the port was open" in out
    assert "Ivo Merrin" in out


def test_explain_names_cue_and_rule(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["read", str(report), "--explain"])
    out = capsys.readouterr().out
    assert "said:before" in out
    assert "antecedent:pronoun" in out


def test_csv_has_one_claim_a_row(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["read", str(report), "--format", "csv", "--publisher", "P"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["chain"] for row in rows] == ["Ivo Merrin > P", "Ivo Merrin > P"]
    assert rows[1]["mode"] == "direct"


def test_json_is_one_array(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["read", str(report), "--format", "json"])
    assert len(json.loads(capsys.readouterr().out)) == 1


def test_bad_line_among_good_ones_is_answered_and_the_rest_goes_on() -> None:
    lines = [json.dumps({"id": "a", "text": REPORT}), "{bad", json.dumps({"id": "c", "text": REPORT})]
    done = _run("read", "-", "--format", "jsonl", text="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [answer["document"]["id"] for answer in answers] == ["a", None, "c"]
    assert answers[1]["error"]["code"] == "S103"
    assert answers[1]["error"]["line"] == 2


def test_unsupported_language_is_a_reading_with_a_warning() -> None:
    text = "Der Minister sagte am Dienstag, dass die Schiffe im Hafen liegen und nicht auslaufen werden."
    done = _run("read", "-", "--format", "jsonl", text=json.dumps({"text": text}) + "\n")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert answer["claims"] == []
    assert answer["warnings"]


def test_one_id_for_two_publishers_is_refused() -> None:
    lines = [json.dumps({"id": "a", "text": REPORT, "publisher": name}) for name in ("P", "Q")]
    done = _run("read", "-", "--format", "jsonl", text="\n".join(lines) + "\n")
    assert done.returncode == 1
    assert json.loads(done.stdout.splitlines()[1])["error"]["code"] == "S107"


def test_far_future_date_is_told_and_the_report_is_read() -> None:
    done = _run(
        "read", "-", "--format", "jsonl", text=json.dumps({"text": REPORT, "published_at": "9999-01-01"}) + "\n"
    )
    assert any("published_at" in warning for warning in json.loads(done.stdout)["warnings"])


def test_missing_file_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "no-such-file.txt"]) == 1
    assert "no-such-file.txt" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["read"], ["read", "x", "--format", "nope"], ["nope"], []])
def test_wrong_usage_ends_with_two(arguments: list[str]) -> None:
    assert main(arguments) == 2


def test_help_has_examples() -> None:
    done = _run("--help")
    assert done.returncode == 0
    assert "sumber read report.txt" in done.stdout


def test_demo_marks_every_report_synthetic(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo"]) == 0
    assert capsys.readouterr().out.count("SYNTHETIC") == 12


def test_languages_lists_every_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["languages", "--format", "json"]) == 0
    assert [row["code"] for row in json.loads(capsys.readouterr().out)] == list(language_codes())
