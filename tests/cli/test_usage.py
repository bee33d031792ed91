"""Help, exit codes, and what is told where an input or option does not do."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sumber.cli import build_parser, main
from sumber.cli.exits import EXIT_HELP

REPORT = "Colonel Ivo Merrin said the port was open."
ROOT = Path(__file__).parents[2]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, "utf-8")
    return file


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:  # noqa: SLF001  # argparse has no public list
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in action.choices.values():
                yield from _parsers(command)


def _options(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.Action]]:
    for command in _parsers(parser):
        for action in command._actions:  # noqa: SLF001
            if not isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
                yield command.prog, action


def test_every_option_has_help_and_every_command_examples() -> None:
    for prog, action in _options(build_parser()):
        assert action.help, f"{prog} {action.dest}"
    for command in _parsers(build_parser()):
        assert command.epilog
        assert command.epilog.startswith("examples:\n")
        assert command.description


@pytest.mark.parametrize("arguments", [["--help"], ["read", "--help"]])
def test_help_tells_exit_codes_and_fits(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert EXIT_HELP in out
    assert max(map(len, out.splitlines())) <= 100


def test_reference_names_every_option_and_exit_code() -> None:
    reference = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    for _, action in _options(build_parser()):
        assert all(name in reference for name in action.option_strings if name.startswith("--"))
    for code in (0, 1, 2, 130, 143):
        assert f"| {code} |" in reference


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("--published", "yesterday", "2025-02-10"),
        ("--published", "10/02/2025", "2025-02-10"),
        ("--published", "2025-02-30", "2025-02-10"),
        ("--language", "English", "two or three small letters"),
        ("--format", "nope", "expected one of table, csv, json, jsonl"),
        ("--from", "nope", "expected one of auto, html, jsonl, text"),
    ],
)
def test_wrong_value_names_option_value_and_what_was_expected(
    report: Path, capsys: pytest.CaptureFixture[str], option: str, value: str, expected: str
) -> None:
    assert main(["read", str(report), option, value]) == 2
    seen = capsys.readouterr()
    assert seen.out == ""
    for word in (option, repr(value), expected):
        assert word in seen.err


@pytest.mark.parametrize("value", ["2025-02-10", "2025-02-10T09:30:00+07:00", "2025-02-10T09:30:00Z"])
def test_right_dates_are_taken(report: Path, value: str) -> None:
    assert main(["read", str(report), "--published", value]) == 0


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("missing.txt", "expected a file, a folder or a pattern"),
        ("empty", "no files in this folder; expected reports"),
        ("hidden", "no files in this folder; expected reports"),
        ("*.nothing", "no file matches this pattern"),
        ("pictures", "binary file; expected text, HTML or JSON Lines"),
        ("blank.txt", "the file is empty; expected the text of a report"),
    ],
)
def test_path_without_report_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], path: str, expected: str
) -> None:
    for folder in ("empty", "hidden", "pictures"):
        (tmp_path / folder).mkdir()
    (tmp_path / "hidden" / ".report.txt").write_text(REPORT, "utf-8")
    (tmp_path / "pictures" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "blank.txt").write_text(" \n", "utf-8")
    assert main(["read", str(tmp_path / path)]) == 1
    told = capsys.readouterr().err
    assert str(tmp_path / path) in told
    assert expected in told


def test_one_bad_path_does_not_keep_the_others_from_being_read(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(tmp_path / "missing.txt"), str(report), "--format", "jsonl"]) == 1
    seen = capsys.readouterr()
    assert "the port was open" in seen.out
    assert "1 report read, 1 could not be read" in seen.err


def test_output_may_not_replace_an_input(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(report.parent), "--out", str(report)]) == 2
    assert report.read_text("utf-8") == REPORT
    assert f"--out {report}" in capsys.readouterr().err


@pytest.mark.parametrize("target", ["no-such-folder/out.jsonl", "."])
def test_output_that_cannot_be_written_is_told(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    assert main(["read", str(report), "--out", str(tmp_path / target)]) == 2
    assert f"--out {tmp_path / target}: " in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text elsewhere")
def test_file_name_that_is_no_text_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/na\xefve.txt")).write_text(REPORT, "utf-8")
    assert main(["read", str(tmp_path), "--format", "jsonl"]) == 0
    assert "na\ufffdve.txt" in capsys.readouterr().out
