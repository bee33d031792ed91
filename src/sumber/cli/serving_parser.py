"""The options of the command that serves the workbench."""

from __future__ import annotations

import argparse

from sumber.cli.argument_values import count
from sumber.cli.ledger_options import AddCommand, add_signature


def add_serving(add: AddCommand) -> None:
    """The command serve."""
    serve = add(
        "serve",
        "open the workbench in a browser",
        "Serves the workbench over a ledger, on this machine alone, until Ctrl-C: reports with their claims, what rests "
        "on what, search and review. Nothing is fetched from outside and nothing is sent there.",
        "sumber serve",
        "sumber serve --ledger march.db --port 8500 --as Ana",
        "sumber serve --read-only --open",
    )
    add_port(serve)
    serve.add_argument("--read-only", action="store_true", help="offer nothing that would write")
    add_signature(serve)


def add_port(parser: argparse.ArgumentParser) -> None:
    """Where the workbench listens, and whether it is opened."""
    parser.add_argument(
        "--port", type=count, metavar="N", help="the port to listen at; else the first free one from 8470 on"
    )
    parser.add_argument("--open", action="store_true", help="open it in the browser")
