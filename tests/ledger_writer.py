"""A nursery of writers for the tests that kill them.

    python -m tests.ledger_writer

It imports everything once. For each line "ADDRESS FIRST_NUMBER" of standard input a process of its own keeps reports
in that ledger until it is ended. Standard output tells "pid N", then for each batch the ids that are on the disk, and
"dead" when the writer is.
"""

from __future__ import annotations

import os
import sys

from sumber.ledger import open_ledger
from tests.ledgers import TEXT, add, make_document

BATCH = 3


def write(address: str, first: int) -> None:
    """Keep reports one batch after another; the ids of a batch are told once it is on the disk."""
    with open_ledger(address, may_write=True) as ledger:
        number = first
        while True:
            batch = [make_document(id=str(n), text=f"{TEXT} Report {n}.") for n in range(number, number + BATCH)]
            add(ledger, *batch)
            # One call to the system writes a line whole or not at all.
            os.write(1, (" ".join(document.id for document in batch) + "\n").encode())
            number += BATCH


def main() -> None:
    """Start a writer for each line, and tell when it is dead."""
    for line in sys.stdin:
        address, first = line.split()
        child = os.fork()
        if not child:
            write(address, int(first))
        os.write(1, f"pid {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"dead\n")


if __name__ == "__main__":
    main()
