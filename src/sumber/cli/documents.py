"""`sumber documents`: kept documents found by words and filters."""

from __future__ import annotations

import sys
from argparse import Namespace

import msgspec

from sumber.asking.naming import Names
from sumber.asking.questions import document_filters
from sumber.cli.claims import read_question, spell_count
from sumber.cli.exits import EXIT_OK
from sumber.cli.listing import print_csv, print_json, print_json_lines, print_table
from sumber.cli.opening import open_chosen, warn_of_old_index
from sumber.ledger import Count
from sumber.ledger.finding import Page, build_query, count_documents, find_documents
from sumber.ledger.views import KeptDocument, get_documents


def run_documents(options: Namespace) -> int:
    """Print a page of documents, how many there are, and how to get the next page."""
    with open_chosen(options) as ledger, ledger.reading() as connection:
        warn_of_old_index(ledger, connection)
        project = ledger.find_project(connection)
        page, count = Page((), None), Count(0, is_estimate=False)
        found: list[KeptDocument] = []
        if project is not None:
            filters = document_filters(read_question(options), Names(connection, project))
            query = build_query(project, filters, is_only_project=ledger.is_only_project(connection))
            page = find_documents(connection, ledger.store, query, (options.limit, options.after))
            found = get_documents(connection, page.numbers)
            count = count_documents(connection, ledger.store, query)
    _print(options, found, count, page.after)
    return EXIT_OK


def _print(options: Namespace, found: list[KeptDocument], count: Count, after: int | None) -> None:
    if options.format == "json":
        head = {"count": count.number, "estimated": count.is_estimate, "after": str(after) if after else None}
        print_json({**head, "documents": found})
    elif options.format == "jsonl":
        print_json_lines(found)
    elif options.format == "csv":
        print_csv([msgspec.to_builtins(each) for each in found])
    else:
        print_table(
            ("id", "publisher", "title", "published", "lang", "version", "claims"),
            [_row(each) for each in found],
            wide=("publisher", "title"),
        )
        print(spell_count(count, len(found), "document"))
    if after is not None and options.format != "json":
        print(f"sumber: more with --after {after}", file=sys.stderr)


def _row(document: KeptDocument) -> list[str]:
    mark = "[SYNTHETIC] " if document.synthetic else ""
    return [
        document.id[:12],
        document.publisher or "",
        mark + (document.title or document.caller_id),
        (document.published_at or "")[:10],
        document.language or "",
        str(document.version),
        str(document.claims),
    ]
