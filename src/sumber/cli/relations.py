"""`sumber relations`: how reports and claims relate, one relation a line."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from sumber.cli.console import INDENT, clean, open_console
from sumber.cli.exits import EXIT_OK
from sumber.cli.relating import open_related
from sumber.cli.spelling import count_of
from sumber.model import Relation, RelationEnd
from sumber.relating.listing import iter_relations
from sumber.relating.tools import Tools
from sumber.shaping.relations import iter_named, shape_relation

_SPELLED = {"same_story": "one story", "copy": "copy", "corroborates": "corroborates", "contradicts": "contradicts"}
_ARROWS = {"forth": ">", "back": "<"}


def run_relations(options: Namespace, tools: Tools | None = None) -> int:
    """Print every relation of the project."""
    with open_related(options, tools) as (ledger, project), ledger.reading() as connection:
        found = iter_relations(connection, project)
        chosen = (each for each in found if not options.only or each.relation in options.only)
        named = iter_named(connection, project, chosen)
        if options.format == "jsonl":
            for relation, names in named:
                sys.stdout.write(msgspec.json.encode(shape_relation(relation, names)).decode() + "\n")
        else:
            _print(open_console(sys.stdout), named)
    return EXIT_OK


def _print(console: Console, named: Iterable[tuple[Relation, dict[str, str]]]) -> None:
    number = 0
    for relation, names in named:
        number += 1
        arrow = _ARROWS.get(relation.direction or "", "–")
        a, b = (_spell_end(end, names) for end in (relation.a, relation.b))
        kind = f" ({relation.kind})" if relation.kind else ""
        console.print(
            Text.assemble(
                (f"{_SPELLED[relation.relation]}{kind}", "bold"),
                f"  {a} {arrow} {b}",
                (f"  {relation.score:.2f}", "dim"),
            )
        )
        for ground in relation.grounds:
            console.print(Padding(Text(clean(ground.detail), style="dim"), INDENT))
    console.print(Text(count_of(number, "relation"), style="dim"))


def _spell_end(end: RelationEnd, names: dict[str, str]) -> str:
    claim = f" {end.claim[:12]}" if end.claim else ""
    return clean(names[end.document]) + claim
