"""`sumber log`: the leaves of the append-only log."""

from __future__ import annotations

import sys
from argparse import Namespace

from sumber.cli.exits import EXIT_OK, EXIT_REFUSED
from sumber.cli.listing import print_csv, print_json, print_json_lines, print_table
from sumber.cli.opening import open_chosen
from sumber.ledger.log import count_leaves, find_leaves
from sumber.ledger.signing import Signed, read_signed
from sumber.shaping.log import shape_leaf


def run_log(options: Namespace) -> int:
    """Print leaves in order: the last ones, or those behind a number."""
    if options.sign:
        with open_chosen(options, may_write=True):
            pass  # whatever writes to a ledger signs its log at the end
    with open_chosen(options) as ledger, ledger.reading() as connection:
        signed = read_signed(connection)
        if options.checkpoint:
            return _print_checkpoint(signed)
        leaves = find_leaves(connection, after=options.after, limit=options.limit, subject=options.subject)
        total = count_leaves(connection)
    shaped = [shape_leaf(leaf) for leaf in leaves]
    if options.format == "json":
        print_json({"leaves": shaped, "count": total})
    elif options.format == "jsonl":
        print_json_lines(shaped)
    elif options.format == "csv":
        print_csv([{**each} for each in shaped])
    else:
        print_table(
            ("seq", "time", "kind", "about", "hash"),
            [
                [str(told[name]) for name in ("seq", "logged_at", "kind", "subject", "leaf_hash")]
                for told in map(dict, shaped)
            ],
            wide=("hash",),
        )
        print(f"{total:,} leaves in the log, {len(shaped)} shown; the first {signed.size:,} are signed")
    return EXIT_OK


def _print_checkpoint(signed: Signed) -> int:
    """The last checkpoint as it is to be kept elsewhere; 1 where there is none."""
    if signed.note is None:
        print("sumber: the log was not signed yet; sumber log --sign signs it", file=sys.stderr)
        return EXIT_REFUSED
    print(signed.note.decode(), end="")
    return EXIT_OK
