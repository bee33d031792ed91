"""`sumber serve`: the workbench in the browser, on this machine alone."""

from __future__ import annotations

import sys
import threading
import webbrowser
from argparse import Namespace
from contextlib import ExitStack, closing
from importlib import import_module
from typing import TYPE_CHECKING

from sumber.asking.naming import warm_up
from sumber.cli.exits import EXIT_OK
from sumber.cli.opening import open_chosen
from sumber.errors import LedgerError, UsageError
from sumber.ledger import Ledger
from sumber.settings import Settings, read_settings

if TYPE_CHECKING:
    from sumber.workbench.desk import Desk

_NOT_WRITABLE = "S502"


def run_serve(options: Namespace) -> int:
    """Serve the workbench over the chosen ledger until interrupted."""
    need_workbench()
    from sumber.workbench.desk import Desk

    settings = read_settings()
    name = " ".join((options.decided_by or settings.name).split())
    with ExitStack() as stack:
        ledger, may_write = _open(stack, options, settings)
        serve_desk(Desk(ledger, settings, name=name, may_write=may_write), options)
    return EXIT_OK


def need_workbench() -> None:
    """UsageError where this Sumber was installed without what the workbench needs."""
    try:
        for name in ("app", "serving"):
            import_module(f"sumber.workbench.{name}")
    except ModuleNotFoundError as error:
        raise UsageError(
            "S321", f"the workbench needs {error.name}: install it with pip install 'sumber[workbench]'"
        ) from error


def serve_desk(desk: Desk, options: Namespace) -> None:
    """Serve the workbench over a desk until interrupted; `options` tell the port, and whether the browser is opened."""
    from sumber.workbench.app import build_app
    from sumber.workbench.serving import open_socket, serve

    def tell(address: str) -> None:
        print(f"Sumber's workbench: {address}  (Ctrl-C ends it)", flush=True)
        # The first search would wait for the tables of all languages.
        threading.Thread(target=warm_up, daemon=True).start()
        if options.open:
            webbrowser.open(address)

    with closing(desk), open_socket(options.port) as listener:
        serve(build_app(desk), listener, tell)


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
