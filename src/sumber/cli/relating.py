"""A ledger whose analysis is up to date, for the commands that tell what rests on what."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from sumber.cli.opening import open_chosen
from sumber.cli.progress import show_progress
from sumber.cli.spelling import count_of
from sumber.cli.stopping import Stopped, Stopping
from sumber.errors import LedgerError
from sumber.ledger import Ledger
from sumber.ledger.profiles import count_waiting
from sumber.relating.bringing import Counts, bring_up_to_date, is_up_to_date, rebuild
from sumber.relating.comparing import profile_version
from sumber.relating.tools import Tools, open_tools

_NOT_WRITABLE = "S502"
_NO_PROJECT = 0
"""Projects are numbered from 1: of this one nothing is kept."""


@contextmanager
def open_related(options: Namespace, tools: Tools | None) -> Iterator[tuple[Ledger, int]]:
    """The ledger with the number of the project, everything in it related where it may be written.

    Where it may only be read, it is said how many documents are not related yet.
    """
    used = tools or open_tools()
    with open_chosen(options) as ledger, ledger.reading() as connection:
        project = ledger.find_project(connection)
        is_current = project is None or is_up_to_date(connection, project, used.judge)
        if project is None:
            print(f"sumber: nothing is kept in project {ledger.project!r} yet", file=sys.stderr)
    if not is_current:
        _bring(options, used)
    with open_chosen(options) as ledger:
        yield ledger, project or _NO_PROJECT


def _bring(options: Namespace, tools: Tools) -> None:
    try:
        with open_chosen(options, may_write=True) as ledger:
            counts = run_relating(ledger, tools, quiet=False)
    except LedgerError as error:
        if error.code != _NOT_WRITABLE:
            raise
        with open_chosen(options) as ledger, ledger.reading() as connection:
            number = count_waiting(connection, ledger.find_project(connection) or 0)
        print(f"sumber: this ledger may only be read; {count_of(number, 'document')} not related yet", file=sys.stderr)
        return
    print(f"sumber: {spell_counts(counts)}", file=sys.stderr)


def run_relating(ledger: Ledger, tools: Tools, *, quiet: bool, anew: bool = False) -> Counts:
    """Bring the analysis up to date, or make it anew, with a bar where someone watches; a stop keeps what was done."""
    with ledger.reading() as connection:
        project = ledger.find_project(connection) or 0
        total = count_waiting(connection, project, "" if anew else profile_version(tools.judge))
    wanted = not quiet and sys.stderr.isatty()
    do = rebuild if anew else bring_up_to_date
    with show_progress(total, wanted=wanted, doing="relating", what="documents") as advance:
        try:
            with Stopping():
                return do(ledger, tools.judge, tools.vectors, advance)
        except Stopped as stop:
            print(f"sumber: {stop.manner}: what was related is kept; sumber relate goes on", file=sys.stderr)
            raise


def spell_counts(counts: Counts) -> str:
    """What was related, in words."""
    compared = f"{count_of(counts.compared, 'pair')} compared (at most {counts.most_compared:,} for one)"
    made = f"{count_of(counts.propositions, 'proposition')} made, {count_of(counts.regraded, 'grade')} changed"
    return f"{count_of(counts.documents, 'document')} related, {compared}, {made}"
