"""`sumber impact`: what rests on a source, and what would be left without it."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Any

import msgspec
from rich.text import Text

from sumber.cli.claims_table import SHORT_ID
from sumber.cli.console import open_console
from sumber.cli.exits import EXIT_OK
from sumber.cli.listing import print_table
from sumber.cli.naming import Names
from sumber.cli.propositions import shape_proposition, spell_origins, spell_withdrawn
from sumber.cli.relating import open_related
from sumber.cli.spelling import count_of
from sumber.errors import LedgerError
from sumber.ledger import Connection
from sumber.ledger.profiles import find_numbers
from sumber.ledger.propositions import known_sources
from sumber.ledger.views import find_documents_by_id
from sumber.relating.impact import Impact, Source, iter_impacts
from sumber.relating.tools import Tools


def run_impact(options: Namespace, tools: Tools | None = None) -> int:
    """Print what rests on a source; LedgerError where nothing does."""
    with open_related(options, tools) as (ledger, project), ledger.reading() as connection:
        source = find_source(connection, project, options.source)
        found = list(iter_impacts(connection, project, source))
        if options.format == "jsonl":
            for each in found:
                sys.stdout.write(msgspec.json.encode(_shape(each, connection, project)).decode() + "\n")
            return EXIT_OK
    _print(found)
    return EXIT_OK


def find_source(connection: Connection, project: int, words: str) -> Source:
    """The source that some words name: a document by its id, else whoever bears the name or id in any chain."""
    documents = find_documents_by_id(connection, project, words)
    if len(documents) > 1:
        told = ", ".join(f"{each.id} ({each.publisher})" for each in documents[:5])
        raise LedgerError("S511", f"{words!r} stands for several documents: {told}; give more of the id")
    if documents:
        numbers = find_numbers(connection, project, [documents[0].id])
        return Source(frozenset(), numbers[documents[0].id])
    keys = known_sources(connection, project, find_keys(connection, project, words))
    if not keys:
        raise LedgerError(
            "S511",
            f"no source or document {words!r} stands behind any claim; sumber entities and sumber documents list them",
        )
    return Source(frozenset(keys))


def find_keys(connection: Connection, project: int, words: str) -> set[str]:
    """By what a source may be kept: its id or, in any language, the ids of what is called so; and the bare name."""
    return {*Names(connection, project).find_ids(words), words, words.casefold()}


def _shape(impact: Impact, connection: Connection, project: int) -> dict[str, Any]:
    left = impact.left
    return {
        "alone": impact.is_alone,
        "proposition": shape_proposition(impact.proposition, connection, project),
        "claims_without": len(impact.proposition.claims) - impact.without,
        "independent_origins_without": left.independent_origins if left else 0,
        "unknown_origins_without": left.unknown_origins if left else 0,
        "grade_without": left.grade.credibility if left else None,
        "reasons_without": [{"name": ground.name, "detail": ground.detail} for ground in left.grade.grounds]
        if left
        else [],
    }


def _print(found: list[Impact]) -> None:
    alone = [each for each in found if each.is_alone]
    among = [each for each in found if not each.is_alone]
    console = open_console(sys.stdout)
    console.print(Text(f"{count_of(len(alone), 'proposition')} on this source alone", style="bold"))
    if alone:
        rows = [(_claim(each), each.proposition.gloss, _grade(each), "nothing") for each in alone]
        print_table(("claim", "what is said", "grade", "left without it"), rows, wide=("what is said",))
    console.print(Text(f"{count_of(len(among), 'proposition')} on it among others", style="bold"))
    if among:
        rows = [(_claim(each), each.proposition.gloss, _grade(each), _left(each)) for each in among]
        print_table(("claim", "what is said", "grade", "left without it"), rows, wide=("what is said",))
    console.print(Text("nothing was changed", style="dim"))


def _claim(impact: Impact) -> str:
    return (impact.proposition.claims[0].claim or "")[:SHORT_ID]


def _grade(impact: Impact) -> str:
    """The grade as it is, and how many of the claims were taken back."""
    return ", ".join(filter(None, (impact.proposition.grade.credibility, spell_withdrawn(impact.proposition))))


def _left(impact: Impact) -> str:
    if impact.left is None:
        return "nothing"
    return f"grade {impact.left.grade.credibility}, {spell_origins(impact.left)} independent"
