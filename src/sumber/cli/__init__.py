"""The command line: parse, call, print."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from sumber.errors import SumberError

EXIT_OK, EXIT_REFUSED, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130

_EPILOG = """examples:
  sumber demo
  sumber read report.txt --publisher "The Halden Post" --published 2025-02-10
  sumber read saved-pages/ --format jsonl --out readings.jsonl
  sumber read - --format jsonl < reports.jsonl
  sumber languages

exit codes: 0 all done, 1 some inputs refused, 2 usage, 130 interrupted"""

_READ_EPILOG = """examples:
  sumber read report.txt --publisher "The Halden Post" --published 2025-02-10 --explain
  sumber read a.txt b.html "reports/*.jsonl" --format csv > claims.csv
  sumber read - --format jsonl < reports.jsonl

Standard input is JSON Lines where it begins with "{", else one report."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="sumber",
        description="Reads news reports and finds every claim and who says so.",
        epilog=_EPILOG,
        formatter_class=form,
    )
    parser.add_argument("--version", action="store_true", help="print the version and leave")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    read = commands.add_parser("read", help="read reports", epilog=_READ_EPILOG, formatter_class=form)
    read.add_argument("paths", nargs="+", metavar="PATH", help='file, folder, pattern, or "-" for standard input')
    read.add_argument("--publisher", help="who published the reports")
    read.add_argument("--published", metavar="DATE", help="when: a date or RFC 3339 time; relative dates count from it")
    read.add_argument("--language", help="ISO 639-1 code; identified where not given")
    read.add_argument("--title", help="the headline, where the text does not hold it")
    read.add_argument("--url", help="the address of the report")
    read.add_argument("--from", dest="source", default="auto", metavar="FORMAT", help="auto, text, html or jsonl")
    read.add_argument("--format", default="table", metavar="FORMAT", help="table, json, jsonl or csv")
    read.add_argument(
        "--explain", action="store_true", help="show the cue, rule and earlier sentence behind each finding"
    )
    read.add_argument("--out", metavar="FILE", help="write there instead of standard output")
    read.add_argument("--quiet", action="store_true", help="no progress")
    languages = commands.add_parser("languages", help="what is read, and how well", formatter_class=form)
    languages.add_argument("--format", default="table", choices=("table", "json"))
    demo = commands.add_parser("demo", help="read the bundled sample reports (synthetic)", formatter_class=form)
    demo.add_argument("--format", default="table", metavar="FORMAT", help="table, json, jsonl or csv")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives its exit code."""
    parser = build_parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else EXIT_USAGE
    try:
        return _run(parser, options)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except SumberError as error:
        print(f"sumber: {error.message} [{error.code}]", file=sys.stderr)
        return EXIT_USAGE


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """The command's work; its module is imported only now, so that --help stays quick."""
    if options.version:
        from importlib.metadata import version

        print(f"sumber {version('sumber')}")
        return EXIT_OK
    if options.command == "read":
        from sumber.cli.read import run_read

        return run_read(options)
    if options.command == "languages":
        from sumber.cli.languages import run_languages

        return run_languages(options)
    if options.command == "demo":
        from sumber.cli.demo import run_demo

        return run_demo(options)
    parser.print_help(sys.stderr)
    return EXIT_USAGE
