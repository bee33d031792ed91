"""`sumber entities`: who and what the kept reports mention."""

from __future__ import annotations

from argparse import Namespace

import msgspec

from sumber.asking.entities import fits_entity
from sumber.cli.exits import EXIT_OK
from sumber.cli.listing import print_csv, print_json, print_json_lines, print_table
from sumber.cli.opening import open_chosen
from sumber.ledger.entities import list_entities
from sumber.ledger.merging import read_merges


def run_entities(options: Namespace) -> int:
    """Print the entities, the most mentioned first."""
    with open_chosen(options) as ledger, ledger.reading() as connection:
        project = ledger.find_project(connection)
        merges = read_merges(connection, project)
        every = list_entities(connection, project, merges) if project is not None else []
    wanted = [each for each in every if fits_entity(each, options.words, options.kind)][: options.limit]
    if options.format == "json":
        print_json(wanted)
    elif options.format == "jsonl":
        print_json_lines(wanted)
    elif options.format == "csv":
        print_csv([msgspec.to_builtins(each) for each in wanted])
    else:
        rows = [
            [each.name, each.kind, each.id, str(each.documents), str(each.mentions), " ".join(each.merged)]
            for each in wanted
        ]
        print_table(("name", "kind", "id", "documents", "mentions", "one with"), rows, wide=("name", "id", "one with"))
    return EXIT_OK
