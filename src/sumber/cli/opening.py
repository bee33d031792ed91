"""The ledger that a command works on, by its options and the settings."""

from __future__ import annotations

from argparse import Namespace

from sumber.errors import UsageError
from sumber.ledger import Ledger, open_ledger
from sumber.settings import Settings, read_settings


def open_chosen(options: Namespace, *, may_write: bool = False, settings: Settings | None = None) -> Ledger:
    """The ledger of --ledger and --project, else of the settings."""
    known = settings or read_settings()
    address = options.ledger or known.ledger_address
    return open_ledger(address, project=options.project or known.project, may_write=may_write)


def get_signature(options: Namespace) -> str:
    """Who decides; UsageError where neither the command line nor the settings say."""
    name = " ".join((options.decided_by or read_settings().name).split())
    if not name:
        raise UsageError("S310", "nobody signs this: say who decides with --as NAME, or set SUMBER_NAME")
    return name
