"""`sumber stats`: how much is kept."""

from __future__ import annotations

from argparse import Namespace

from sumber.cli.console import clean
from sumber.cli.exits import EXIT_OK
from sumber.cli.listing import print_json
from sumber.cli.opening import open_chosen
from sumber.ledger.counting import count_all


def run_stats(options: Namespace) -> int:
    """Print the counts of the project, and the room the ledger takes."""
    with open_chosen(options) as ledger, ledger.reading() as connection:
        counts = count_all(connection, ledger.find_project(connection))
        address, project = ledger.address, ledger.project
    if options.format == "json":
        print_json({"ledger": address, "project": project, **counts})
        return EXIT_OK
    print(f"ledger       {clean(address)}")
    print(f"project      {clean(project)} (of {', '.join(map(clean, counts['projects'])) or 'none yet'})")
    for name in ("documents", "versions", "readings", "claims", "judgements"):
        print(f"{name:<12} {counts[name]:>12,}")
    print(f"{'log leaves':<12} {counts['log_leaves']:>12,}")
    print(f"languages    {', '.join(f'{code} {number:,}' for code, number in counts['languages'].items()) or '–'}")
    about = "about " if counts["bytes_estimated"] else ""
    print(f"originals    {about}{counts['bytes']:,} bytes with their texts, packed {about}{counts['bytes_packed']:,}")
    return EXIT_OK
