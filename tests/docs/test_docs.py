"""What the documentation shows is so: options exist, files linked to exist, outputs are what the commands print."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from sumber.intake import RawItem
from sumber.model import Document
from sumber.pipeline import read_document
from tests.docs.shown import PAGES, ROOT, RUN_PAGES, find_options, iter_commands, renew

_LINK = re.compile(r"\]\((?!https?:|mailto:|#)(?P<target>[^)#\s]+)(?:#[^)]*)?\)")
# Jobs hand their options on to a program of their own; they stand here with what those programs take.
JOB_OPTIONS = {
    "test": {"--long", "--pictures"},
    "eval": {"--report", "--floors", "--languages", "--relations", "--write"},
    "docs": {"--renew"},
    "fuzz": {"--seconds", "--keep", "--corpus"},
    "demo": {"--format", "--serve", "--port", "--open"},
}


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@cache
def _help(program: str, command: str) -> str:
    start = [sys.executable, "-m", "sumber", command] if program == "sumber" else [sys.executable, "dev.py"]
    words = [word for word in start if word]
    done = subprocess.run([*words, "--help"], cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_commands_and_options_exist(page: Path) -> None:
    for line in iter_commands(page.read_text("utf-8")):
        for program, command, options in find_options(line):
            if program == "dev.py":
                assert re.search(rf"\b{command}\b", _help(program, "")), line
                missing = set(options) - JOB_OPTIONS.get(command, set())
            else:
                missing = set(options) - set(re.findall(r"--[a-z-]+", _help(program, command)))
            assert not missing, f"{line}: no option {sorted(missing)}"


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_linked_files_exist(page: Path) -> None:
    for link in _LINK.finditer(page.read_text("utf-8")):
        assert (page.parent / link["target"]).exists(), link["target"]


@pytest.mark.long
@pytest.mark.skipif(shutil.which("bash") is None, reason="the pages' commands are for a POSIX shell")
@pytest.mark.parametrize("page", RUN_PAGES, ids=_name)
def test_outputs_are_what_the_commands_print(page: Path) -> None:
    shown = page.read_text("utf-8")
    assert renew(shown) == shown, "run: python3 dev.py docs --renew"


def _load_example(page: str, kind: str) -> dict[str, Any]:
    """What the example file of a page of the how-to guides defines."""
    text = (ROOT / "docs" / "how-to" / page).read_text("utf-8")
    block = re.search(rf'^```python title="src/sumber/{kind}/[^"]+"\n(.*?)^```$', text, re.MULTILINE | re.DOTALL)
    assert block
    names: dict[str, Any] = {}
    exec(compile(block[1], page, "exec", dont_inherit=True), names)  # noqa: S102  # our own page
    return names


def test_example_intake_keeps_the_promises() -> None:
    intake = _load_example("add-an-intake.md", "intake")["INTAKE"]
    (document,) = intake.unpack(RawItem(name="a", content=b"title: Port closed\n\nThe port is closed."))
    assert (document.title, document.text) == ("Port closed", "The port is closed.")
    for content, code in ((b"", "S101"), (b"title: Port", "S101"), (b"\x00\x01", "S102")):
        (error,) = intake.unpack(RawItem(name="a", content=content))
        assert error.code == code


def test_example_export_writes_claims() -> None:
    exporter = _load_example("add-an-export.md", "exports")["make_exporter"]()
    out = io.StringIO()
    report = Document(id="1", text="The port is closed, Colonel Ivo Merrin said.", publisher="P", language="en")
    exporter.write(out, read_document(report), explain=False)
    assert out.getvalue() == "Ivo Merrin: The port is closed\n"


def test_python_page_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "reference" / "python.md").read_text("utf-8")
    block = re.search(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert block
    exec(compile(block[1], "python.md", "exec", dont_inherit=True), {})  # noqa: S102  # our own page
    assert f"`{capsys.readouterr().out.strip()}`" in text


def test_pages_show_the_bundled_samples() -> None:
    samples = (resources.files("sumber.samples") / "samples.jsonl").read_text("utf-8").splitlines()
    page = (ROOT / "docs" / "tutorial" / "argue-with-a-claim.md").read_text("utf-8")
    assert any(json.loads(line)["text"] in page for line in samples)


def test_a_wrong_option_is_found() -> None:
    found = list(find_options('.venv/bin/sumber read "a b.txt" --no-such=1 | head -3'))
    assert found == [("sumber", "read", ["--no-such"])]
    assert list(find_options("python3 dev.py eval --languages xx")) == [("dev.py", "eval", ["--languages"])]
