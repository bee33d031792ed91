"""`sumber add`: reports in, kept in the ledger; each is told only when it is on the disk."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import msgspec

from sumber.adding import LONGEST_WAIT_SECONDS, Adding, Answer, Counts
from sumber.cli.console import clean
from sumber.cli.exits import EXIT_OK, EXIT_REFUSED
from sumber.cli.inputs import STANDARD_INPUT, count_reports, find_sources, iter_documents
from sumber.cli.opening import open_chosen
from sumber.cli.progress import show_progress, wants_progress
from sumber.cli.stopping import Stopped, Stopping
from sumber.cli.sums import sums_told
from sumber.errors import InputError, LedgerError
from sumber.model import Document
from sumber.pipeline import open_reader
from sumber.settings import read_settings


def run_add(options: Namespace) -> int:
    """Read and keep all inputs; what is refused is told and the rest goes on; an interrupt keeps what was told."""
    settings = read_settings()
    sources = find_sources(options.paths)
    with ExitStack() as stack:
        ledger = stack.enter_context(open_chosen(options, may_write=True, settings=settings))
        watched = wants_progress(sys.stdout, quiet=options.quiet)
        total = count_reports(sources, options.source) if watched else None
        advance = stack.enter_context(show_progress(total, wanted=watched))
        reader = open_reader(options.reader, settings.endpoint)
        stack.enter_context(sums_told(reader))
        # Who writes to our standard input may wait for the answer before writing more.
        patience = 0.0 if STANDARD_INPUT in sources else LONGEST_WAIT_SECONDS
        adding = Adding(ledger, reader, _Telling(options).tell, again=options.again, patience_seconds=patience)
        return _add_all(adding, iter_documents(sources, options, settings), advance)


class _Telling:
    """Prints what becomes of each report."""

    def __init__(self, options: Namespace) -> None:
        self._form = options.format
        self._quiet = options.quiet

    def tell(self, answer: Answer) -> None:
        """Print one."""
        if isinstance(answer, InputError):
            print(f"sumber: {clean(answer.message)} [{answer.code}]", file=sys.stderr)
        elif self._form == "jsonl":
            print(msgspec.json.encode(answer).decode())
        elif not self._quiet:
            mark = "[SYNTHETIC] " if answer.synthetic else ""
            name = ": ".join(filter(None, (answer.publisher, answer.title or answer.caller_id)))
            told = f"{answer.status} {answer.version}" if answer.status == "new version" else answer.status
            claims = f"{answer.claims} claim{'' if answer.claims == 1 else 's'}"
            print(f"{told:<16}{answer.document}  {claims:>10}  {mark}{clean(name)}")


def _add_all(adding: Adding, documents: Iterator[Document | InputError], advance: Callable[[], None]) -> int:
    """Add every report; gives the exit code."""
    try:
        with Stopping() as stopping:
            for document in documents:
                adding.read(document)
                if adding.is_due:
                    with stopping.hold():
                        _keep_waiting(adding)
                advance()
            with stopping.hold():
                _keep_waiting(adding)
    except Stopped as stop:
        _keep_waiting(adding)
        print(f"sumber: {stop.manner}: {_spell(adding.counts)}; run it again to go on from there", file=sys.stderr)
        return stop.code
    except LedgerError:
        print(f"sumber: {_spell(adding.counts)}; the rest was not", file=sys.stderr)
        raise
    if adding.counts.kept + adding.counts.refused > 1:
        print(f"sumber: {_spell(adding.counts)}", file=sys.stderr)
    return EXIT_REFUSED if adding.counts.refused else EXIT_OK


def _keep_waiting(adding: Adding) -> None:
    adding.keep_waiting()
    sys.stdout.flush()


def _spell(counts: Counts) -> str:
    """What became of the reports, in words."""
    parts = [f"{number} {status}" for status, number in counts.by_status.items()]
    told = f"{counts.kept} report{'' if counts.kept == 1 else 's'} kept" + (f" ({', '.join(parts)})" if parts else "")
    return told + (f", {counts.refused} could not be read" if counts.refused else "")
