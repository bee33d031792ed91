"""A nursery of programs that relate, for the tests that kill them.

    python -m tests.relating.nursery

It imports everything once. For each line "ADDRESS anew" or "ADDRESS on" of standard input a process of its own relates
all of that ledger anew, or goes on with it. Standard output tells "pid N", "done" where it came to its end, and "dead".
"""

from __future__ import annotations

import os
import sys

from sumber.ledger import open_ledger
from tests.relating.reports import rebuild_all, relate_all


def relate(address: str, how: str) -> None:
    """Relate a ledger, and tell when it is done."""
    with open_ledger(address, may_write=True) as ledger:
        (rebuild_all if how == "anew" else relate_all)(ledger)
    os.write(1, b"done\n")


def main() -> None:
    """Start a program for each line, and tell when it is dead."""
    for line in sys.stdin:
        address, how = line.split()
        child = os.fork()
        if not child:
            relate(address, how)
            os._exit(0)
        os.write(1, f"pid {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"dead\n")


if __name__ == "__main__":
    main()
