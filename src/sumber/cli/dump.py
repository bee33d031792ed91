"""`sumber dump` and `sumber load`: the whole ledger as plain files, and back."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sumber.cli.exits import EXIT_OK
from sumber.cli.opening import open_chosen
from sumber.errors import LedgerError
from sumber.ledger.dumping import Manifest, dump_ledger, load_ledger


def run_dump(options: Namespace) -> int:
    """Write the files and say how many rows they hold."""
    with open_chosen(options) as ledger:
        try:
            manifest = dump_ledger(ledger, Path(options.out))
        except OSError as error:
            raise LedgerError(
                "S503", f"{error.filename or options.out}: {error.strerror}; the dump was not finished"
            ) from error
    print(f"{options.out}: {_spell(manifest)}")
    return EXIT_OK


def run_load(options: Namespace) -> int:
    """Fill the ledger and say how many rows it holds."""
    with open_chosen(options, may_write=True) as ledger:
        manifest = load_ledger(ledger, Path(options.source))
        print(f"{ledger.address}: {_spell(manifest)}")
    return EXIT_OK


def _spell(manifest: Manifest) -> str:
    names = ("documents", "readings", "claims", "judgements")
    return (
        ", ".join(f"{manifest.rows[name]:,} {name}" for name in names) + f", {manifest.rows['log_leaves']:,} log leaves"
    )
