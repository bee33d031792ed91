"""The options of the commands that keep and look up: one function a command."""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import Final, Protocol, get_args

from sumber.model import READER_NAMES, EventType, Mode, Stance

EXIT_NOTE: Final = """exit codes: 0 done, 1 not found or refused, 2 wrong usage, 130 interrupted"""
_FORMATS: Final = ("table", "json", "jsonl", "csv")
MOST_SHOWN: Final = 1000


class _Add(Protocol):
    """Adds a command with its help, description and examples."""

    def __call__(self, name: str, help_line: str, description: str, *examples: str) -> argparse.ArgumentParser: ...


def _epilog(*lines: str) -> str:
    return "\n".join(("examples:", *(f"  {line}" for line in lines), "", EXIT_NOTE))


def add_ledger_options(parser: argparse.ArgumentParser) -> None:
    """Where the ledger is, and which project is worked in."""
    group = parser.add_argument_group("the ledger")
    group.add_argument(
        "--ledger",
        metavar="WHERE",
        help="a file, or postgresql://…; else SUMBER_LEDGER, else sumber.db in the platform's data folder",
    )
    group.add_argument("--project", metavar="NAME", type=project_name, help='the project worked in ("main")')


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
    _add_format(show, "table", "json")
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
    _add_paging(documents)
    _add_format(documents, *_FORMATS)
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
    entities.add_argument("--limit", type=_amount, default=50, metavar="N", help="how many at most (50)")
    _add_format(entities, *_FORMATS)
    _add_format(
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
        "--after", type=_count, default=None, metavar="SEQ", help="leaves behind this one; else the last ones"
    )
    log.add_argument("--limit", type=_amount, default=50, metavar="N", help="how many at most (50)")
    log.add_argument("--subject", metavar="ID", help="only leaves about this document, reading or judgement")
    log.add_argument("--sign", action="store_true", help="first sign what was not signed yet")
    log.add_argument("--checkpoint", action="store_true", help="print the last checkpoint alone, to be kept elsewhere")
    _add_format(log, *_FORMATS)
    _add_judging(add)
    _add_care(add)


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
        type=_first_day,
        help="on this day (2024-08-01, 2024-08 or 2024) or later",
    )
    when.add_argument("--to", dest="latest", metavar="DAY", type=_last_day, help="on this day or earlier")
    _add_paging(claims)
    _add_format(claims, *_FORMATS)
    claims.add_argument("--plan", action="store_true", help="how the database goes about it, instead of the claims")


def _add_judging(add: _Add) -> None:
    for kind, what, example in (
        ("accept", "say that a claim was read right", "sumber accept 3f2a91c07be4 --as Ana"),
        (
            "reject",
            "say that a claim was read wrong",
            'sumber reject 3f2a91c07be4 --reason "the denial was overlooked" --as Ana',
        ),
    ):
        parser = add(kind, what, f"{what.capitalize()}; the claim stays, with the judgement beside it.", example)
        parser.add_argument("subject", metavar="CLAIM", help="the claim's id, or how it begins")
        _add_signing(parser)
    correct = add(
        "correct",
        "say what a claim should have been read as",
        "Keeps a correction beside the claim; the reading itself is never changed.",
        'sumber correct 3f2a91c07be4 stance=denies "actor=North Korea" --reason "bukan" --as Ana',
    )
    correct.add_argument("subject", metavar="CLAIM", help="the claim's id, or how it begins")
    correct.add_argument(
        "fields",
        nargs="+",
        metavar="FIELD=VALUE",
        help="stance, mode, hedged, negated, event, tense, actor, recipient, origin, object, quantity, place or time",
    )
    _add_signing(correct)
    note = add(
        "note",
        "write a note beside a claim",
        "Keeps a note beside a claim.",
        'sumber note 3f2a91c07be4 "see the ministry\'s own release" --as Ana',
    )
    note.add_argument("subject", metavar="CLAIM", help="the claim's id, or how it begins")
    note.add_argument("reason", metavar="NOTE", help="what to write")
    _add_signature(note)
    for kind, what, example in (
        (
            "merge",
            "say that two entities are one",
            'sumber merge Q423 sumber:organisation:dprk --reason "same state" --as Ana',
        ),
        (
            "split",
            "say that two entities are not one",
            'sumber split Q230 Q1428 --reason "country and US state" --as Ana',
        ),
    ):
        parser = add(
            kind,
            what,
            f"{what.capitalize()}. Nothing is rewritten: sumber undo takes it back and leaves all as it was.",
            example,
        )
        parser.add_argument("subject", metavar="ENTITY", help="an entity's id (sumber entities lists them)")
        parser.add_argument("other", metavar="OTHER", help="the other entity's id")
        parser.add_argument("--score", type=_score, metavar="0..1", help="how sure, where it is not certain")
        _add_signing(parser)
    public = add(
        "public",
        "record that a person acts in a public role",
        "A person whom no public list holds is a name in its claim alone. Once a public role and the reason are recorded, "
        "the filters of sumber claims take the name, and sumber entities lists it.",
        'sumber public "Ivo Merrin" --role "spokesman of the coast guard" --reason "speaks for it" --as Ana',
    )
    public.add_argument("subject", metavar="NAME", help="the name as reports print it")
    public.add_argument("--role", required=True, metavar="ROLE", help="the public role")
    public.add_argument("--reason", required=True, metavar="WORDS", help="why this is known, and why it is public")
    _add_signature(public)
    undo = add(
        "undo",
        "take a judgement back",
        "Takes a judgement back; it stays in the log, with who took it back and why.",
        'sumber undo 77e0a4d1c2b3f5968a10 --reason "wrong claim" --as Ana',
    )
    undo.add_argument("subject", metavar="JUDGEMENT", help="the judgement's id (sumber show and sumber log tell it)")
    _add_signing(undo)


