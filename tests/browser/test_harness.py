"""The tests' own tools: a browser is found or its want is told, and what a page may not do is seen."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import NONE, VARIABLE, find_chromium
from tests.browser.conftest import ROOT
from tests.browser.installing import install
from tests.browser.watching import Watch

posix_only = pytest.mark.skipif(os.name == "nt", reason="the programs here are shell scripts")
BREACHES = [
    ("const s = document.createElement('script'); s.textContent = '1'; document.head.append(s)", "console:"),
    ("document.body.setAttribute('style', 'color: red')", "console:"),
    ("fetch('http://192.0.2.1/').catch(() => 0)", "console:"),
    ("location.assign('http://192.0.2.1/')", "asked another host: http://192.0.2.1/"),
    ("console.error('torn')", "console: torn"),
    ("setTimeout(() => { throw new Error('torn') })", "script: torn"),
    ("fetch('/static/nothing.js')", "404 for GET"),
]


def _write_program(place: Path, body: str) -> Path:
    place.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    place.chmod(place.stat().st_mode | stat.S_IXUSR)
    return place


@posix_only
def test_the_browser_that_is_named_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = _write_program(tmp_path / "chrome", "echo Chromium 150")
    monkeypatch.setenv(VARIABLE, str(named))
    assert find_chromium() == named


@posix_only
@pytest.mark.parametrize("body", ["exit 1", "true"])
def test_a_stand_in_is_no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    monkeypatch.setenv(VARIABLE, str(_write_program(tmp_path / "chrome", body)))
    with pytest.raises(ValueError, match=VARIABLE):
        find_chromium()


def test_none_is_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, NONE)
    assert find_chromium() is None


@posix_only
@pytest.mark.parametrize(("answer", "is_done", "steps"), [("exit 0", True, 3), ("exit 1", False, 1)])
def test_packages_are_fetched_before_any_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, *, is_done: bool, steps: int
) -> None:
    asked = tmp_path / "asked"
    _write_program(tmp_path / "apt-get", f'echo "$DEBIAN_FRONTEND $*" >> "{asked}"\n{answer}')
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert install([], ["chromium"]) is is_done
    lines = asked.read_text("utf-8").splitlines()
    assert len(lines) == steps
    assert all(line.startswith("noninteractive ") for line in lines)
    assert ["--download-only" in line for line in lines] == [False, True, False][:steps]


def test_tests_that_were_not_run_are_counted_loudly_and_fail_nothing() -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/browser/test_harness.py", "-k", "watch"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {VARIABLE: NONE}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(BREACHES)} browser tests NOT RUN" in "\n".join(done.stdout.splitlines()[-3:])


@pytest.mark.parametrize(("script", "told"), BREACHES)
def test_the_watch_sees_what_no_page_may_do(browser: Browser, workbench: str, script: str, told: str) -> None:
    watch = Watch(workbench)
    with browser.new_context(service_workers="block") as context:
        watch.follow(context)
        page = context.new_page()
        page.goto(workbench)
        assert watch.broken == []
        page.evaluate(f"() => {{ {script} }}")
        page.wait_for_timeout(200)
    assert any(each.startswith(told) for each in watch.broken), watch.broken
