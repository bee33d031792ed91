"""The options of the commands that look after a ledger."""

from __future__ import annotations

from sumber.cli.ledger_options import AddCommand, add_format, add_signature
from sumber.model import READER_NAMES


def add_care(add: AddCommand) -> None:
    """The commands backup, restore, reread, dump, load, erase and doctor."""
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
    add_format(reread, "table", "jsonl")
    dump = add(
        "dump",
        "write the whole ledger as plain files",
        "Writes the evidence that sumber verify checks, a file for each table, and the originals and texts beside them.",
        "sumber dump --out ledger-files",
        "sumber dump --out march.zip --as parquet",
    )
    dump.add_argument(
        "--out",
        required=True,
        metavar="WHERE",
        help="an empty folder or a new one; or a new file whose name ends in .zip",
    )
    dump.add_argument(
        "--as",
        dest="form",
        default="jsonl",
        choices=("jsonl", "parquet"),
        help="the form of the tables: jsonl (default) or parquet",
    )
    load = add(
        "load",
        "fill an empty ledger from such files",
        "Fills an empty ledger from a dump; all of it, or nothing where a file is missing or altered.",
        "sumber load ledger-files --ledger copy.db",
        "sumber load march.zip --ledger postgresql://ana@host/sumber",
    )
    load.add_argument("source", metavar="DUMP", help="the folder or the zip that sumber dump wrote")
    erase = add(
        "erase",
        "erase a document, where the law asks for it",
        "Erases a document with its originals, texts, readings, claims and judgements. The log keeps its hashes, without "
        "the salt that would let anybody test a guess, and that it was erased, why, by whom and when.",
        'sumber erase 3f2a91c07be4d1a2b3c4 --reason "court order 12/2025" --as Ana',
    )
    erase.add_argument("document", metavar="ID", help="the document's whole id")
    erase.add_argument("--reason", required=True, metavar="WORDS", help="why; it stays in the log")
    add_signature(erase)
    doctor = add(
        "doctor",
        "check settings, versions and the ledger's health",
        "Tells settings and versions, and checks the ledger: its files, its log, its hashes and its search index.",
        "sumber doctor",
        "sumber doctor --upgrade",
        "sumber doctor --whole",
    )
    doctor.add_argument(
        "--whole", action="store_true", help="check all of a very large ledger; else what a minute is enough for"
    )
    doctor.add_argument(
        "--upgrade", action="store_true", help="bring a ledger of an older Sumber, or its search index, up to date"
    )
    add_format(doctor, "table", "json")
