"""A small related ledger behind the interface, asked as a program asks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sumber.workbench.desk import Desk
from tests.workbench.api.working import ask, fill, open_desk


@pytest.fixture(scope="session")
def filled_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a ledger of four related reports, to be copied."""
    place = tmp_path_factory.mktemp("filled") / "ledger.db"
    with open_desk(str(place)) as desk:
        fill(desk)
    return place


@pytest.fixture
def desk(filled_ledger: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk over a copy of that ledger."""
    place = tmp_path / "ledger.db"
    place.write_bytes(filled_ledger.read_bytes())
    with open_desk(str(place)) as found:
        yield found


@pytest.fixture
def program(desk: Desk) -> TestClient:
    """A program at the workbench over that ledger."""
    return ask(desk)
