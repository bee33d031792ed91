"""`sumber impact`: what rests on a source, and what would be left without it."""

from __future__ import annotations

import sys
from argparse import Namespace

import msgspec
from rich.text import Text

from sumber.asking.sources import find_source
from sumber.cli.claims_table import SHORT_ID
from sumber.cli.console import open_console
from sumber.cli.exits import EXIT_OK
from sumber.cli.listing import print_table
from sumber.cli.propositions import spell_origins, spell_withdrawn
from sumber.cli.relating import open_related
from sumber.cli.spelling import count_of
from sumber.relating.impact import Impact, iter_impacts
from sumber.relating.tools import Tools
from sumber.shaping.impact import shape_impact
from sumber.shaping.relations import find_names


def run_impact(options: Namespace, tools: Tools | None = None) -> int:
    """Print what rests on a source; LedgerError where nothing does."""
    with open_related(options, tools) as (ledger, project), ledger.reading() as connection:
        source = find_source(ledger.store, connection, project, options.source)
        found = list(iter_impacts(connection, project, source))
        if options.format == "jsonl":
            for each in found:
                names = find_names(connection, project, [each.proposition])
                sys.stdout.write(msgspec.json.encode(shape_impact(each, names)).decode() + "\n")
            return EXIT_OK
    _print(found)
    return EXIT_OK


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
