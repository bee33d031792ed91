"""`sumber relations`: how reports and claims relate, one relation a line."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from sumber.cli.console import INDENT, clean, open_console
from sumber.cli.exits import EXIT_OK
from sumber.cli.relating import open_related
from sumber.cli.spelling import count_of
from sumber.ledger import Connection
from sumber.ledger.profiles import find_caller_ids
from sumber.model import Relation, RelationEnd
from sumber.relating.listing import iter_relations
from sumber.relating.tools import Tools

_AT_ONCE = 500
_SPELLED = {"same_story": "one story", "copy": "copy", "corroborates": "corroborates", "contradicts": "contradicts"}
_ARROWS = {"forth": ">", "back": "<"}


def run_relations(options: Namespace, tools: Tools | None = None) -> int:
    """Print every relation of the project."""
    with open_related(options, tools) as (ledger, project), ledger.reading() as connection:
        found = iter_relations(connection, project)
        chosen = (each for each in found if not options.only or each.relation in options.only)
        named = _with_names(connection, project, chosen)
        if options.format == "jsonl":
            for relation, names in named:
                sys.stdout.write(msgspec.json.encode(shape_relation(relation, names)).decode() + "\n")
        else:
            _print(open_console(sys.stdout), named)
    return EXIT_OK


def _with_names(
    connection: Connection, project: int, found: Iterator[Relation]
) -> Iterator[tuple[Relation, dict[str, str]]]:
    """Relations, each with what callers call its documents."""
    while some := list(islice(found, _AT_ONCE)):
        names = find_caller_ids(connection, {end.document for each in some for end in (each.a, each.b)}, project)
        for each in some:
            yield each, names


def shape_relation(relation: Relation, names: dict[str, str]) -> dict[str, Any]:
    """A relation as the relations format has it, its documents by their callers' ids."""
    told: dict[str, Any] = {"relation": relation.relation}
    if relation.kind is not None:
        told["kind"] = relation.kind
    if relation.direction is not None:
        told["direction"] = relation.direction
    return {
        **told,
        "a": _shape_end(relation.a, names),
        "b": _shape_end(relation.b, names),
        "score": relation.score,
        "reasons": [{"name": ground.name, "detail": ground.detail} for ground in relation.grounds],
    }


def _shape_end(end: RelationEnd, names: dict[str, str]) -> dict[str, Any]:
    return {"document": names[end.document], "claim": end.claim, "span": end.span}


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
