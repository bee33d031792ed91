"""`sumber dump` and `sumber load`: the whole ledger as plain files, and back."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sumber.cli.exits import EXIT_OK
from sumber.cli.opening import open_chosen
from sumber.errors import LedgerError
from sumber.evidence.dump_writing import write_dump
from sumber.ledger.dumping import TABLES, Manifest, dump_ledger, load_ledger
from sumber.ledger.evidence import LedgerEvidence
from sumber.ledger.signing import sign_log


def run_dump(options: Namespace) -> int:
    """Write the evidence, and the tables beside it, and say how many rows they hold."""
    out = Path(options.out)
    with open_chosen(options, may_write=True) as ledger:
        try:
            sign_log(ledger)
            with ledger.reading() as connection:
                write_dump(LedgerEvidence(connection), out)
            manifest = dump_ledger(ledger, out / TABLES, options.form)
        except OSError as error:
            raise LedgerError(
                "S503", f"{error.filename or options.out}: {error.strerror}; the dump was not finished"
            ) from error
    print(f"{options.out}: {_spell(manifest)}")
    return EXIT_OK


def run_load(options: Namespace) -> int:
    """Fill the ledger and say how many rows it holds."""
    with open_chosen(options, may_write=True) as ledger:
        manifest = load_ledger(ledger, Path(options.source) / TABLES)
        print(f"{ledger.address}: {_spell(manifest)}")
    return EXIT_OK


def _spell(manifest: Manifest) -> str:
    names = ("documents", "readings", "claims", "judgements")
    return (
        ", ".join(f"{manifest.rows[name]:,} {name}" for name in names) + f", {manifest.rows['log_leaves']:,} log leaves"
    )
