"""`sumber relate`: what rests on what, worked out for all that came since."""

from __future__ import annotations

import sys
from argparse import Namespace

from sumber.cli.exits import EXIT_OK
from sumber.cli.opening import open_chosen
from sumber.cli.relating import run_relating, spell_counts
from sumber.relating.tools import Tools, open_tools


def run_relate(options: Namespace, tools: Tools | None = None) -> int:
    """Relate all that is not related yet, or everything anew; tell what was done."""
    used = tools or open_tools()
    with open_chosen(options):
        pass  # a ledger that is not there is not made
    with open_chosen(options, may_write=True) as ledger:
        counts = run_relating(ledger, used, quiet=options.quiet, anew=options.rebuild)
    print(f"sumber: {spell_counts(counts)}", file=sys.stderr)
    return EXIT_OK
