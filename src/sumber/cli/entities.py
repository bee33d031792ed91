"""`sumber entities`: who and what the kept reports mention."""

from __future__ import annotations

from argparse import Namespace

import msgspec

from sumber.cli.exits import EXIT_OK
from sumber.cli.listing import print_csv, print_json, print_json_lines, print_table
from sumber.cli.opening import open_chosen
from sumber.gazetteer.lookup import find_called
from sumber.ledger.entities import KeptEntity, list_entities
from sumber.ledger.ids import fold_name
from sumber.ledger.merging import read_merges


def run_entities(options: Namespace) -> int:
    """Print the entities, the most mentioned first."""
    with open_chosen(options) as ledger, ledger.reading() as connection:
        project = ledger.find_project(connection)
        merges = read_merges(connection, project)
        every = list_entities(connection, project, merges) if project is not None else []
    wanted = [each for each in every if _fits(each, options)][: options.limit]
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


def _fits(entity: KeptEntity, options: Namespace) -> bool:
    """Whether an entity is of the kind asked for, and called so: in part of its name, by its id, or in any language."""
    if options.kind and entity.kind != options.kind:
        return False
    words = fold_name(options.words)
    ids = {entity.id, *entity.merged}
    return words in fold_name(entity.name) or options.words in ids or bool(ids & set(find_called(options.words)))
