"""The table of the model card, made of the figures that `sumber languages` shows: neither can say what the other does not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from evaluation.figures import FIGURES

CARD = Path(__file__).resolve().parent.parent / "docs" / "reference" / "model-card.md"
WHOLE = "all"
_LEFT_OUT = ("grounded",)


def make_table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """Figures by language as a table, all languages together first; two decimals."""
    codes = [WHOLE, *sorted(code for code in figures if code != WHOLE)]
    lines = [f"| | {' | '.join(codes)} |", "|---" * (len(codes) + 1) + "|"]
    for name in FIGURES:
        if name not in _LEFT_OUT:
            lines.append(f"| {name} | " + " | ".join(f"{figures[code][name]:.2f}" for code in codes) + " |")
    return "\n".join(lines) + "\n"


def renew_card(figures: Mapping[str, Mapping[str, float]], card: Path = CARD) -> None:
    """Puts the table in the place of the one that the card has."""
    text = card.read_text("utf-8")
    start = text.index(f"| | {WHOLE} | ")
    end = text.index("\n\n", start) + 1
    card.write_text(text[:start] + make_table(figures) + text[end:], "utf-8")