def _add_care(add: _Add) -> None:
    backup = add(
        "backup",
        "copy the whole ledger to a file",
        "Copies the whole ledger to a file, while others go on reading and writing, and checks the copy.",
        "sumber backup ledger-2025-02-10.db",
    )
    backup.add_argument("target", metavar="FILE", help="where to; a file that is there already is not touched")
    restore = add(
        "restore",
        "make a ledger from a backup",
        "Makes a ledger from a backup, where there is none yet.",
        "sumber restore ledger-2025-02-10.db --ledger restored.db",
    )
    restore.add_argument("target", metavar="FILE", help="the backup")
    reread = add(
        "reread",
        "read what is kept again, with a better reader",
        "Reads the newest version of every document again. What is found is added and shown from then on; what was read "
        "before stays, and decisions hold where their words are found again.",
        "sumber reread",
        "sumber reread --reader trained --document 3f2a91c07be4d1a2b3c4",
    )
    reread.add_argument("--reader", default="auto", choices=READER_NAMES, help="as for sumber read (auto)")
    reread.add_argument("--document", metavar="ID", help="this document alone")
    _add_format(reread, "table", "jsonl")
    dump = add(
        "dump",
        "write the whole ledger as plain files",
        "Writes a file of JSON Lines for each table, and the originals and texts beside them.",
        "sumber dump --out ledger-files",
    )
    dump.add_argument("--out", required=True, metavar="FOLDER", help="an empty folder or a new one")
    dump.add_argument("--as", dest="form", default="jsonl", choices=("jsonl",), help="the form of the tables (jsonl)")
    load = add(
        "load",
        "fill an empty ledger from such files",
        "Fills an empty ledger from a dump; all of it, or nothing where a file is missing or altered.",
        "sumber load ledger-files --ledger copy.db",
    )
    load.add_argument("source", metavar="FOLDER", help="the folder that sumber dump wrote")
    erase = add(
        "erase",
        "erase a document, where the law asks for it",
        "Erases a document with its originals, texts, readings, claims and judgements. The log keeps its hashes, without "
        "the salt that would let anybody test a guess, and that it was erased, why, by whom and when.",
        'sumber erase 3f2a91c07be4d1a2b3c4 --reason "court order 12/2025" --as Ana',
    )
    erase.add_argument("document", metavar="ID", help="the document's whole id")
    erase.add_argument("--reason", required=True, metavar="WORDS", help="why; it stays in the log")
    _add_signature(erase)
    doctor = add(
        "doctor",
        "check settings, versions and the ledger's health",
        "Tells settings and versions, and checks the ledger: its files, its log, its hashes and its search index.",
        "sumber doctor",
        "sumber doctor --upgrade",
    )
    doctor.add_argument(
        "--upgrade", action="store_true", help="bring a ledger of an older Sumber, or its search index, up to date"
    )
    _add_format(doctor, "table", "json")


def _add_signing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", metavar="WORDS", help="why")
    _add_signature(parser)


def _add_signature(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as", dest="decided_by", metavar="NAME", help="who decides; else SUMBER_NAME")


def _add_paging(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=_amount, default=20, metavar="N", help="how many at most (20)")
    parser.add_argument(
        "--after", type=_count, metavar="MARK", help="the next page: the mark that the page before gave"
    )


def _add_format(parser: argparse.ArgumentParser, *formats: str) -> None:
    told = " or ".join((", ".join(("table (default)", *formats[1:-1])), formats[-1]))
    parser.add_argument("--format", default="table", choices=formats, help=told)


def add_add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `add` beside those it shares with `read`."""
    parser.add_argument("--format", default="table", choices=("table", "jsonl"), help="table (default) or jsonl")
    parser.add_argument("--quiet", action="store_true", help="no progress and no line for each report")
    parser.add_argument("--again", action="store_true", help="keep also reports that were erased before")
    add_ledger_options(parser)


def project_name(words: str) -> str:
    """The name of a project: some letters, figures and simple marks."""
    if not re.fullmatch(r"\w[\w .-]{0,63}", words):
        raise argparse.ArgumentTypeError(
            f"{words!r} is no project's name: expected up to 64 letters, figures, blanks, dots or hyphens"
        )
    return words


def _amount(words: str) -> int:
    number = _count(words)
    if not 1 <= number <= MOST_SHOWN:
        raise argparse.ArgumentTypeError(f"{words} is out of bounds: expected 1 to {MOST_SHOWN}")
    return number


def _count(words: str) -> int:
    if not words.isdecimal():
        raise argparse.ArgumentTypeError(f"{words!r} is no whole number: expected one such as 100")
    return int(words)


def _score(words: str) -> float:
    try:
        number = float(words)
    except ValueError:
        number = -1
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{words!r} is no score: expected a number from 0 to 1")
    return number


def _first_day(words: str) -> str:
    return _day(words, "-01-01")


def _last_day(words: str) -> str:
    return _day(words, "-12-31")


def _day(words: str, rest: str) -> str:
    """A day; of a month or year alone its first or last."""
    try:
        if re.fullmatch(r"\d{4}", words):
            words += rest
        elif re.fullmatch(r"\d{4}-\d\d", words):
            words = _end_of_month(words) if rest == "-12-31" else f"{words}-01"
        return date.fromisoformat(words).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{words!r} is no day: expected one such as 2024-08-01, 2024-08 or 2024"
        ) from error


def _end_of_month(words: str) -> str:
    from calendar import monthrange

    year, month = map(int, words.split("-"))
    if not 1 <= month <= 12:
        raise ValueError(words)
    return f"{words}-{monthrange(year, month)[1]:02}"
