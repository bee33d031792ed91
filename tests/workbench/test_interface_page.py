"""The page that tells programmers of the interface."""

from __future__ import annotations

from starlette.testclient import TestClient

from sumber.workbench.problems import CODES


def test_the_page_tells_every_operation_with_its_examples_and_every_problem(client: TestClient) -> None:
    page = client.get("/api")
    assert page.status_code == 200
    assert len(page.content) < 150_000
    document = client.get("/api/v1/openapi.json").json()
    for path, operations in document["paths"].items():
        for method, told in operations.items():
            assert f'id="{told["operationId"]}"' in page.text, (method, path)
    assert page.text.count("<details>") > 2 * sum(len(each) for each in document["paths"].values())
    for code in CODES:
        assert f'id="{code}"' in page.text
