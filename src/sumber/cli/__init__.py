"""The command line: parse, call, print."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from sumber.cli.exits import EXIT_INTERRUPTED, EXIT_OK, EXIT_REFUSED, EXIT_USAGE
from sumber.cli.parser import build_parser
from sumber.cli.stopping import Stopped
from sumber.errors import LedgerError, SumberError

__all__ = ["build_parser", "main"]

COMMANDS = {
    "accept": ("judge", "run_judge"),
    "add": ("add", "run_add"),
    "backup": ("backup", "run_backup"),
    "brief": ("brief", "run_brief"),
    "claims": ("claims", "run_claims"),
    "correct": ("judge", "run_judge"),
    "demo": ("demo", "run_demo"),
    "doctor": ("doctor", "run_doctor"),
    "documents": ("documents", "run_documents"),
    "dossier": ("dossier", "run_dossier"),
    "dump": ("dump", "run_dump"),
    "entities": ("entities", "run_entities"),
    "erase": ("erase", "run_erase"),
    "impact": ("impact", "run_impact"),
    "languages": ("languages", "run_languages"),
    "load": ("dump", "run_load"),
    "log": ("log", "run_log"),
    "merge": ("judge", "run_judge"),
    "note": ("judge", "run_judge"),
    "propositions": ("propositions", "run_propositions"),
    "public": ("judge", "run_judge"),
    "read": ("read", "run_read"),
    "reject": ("judge", "run_judge"),
    "relate": ("relate", "run_relate"),
    "relations": ("relations", "run_relations"),
    "reread": ("reread", "run_reread"),
    "restore": ("backup", "run_restore"),
    "serve": ("serve", "run_serve"),
    "show": ("show", "run_show"),
    "split": ("judge", "run_judge"),
    "stats": ("stats", "run_stats"),
    "treat": ("treat", "run_treat"),
    "grade": ("grade", "run_grade"),
    "undo": ("judge", "run_judge"),
    "verify": ("verify", "run_verify"),
    "who": ("who", "run_who"),
    "why": ("why", "run_why"),
}
"""The module and function of each command; a module is imported only when its command runs, so that --help stays quick."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives its exit code."""
    try:
        _prepare_output()
        code = _parse_and_run(arguments)
        sys.stdout.flush()
        return code
    except Stopped as stop:
        _finish_output()
        return stop.code
    except KeyboardInterrupt:
        _finish_output()
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever reads our output has read enough.
        _drop_output()
        return EXIT_OK
    except OSError as error:
        print(f"sumber: {error.filename or 'the output'}: {error.strerror or error}", file=sys.stderr)
        _drop_output()
        return EXIT_REFUSED


def _parse_and_run(arguments: Sequence[str] | None) -> int:
    parser = build_parser()
    try:
        return _run(parser, parser.parse_args(arguments))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else EXIT_USAGE
    except argparse.ArgumentError as error:
        print(f"sumber: {error}", file=sys.stderr)
        return EXIT_USAGE
    except SumberError as error:
        print(f"sumber: {error.message} [{error.code}]", file=sys.stderr)
        return EXIT_REFUSED if isinstance(error, LedgerError) else EXIT_USAGE


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """The command's work."""
    if options.version:
        from importlib.metadata import version

        print(f"sumber {version('sumber')}")
        return EXIT_OK
    if options.command in COMMANDS:
        module, function = COMMANDS[options.command]
        code: int = getattr(import_module(f"{__name__}.{module}"), function)(options)
        return code
    parser.print_help(sys.stderr)
    return EXIT_USAGE


def _prepare_output() -> None:
    """Files and pipes get UTF-8 whatever the locale; a terminal that lacks a sign shows a substitute."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller, as `>&-` does
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # stays open to the end
    if not isinstance(sys.stdout, io.TextIOWrapper):
        return
    if sys.stdout.isatty():
        sys.stdout.reconfigure(errors="replace")
    elif sys.stdout.encoding.lower().replace("_", "-") != "utf-8":
        sys.stdout.reconfigure(encoding="utf-8")


def _finish_output() -> None:
    """Write out what is still held, unless nobody takes it any more."""
    try:
        sys.stdout.flush()
    except (OSError, KeyboardInterrupt):
        _drop_output()


def _drop_output() -> None:
    """Let what is still unwritten go nowhere, so that leaving does not fail on it."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
