#!/usr/bin/env python3
"""Sets Sumber up and runs its jobs: demo, test, check, eval, docs, bench, fuzz, compile, lock. Standard library only.

python3 dev.py demo [--serve]  read the bundled sample reports; --serve opens them in the browser's workbench
python3 dev.py test [--long] [--pictures]   run every check; --pictures renews those of the documentation
python3 dev.py test --training the tests of what learns, which need torch
python3 dev.py check           format, lint, types, imports
python3 dev.py eval [--report] scores on the labelled reports
python3 dev.py docs [--renew]  build the documentation into site/; --renew renews the outputs it shows
python3 dev.py bench           speed and memory
python3 dev.py fuzz [--seconds N]    read mutated bytes until a promise breaks
python3 dev.py compile WHAT    renew a table of facts: geonames or feasts
python3 dev.py train [--minutes N]   learn the trained reader's weights
python3 dev.py ship            write learnt weights into the package
python3 dev.py relations [--minutes N] [--check] [--keep-vectors]   learn by what claims and reports are compared
python3 dev.py lock            renew the pinned requirement files
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
STAMP = ".sumber-stamp"
MIN_PYTHON = (3, 11)
EXIT_SETUP = 2
MOST_WORKERS = 4
"""Processes that share the tests: each loads the reader, some 600 MB."""


def fail(message: str) -> int:
    """Say in one sentence what is missing, and give the exit code for it."""
    print(message, file=sys.stderr)
    return EXIT_SETUP


def python_of(place: Path) -> Path:
    """The interpreter of a virtual environment."""
    return place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_of(name: str) -> str:
    """What an environment was built from: the pinned files, the project file and the Python version."""
    digest = hashlib.sha256(sys.version.encode())
    for file in (REQUIREMENTS / f"{name}.txt", ROOT / "pyproject.toml"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def set_up(name: str, place: Path = VENV) -> int:
    """Make the environment `place` with the pinned requirements `name` and the package; do nothing where it stands."""
    stamp = place / STAMP
    if stamp.is_file() and stamp.read_text() == stamp_of(name) and python_of(place).exists():
        return 0
    print(f"Setting up {place.name} (once; a minute or two) ...", file=sys.stderr, flush=True)
    code = make_venv(place)
    if code:
        return code
    pip = [str(python_of(place)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    uv = shutil.which("uv")
    if uv:
        pip = [uv, "pip", "install", "--quiet", "--python", str(python_of(place))]
    steps = [
        [*pip, "--require-hashes", "-r", str(REQUIREMENTS / f"{name}.txt")],
        [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
    ]
    for step in steps:
        if subprocess.run(step, check=False).returncode:
            return fail(
                "Installing the requirements failed (see above): check the network; where a package had to be compiled, "
                "install a compiler and Python's headers first (Debian, Ubuntu: sudo apt install build-essential "
                "python3-dev; macOS: xcode-select --install)."
            )
    stamp.write_text(stamp_of(name))
    return 0


def make_venv(place: Path) -> int:
    """An empty virtual environment at `place`, an older or broken one replaced."""
    try:
        import venv  # some systems ship Python without it

        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(place)
    except (subprocess.CalledProcessError, ImportError, OSError):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        shutil.rmtree(place, ignore_errors=True)
        return fail(
            f"Python's venv module is incomplete: install it first (Debian, Ubuntu: sudo apt install python{version}-venv)."
        )
    return 0


def run(*command: str, quiet: bool = False) -> int:
    """Run a command of the environment in the project folder."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    if not quiet:
        print("$", " ".join(command), file=sys.stderr, flush=True)
    return wait_for(subprocess.Popen([str(python_of(VENV)), "-m", *command], cwd=ROOT, env=environment))


