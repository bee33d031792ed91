"""Tables as they are seen: every width, every script, with colour and without."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from sumber.cli import main
from sumber.cli.table import LEGEND, TableExporter
from sumber.model import Claim, Document, Event, EventTime, Link, Party, ReaderVersion, Reading, Reason, Span

WIDTHS = (80, 100, 120, 200)
LONG_CHAIN = (
    "two officials of the coast guard",
    "Semisi Vakarau",
    "Fjordvakten",
    "Kantor Berita Antara",
    "Lentera Selat",
)
DATES = ("2025-02-10", "2025-01/2025-03", "2025-03-01/2025-03-09")
CLAIMS = (
    "Norway will hand over two used patrol ships to Fiji",
    "해군은 순시선 두 척을 남쪽 항구로 보냈다고 밝혔다 그리고 곧 돌아온다",
    "海上自衛隊第三護衛艦隊司令部は来月二隻の巡視船を受け取ると発表した",
    "国防部发言人表示两艘巡逻船将于下月移交给太平洋岛国海上警察部队使用",
    "les cafe\u0301s de Việt Nam étaient ferme\u0301s et les ponts coupe\u0301s hier",
    "قال المتحدث إن السفينتين ستغادران الميناء البحري الكبير يوم الثلاثاء",
)


def _claim(number: int, text: str) -> Claim:
    chain = tuple(Link(role="speaker", name=name) for name in LONG_CHAIN[number % 3 :])
    event = Event(
        type="transfer",
        actors=(Party(name="Ministry of Defence (Norway)"),),
        place=Party(name="Port of Suva"),
        time=EventTime(value=DATES[number % len(DATES)]),
    )
    return Claim(
        id=str(number),
        span=Span(0, 1),
        text=text,
        mode="unattributed",
        stance="predicts",
        hedged=True,
        negated=True,
        chain=chain,
        event=event,
        confidence=0.5,
        reasons=(Reason(rule="said:before", detail="a reason"),),
    )


def _reading(*texts: str, title: str = "Ships", synthetic: bool = True) -> Reading:
    return Reading(
        document=Document(id="a", text="Ships", title=title, publisher="해등신문", synthetic=synthetic),
        language="en",
        publisher=None,
        mentions=(),
        dates=(),
        claims=tuple(_claim(number, text) for number, text in enumerate(texts)),
        reader=ReaderVersion(name="test", version="1"),
    )


def _print(reading: Reading, *, explain: bool = False) -> str:
    out = io.StringIO()
    TableExporter().write(out, reading, explain=explain)
    return out.getvalue()


def _sign_width(sign: str) -> int:
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1


def _width(text: str) -> int:
    return sum(map(_sign_width, text))


def _borders(line: str) -> tuple[int, ...]:
    return tuple(_width(line[:place]) for place, sign in enumerate(line) if sign == "│")


def _words(text: str) -> str:
    """All signs in reading order, without spaces, borders and marks of direction."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "│─┼\u200e")


