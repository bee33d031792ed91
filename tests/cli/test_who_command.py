"""`sumber who` as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from sumber.cli import main
from sumber.languages import language_codes


def _run(*arguments: str, text: str = "", columns: str = "120") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sumber", "who", *arguments],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env=os.environ | {"COLUMNS": columns},
    )


def _answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["who", *arguments, "--format", "json"]) == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


def test_table_tells_entry_use_and_what_it_means_alone() -> None:
    done = _run("AS", "--language", "id")
    assert done.returncode == 0
    assert done.stderr == ""
    for words in ("United States Q30 (id checked)", "id: name", "What it means alone", "'AS' names United States"):
        assert words in done.stdout


def test_without_a_language_all_are_shown() -> None:
    done = _run("КНДР", "--format", "json")
    (answer,) = json.loads(done.stdout)
    meant = {verdict["language"]: verdict["entity"] for verdict in answer["alone"]}
    assert set(meant) == set(language_codes())
    assert {code for code, entity in meant.items() if entity and entity["id"] == "Q423"} == {"ru", "uk"}


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_table_fits_the_terminal(columns: str) -> None:
    done = _run("Washington", "--language", "uk", columns=columns)
    assert max(map(len, done.stdout.splitlines())) <= int(columns)
    assert "beside it: Washington" in " ".join(done.stdout.split())
    assert "and 12 more" in done.stdout


def test_names_come_from_a_pipe_and_an_unknown_one_is_told() -> None:
    done = _run("-", "--language", "id", text="Korut\n\nqqqq\nRusia\n")
    assert done.returncode == 1
    assert "North Korea Q423" in done.stdout
    assert "Russia Q159" in done.stdout
    assert done.stderr.strip() == "sumber: nothing is known of 'qqqq' in Indonesian"


def test_letter_case_that_would_do_is_told() -> None:
    done = _run("as", "--language", "id")
    assert (done.returncode, done.stdout) == (1, "")
    assert "letter case counts, and 'AS' is known" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("Korut", "--language", "xx"), "expected one of en, es"),
        (("  ",), "the name is empty"),
        (("Korut", "--published", "yesterday"), "expected one such as 2025-02-10"),
    ],
)
def test_wrong_usage_is_told(arguments: tuple[str, ...], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["who", *arguments]) == 2
    seen = capsys.readouterr()
    assert seen.out == ""
    assert expected in seen.err


def test_no_name_in_a_pipe_is_told() -> None:
    done = _run("-", text="\n")
    assert done.returncode == 2
    assert "expected one a line" in done.stderr


def test_json_tells_all(capsys: pytest.CaptureFixture[str]) -> None:
    answer = _answer(capsys, "Минска", "--language", "ru")
    (bearer,) = answer["bearers"]
    assert bearer["entity"] == {"id": "Q2280", "name": "Minsk"}
    assert bearer["uses"] == [{"language": "ru", "alias": "Минск", "use": "name", "form": "other form"}]
    assert answer["known"] is True


def test_a_closed_pipe_ends_it_quietly() -> None:
    command = f"{sys.executable} -m sumber who Washington --language en | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.stderr == ""
    assert done.stdout.startswith("Washington")
