"""Words that tell how a source knows, by the cases in each language's folder, and words that only look like them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.analysis.access import tells_access
from tests.language_cases import codes_with, read_cases

CASES = read_cases("access")
LEAST = 4
CODES = codes_with("access")


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}: {case['case']}" for code, case in CASES])
def test_case(code: str, case: dict[str, Any]) -> None:
    assert tells_access(case["text"], code) is case["tells"]


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_cases_of_both_kinds(code: str) -> None:
    counted = Counter(case["tells"] for own, case in CASES if own == code)
    assert min(counted[True], counted[False]) >= LEAST
    assert max(Counter(case["text"] for own, case in CASES if own == code).values()) == 1


@pytest.mark.parametrize("code", [None, "xx", "sv"])
def test_unknown_language_tells_nothing(code: str | None) -> None:
    assert not tells_access("A witness saw two ships.", code)


@given(st.text(max_size=200), st.sampled_from(CODES))
def test_any_text_is_looked_through(text: str, code: str) -> None:
    assert tells_access(text, code) in (True, False)
