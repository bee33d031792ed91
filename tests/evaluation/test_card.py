"""The model card's table: the same figures as `sumber languages` shows."""

from __future__ import annotations

import json
from pathlib import Path

from evaluation.__main__ import SCORES
from evaluation.card import CARD, make_table, renew_card


def test_the_card_tells_the_figures_that_were_measured() -> None:
    scores = json.loads(SCORES.read_text("utf-8"))
    assert make_table(scores["readers"]["trained"]) in CARD.read_text("utf-8")


def test_a_new_table_takes_the_place_of_the_old(tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text("before\n\n| | all | en |\n|---|---|---|\n| claims | 0.10 | 0.20 |\n\nafter\n", "utf-8")
    scores = json.loads(SCORES.read_text("utf-8"))["readers"]["trained"]
    renew_card(scores, card)
    assert card.read_text("utf-8") == f"before\n\n{make_table(scores)}\nafter\n"
