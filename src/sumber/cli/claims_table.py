"""Kept claims on a terminal: the words, the chain, what is said to have happened, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sumber.cli.console import Cell, clean
from sumber.cli.spelling import spell_chain, spell_event, spell_manner, spell_rests
from sumber.ledger.corrected import keep_last_corrections
from sumber.ledger.judgements import Judgement
from sumber.ledger.judging import ON_CLAIM_PAIRS
from sumber.ledger.views import KeptClaim

SHORT_ID = 12
"""Digits of an id that are shown; they tell apart billions of claims, and commands take them."""


def print_claims(console: Console, found: Sequence[KeptClaim]) -> None:
    """The claims as a table, the words and the chain with most room."""
    if not found:
        console.print(Text("no claims found", style="dim"))
        return
    table = Table(
        box=box.MINIMAL,
        show_edge=False,
        expand=True,
        pad_edge=False,
        show_lines=True,
        header_style="bold",
        border_style="dim",
    )
    table.add_column("id", width=SHORT_ID)
    table.add_column("claim", ratio=5)
    table.add_column("who says it > who prints it", ratio=4)
    table.add_column("how · event · when · where", ratio=4)
    for kept in found:
        table.add_row(
            kept.claim.id[:SHORT_ID],
            Cell(_words(kept)),
            Cell(Text(clean(spell_chain(kept.claim.chain)), style="cyan")),
            Cell(Text("\n").join(_details(kept))),
        )
    console.print(table)


def _words(kept: KeptClaim) -> Text:
    lines = [Text(clean(kept.claim.text))]
    if kept.document.synthetic:
        lines.insert(0, Text("[SYNTHETIC]", style="black on yellow"))
    lines += [Text(told, style="yellow") for told in iter_judgements_in_words(keep_last_corrections(kept.judgements))]
    if kept.rests:
        lines.append(Text(spell_rests(kept.rests), style="dim"))
    return Text("\n").join(lines)


def _details(kept: KeptClaim) -> list[Text]:
    event = kept.claim.event
    when_and_where = [
        event.time.value if event and event.time else "",
        clean(event.place.name) if event and event.place else "",
    ]
    told = " · ".join(filter(None, (kept.document.published_at or "undated", kept.document.language)))
    lines = [
        Text(spell_manner(kept.claim)),
        Text(clean(spell_event(event)) if event else ""),
        Text(" · ".join(filter(None, when_and_where)), style="green"),
        Text(f"printed {clean(told)}", style="dim"),
    ]
    return [line for line in lines if line]


def iter_judgements_in_words(judgements: Iterable[Judgement]) -> list[str]:
    """The judgements that stand, in words."""
    told = []
    for each in judgements:
        if not each.undone:
            told_value = {} if each.kind in ON_CLAIM_PAIRS else each.value or {}
            value = ", ".join(f"{name} = {value}" for name, value in told_value.items())
            parts = (f"{_SPELLED.get(each.kind, each.kind)} by {each.decided_by}", value, each.reason)
            told.append(clean(": ".join(filter(None, parts))))
    return told


_SPELLED = {
    "accept": "accepted",
    "reject": "rejected",
    "correct": "corrected",
    "note": "note",
    "merge": "merged",
    "split": "split",
    "one": "treated as one",
    "independent": "treated as independent",
    "same": "said to be one proposition",
    "different": "said to be two propositions",
    "no-conflict": "said to be no conflict",
    "reliability": "reliability judged",
    "retracted": "marked as retracted",
    "corrected": "marked as corrected",
}
