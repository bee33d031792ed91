"""Options that several commands of the ledger share."""

from __future__ import annotations

import argparse
from typing import Protocol

from sumber.cli.argument_values import amount, count, project_name


class AddCommand(Protocol):
    """Adds a command with its help, description and examples."""

    def __call__(self, name: str, help_line: str, description: str, *examples: str) -> argparse.ArgumentParser:
        """The parser of the new command."""
        ...


def add_ledger_options(parser: argparse.ArgumentParser) -> None:
    """Where the ledger is, and which project is worked in."""
    group = parser.add_argument_group("the ledger")
    group.add_argument(
        "--ledger",
        metavar="WHERE",
        help="a file, or postgresql://…; else SUMBER_LEDGER, else sumber.db in the platform's data folder",
    )
    group.add_argument("--project", metavar="NAME", type=project_name, help='the project worked in ("main")')


def add_paging(parser: argparse.ArgumentParser) -> None:
    """How many to show, and from where."""
    parser.add_argument("--limit", type=amount, default=20, metavar="N", help="how many at most (20)")
    parser.add_argument("--after", type=count, metavar="MARK", help="the next page: the mark that the page before gave")


def add_format(parser: argparse.ArgumentParser, *formats: str) -> None:
    """The form of the answer, the first by default."""
    told = " or ".join((", ".join(("table (default)", *formats[1:-1])), formats[-1]))
    parser.add_argument("--format", default="table", choices=formats, help=told)


def add_signing(parser: argparse.ArgumentParser) -> None:
    """Why, and who decides."""
    parser.add_argument("--reason", metavar="WORDS", help="why")
    add_signature(parser)


def add_signature(parser: argparse.ArgumentParser) -> None:
    """Who decides."""
    parser.add_argument("--as", dest="decided_by", metavar="NAME", help="who decides; else SUMBER_NAME")
