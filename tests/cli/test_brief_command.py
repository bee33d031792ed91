"""`sumber brief`, from reports to a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from sumber.cli import build_parser
from sumber.cli.brief import run_brief
from sumber.errors import LedgerError, UsageError
from sumber.ledger import open_ledger
from sumber.relating.tools import Tools
from tests.relating.reports import Said, WordsJudge, add_reports, denied, make_report, make_vectors, relate_all

TOOLS = Tools(WordsJudge(), make_vectors)
SHIPS = Said("Norway handed twelve patrol ships over to Fiji", "Ivo Merrin")


@pytest.fixture
def claim(sqlite_address: str) -> str:
    """The id of a claim that another report denies."""
    with open_ledger(sqlite_address, may_write=True) as ledger:
        first = make_report("first", "Halden Post", SHIPS)
        add_reports(
            ledger,
            first,
            make_report("second", "Radio Vardal", denied(SHIPS._replace(by="Zed Office"))),
        )
        relate_all(ledger)
    return first.claims[0].id


def run(ledger: str, *arguments: str) -> int:
    """The command's exit code."""
    return run_brief(build_parser().parse_args(["brief", *arguments, "--ledger", ledger]), TOOLS)


def test_a_brief_has_both_sides_and_hides_private_names(
    sqlite_address: str, claim: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(sqlite_address, claim, "--with-synthetic", "--title", "Ships") == 0
    told = capsys.readouterr().out
    assert told.startswith("**SYNTHETIC")
    assert "I. M." in told
    assert "Ivo Merrin" not in told
    assert "Against it (a denial):[^2]" in told
    assert run(sqlite_address, claim, "--with-synthetic", "--names-in-full") == 0
    assert "Ivo Merrin" in capsys.readouterr().out


def test_invented_reports_must_be_asked_for(sqlite_address: str, claim: str) -> None:
    with pytest.raises(LedgerError, match="--with-synthetic"):
        run(sqlite_address, claim)


def test_the_file_tells_the_format(sqlite_address: str, claim: str, tmp_path: Path) -> None:
    for name, begin in (
        ("b.html", b"<!doctype html>"),
        ("b.docx", b"PK"),
        ("b.pdf", b"%PDF"),
        ("b.md", b"**SYNTHETIC"),
    ):
        assert run(sqlite_address, claim, "--with-synthetic", "--out", str(tmp_path / name)) == 0
        assert (tmp_path / name).read_bytes().startswith(begin)


def test_what_cannot_be_made_is_said(sqlite_address: str, claim: str) -> None:
    with pytest.raises(UsageError, match="needs a file"):
        run(sqlite_address, claim, "--format", "pdf")
    with pytest.raises(LedgerError, match="no claim 'ffff'"):
        run(sqlite_address, "ffff")
