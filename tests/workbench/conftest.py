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
from tests.workbench.api.working import ask, fill, open_desk
from tests.workbench.kept import fill_ledger
from tests.workbench.stories import browse, make_ledger

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


@pytest.fixture(scope="session")
def related_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a ledger of four related reports, to be copied."""
    place = tmp_path_factory.mktemp("related") / "ledger.db"
    with open_desk(str(place)) as desk:
        fill(desk)
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


@pytest.fixture(scope="session")
def story_template(empty_ledgers: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger with a related story, to be copied."""
    place = str(shutil.copy(empty_ledgers["sqlite"], tmp_path_factory.mktemp("story") / "story.db"))
    make_ledger(place)
    return place


@pytest.fixture
def story_address(story_template: str, tmp_path: Path) -> str:
    """The file of a ledger with a related story."""
    return str(shutil.copy(story_template, tmp_path / "story.db"))


@pytest.fixture
def story(story_address: str) -> Iterator[TestClient]:
    """A browser at a workbench over a ledger with a related story; Ana decides."""
    with browse(story_address) as browser:
        yield browser


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
