"""Names found and resolved: the tables of cases of every language."""

from __future__ import annotations

from typing import Any

import pytest

from sumber.model import Document
from sumber.pipeline import open_reader, read_document
from tests.language_cases import full_codes, read_cases

CASES = read_cases("names")
ANY_ID = "*"


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}: {case['case']}" for code, case in CASES])
def test_names_of_case(code: str, case: dict[str, Any]) -> None:
    document = Document(id="case", text=case["text"], language=code, publisher="Gazette", published_at="2025-06-02")
    mentions = read_document(document, open_reader("lexical")).mentions
    found = {mention.text: mention for mention in mentions}
    for text, kind, entity_id in case["names"]:
        assert text in found, f"{text!r} not among {sorted(found)}"
        assert found[text].kind == kind
        entity = found[text].entity
        if entity_id == ANY_ID:
            assert entity is not None
        else:
            assert (entity.id if entity else None) == entity_id
        assert found[text].reasons
    assert not set(case.get("absent", ())) & set(found)
    if not case["names"]:
        assert not mentions


@pytest.mark.parametrize("code", full_codes())
def test_each_language_read_in_full_has_cases(code: str) -> None:
    assert sum(found == code for found, _ in CASES) >= 10
