"""Claims, chains and stance: the tables of cases of every language."""

from __future__ import annotations

from typing import Any

import pytest

from sumber.model import Document, DraftClaim
from sumber.reading.lexical import LexicalReader
from tests.language_cases import full_codes, read_cases

PUBLISHER = "The Case Gazette"


CASES = read_cases("claims")


def _find(claims: tuple[DraftClaim, ...], text: str) -> DraftClaim | None:
    return next((claim for claim in claims if claim.text == text), None)


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}: {case['case']}" for code, case in CASES])
def test_claims_of_case(code: str, case: dict[str, Any]) -> None:
    document = Document(
        id="case",
        text=case["text"],
        publisher=PUBLISHER,
        language=code,
        published_at=case.get("published", "2025-06-02"),
    )
    claims = LexicalReader().read(document).claims
    texts = [claim.text for claim in claims]
    for wanted in case["claims"]:
        claim = _find(claims, wanted["text"])
        assert claim is not None, f"no claim {wanted['text']!r} among {texts}"
        assert [link.name for link in claim.chain] == [*wanted["chain"], PUBLISHER]
        assert claim.mode == wanted["mode"]
        assert claim.stance == wanted["stance"]
        for field in ("hedged", "negated"):
            if field in wanted:
                assert getattr(claim, field) == wanted[field], field
        if wanted.get("carried"):
            assert all(link.carried for link in claim.chain[:-1])


@pytest.mark.parametrize("code", full_codes())
def test_each_language_read_in_full_has_cases(code: str) -> None:
    assert sum(found == code for found, _ in CASES) >= 25