def wait_for(process: subprocess.Popen[bytes]) -> int:
    """The exit code of a command. It hears Ctrl-C itself, and ends when it has put its things away."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def demo(arguments: list[str]) -> int:
    """Read the bundled sample reports and print what was found; with --serve, open them in the workbench."""
    return set_up("dev") or run("sumber", "demo", *arguments, quiet=True)


def check(_: list[str]) -> int:
    """Format, lint, types and import rules."""
    failed = set_up("dev")
    if failed:
        return failed
    jobs = (
        ("ruff", "format", "--check", "--quiet", "."),
        ("ruff", "check", "--quiet", "."),
        ("mypy",),
        ("importlinter.cli", "lint"),
    )
    return max(run(*job) if job[0] != "importlinter.cli" else lint_imports() for job in jobs)


def lint_imports() -> int:
    """Import rules, through the tool's own entry point."""
    command = [str(python_of(VENV).with_name("lint-imports")), "--no-cache"]
    print("$ lint-imports", file=sys.stderr, flush=True)
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def test(arguments: list[str]) -> int:
    """Every check, the tests, and the floors of quality; a browser for them is installed where that may be done.

    `--training` runs the tests of the learning alone, which need what learning needs.
    """
    if "--training" in arguments:
        return run_apart("train", "pytest", "tests/training", *(a for a in arguments if a != "--training"))
    failed = check([]) or run("tests.browser.installing", quiet=True)
    if failed:
        return failed
    failed = run("evaluation", "--floors")
    if failed:
        return failed
    marks = [] if "--long" in arguments else ["-m", "not long"]
    workers = ["-n", str(min(os.cpu_count() or 1, MOST_WORKERS)), "--dist", "loadfile"]
    return run("pytest", *marks, *workers, *(a for a in arguments if a != "--long"))


def evaluate(arguments: list[str]) -> int:
    """Scores on the labelled reports, by language."""
    return set_up("dev") or run("evaluation", *arguments, quiet=True)


def run_apart(name: str, *command: str) -> int:
    """Run a command in an environment of its own, made from the requirements `name`."""
    place = ROOT / f".venv-{name}"
    failed = set_up(name, place)
    if failed:
        return failed
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([str(python_of(place)), "-m", *command], cwd=ROOT, env=environment, check=False).returncode


def bench(arguments: list[str]) -> int:
    """Speed against a named peer and stated limits, memory, and how cost grows."""
    return run_apart("bench", "bench", *arguments)


def train(arguments: list[str]) -> int:
    """Learn the reader's weights from the labelled reports; two cores need two and a half hours."""
    return run_apart("train", "training.train", "--out", "work/reader.pt", *arguments)


def ship(arguments: list[str]) -> int:
    """Write learned weights into the package as the small model that is shipped."""
    place = "src/sumber/reading/trained/data"
    return run_apart("train", "training.export", "--weights", "work/reader.pt", "--out", place, *arguments)


def relations(arguments: list[str]) -> int:
    """Learn by what claims and reports are compared, and write it into the package; --check only measures."""
    return run_apart("train", "training.relations", *arguments)


def compile_table(arguments: list[str]) -> int:
    """A table of facts made anew from packages that others keep: `geonames` or `feasts`."""
    tables = sorted(file.stem for file in (ROOT / "compiling").glob("[a-z]*.py"))
    if not arguments or arguments[0] not in tables:
        return fail(f"Say which table to compile: {', '.join(tables)}.")
    return run_apart("compile", f"compiling.{arguments[0]}", *arguments[1:])


def fuzz(arguments: list[str]) -> int:
    """Read mutated bytes until the time is up or a promise of the reader is broken."""
    return run_apart("fuzz", "tests.fuzz", *arguments)


def docs(arguments: list[str]) -> int:
    """The documentation as pages in site/; a broken link fails. With --renew, the outputs it shows are renewed first."""
    if "--renew" in arguments:
        failed = set_up("dev") or run("tests.docs", quiet=True)
        if failed:
            return failed
    failed = run_apart("docs", "sphinx", "-W", "--keep-going", "-E", "-q", "-b", "html", "docs", "site")
    if not failed:
        print(f"Documentation: {ROOT / 'site' / 'index.html'}")
    return failed


def lock(_: list[str]) -> int:
    """Renew the pinned requirement files, with hashes for all platforms and no address in them."""
    uv = shutil.which("uv")
    if uv is None:
        return fail("Locking needs uv: install it first (pip install uv).")
    options = ["--generate-hashes", "--universal", "--no-emit-index-url", "--no-annotate", "--no-header"]
    for source in sorted(REQUIREMENTS.glob("*.in")):
        target = source.with_suffix(".txt")
        command = [
            uv,
            "pip",
            "compile",
            "--quiet",
            *options,
            "--python-version",
            "3.11",
            str(source),
            "-o",
            str(target),
        ]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            return 1
    return 0


JOBS = {
    "demo": demo,
    "test": test,
    "check": check,
    "eval": evaluate,
    "docs": docs,
    "bench": bench,
    "fuzz": fuzz,
    "compile": compile_table,
    "train": train,
    "ship": ship,
    "relations": relations,
    "lock": lock,
}


def main() -> int:
    """Run the job that the command line names."""
    if sys.version_info < MIN_PYTHON:
        return fail(f"Sumber needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("job", choices=JOBS)
    known, rest = parser.parse_known_args()
    try:
        return JOBS[known.job](rest)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
