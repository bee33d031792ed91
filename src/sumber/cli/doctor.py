"""`sumber doctor`: settings, versions, and whether the ledger is whole."""

from __future__ import annotations

import math
import platform
import sqlite3
from argparse import Namespace
from importlib.metadata import version
from typing import Any, Final

import msgspec

from sumber.cli.console import clean
from sumber.cli.exits import EXIT_OK, EXIT_REFUSED
from sumber.cli.listing import print_json
from sumber.cli.opening import open_chosen
from sumber.errors import LedgerError
from sumber.ledger.health import iter_findings
from sumber.ledger.indexing import rebuild_index
from sumber.ledger.opening import show_address
from sumber.settings import Settings, read_settings

BUDGET_SECONDS: Final = 60.0
"""How long the checks of a ledger take at most, unless --whole is given."""
_SECRET = frozenset({"llm_key"})


def run_doctor(options: Namespace) -> int:
    """Print settings, versions and findings; 1 where something is not in order."""
    settings = read_settings()
    told: dict[str, Any] = {"versions": _versions(), "settings": _shown(settings), "findings": []}
    budget = math.inf if options.whole else BUDGET_SECONDS
    code = EXIT_OK
    try:
        with open_chosen(options, may_write=options.upgrade, settings=settings) as ledger:
            told["ledger"] = ledger.address
            if options.upgrade:
                with ledger.writing() as connection:
                    if not ledger.has_current_index(connection):
                        rebuild_index(ledger, connection)
            with ledger.reading() as connection:
                told["findings"] = [finding._asdict() for finding in iter_findings(ledger, connection, budget)]
    except LedgerError as error:
        told["findings"].append({"what": "ledger", "is_sound": False, "detail": f"{error.message} [{error.code}]"})
    if not all(finding["is_sound"] for finding in told["findings"]):
        code = EXIT_REFUSED
    if options.format == "json":
        print_json(told)
    else:
        _print(told)
    return code


def _versions() -> dict[str, str]:
    return {
        "sumber": version("sumber"),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "sqlalchemy": version("sqlalchemy"),
    }


def _shown(settings: Settings) -> dict[str, Any]:
    """The settings in force, secrets left out."""
    values = {**msgspec.to_builtins(settings), "ledger": show_address(settings.ledger_address)}
    return {name: "(set)" if name in _SECRET and value else value for name, value in values.items()}


def _print(told: dict[str, Any]) -> None:
    for name, value in told["versions"].items():
        print(f"{name:<24}{value}")
    print()
    for name, value in told["settings"].items():
        print(f"{name:<24}{clean(str(value))}")
    print()
    for finding in told["findings"]:
        print(f"{'ok' if finding['is_sound'] else 'BROKEN':<8}{finding['what']}: {clean(finding['detail'])}")
