"""What every operation of the interface promises, read off its OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import msgspec
import pytest

from sumber.ledger import open_ledger
from sumber.settings import Settings
from sumber.workbench.app import build_app
from sumber.workbench.desk import Desk
from sumber.workbench.problems import CODES, MEDIA_TYPE

METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The OpenAPI document."""
    with open_ledger(str(tmp_path_factory.mktemp("contract") / "ledger.db"), may_write=True) as ledger:
        return build_app(Desk(ledger, Settings())).openapi()


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            yield f"{method} {path}", operation


def test_every_address_is_of_the_interface_and_nothing_is_left_out(document: dict[str, Any]) -> None:
    assert all(path.startswith("/api/v1/") for path in document["paths"])
    names = [operation["operationId"] for _, operation in _operations(document)]
    assert len(set(names)) == len(names) >= 24
    assert all(method in METHODS for operations in document["paths"].values() for method in operations)


def test_every_operation_and_parameter_says_what_it_is(document: dict[str, Any]) -> None:
    for name, operation in _operations(document):
        assert operation["description"].strip(), name
        for parameter in operation.get("parameters", ()):
            assert parameter.get("description"), (name, parameter["name"])
            assert "null" not in str(parameter["schema"].get("anyOf", "")), (name, parameter["name"])


def test_every_answer_and_body_has_an_example_that_its_schema_allows(document: dict[str, Any]) -> None:
    for name, operation in _operations(document):
        contents = [operation["requestBody"]["content"]] if "requestBody" in operation else []
        contents += [answer["content"] for answer in operation["responses"].values() if "content" in answer]
        assert contents, name
        for content in contents:
            for media_type, told in content.items():
                assert "example" in told, (name, media_type)
                schema = {**told["schema"], "components": document["components"]}
                jsonschema.Draft202012Validator(schema).validate(told["example"])


def test_every_operation_documents_a_problem(document: dict[str, Any]) -> None:
    for name, operation in _operations(document):
        problems = {
            status: answer for status, answer in operation["responses"].items() if status.startswith(("4", "5"))
        }
        assert {"403", "422"} <= problems.keys(), name
        for status, answer in problems.items():
            example = answer["content"][MEDIA_TYPE]["example"]
            assert example["status"] == int(status), name
            assert example["code"] in CODES, name


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    references = set(re.findall(r"#/components/schemas/(\w+)", msgspec.json.encode(document).decode()))
    assert references <= document["components"]["schemas"].keys()


def test_invented_reports_are_marked_wherever_a_document_is_told(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for name in ("DocumentHead", "KeptDocument", "Kept"):
        assert "synthetic" in schemas[name]["properties"], name
    for name in ("RelationPage", "PropositionPage", "ImpactPage", "Why"):
        assert "documents" in schemas[name]["required"], name
