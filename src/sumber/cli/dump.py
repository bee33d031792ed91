"""`sumber dump` and `sumber load`: the whole ledger as plain files, or as one sealed file of them, and back."""

from __future__ import annotations

import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sumber.cli.exits import EXIT_OK
from sumber.cli.opening import open_chosen
from sumber.errors import LedgerError
from sumber.evidence.dump_tables import TABLES
from sumber.evidence.dump_writing import write_dump
from sumber.evidence.sealed import is_sealed, seal, unseal
from sumber.ledger import Ledger
from sumber.ledger.dumping import Manifest, dump_ledger, load_ledger
from sumber.ledger.erasing import note_backup
from sumber.ledger.evidence import LedgerEvidence
from sumber.ledger.signing import sign_log
from sumber.ledger.table_files import Form, check_form


def run_dump(options: Namespace) -> int:
    """Write the evidence, and the tables beside it, and say how many rows they hold."""
    out = Path(options.out)
    check_form(options.form)
    with open_chosen(options, may_write=True) as ledger:
        try:
            sign_log(ledger)
            with _opened_folder(out) as folder:
                manifest = _write(ledger, folder, options.form)
            _note(ledger, out)
        except OSError as error:
            raise LedgerError(
                "S503",
                f"{error.filename or options.out}: {error.strerror}; the dump was not finished: make room, and dump to another place",
            ) from error
    print(f"{options.out}: {_spell(manifest)}")
    return EXIT_OK


def _note(ledger: Ledger, out: Path) -> None:
    """Let an erasure know of the dump; whoever may only read is told that it will not."""
    try:
        note_backup(ledger, str(out.resolve()))
    except LedgerError as error:
        if error.code != "S502":
            raise
        print("sumber: this account may not write: an erasure will not tell of this dump", file=sys.stderr)


@contextmanager
def _opened_folder(out: Path) -> Iterator[Path]:
    """Where to write: the folder itself, or one beside the file that it is sealed in at the end."""
    if not is_sealed(out):
        yield out
        return
    with tempfile.TemporaryDirectory(prefix=".sumber-dump-", dir=out.resolve().parent) as made:
        folder = Path(made)
        yield folder
        seal(folder, out)


def _write(ledger: Ledger, folder: Path, form: Form) -> Manifest:
    with ledger.reading() as connection:
        write_dump(LedgerEvidence(connection), folder)
    return dump_ledger(ledger, folder / TABLES, form)


def run_load(options: Namespace) -> int:
    """Fill the ledger and say how many rows it holds."""
    with open_chosen(options, may_write=True) as ledger:
        with opened_dump(Path(options.source)) as folder:
            manifest = load_ledger(ledger, folder / TABLES)
        print(f"{ledger.address}: {_spell(manifest)}")
    return EXIT_OK


@contextmanager
def opened_dump(place: Path) -> Iterator[Path]:
    """The folder of a dump: as it is, or of a sealed file as long as the block lasts."""
    if not place.is_file():
        yield place
        return
    with unseal(place) as folder:
        yield folder


def _spell(manifest: Manifest) -> str:
    names = ("documents", "readings", "claims", "judgements")
    return (
        ", ".join(f"{manifest.rows[name]:,} {name}" for name in names) + f", {manifest.rows['log_leaves']:,} log leaves"
    )
