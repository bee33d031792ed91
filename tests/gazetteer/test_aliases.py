"""Every language's aliases: each names an entry that is there, in the file of its kind, once."""

from __future__ import annotations

from collections import Counter

import pytest

from sumber.gazetteer import read_entries, read_names
from sumber.gazetteer.aliases import USE_ORDER
from sumber.gazetteer.entries import FILES
from sumber.languages import find_language
from tests.language_cases import full_codes

NO_NAME = "none"


def _rows(code: str) -> list[tuple[str, dict[str, str]]]:
    language = find_language(code)
    assert language is not None
    return [(kind, row) for file, kind in FILES.items() for row in language.read_table(f"aliases/{file}")]


@pytest.mark.parametrize("code", full_codes())
def test_aliases_name_entries_that_are_there(code: str) -> None:
    entries = read_entries()
    assert not sorted({row["id"] for _, row in _rows(code)} - set(entries))


@pytest.mark.parametrize("code", full_codes())
def test_aliases_stand_in_the_file_of_their_kind(code: str) -> None:
    entries = read_entries()
    assert not [row for kind, row in _rows(code) if entries[row["id"]].kind != kind]


@pytest.mark.parametrize("code", full_codes())
def test_aliases_stand_once_with_a_known_use(code: str) -> None:
    rows = [row for _, row in _rows(code)]
    counts = Counter((row["id"], row["alias"]) for row in rows)
    assert not [key for key, count in counts.items() if count > 1]
    assert {row.get("use", "") for row in rows} <= {*USE_ORDER, NO_NAME, ""}


@pytest.mark.parametrize("code", full_codes())
def test_a_state_shares_its_plain_name_with_no_person(code: str) -> None:
    language = find_language(code)
    assert language is not None
    for words, aliases in read_names(language).iter_groups():
        kinds = {alias.entry.kind for alias in aliases if alias.use == "name"}
        assert not {"state", "person"} <= kinds, words
