"""A small related ledger for tests of pages: one story in five reports, with a copy, a denial, and a circle; all synthetic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

from msgspec.structs import replace
from starlette.testclient import TestClient

from sumber.ledger import Ledger, open_ledger
from sumber.model import Link, Reading
from sumber.relating.tools import Tools
from sumber.settings import Settings
from sumber.workbench.app import build_app
from sumber.workbench.desk import Desk
from sumber.workbench.upkeep import Upkeep
from tests.relating.reports import Said, WordsJudge, add_reports, copy_of, denied, make_report, make_vectors, relate_all

HOST: Final = "http://localhost"
SHIPS: Final = Said("Norway handed twelve patrol ships over to Fiji", "Ivo Merrin")
BOATS: Final = Said("Norway handed twelve patrol boats over to Fiji", "Ana Kolb")
STORM: Final = Said("The northern harbour burnt down during a heavy storm", "Ana Kolb")
FIRST: Final = make_report("a", "Halden Post", SHIPS, STORM)
DENIAL: Final = make_report("d", "Echo", denied(SHIPS)._replace(by="Zed Office"), day="2025-02-12")


def through(reading: Reading, relay: str) -> Reading:
    """A report whose first claim comes by another outlet."""
    claim, *rest = reading.claims
    chain = (*claim.chain[:-1], Link(role="relay", name=relay), claim.chain[-1])
    return replace(reading, claims=(replace(claim, chain=chain), *rest))


REPORTS: Final = (
    FIRST,
    copy_of(FIRST, "b", "Radio Vardal"),
    through(make_report("c", "Kabar Utara", BOATS, day="2025-02-11"), "Northern Courier"),
    through(make_report("e", "Northern Courier", BOATS._replace(by=None), day="2025-02-11"), "Kabar Utara"),
    DENIAL,
)


class Story(NamedTuple):
    """The ids of the claims that tests ask for."""

    ships: str = FIRST.claims[0].id
    storm: str = FIRST.claims[1].id
    boats: str = REPORTS[2].claims[0].id
    denial: str = DENIAL.claims[0].id


STORY: Final = Story()


def make_ledger(place: str) -> None:
    """Keep and relate the story in a ledger that holds nothing yet."""
    with open_ledger(place, may_write=True) as ledger:
        add_reports(ledger, *REPORTS)
        relate_all(ledger)


def open_desk(ledger: Ledger, name: str = "Ana", *, may_write: bool = True) -> Desk:
    """A desk over a ledger, whose reports are related by their words."""
    upkeep = Upkeep(ledger, tools=lambda: Tools(WordsJudge(), make_vectors))
    return Desk(ledger, Settings(), name=name, may_write=may_write, upkeep=upkeep)


@contextmanager
def browse(place: str, name: str = "Ana", *, may_write: bool = True) -> Iterator[TestClient]:
    """A browser at a workbench over a ledger."""
    with open_ledger(place, may_write=may_write) as ledger:
        desk = open_desk(ledger, name, may_write=may_write)
        yield TestClient(build_app(desk), base_url=HOST)
        desk.close()
