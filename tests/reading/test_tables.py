"""The tables of cues and stance keep to the closed lists that the rules read."""

from __future__ import annotations

from typing import get_args

import pytest

from sumber.model import Stance
from sumber.reading.cues import CueKind
from tests.language_cases import full_codes, get_language

STANCE_MEANINGS = {"doubt", "future", "hedge", "hedge_number", "negation", "not_negation", "obligation", "own"}
MAY_BE_LEFT_OUT = {"not_hedge", "not_future", "not_obligation", "not_own"}


@pytest.mark.parametrize("code", full_codes())
def test_stance_words(code: str) -> None:
    rows = get_language(code).read_table("stance")
    assert {row["means"] for row in rows} - MAY_BE_LEFT_OUT == STANCE_MEANINGS
    assert len({(row["words"], row["means"]) for row in rows}) == len(rows)


@pytest.mark.parametrize("code", full_codes())
def test_cues(code: str) -> None:
    rows = get_language(code).read_table("cues")
    for row in rows:
        assert row["kind"] in set(get_args(CueKind)), row
        assert not row.get("stance") or row["stance"] in get_args(Stance), row
    assert len({(row["cue"], row["kind"]) for row in rows}) == len(rows)
