"""`sumber reread`: what is kept, read again."""

from __future__ import annotations

import sys
from argparse import Namespace

import msgspec

from sumber.cli.console import clean
from sumber.cli.exits import EXIT_OK, EXIT_REFUSED
from sumber.cli.opening import open_chosen
from sumber.cli.spelling import count_of
from sumber.cli.stopping import Stopped, Stopping
from sumber.cli.sums import sums_told
from sumber.errors import ReaderError
from sumber.ledger.rereading import Reread, iter_rereadings
from sumber.model import Document, Reading
from sumber.pipeline import open_reader, read_document
from sumber.settings import read_settings


def run_reread(options: Namespace) -> int:
    """Read everything again; tell each document that was read otherwise, and the sums."""
    settings = read_settings()
    reader = open_reader(options.reader, settings.endpoint)

    failed: list[str] = []

    def read(document: Document) -> Reading | None:
        try:
            return read_document(document, reader)
        except ReaderError as error:
            failed.append(document.id)
            print(f"sumber: {clean(error.message)} [{error.code}]", file=sys.stderr)
            return None

    told: list[Reread] = []
    with open_chosen(options, may_write=True, settings=settings) as ledger, sums_told(reader):
        try:
            with Stopping():
                for each in iter_rereadings(ledger, read, options.document):
                    told.append(each)
                    _print(each, options.format)
        except Stopped as stop:
            print(f"sumber: {stop.manner}: {_spell_sums(told)}", file=sys.stderr)
            return stop.code
    left = f", {len(failed)} could not be read and stay as they were" if failed else ""
    print(f"sumber: {_spell_sums(told)}{left}", file=sys.stderr)
    return EXIT_REFUSED if failed else EXIT_OK


def _print(reread: Reread, form: str) -> None:
    if form == "jsonl":
        print(msgspec.json.encode(reread).decode(), flush=True)
    elif reread.is_news:
        decisions = (
            f"; {reread.carried} decisions hold, {reread.open} to be made again"
            if reread.carried or reread.open
            else ""
        )
        print(
            f"{reread.document}  {count_of(reread.gained, 'claim')} gained, {reread.lost} lost, {reread.same} the same{decisions}",
            flush=True,
        )


def _spell_sums(told: list[Reread]) -> str:
    news = sum(each.is_news for each in told)
    return f"{count_of(len(told), 'document')} read again, {news} of them with other findings"
