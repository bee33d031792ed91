"""`sumber propositions`: what is said, and how many independent origins it rests on."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from itertools import islice

import msgspec
from rich.text import Text

from sumber.cli.claims_table import SHORT_ID
from sumber.cli.console import open_console
from sumber.cli.exits import EXIT_OK
from sumber.cli.listing import print_table
from sumber.cli.relating import open_related
from sumber.cli.spelling import count_of
from sumber.ledger.propositions import count_propositions, iter_propositions
from sumber.model import Proposition
from sumber.relating.tools import Tools
from sumber.shaping.relations import find_names, shape_proposition

_LEAST_SHOWN = 2
_MOST_SHOWN = 20


def run_propositions(options: Namespace, tools: Tools | None = None) -> int:
    """Print the propositions of the project, those in the most documents first."""
    is_table = options.format == "table"
    least = options.least or (_LEAST_SHOWN if is_table else 1)
    limit = options.limit or (_MOST_SHOWN if is_table else None)
    with open_related(options, tools) as (ledger, project), ledger.reading() as connection:
        found = islice(iter_propositions(connection, project, least=least), limit)
        if not is_table:
            for each in found:
                shaped = shape_proposition(each, find_names(connection, project, [each]))
                sys.stdout.write(msgspec.json.encode(shaped).decode() + "\n")
            return EXIT_OK
        shown = list(found)
        number = count_propositions(connection, project, least=least)
        claims = {each.id: _first_claim(each) for each in shown}
    rows = [(claims[each.id], each.gloss, spell_origins(each), _spread(each), each.grade.credibility) for each in shown]
    if rows:
        print_table(("claim", "what is said", "independent origins", "where", "grade"), rows, wide=("what is said",))
    told = count_of(number, "proposition")
    open_console(sys.stdout).print(Text(told if number == len(shown) else f"{told}, {len(shown)} shown", style="dim"))
    return EXIT_OK


def spell_origins(proposition: Proposition) -> str:
    """How many independent origins a proposition rests on.

    Further ones, of which nothing shows whether they are, stand behind a plus.
    """
    unknown = f" (+{proposition.unknown_origins} unknown)" if proposition.unknown_origins else ""
    return f"{proposition.independent_origins}{unknown}"


def _spread(proposition: Proposition) -> str:
    languages = " ".join(proposition.languages)
    parts = (
        count_of(len(proposition.claims), "claim"),
        count_of(len(proposition.outlets), "outlet"),
        languages,
        spell_withdrawn(proposition),
    )
    return " · ".join(filter(None, parts))


def spell_withdrawn(proposition: Proposition) -> str:
    """How many of the claims were taken back, empty where none was."""
    counts = Counter(each.kind for each in proposition.withdrawn)
    return ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()))


def _first_claim(proposition: Proposition) -> str:
    """The claim by which `sumber why` explains a proposition."""
    return (proposition.claims[0].claim or "")[:SHORT_ID]
