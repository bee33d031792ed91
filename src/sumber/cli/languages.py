"""`sumber languages`: what is read, and how well."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from importlib import resources
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from sumber.cli.console import Cell, open_console
from sumber.cli.exits import EXIT_OK
from sumber.languages import Language, find_language, language_codes

# Below this the languages' own names leave no room for the scores.
ROOM_FOR_ENDONYMS = 96
DEPTHS = ("full", "claims", "identified")
SHOWN = ("claims", "origin", "chain", "dates", "names", "resolved")
LEGEND = """full: claims, chains, names, dates and ids are found
claims: claims, chains, names, dates and ids are found, by the trained reader alone
identified: the language is recognised, its reports are not read yet
resolved: names tied to the right person, body or place
–: not measured; there are no labelled reports of this language to measure on
Scores run from 0 to 1. They were measured on synthetic labelled reports
that had no part in the making of the readers."""


def read_scores() -> dict[str, dict[str, float]]:
    """Measured figures by language, as the evaluation wrote them; empty where it never did."""
    found: dict[str, dict[str, float]] = _read_file().get("languages", {})
    return found


def find_choice(code: str) -> str | None:
    """The reader that measured better in a language, None where nothing was measured."""
    chosen: dict[str, str] = _read_file().get("chosen", {})
    return chosen.get(code)


def _read_file() -> dict[str, Any]:
    file = resources.files("sumber.languages") / "scores.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return found


def run_languages(options: Namespace) -> int:
    """Print the languages with their depth and scores."""
    rows = list_languages()
    if options.format == "json":
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return EXIT_OK
    console = open_console(sys.stdout)
    console.print(_table(rows, endonyms=console.width >= ROOM_FOR_ENDONYMS))
    console.print()
    console.print(Text(LEGEND, style="dim"))
    return EXIT_OK


def list_languages() -> list[dict[str, Any]]:
    """The languages by code, each with its names, depth and scores; None where nothing was measured."""
    scores = read_scores()
    languages = filter(None, map(find_language, language_codes()))
    return [
        {
            "code": language.code,
            "name": language.name,
            "endonym": language.endonym,
            "depth": _depth(language),
            "scores": scores.get(language.code),
        }
        for language in languages
    ]


def _depth(language: Language) -> str:
    """How deeply reports in a language are read: in full, for their claims, or not at all."""
    if language.depth == "full":
        return "full"
    return "claims" if find_choice(language.code) == "trained" else language.depth


def _table(rows: list[dict[str, Any]], *, endonyms: bool) -> Table:
    """Fully read languages first; the rest by code."""
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="bold",
        border_style="dim",
    )
    names = ("name", "endonym") if endonyms else ("name",)
    for heading in ("code", *("language", "its own name")[: len(names)], "depth"):
        table.add_column(heading, no_wrap=True)
    for heading in SHOWN:
        table.add_column(heading, justify="right", no_wrap=True)
    for row in sorted(rows, key=lambda row: (DEPTHS.index(row["depth"]), row["code"])):
        figures = row["scores"] or {}
        cells = [f"{figures[name]:.2f}" if name in figures else "–" for name in SHOWN]
        style = "dim" if row["depth"] == "identified" else ""
        table.add_row(row["code"], *(Cell(Text(row[name])) for name in names), row["depth"], *cells, style=style)
    return table
