"""Commands that the documentation shows, and what they answer.

In a ```console block, a line that begins with "$ " is a command and the lines up to the next one are its output. A
block with `title="name"` is a file that the commands of the page use. A ```sh block is checked but not run.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(sorted([*ROOT.glob("docs/**/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]))
RUN_PAGES = tuple(page for page in PAGES if page.parent.name in {"tutorial", "how-to", "explanation"})
WIDTH = "100"
_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = "$ "
_PRELUDE = 'set -o pipefail; sumber() { "$SUMBER_PYTHON" -m sumber "$@"; }; '


def iter_commands(page: str) -> Iterator[str]:
    """The commands of a page, one a line, those of `sh` and bare blocks included."""
    for block in re.finditer(r"^```(?P<kind>\w*)[^\n]*\n(?P<body>.*?)^```$", page, re.MULTILINE | re.DOTALL):
        for line in block["body"].splitlines():
            if block["kind"] == "console" and line.startswith(_PROMPT):
                yield line.removeprefix(_PROMPT)
            elif block["kind"] in {"sh", ""}:
                yield line


def find_options(command: str) -> Iterator[tuple[str, str, list[str]]]:
    """Program ("sumber" or "dev.py"), subcommand and options of every part of a command line that calls one of them."""
    for part in re.split(r"[|;]|&&", command):
        try:
            words = shlex.split(part.split(" > ")[0], comments=True)
        except ValueError:
            continue
        for place, word in enumerate(words[:2]):
            name = Path(word).name
            if name in {"sumber", "dev.py"} and (place == 0 or Path(words[0]).name.startswith("python")):
                rest = words[place + 1 :]
                options = [w.split("=")[0] for w in rest if w.startswith("--")]
                yield name, next((w for w in rest if not w.startswith("-")), ""), options


def renew(page: str) -> str:
    """A page with its commands run, in order and in an empty folder, and their outputs put in."""
    with tempfile.TemporaryDirectory() as folder:

        def replace(block: re.Match[str]) -> str:
            if block["title"]:
                place = Path(folder, block["title"])
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(block["body"], encoding="utf-8")
            if block["kind"] != "console":
                return block[0]
            commands = [line for line in block["body"].splitlines() if line.startswith(_PROMPT)]
            shown = "".join(f"{line}\n{_answer(line.removeprefix(_PROMPT), folder)}" for line in commands)
            return f"```console\n{shown}```"

        return _BLOCK.sub(replace, page)


def _answer(command: str, folder: str) -> str:
    """What a command prints, errors included, each line without the blanks at its end."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    environment = os.environ | {
        "SUMBER_PYTHON": sys.executable,
        "PYTHONPATH": paths,
        "COLUMNS": WIDTH,
        "PYTHONIOENCODING": "utf-8",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "-c", _PRELUDE + command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    lines = [line.rstrip() for line in done.stdout.rstrip().splitlines()]
    return "".join(f"{line}\n" for line in lines)
