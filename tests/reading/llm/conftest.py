"""The endpoint of these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.reading.llm.endpoints import LocalEndpoint, serve


@pytest.fixture
def server() -> Iterator[LocalEndpoint]:
    with serve() as running:
        yield running
