"""A workbench over a small ledger, asked as a browser asks it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from sumber.ledger import open_ledger
from sumber.settings import Settings
from sumber.workbench.app import build_app
from sumber.workbench.desk import Desk

HOST = "http://localhost"


@pytest.fixture
def client(sqlite_address: str) -> Iterator[TestClient]:
    """A browser at a workbench over a ledger that holds nothing yet."""
    with open_ledger(sqlite_address, may_write=True) as ledger:
        yield TestClient(build_app(Desk(ledger, Settings(), name="Ana")), base_url=HOST)
