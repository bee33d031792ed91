"""`sumber entities`: who and what the kept reports mention."""

from __future__ import annotations

import sys
from argparse import Namespace

import msgspec

from sumber.asking.entities import fits_entity
from sumber.cli.exits import EXIT_OK
from sumber.cli.listing import print_csv, print_json, print_json_lines, print_table
from sumber.cli.opening import open_chosen
from sumber.ledger import Connection, Ledger
from sumber.ledger.entities import EntityLists, KeptEntity, Listed
from sumber.ledger.merging import read_merges


def run_entities(options: Namespace) -> int:
    """Print the entities, the most mentioned first."""
    with open_chosen(options) as ledger, ledger.reading() as connection:
        listed = _read(options, ledger, connection)
    _print(options, listed.entities[: options.limit])
    if listed.looked_through < listed.documents:
        print(
            f"sumber: counted in the newest {listed.looked_through:,} of {listed.documents:,} documents; what only "
            "earlier ones mention is found by its name, or with --whole",
            file=sys.stderr,
        )
    return EXIT_OK


def _read(options: Namespace, ledger: Ledger, connection: Connection) -> Listed:
    project = ledger.find_project(connection)
    if project is None:
        return Listed([], 0, 0)
    lists = EntityLists(connection, ledger.store, project, read_merges(connection, project))
    if not (options.words or options.kind):
        return lists.list_all(whole=options.whole)
    return lists.list_some(lambda each: fits_entity(each, options.words, options.kind), whole=options.whole)


def _print(options: Namespace, wanted: list[KeptEntity]) -> None:
    if options.format == "json":
        print_json(wanted)
    elif options.format == "jsonl":
        print_json_lines(wanted)
    elif options.format == "csv":
        print_csv([msgspec.to_builtins(each) for each in wanted])
    else:
        rows = [[each.name, each.kind, each.id, *_spell_figures(each), " ".join(each.merged)] for each in wanted]
        print_table(("name", "kind", "id", "documents", "mentions", "one with"), rows, wide=("name", "id", "one with"))


def _spell_figures(each: KeptEntity) -> tuple[str, str]:
    """In how many documents how often, "about" where that is an estimate."""
    about = "about " if each.estimated else ""
    return f"{about}{each.documents:,}", f"{about}{each.mentions:,}"
