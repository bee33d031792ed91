"""A workbench over a small related ledger, for tests of its interface for programs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from starlette.testclient import TestClient

from sumber.ledger import open_ledger
from sumber.ledger.signing import sign_log
from sumber.relating.tools import Tools
from sumber.settings import Settings
from sumber.workbench.app import build_app
from sumber.workbench.desk import Desk
from sumber.workbench.upkeep import Upkeep
from tests.relating.reports import Said, WordsJudge, add_reports, copy_of, make_report, make_vectors, relate_all

HOST = "http://localhost"
API = "/api/v1"
TOOLS = Tools(WordsJudge(), make_vectors)
SHIPS = Said("Norway handed twelve patrol ships over to Fiji", "Ivo Merrin")
DENIAL = Said("Norway handed twelve patrol ships over to Fiji", "Ana Kolb", denies=True)
HARBOUR = Said("The northern harbour burnt down during a heavy storm", "Ana Kolb")
REST = (
    Said("The ships sailed from the southern port before sunrise", "Ivo Merrin"),
    Said("Every crew had trained together throughout the winter", "Pia Lund"),
    Said("Nobody counted the barrels that were left behind there", "Olaf Berg"),
)


@contextmanager
def open_desk(address: str, **settings: Any) -> Iterator[Desk]:
    """A desk over the ledger at an address, which reports are related at by their words."""
    with open_ledger(address, may_write=True) as ledger:
        upkeep = Upkeep(ledger, tools=lambda: TOOLS)
        desk = Desk(ledger, Settings(**settings), name="Ana", upkeep=upkeep)
        try:
            yield desk
        finally:
            desk.close()


def ask(desk: Desk) -> TestClient:
    """A program that asks a workbench."""
    return TestClient(build_app(desk), base_url=HOST, raise_server_exceptions=False)


def fill(desk: Desk) -> list[str]:
    """Keep four reports of one story, one of them a copy and one a denial, and relate them; gives their ids."""
    first = make_report("halden-1", "The Halden Post", SHIPS, *REST)
    ids = add_reports(
        desk.ledger,
        first,
        copy_of(first, "vardal-1", "Radio Vardal"),
        make_report("fjord-1", "Fjord Times", SHIPS, HARBOUR),
        make_report("denial-1", "Suva Daily", DENIAL, HARBOUR),
    )
    relate_all(desk.ledger)
    sign_log(desk.ledger)
    return ids
