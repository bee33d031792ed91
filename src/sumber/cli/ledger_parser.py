"""The options of the commands that keep and look up: one function a command."""

from __future__ import annotations

import argparse
from typing import Final, get_args

from sumber.cli.argument_values import amount, count, first_day, last_day
from sumber.cli.care_parser import add_care
from sumber.cli.judging_parser import add_judging
from sumber.cli.ledger_options import add_format, add_ledger_options, add_paging
from sumber.cli.relating_parser import add_relating
from sumber.cli.serving_parser import add_serving
from sumber.model import EventType, Mode, Stance

EXIT_NOTE: Final = """exit codes: 0 done, 1 not found or refused, 2 wrong usage, 130 interrupted"""
_FORMATS: Final = ("table", "json", "jsonl", "csv")


def _epilog(*lines: str) -> str:
    return "\n".join(("examples:", *(f"  {line}" for line in lines), "", EXIT_NOTE))


def add_ledger_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], form: type[argparse.HelpFormatter]
) -> None:
    """All commands that work on a ledger, but for `add`, which takes the options of `read` too."""

    def add(name: str, help_line: str, description: str, *examples: str) -> argparse.ArgumentParser:
        parser = commands.add_parser(
            name, help=help_line, description=description, epilog=_epilog(*examples), formatter_class=form
        )
        add_ledger_options(parser)
        return parser

    _add_claims(
        add(
            "claims",
            "find claims that are kept",
            "Finds claims by words and filters, the newest kept first.",
            'sumber claims "containers DPRK Russia"',
            "sumber claims --actor Rusia --event transfer --from 2024-01-01 --stance asserts",
            "sumber claims drones --language ru --format jsonl --limit 200",
        )
    )
    show = add(
        "show",
        "show a claim or document with all that is kept of it",
        "Shows a claim in its sentence with its chain, versions and judgements; or a document with its claims.",
        "sumber show 3f2a91c07be4",
        "sumber show b8d1 --format json",
    )
    show.add_argument("id", metavar="ID", help="a claim's or document's id, or how it begins, or a caller's id")
    show.add_argument("--text", action="store_true", help="of a document: its text, as kept, and nothing else")
    show.add_argument("--version", dest="number", type=int, metavar="N", help="of a document: this version of its text")
    add_format(show, "table", "json")
    documents = add(
        "documents",
        "find documents that are kept",
        "Finds documents by words and filters, the newest read first.",
        "sumber documents",
        'sumber documents "munitions depot" --outlet NHK --language ja',
    )
    documents.add_argument("words", nargs="?", default="", metavar="WORDS", help="words of the title or text")
    documents.add_argument("--outlet", metavar="NAME", action="append", help="published by; may be given again (or)")
    documents.add_argument("--entity", metavar="NAME", action="append", help="that mention it; may be given again (or)")
    documents.add_argument("--language", metavar="CODE", action="append", help="in this language; may be given again")
    add_paging(documents)
    add_format(documents, *_FORMATS)
    entities = add(
        "entities",
        "list who and what is mentioned",
        "Lists the entities that names were resolved to, the most mentioned first. A person whom no public list holds "
        "is a name in its claim and stands in no list.",
        "sumber entities",
        "sumber entities korea --kind state",
    )
    entities.add_argument("words", nargs="?", default="", metavar="WORDS", help="part of the name, or an id")
    entities.add_argument("--kind", metavar="KIND", help="state, place, person, organisation, outlet or weapon")
    entities.add_argument("--limit", type=amount, default=50, metavar="N", help="how many at most (50)")
    entities.add_argument("--whole", action="store_true", help="count in every document, however many there are")
    add_format(entities, *_FORMATS)
    add_format(
        add(
            "stats",
            "count what is kept",
            "Counts documents, versions, readings, claims, judgements and log leaves, and the room they take.",
            "sumber stats",
            "sumber stats --format json",
        ),
        "table",
        "json",
    )
    log = add(
        "log",
        "list the log of all that was kept",
        "Lists the leaves of the append-only log: number, time, kind, what it is about, and hash.",
        "sumber log",
        "sumber log --after 100 --format jsonl",
        "sumber log --checkpoint > checkpoint-of-march.txt",
    )
    log.add_argument(
        "--after", type=count, default=None, metavar="SEQ", help="leaves behind this one; else the last ones"
    )
    log.add_argument("--limit", type=amount, default=50, metavar="N", help="how many at most (50)")
    log.add_argument("--subject", metavar="ID", help="only leaves about this document, reading or judgement")
    log.add_argument("--sign", action="store_true", help="first sign what was not signed yet")
    log.add_argument("--checkpoint", action="store_true", help="print the last checkpoint alone, to be kept elsewhere")
    add_format(log, *_FORMATS)
    add_relating(add)
    add_serving(add)
    add_judging(add)
    add_care(add)


def _add_claims(claims: argparse.ArgumentParser) -> None:
    claims.add_argument(
        "words",
        nargs="?",
        default="",
        metavar="WORDS",
        help="words, all of which must be there; a known name finds its entity in all languages",
    )
    named = claims.add_argument_group("who and where (a name in any language, or an id; given again: or)")
    named.add_argument("--actor", metavar="NAME", action="append", help="who acts")
    named.add_argument("--recipient", metavar="NAME", action="append", help="whom it is done to or for")
    named.add_argument("--origin", metavar="NAME", action="append", help="who says it first")
    named.add_argument("--outlet", metavar="NAME", action="append", help="who relays or prints it")
    named.add_argument("--place", metavar="NAME", action="append", help="where it happens; a state holds its places")
    what = claims.add_argument_group("what and how (given again: or)")
    what.add_argument(
        "--event",
        metavar="TYPE",
        action="append",
        choices=get_args(EventType),
        help="such as transfer, assault, deploy",
    )
    what.add_argument(
        "--stance",
        metavar="STANCE",
        action="append",
        choices=get_args(Stance),
        help="such as asserts, denies, promises",
    )
    what.add_argument(
        "--mode", metavar="MODE", action="append", choices=get_args(Mode), help="direct, indirect or unattributed"
    )
    what.add_argument("--language", metavar="CODE", action="append", help="of the report")
    what.add_argument("--document", metavar="ID", action="append", help="in this document")
    when = claims.add_argument_group("when it happens, as far as the report says")
    when.add_argument(
        "--from",
        dest="earliest",
        metavar="DAY",
        type=first_day,
        help="on this day (2024-08-01, 2024-08 or 2024) or later",
    )
    when.add_argument("--to", dest="latest", metavar="DAY", type=last_day, help="on this day or earlier")
    add_paging(claims)
    add_format(claims, *_FORMATS)
    claims.add_argument("--plan", action="store_true", help="how the database goes about it, instead of the claims")


def add_add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `add` beside those it shares with `read`."""
    parser.add_argument("--format", default="table", choices=("table", "jsonl"), help="table (default) or jsonl")
    parser.add_argument("--quiet", action="store_true", help="no progress and no line for each report")
    parser.add_argument("--again", action="store_true", help="keep also reports that were erased before")
    add_ledger_options(parser)
