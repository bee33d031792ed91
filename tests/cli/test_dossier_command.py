"""`sumber dossier`, from reports to what it prints."""

from __future__ import annotations

import json

import pytest

from sumber.cli import main
from sumber.ledger import Arrival, keep, open_ledger
from sumber.model import Document
from sumber.pipeline import open_reader, read_document

REPORT = """Norway delivers patrol ships to Fiji

Norway delivered 12 patrol ships to Fiji on 3 January 2025, Norway's defence ministry said on Monday.

Fiji's foreign ministry denied that Norway delivered the ships.

Norway will send Fiji four helicopters in 2026, the ministry said.
"""


@pytest.fixture
def ledger(sqlite_address: str) -> str:
    """A ledger of one report, read with the rules."""
    document = Document(
        id="ships", text=REPORT, publisher="Halden Post", language="en", published_at="2025-02-10", synthetic=True
    )
    with open_ledger(sqlite_address, may_write=True) as opened:
        keep(opened, [Arrival(document, read_document(document, open_reader("lexical")))])
    return sqlite_address


def test_a_pair_is_told_with_times_register_and_edges(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossier", "Norway", "Fiji", "--ledger", ledger, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["kind"] == "pair"
    assert [each["name"] for each in told["subjects"]] == ["Norway", "Fiji"]
    assert told["synthetic"] is True
    assert any(row["supplier"]["words"] == "Norway" and row["recipient"]["words"] == "Fiji" for row in told["register"])
    assert any(edge["actor"]["name"] == "Norway" for edge in told["network"])
    assert main(["dossier", "Norway", "Fiji", "--ledger", ledger]) == 0
    shown = capsys.readouterr().out
    assert "[SYNTHETIC]" in shown
    assert "assistance and arms" in shown
    assert "who upon whom" in shown


def test_a_name_in_another_language_finds_the_same(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for name in ("Norway", "Норвегія", "Q20"):
        assert main(["dossier", name, "--ledger", ledger, "--format", "json"]) == 0
        told.append(json.loads(capsys.readouterr().out)["sections"])
    assert told[0] == told[1] == told[2]


@pytest.mark.parametrize(
    ("names", "code", "told"),
    [
        (["Atlantis"], 1, "no claim tells of 'Atlantis'"),
        (["Norway", "Fiji", "Tonga"], 2, "a dossier is about one or two"),
    ],
)
def test_what_cannot_be_told_is_said(
    ledger: str, capsys: pytest.CaptureFixture[str], names: list[str], code: int, told: str
) -> None:
    assert main(["dossier", *names, "--ledger", ledger]) == code
    assert told in capsys.readouterr().err
