"""The whole interface asked for what its OpenAPI document allows, and for what it forbids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, from_schema
from schemathesis.engine.events import NonFatalError, ScenarioFinished

from sumber.workbench.app import build_app
from sumber.workbench.desk import Desk
from tests.workbench.api.working import API, fill, open_desk

_HOSTS = frozenset({"testserver"})
_PHASES = ("examples", "coverage", "fuzzing", "stateful")


@schemathesis.serializer("application/x-ndjson", "application/jsonl")
def write_lines(_: schemathesis.SerializationContext, value: Any) -> bytes:
    """Lines as they were made up."""
    return str(value).encode("utf-8", "replace")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over a small related ledger, which what is asked adds to."""
    with open_desk(str(tmp_path_factory.mktemp("whole") / "ledger.db")) as found:
        fill(found)
        yield found


@pytest.mark.parametrize(
    ("examples", "phases"),
    [
        (4, ("examples", "fuzzing")),
        pytest.param(25, _PHASES, marks=pytest.mark.long),
    ],
)
def test_every_answer_is_as_documented(desk: Desk, examples: int, phases: tuple[str, ...]) -> None:
    config = SchemathesisConfig.from_dict(
        {
            "seed": 1,
            # How quickly cases are made up tells of the machine, not of the interface.
            "suppress-health-check": ["too_slow"],
            "continue-on-failure": True,
            "generation": {"max-examples": examples, "deterministic": True},
            "phases": {name: {"enabled": name in phases} for name in _PHASES},
            # A form holds texts alone: whether a field of it was meant as a number cannot be told.
            "operations": [
                {
                    "include-operation-id": "begin_ingest",
                    "checks": {"negative_data_rejection": {"enabled": False}},
                }
            ],
        }
    )
    schema = schemathesis.openapi.from_asgi(f"{API}/openapi.json", build_app(desk, _HOSTS), config=config)
    asked, problems = _run(schema)
    assert not problems, "\n\n".join(problems)
    paths: dict[str, Any] = schema.raw_schema["paths"]
    assert asked >= {f"{method.upper()} {path}" for path, operations in paths.items() for method in operations}


def _run(schema: Any) -> tuple[set[str], list[str]]:
    """Which operations were asked, and everything that was not as it should be."""
    asked: set[str] = set()
    problems: list[str] = []
    for event in from_schema(schema).execute():
        if isinstance(event, NonFatalError):
            problems.append(f"{event.label}: {event.info.format()}")
        if isinstance(event, ScenarioFinished):
            asked.add(event.label or "")
            problems += [
                f"{check.name}: {check.failure_info.failure.title}\n{check.failure_info.failure.message}\n{check.failure_info.code_sample}"
                for checks in event.recorder.checks.values()
                for check in checks
                if check.status == Status.FAILURE and check.failure_info
            ]
    return asked, problems
