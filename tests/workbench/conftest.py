"""A workbench over a small ledger, asked as a browser asks it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sumber.ledger import Ledger, open_ledger
from sumber.settings import Settings
from sumber.workbench.app import build_app
from sumber.workbench.desk import Desk
from tests.workbench.kept import fill_ledger

HOST = "http://localhost"


@pytest.fixture
def client(sqlite_address: str) -> Iterator[TestClient]:
    """A browser at a workbench over a ledger that holds nothing yet."""
    with open_ledger(sqlite_address, may_write=True) as ledger:
        yield TestClient(build_app(Desk(ledger, Settings(), name="Ana")), base_url=HOST)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of a few reports, related, to be copied."""
    place = tmp_path_factory.mktemp("filled") / "ledger.db"
    fill_ledger(str(place))
    return place


@pytest.fixture
def kept(filled: Path, tmp_path: Path) -> Iterator[Ledger]:
    """An open ledger of a few reports of one's own."""
    with open_ledger(str(shutil.copy(filled, tmp_path / "kept.db")), may_write=True) as ledger:
        yield ledger


@pytest.fixture
def reader(kept: Ledger) -> TestClient:
    """A browser at a workbench over a few reports, opened by nobody in particular."""
    return TestClient(build_app(Desk(kept, Settings())), base_url=HOST)
