"""The reader behind an endpoint as a user runs it: settings in, readings, reasons and sums out."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sumber.cli import main
from sumber.errors import UsageError
from sumber.pipeline import open_reader, read_document
from sumber.settings import read_settings
from tests.reading.llm.endpoints import (
    GOOD,
    REPORT,
    TEXT,
    Answerer,
    LocalEndpoint,
    fail,
    keep_silent,
    reset,
    say,
    serve,
)

BAD = [fail(401, b"no such key"), reset, keep_silent]
INVENTED = GOOD | {"text": "Nobody wrote this"}


@pytest.fixture
def server() -> Iterator[LocalEndpoint]:
    with serve() as running:
        yield running


class Runs:
    """Runs the command line with the endpoint in its environment."""

    def __init__(self, server: LocalEndpoint, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.server = server
        self.reports = folder / "reports.jsonl"
        self.ledger = str(folder / "ledger.db")
        self.err = ""
        self._capsys = capsys

    def __call__(self, *arguments: str, code: int = 0, answers: tuple[Answerer, ...] = (say(GOOD),)) -> str:
        """What a command prints; it must leave with the code."""
        self.server.answerers = list(answers)
        self._capsys.readouterr()
        left = main(arguments)
        seen = self._capsys.readouterr()
        self.err = seen.err
        assert left == code, seen.err
        return seen.out

    def write(self, *ids: str) -> str:
        """A file with a report of each id."""
        lines = [
            {"id": each, "text": f"{TEXT}\nReport {each}.", "publisher": "Gazette", "synthetic": True} for each in ids
        ]
        self.reports.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        return str(self.reports)

    def add(self, *ids: str, code: int = 0, answers: tuple[Answerer, ...] = (say(GOOD),)) -> str:
        """What adding these reports prints."""
        return self("add", self.write(*ids), "--reader", "llm", "--ledger", self.ledger, code=code, answers=answers)

    def count(self, what: str) -> int:
        """How many of something the ledger holds."""
        found: dict[str, Any] = json.loads(self("stats", "--format", "json", "--ledger", self.ledger))
        return int(found[what])


@pytest.fixture
def run(
    server: LocalEndpoint, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Runs:
    for name, value in {
        "URL": server.address,
        "MODEL": "tiny",
        "KEY": "secret",
        "RETRIES": "0",
        "TIMEOUT_SECONDS": "0.5",
        "PRICE_IN": "2",
        "PRICE_OUT": "10",
    }.items():
        monkeypatch.setenv(f"SUMBER_LLM_{name}", value)
    return Runs(server, tmp_path, capsys)


def test_settings_of_the_environment_reach_the_endpoint(run: Runs) -> None:
    told = json.loads(run("read", run.write("a"), "--reader", "llm", "--format", "jsonl"))
    assert told["reader"] == {"name": "llm", "version": "tiny"}
    assert [claim["text"] for claim in told["claims"]] == ["The ship was held"]
    assert run.server.keys == ["Bearer secret"]
    assert run.server.asked[0]["model"] == "tiny"
    assert "cost 0.0040" in told["warnings"][-1]


def test_a_process_of_its_own_reads_with_them_too(server: LocalEndpoint, tmp_path: Path) -> None:
    server.answerers = [fail(503), say(GOOD)]
    file = tmp_path / "report.txt"
    file.write_text(TEXT, "utf-8")
    known = {"SUMBER_LLM_URL": server.address, "SUMBER_LLM_MODEL": "tiny", "SUMBER_LLM_KEY": "hush"}
    done = subprocess.run(
        [sys.executable, "-m", "sumber", "read", str(file), "--reader", "llm", "--format", "csv"],
        env={**os.environ, **known},
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "The ship was held" in done.stdout
    assert server.keys == ["Bearer hush"] * 2
    assert "tiny: 1 report sent, 1000 + 200 tokens, cost 0.0000" in done.stderr
    assert "hush" not in done.stdout + done.stderr


def test_settings_of_a_file_reach_the_endpoint_and_the_environment_wins(server: LocalEndpoint, tmp_path: Path) -> None:
    server.answerers = [say(GOOD)]
    file = tmp_path / "sumber.toml"
    file.write_text(
        f'llm_url = "{server.address}"\nllm_model = "of the file"\nllm_key = "k"\nllm_price_in = 1_000\nllm_retries = 0\n',
        "utf-8",
    )
    reader = open_reader("llm", read_settings(file, {"SUMBER_LLM_MODEL": "tiny"}).endpoint)
    reading = read_document(REPORT, reader)
    assert len(reading.claims) == 1
    assert (server.asked[0]["model"], server.keys) == ("tiny", ["Bearer k"])
    assert "cost 1.0000" in reading.warnings[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("TIMEOUT_SECONDS", value) for value in ("soon", "0", "-1", "nan", "inf")),
        *(("RETRIES", value) for value in ("-1", "1.5", "1000")),
        *(("PRICE_IN", value) for value in ("-1", "nan", "free")),
    ],
)
def test_a_setting_out_of_bounds_is_named(run: Runs, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"SUMBER_LLM_{name}", value)
    run("read", run.write("a"), "--reader", "llm", code=2)
    assert f"SUMBER_LLM_{name}='{value}'" in run.err
    assert "S301" in run.err
    assert run.server.asked == []


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [("URL", "", "S305"), ("MODEL", "", "S305"), ("URL", "ftp://x", "S402"), ("KEY", "a\nb", "S403")],
)
def test_an_endpoint_that_cannot_be_asked_is_wrong_usage(
    run: Runs, monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(f"SUMBER_LLM_{name}", value)
    run("read", run.write("a"), "--reader", "llm", code=2)
    assert told in run.err
    assert run.server.asked == []


@pytest.mark.parametrize("bad", BAD, ids=["refused", "reset", "silent"])
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_a_report_that_failed_is_told_in_every_format_and_the_others_are_read(
    run: Runs, form: str, bad: Answerer
) -> None:
    answers = (say(GOOD), bad, say(GOOD))
    out = run("read", run.write("a", "b", "c"), "--reader", "llm", "--format", form, code=1, answers=answers)
    assert "sumber: b: " in run.err
    assert "[S401]" in run.err
    assert "2 reports read, 1 could not be read" in run.err
    assert "tiny: 3 reports sent, 2000 + 400 tokens, cost 0.0080; 0 claims and 0 parties rejected" in run.err
    assert "1 got no usable answer" in run.err
    assert out.count("The ship was held") >= 2
    if form == "csv":
        assert [row["document"] for row in csv.DictReader(io.StringIO(out))] == ["a", "c"]
    if form == "jsonl":
        told = [json.loads(line) for line in out.splitlines()]
        assert [line["document"]["id"] for line in told] == ["a", "b", "c"]
        assert told[1]["error"]["code"] == "S401"
        assert "claims" not in told[1]


def test_nothing_is_kept_of_a_report_that_failed(run: Runs) -> None:
    out = run.add("a", "b", code=1, answers=(say(GOOD, INVENTED), fail(500)))
    assert len(out.splitlines()) == 1
    assert "sumber: b: " in run.err
    assert "1 report kept (1 new), 1 could not be read" in run.err
    assert "tiny: 2 reports sent, 1000 + 200 tokens, cost 0.0040; 1 claim and 0 parties rejected" in run.err
    assert run.count("documents") == 1
    assert run.add("a", "b").count("1 claim") == 2
    assert run.count("documents") == 2
    assert len(run.server.asked) == 3


def test_a_report_alone_that_failed_is_not_kept(run: Runs) -> None:
    assert run.add("a", code=1, answers=(fail(500),)) == ""
    assert "[S401]" in run.err
    assert "a" in run.add("a")


def test_what_is_kept_stays_where_reading_it_again_fails(run: Runs) -> None:
    run.add("a", "b")
    again = ("reread", "--reader", "llm", "--ledger", run.ledger)
    run(*again, code=1, answers=(fail(500), say(GOOD, GOOD | {"text": "It carried coal"})))
    assert "sumber: a: " in run.err
    assert "1 document read again, 1 of them with other findings, 1 could not be read and stay as they were" in run.err
    assert "tiny: 2 reports sent, 1000 + 200 tokens" in run.err
    assert run.count("claims") == 3
    run(*again, code=1, answers=(fail(500),))
    assert run.count("claims") == 3


def test_an_unknown_setting_of_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "sumber.toml"
    file.write_text('llm_modle = "tiny"\n', "utf-8")
    with pytest.raises(UsageError, match="llm_modle"):
        read_settings(file, {})
