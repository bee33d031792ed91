"""The tables of cases that stand in the languages' folders, found by scanning."""

from __future__ import annotations

import json
from typing import Any

from sumber.languages import Language, find_language, language_codes


def get_language(code: str) -> Language:
    """The language with this code; fails where it has no folder."""
    language = find_language(code)
    assert language is not None
    return language


def codes_with(settings: str) -> list[str]:
    """Codes of the languages whose folder holds this settings file."""
    return [code for code in language_codes() if get_language(code).find_settings(settings) is not None]


def full_codes() -> list[str]:
    """Codes of the languages that are read in full."""
    return [code for code in language_codes() if get_language(code).depth == "full"]


def read_report(code: str) -> str:
    """The short report of `cases/report.txt` by which a language is told from the others; fails where there is none."""
    found = [file for file in get_language(code).iter_files("cases") if file.name == "report.txt"]
    assert found, f"languages/{code}/cases/report.txt is missing"
    return found[0].read_text("utf-8").strip()


def read_cases(name: str) -> list[tuple[str, dict[str, Any]]]:
    """The cases of `cases/<name>.jsonl` of every language that has them, with the language's code."""
    return [
        (code, json.loads(line))
        for code in language_codes()
        for file in get_language(code).iter_files("cases")
        if file.name == f"{name}.jsonl"
        for line in file.read_text("utf-8").splitlines()
    ]
