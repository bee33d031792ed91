"""`sumber serve`: the workbench in the browser, on this machine alone."""

from __future__ import annotations

import sys
import webbrowser
from argparse import Namespace
from contextlib import ExitStack

from sumber.cli.exits import EXIT_OK
from sumber.cli.opening import open_chosen
from sumber.errors import LedgerError, UsageError
from sumber.ledger import Ledger
from sumber.settings import Settings, read_settings

_NOT_WRITABLE = "S502"


def run_serve(options: Namespace) -> int:
    """Serve the workbench over the chosen ledger until interrupted."""
    try:
        from sumber.workbench.app import build_app
        from sumber.workbench.desk import Desk
        from sumber.workbench.serving import open_socket, serve
    except ModuleNotFoundError as error:
        raise UsageError(
            "S321", f"the workbench needs {error.name}: install it with pip install 'sumber[workbench]'"
        ) from error
    settings = read_settings()
    name = " ".join((options.decided_by or settings.name).split())

    def tell(address: str) -> None:
        print(f"Sumber's workbench: {address}  (Ctrl-C ends it)", flush=True)
        if options.open:
            webbrowser.open(address)

    with ExitStack() as stack:
        ledger, may_write = _open(stack, options, settings)
        listener = stack.enter_context(open_socket(options.port))
        desk = Desk(ledger, settings, name=name, may_write=may_write)
        stack.callback(desk.close)
        serve(build_app(desk), listener, tell)
    return EXIT_OK


def _open(stack: ExitStack, options: Namespace, settings: Settings) -> tuple[Ledger, bool]:
    """The ledger, and whether it may be written: one that cannot be is opened for reading, and that is told."""
    if not options.read_only:
        try:
            return stack.enter_context(open_chosen(options, may_write=True, settings=settings)), True
        except LedgerError as error:
            if error.code != _NOT_WRITABLE:
                raise
            print(f"sumber: {error.message}; it is opened for reading only", file=sys.stderr)
    return stack.enter_context(open_chosen(options, settings=settings)), False
