"""`sumber languages`: what is read, and how well."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from importlib import resources
from typing import Any

from rich.table import Table

from sumber.cli.table import open_console
from sumber.languages import find_language, language_codes

SHOWN = ("claims", "origin", "chain", "dates", "names", "resolved")


def read_scores() -> dict[str, dict[str, float]]:
    """Measured figures by language, as the evaluation wrote them; empty where it never did."""
    file = resources.files("sumber.languages") / "scores.json"
    found: dict[str, dict[str, float]] = json.loads(file.read_text("utf-8"))["languages"] if file.is_file() else {}
    return found


def run_languages(options: Namespace) -> int:
    """Print the languages with their depth and scores."""
    scores = read_scores()
    rows: list[dict[str, Any]] = []
    for code in language_codes():
        language = find_language(code)
        if language:
            rows.append({"code": code, "name": language.name, "depth": language.depth, "scores": scores.get(code)})
    if options.format == "json":
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return 0
    table = Table(header_style="bold")
    for heading in ("code", "language", "depth", *SHOWN):
        table.add_column(heading, justify="right" if heading in SHOWN else "left")
    for row in rows:
        figures = row["scores"] or {}
        cells = [f"{figures[name]:.2f}" if name in figures else "–" for name in SHOWN]
        table.add_row(row["code"], row["name"], row["depth"], *cells)
    console = open_console(sys.stdout)
    console.print(table)
    console.print("[dim]Scores on synthetic labelled reports kept apart from the rules' making (0 to 1).[/dim]")
    return 0