@pytest.mark.parametrize("width", WIDTHS)
def test_table_fits_and_lines_up_in_every_script(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = _print(_reading(*CLAIMS)).splitlines()
    rows = [line for line in lines if "│" in line]
    assert max(map(_width, lines)) <= width
    assert {_width(row) for row in rows} == {width}
    assert len({_borders(row) for row in rows}) == 1


@pytest.mark.parametrize("width", [40, 60, *WIDTHS])
def test_nothing_is_cut(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = _print(_reading(*CLAIMS))
    assert "…" not in out.replace(LEGEND, "").replace("‹…›", "")
    assert all(out.count(date) == len(CLAIMS) // len(DATES) for date in DATES)


def test_dates_stay_whole_where_numbers_take_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = _print(_reading(*[CLAIMS[0]] * 120))
    assert all(out.count(date) == 120 // len(DATES) for date in DATES)


@pytest.mark.parametrize("width", [40, *WIDTHS])
def test_every_word_of_claim_chain_and_event_is_there(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = [line for line in _print(_reading(CLAIMS[0])).splitlines() if "┼" not in line]
    cells = [line.split("│") for line in lines if "│" in line]
    columns = ["".join(parts) for parts in zip(*cells, strict=True)] if cells else ["".join(lines)]
    seen = _words("".join(columns))
    for expected in (CLAIMS[0], *LONG_CHAIN, "Ministry of Defence (Norway)", "Port of Suva", "unattributed,predicts"):
        assert _words(expected) in seen


def test_right_to_left_lines_are_held_in_their_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    rows = [line.split("│")[1] for line in _print(_reading(CLAIMS[-1])).splitlines() if "ا" in line]
    assert rows
    assert all(row.strip(" ").startswith("\u200e") and row.strip(" ").endswith("\u200e") for row in rows)


@pytest.mark.parametrize("width", [40, *WIDTHS])
def test_invented_report_is_marked_and_real_one_is_not(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert _print(_reading(CLAIMS[0])).startswith("[SYNTHETIC] ")
    assert "SYNTHETIC" not in _print(_reading(CLAIMS[0], synthetic=False))


def test_text_of_a_report_cannot_steer_the_terminal() -> None:
    hostile = "ships\x1b[2J\x07 left\u202e now [red]:smile:[/red]"
    out = _print(_reading(hostile, title=hostile), explain=True)
    assert not {"\x1b", "\x07", "\u202e"} & set(out)
    assert "[red]:smile:[/red]" in out


def test_report_without_claims_says_so() -> None:
    assert "no claims found" in _print(_reading())


@pytest.mark.parametrize("columns", ["wide", "0", "-5", ""])
def test_odd_columns_mean_the_usual_width(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert max(map(_width, _print(_reading(*CLAIMS)).splitlines())) == 120


def _on_terminal(width: int, *arguments: str, **environment: str) -> str:
    """What a command prints on a terminal of this width."""
    pty = pytest.importorskip("pty")
    termios = pytest.importorskip("termios")
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (50, width))
    plain = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    command = [sys.executable, "-m", "sumber", *arguments]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env={**plain, "TERM": "xterm-256color", **environment}
    ):
        os.close(theirs)
        seen = b""
        try:
            while piece := os.read(ours, 65536):
                seen += piece
        except OSError:  # the other side is closed
            pass
    os.close(ours)
    return seen.decode()


@pytest.mark.parametrize("width", WIDTHS)
def test_terminal_gets_colour_and_its_own_width(width: int) -> None:
    out = _on_terminal(width, "demo")
    plain = _on_terminal(width, "demo", NO_COLOR="1")
    assert "\x1b[" in out
    assert "\x1b" not in plain
    assert max(map(_width, plain.splitlines())) == width


def test_pipe_is_plain_unless_colour_is_forced(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    main(["demo"])
    assert "\x1b" not in capsys.readouterr().out
    monkeypatch.setenv("FORCE_COLOR", "1")
    main(["demo"])
    assert "\x1b" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    main(["demo"])
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("width", WIDTHS)
def test_languages_fit_and_are_explained(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert main(["languages"]) == 0
    out = capsys.readouterr().out
    assert max(map(_width, out.splitlines())) <= width
    assert "…" not in out
    for word in ("Indonesian", "resolved", "synthetic", "full:"):
        assert word in out


def test_progress_is_a_bar_on_a_terminal_only(tmp_path: Path) -> None:
    reports = tmp_path / "reports.jsonl"
    reports.write_text('{"text": "The port was open, Ivo Merrin said."}\n' * 30, "utf-8")
    arguments = ("read", str(reports), "--format", "jsonl", "--out", str(tmp_path / "out.jsonl"))
    assert "30/30" in _on_terminal(100, *arguments)
    assert _on_terminal(100, *arguments, "--quiet") == ""
    command = [sys.executable, "-m", "sumber", *arguments]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stderr == ""
