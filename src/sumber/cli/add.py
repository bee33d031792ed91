"""`sumber add`: reports in, kept in the ledger; each is told only when it is on the disk."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Final

import msgspec

from sumber.cli.console import clean
from sumber.cli.exits import EXIT_OK, EXIT_REFUSED
from sumber.cli.inputs import STANDARD_INPUT, count_reports, find_sources, iter_documents
from sumber.cli.opening import open_chosen
from sumber.cli.progress import show_progress, wants_progress
from sumber.cli.read import check_publication, find_endpoint
from sumber.cli.stopping import Stopped, Stopping
from sumber.errors import InputError, LedgerError
from sumber.ledger import Arrival, Kept, Ledger, keep, recall
from sumber.model import Document, Reader
from sumber.pipeline import open_reader, read_document
from sumber.settings import read_settings

# One commit takes the disk about as long as reading one report takes us: several reports share it, and none waits long.
LONGEST_WAIT_SECONDS: Final = 0.5
MOST_WAITING: Final = 200


def run_add(options: Namespace) -> int:
    """Read and keep all inputs; what is refused is told and the rest goes on; an interrupt keeps what was told."""
    settings = read_settings()
    sources = find_sources(options.paths)
    with ExitStack() as stack:
        ledger = stack.enter_context(open_chosen(options, may_write=True, settings=settings))
        watched = wants_progress(sys.stdout, quiet=options.quiet)
        total = count_reports(sources, options.source) if watched else None
        advance = stack.enter_context(show_progress(total, wanted=watched))
        reader = open_reader(options.reader, find_endpoint(settings))
        # Who writes to our standard input may wait for the answer before writing more.
        patience = 0.0 if STANDARD_INPUT in sources else LONGEST_WAIT_SECONDS
        adding = Adding(ledger, reader, options, patience)
        return adding.add_all(iter_documents(sources, options, settings), advance)


class Adding:
    """Reads reports one by one and keeps them a few at a time."""

    def __init__(self, ledger: Ledger, reader: Reader, options: Namespace, patience_seconds: float) -> None:
        self._ledger = ledger
        self._reader = reader
        self._form = options.format
        self._quiet = options.quiet
        self._again = options.again
        self._patience = patience_seconds
        self._waiting: list[Arrival] = []
        self._since = 0.0
        self._counts: dict[str, int] = {}

    def add_all(self, documents: Iterator[Document | InputError], advance: Callable[[], None]) -> int:
        """Add every report; gives the exit code."""
        try:
            with Stopping() as stopping:
                for document in documents:
                    self._take(document, stopping)
                    advance()
                with stopping.hold():
                    self._keep_waiting()
        except Stopped as stop:
            self._keep_waiting()
            print(f"sumber: {stop.manner}: {self._spell_counts()}; run it again to go on from there", file=sys.stderr)
            return stop.code
        except LedgerError:
            print(f"sumber: {self._spell_counts()}; the rest was not", file=sys.stderr)
            raise
        if sum(self._counts.values()) > 1:
            print(f"sumber: {self._spell_counts()}", file=sys.stderr)
        return EXIT_REFUSED if self._counts.get("refused") else EXIT_OK

    def _take(self, document: Document | InputError, stopping: Stopping) -> None:
        if isinstance(document, InputError):
            self._refuse(document)
            return
        known = recall(self._ledger, check_publication(document), again=self._again)
        if isinstance(known, InputError):
            self._refuse(known)
            return
        reading = read_document(known.document, self._reader) if known.is_to_be_read else None
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append(Arrival(known.document, reading))
        if len(self._waiting) >= MOST_WAITING or time.monotonic() - self._since >= self._patience:
            with stopping.hold():
                self._keep_waiting()

    def _keep_waiting(self) -> None:
        """Keep what was read, and tell it; nothing is told before it is on the disk."""
        arrivals, self._waiting = self._waiting, []
        if not arrivals:
            return
        for answer in keep(self._ledger, arrivals):
            if isinstance(answer, InputError):
                self._refuse(answer)
            else:
                self._tell(answer)
        sys.stdout.flush()

    def _tell(self, kept: Kept) -> None:
        self._counts[kept.status] = self._counts.get(kept.status, 0) + 1
        if self._form == "jsonl":
            print(msgspec.json.encode(kept).decode())
        elif not self._quiet:
            mark = "[SYNTHETIC] " if kept.synthetic else ""
            name = ": ".join(filter(None, (kept.publisher, kept.title or kept.caller_id)))
            told = f"{kept.status} {kept.version}" if kept.status == "new version" else kept.status
            claims = f"{kept.claims} claim{'' if kept.claims == 1 else 's'}"
            print(f"{told:<16}{kept.document}  {claims:>10}  {mark}{clean(name)}")

    def _refuse(self, error: InputError) -> None:
        self._counts["refused"] = self._counts.get("refused", 0) + 1
        print(f"sumber: {clean(error.message)} [{error.code}]", file=sys.stderr)

    def _spell_counts(self) -> str:
        """What became of the reports, in words."""
        kept = sum(number for status, number in self._counts.items() if status != "refused")
        parts = [f"{number} {status}" for status, number in self._counts.items() if status != "refused"]
        told = f"{kept} report{'' if kept == 1 else 's'} kept" + (f" ({', '.join(parts)})" if parts else "")
        refused = self._counts.get("refused", 0)
        return told + (f", {refused} could not be read" if refused else "")
