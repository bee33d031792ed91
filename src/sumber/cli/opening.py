"""The ledger that a command works on, by its options and the settings."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from sumber.errors import UsageError
from sumber.ledger import Connection, Ledger, open_ledger
from sumber.ledger.signing import sign_and_stamp
from sumber.settings import Settings, read_settings


@contextmanager
def open_chosen(options: Namespace, *, may_write: bool = False, settings: Settings | None = None) -> Iterator[Ledger]:
    """The ledger of --ledger and --project, else of the settings; where it was written, its log is signed at the end."""
    known = settings or read_settings()
    address = options.ledger or known.ledger_address
    with open_ledger(address, project=options.project or known.project, may_write=may_write) as ledger:
        yield ledger
        if may_write:
            for told in sign_and_stamp(ledger, known.timestamp_url):
                print(f"sumber: {told}", file=sys.stderr)


def warn_of_old_index(ledger: Ledger, connection: Connection) -> None:
    """Say so where the search index was made by other rules than this program's: it may miss something."""
    if not ledger.has_current_index(connection):
        print(
            "sumber: the search index was made by other rules and may miss claims; sumber doctor --upgrade makes it anew",
            file=sys.stderr,
        )


def get_signature(options: Namespace) -> str:
    """Who decides; UsageError where neither the command line nor the settings say."""
    name = " ".join((options.decided_by or read_settings().name).split())
    if not name:
        raise UsageError("S310", "nobody signs this: say who decides with --as NAME, or set SUMBER_NAME")
    return name
