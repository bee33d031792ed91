"""`sumber backup` and `sumber restore`: the whole ledger as one file, and back."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sumber.cli.exits import EXIT_OK
from sumber.cli.opening import open_chosen
from sumber.errors import LedgerError
from sumber.ledger import open_ledger
from sumber.ledger.erasing import note_backup
from sumber.ledger.log import count_leaves
from sumber.ledger.stores import get_store
from sumber.settings import read_settings


def run_backup(options: Namespace) -> int:
    """Write a copy whole or not at all, and say what it holds."""
    target = Path(options.target)
    if target.exists():
        raise LedgerError("S508", f"{target}: there is a file already; give another name, no backup is ever replaced")
    half = target.with_name(target.name + ".part")
    with open_chosen(options, may_write=True) as ledger:
        try:
            ledger.store.back_up(ledger.engine, half)
            half.replace(target)
        except OSError as error:
            raise LedgerError("S503", f"{target}: {error.strerror}; the backup was not written") from error
        finally:
            half.unlink(missing_ok=True)
        note_backup(ledger, str(target.resolve()))
        with ledger.reading() as connection:
            leaves = count_leaves(connection)
    print(f"{target}: {target.stat().st_size:,} bytes, {leaves:,} log leaves")
    return EXIT_OK


def run_restore(options: Namespace) -> int:
    """Make the ledger from a backup, and check that it opens."""
    source = Path(options.target)
    if not source.is_file():
        raise LedgerError("S501", f"{source}: no such file; expected one that sumber backup wrote")
    settings = read_settings()
    address = options.ledger or settings.ledger_address
    get_store(address).restore(source)
    with open_ledger(address, may_write=True) as ledger, ledger.reading() as connection:
        leaves = count_leaves(connection)
    print(f"{ledger.address}: restored, {leaves:,} log leaves")
    return EXIT_OK
