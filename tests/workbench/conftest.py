"""A workbench over a small ledger, asked as a browser asks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sumber.ledger import open_ledger
from sumber.settings import Settings
from sumber.workbench.app import build_app
from sumber.workbench.desk import Desk
from tests.workbench.api.working import ask, fill, open_desk

HOST = "http://localhost"


@pytest.fixture
def client(sqlite_address: str) -> Iterator[TestClient]:
    """A browser at a workbench over a ledger that holds nothing yet."""
    with open_ledger(sqlite_address, may_write=True) as ledger:
        yield TestClient(build_app(Desk(ledger, Settings(), name="Ana")), base_url=HOST)


@pytest.fixture(scope="session")
def related_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a ledger of four related reports, to be copied."""
    place = tmp_path_factory.mktemp("related") / "ledger.db"
    with open_desk(str(place)) as desk:
        fill(desk)
    return place


@pytest.fixture
def related_desk(related_ledger: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk over a copy of that ledger."""
    place = tmp_path / "ledger.db"
    place.write_bytes(related_ledger.read_bytes())
    with open_desk(str(place)) as found:
        yield found


@pytest.fixture
def program(related_desk: Desk) -> TestClient:
    """A program at the workbench over that ledger."""
    return ask(related_desk)
