"""`sumber stats`: how much is kept."""

from __future__ import annotations

from argparse import Namespace

from sumber.cli.console import clean
from sumber.cli.exits import EXIT_OK
from sumber.cli.listing import print_json
from sumber.cli.opening import open_chosen
from sumber.shaping.log import shape_stats


def run_stats(options: Namespace) -> int:
    """Print the counts of the project, and the room the ledger takes."""
    with open_chosen(options) as ledger, ledger.reading() as connection:
        counts = shape_stats(ledger, connection)
    if options.format == "json":
        print_json(counts)
        return EXIT_OK
    print(f"ledger       {clean(counts['ledger'])}")
    print(f"project      {clean(counts['project'])} (of {', '.join(map(clean, counts['projects'])) or 'none yet'})")
    figures = {name: value for name, value in counts.items() if isinstance(value, int)}
    for name in ("documents", "versions", "readings", "claims", "judgements"):
        print(f"{name:<12} {figures[name]:>12,}")
    print(f"{'log leaves':<12} {counts['log_leaves']:>12,}")
    print(f"languages    {', '.join(f'{code} {number:,}' for code, number in counts['languages'].items()) or '–'}")
    about = "about " if counts["bytes_estimated"] else ""
    print(f"originals    {about}{counts['bytes']:,} bytes with their texts, packed {about}{counts['bytes_packed']:,}")
    return EXIT_OK
