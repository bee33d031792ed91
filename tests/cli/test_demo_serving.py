"""The samples in the workbench, in a real process that a real Ctrl-C ends; nothing of it is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("signals of POSIX systems", allow_module_level=True)

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120
TIDY = "import time\ntry:\n    print('up', flush=True)\n    time.sleep(60)\nfinally:\n    time.sleep(1)\n    print('tidied', flush=True)"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str, list[str]]]:
    """A demo that serves, by its process, its address and what it told before; temporary files and keys lie in a folder."""
    for name in ("temporary", "data"):
        (tmp_path / name).mkdir()
    places = {"TMPDIR": str(tmp_path / "temporary"), "XDG_DATA_HOME": str(tmp_path / "data")}
    command = [sys.executable, "-m", "sumber", "demo", "--serve"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | places
    ) as process:
        assert process.stdout
        told: list[str] = []
        for line in process.stdout:
            told.append(line)
            if "http://" in line:
                break
        address = told[-1].split()[2]
        yield process, address, told
        process.kill()


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310  # our own address
        return str(answer.read().decode())


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), pytest.param(signal.SIGTERM, 143, marks=pytest.mark.long)]
)
def test_the_samples_are_served_and_gone_when_stopped(
    served: tuple[subprocess.Popen[str], str, list[str]], tmp_path: Path, number: signal.Signals, code: int
) -> None:
    process, address, told = served
    assert "invented" in "".join(told)
    home, reports = _read(address), _read(f"{address}search?in=documents")
    assert 'class="synthetic"' in home
    assert reports.count('class="row"') == reports.count('class="synthetic"') == 12
    assert list((tmp_path / "temporary").glob("sumber-*"))
    process.send_signal(number)
    assert process.wait(PATIENCE_SECONDS) == code
    assert process.stderr
    assert process.stderr.read() == ""
    assert not list((tmp_path / "temporary").glob("sumber-*"))
    assert not list((tmp_path / "data").rglob("*"))


def test_a_command_started_by_dev_puts_its_things_away_after_ctrl_c() -> None:
    waiting = f"import subprocess, sys, dev; sys.exit(dev.wait_for(subprocess.Popen([sys.executable, '-c', {TIDY!r}])))"
    with subprocess.Popen(
        [sys.executable, "-c", waiting], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, text=True,
        start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stdout.readline() == "up\n"
        os.killpg(process.pid, signal.SIGINT)
        assert process.stdout.readline() == "tidied\n"
        assert process.wait(PATIENCE_SECONDS) != 0
