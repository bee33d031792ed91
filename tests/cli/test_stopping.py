"""Ctrl-C, termination and closed pipes, sent to a real process in the middle of its work."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sumber.cli.stopping import Stopped, Stopping

if os.name == "nt":
    pytest.skip("signals of POSIX systems", allow_module_level=True)

REPORTS = 50_000
ENOUGH = 5
PATIENCE_SECONDS = 60
TEXT = 'Colonel Ivo Merrin said the port was open.\n\n"The ships are ours," he said on Tuesday.'


@pytest.fixture(scope="module")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More reports than are read before the signal comes."""
    file = tmp_path_factory.mktemp("stream") / "reports.jsonl"
    file.write_text("".join(json.dumps({"id": str(n), "text": TEXT}) + "\n" for n in range(REPORTS)), "utf-8")
    return file


@pytest.fixture
def handlers() -> Iterator[None]:
    """The handlers of the test run, put back afterwards."""
    former = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in former.items():
        signal.signal(number, handler)


def _write_while_signalled(written: list[str], *signals: signal.Signals) -> None:
    with Stopping() as stopping, stopping.hold():
        for number in signals:
            signal.raise_signal(number)
        written.append("whole")


@pytest.mark.usefixtures("handlers")
def test_stop_waits_for_what_is_being_written() -> None:
    written: list[str] = []
    with pytest.raises(Stopped) as stop:
        _write_while_signalled(written, signal.SIGTERM, signal.SIGINT)
    assert written == ["whole"]
    assert stop.value.code == 143


@pytest.mark.usefixtures("handlers")
def test_third_signal_does_not_wait() -> None:
    written: list[str] = []
    with pytest.raises(Stopped):
        _write_while_signalled(written, *[signal.SIGINT] * 3)
    assert written == []


@pytest.mark.usefixtures("handlers")
def test_late_echo_of_a_stop_is_not_heard() -> None:
    with Stopping(), pytest.raises(Stopped):
        signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGINT)


@pytest.mark.usefixtures("handlers")
def test_handlers_are_put_back_where_nothing_stopped() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Stopping():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


def _start(stream: Path, out: Path, *arguments: str) -> subprocess.Popen[str]:
    """A command that reads the stream and has already printed some of it."""
    with stream.open() as reports, out.open("w") as target:
        command = [sys.executable, "-m", "sumber", "read", "-", *arguments]
        process = subprocess.Popen(command, stdin=reports, stdout=target, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while out.read_bytes().count(b"\n") < ENOUGH and time.monotonic() < deadline:
        time.sleep(0.005)
    return process


def _stop(process: subprocess.Popen[str], *signals: signal.Signals) -> str:
    for number in signals:
        process.send_signal(number)
    return process.communicate(timeout=PATIENCE_SECONDS)[1]


@pytest.mark.parametrize(
    ("number", "code", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
def test_stop_keeps_whole_lines_and_tells_how_many(
    stream: Path, tmp_path: Path, number: signal.Signals, code: int, word: str
) -> None:
    out = tmp_path / "out.jsonl"
    process = _start(stream, out, "--format", "jsonl")
    told = _stop(process, number)
    text = out.read_text("utf-8")
    answers = [json.loads(line) for line in text.splitlines()]
    assert process.returncode == code
    assert text.endswith("\n")
    assert [answer["document"]["id"] for answer in answers] == [str(n) for n in range(len(answers))]
    assert told == f"sumber: {word}: {len(answers)} reports read and kept\n"
    assert ENOUGH <= len(answers) < REPORTS


@pytest.mark.parametrize("_round", range(3))
def test_second_signal_on_the_heels_of_the_first_changes_nothing(stream: Path, tmp_path: Path, _round: int) -> None:
    out = tmp_path / "out.jsonl"
    process = _start(stream, out, "--format", "jsonl")
    told = _stop(process, signal.SIGINT, signal.SIGINT)
    assert process.returncode == 130
    assert f": {len([json.loads(line) for line in out.read_text('utf-8').splitlines()])} report" in told


def test_interrupted_json_is_a_whole_array(stream: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    process = _start(stream, out, "--format", "json")
    told = _stop(process, signal.SIGINT)
    assert process.returncode == 130
    assert f": {len(json.loads(out.read_text('utf-8')))} report" in told


def test_interrupt_while_waiting_for_input() -> None:
    command = [sys.executable, "-m", "sumber", "read", "-", "--format", "jsonl"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(json.dumps({"text": TEXT}) + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 130
        assert process.stderr.read() == "sumber: interrupted: 1 report read and kept\n"


def test_kill_leaves_whole_lines_but_for_the_last(stream: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    process = _start(stream, out, "--format", "jsonl")
    _stop(process, signal.SIGKILL)
    for line in out.read_text("utf-8", errors="replace").split("\n")[:-1]:
        json.loads(line)


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "table"])
def test_closed_pipe_ends_quietly(stream: Path, form: str) -> None:
    command = [sys.executable, "-m", "sumber", "read", str(stream), "--format", form]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(PATIENCE_SECONDS) == 0


@pytest.mark.parametrize("arguments", [["languages"], ["demo"], ["--help"]])
def test_pipe_closed_from_the_start_ends_quietly(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "sumber", *arguments]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_disk_is_told_without_traceback() -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "sumber", "demo", "--format", "jsonl"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("sumber: the output: ")
