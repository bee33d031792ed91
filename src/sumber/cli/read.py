"""`sumber read`: reports in, readings out."""

from __future__ import annotations

import sys
from argparse import ArgumentError, Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TextIO

from sumber.cli.console import clean
from sumber.cli.exits import EXIT_OK, EXIT_REFUSED
from sumber.cli.inputs import count_reports, find_sources, iter_documents, refuse_overwriting
from sumber.cli.progress import show_progress, wants_progress
from sumber.cli.stopping import Stopped, Stopping
from sumber.cli.sums import sums_told
from sumber.cli.table import TableExporter
from sumber.errors import InputError, ReaderError
from sumber.exports import Exporter, get_exporter
from sumber.model import Document, Reader, Reading
from sumber.pipeline import check_publication, open_reader, read_document
from sumber.settings import read_settings


def run_read(options: Namespace) -> int:
    """Read all inputs; what is refused is told and the rest goes on; an interrupt keeps what is done."""
    settings = read_settings()
    sources = find_sources(options.paths)
    refuse_overwriting(options.out, sources)
    with ExitStack() as stack:
        out = stack.enter_context(_open_out(options.out)) if options.out else sys.stdout
        watched = wants_progress(out, quiet=options.quiet)
        total = count_reports(sources, options.source) if watched else None
        advance = stack.enter_context(show_progress(total, wanted=watched))
        reader = open_reader(options.reader, settings.endpoint)
        stack.enter_context(sums_told(reader))
        readings = iter_readings(iter_documents(sources, options, settings), reader)
        return Delivery(out, options.format, explain=options.explain).deliver(readings, advance)


def _open_out(name: str) -> TextIO:
    """The file to write to; ArgumentError where it cannot be written."""
    try:
        return Path(name).open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise ArgumentError(None, f"--out {name}: {error.strerror}; expected a file that can be written") from error


class Delivery:
    """Writes readings one by one, counts them, and keeps what is written when it is stopped."""

    def __init__(self, out: TextIO, output_format: str, *, explain: bool = False) -> None:
        self._out = out
        self._explain = explain
        self._exporter: Exporter = TableExporter() if output_format == "table" else get_exporter(output_format)
        self._done = self._refused = 0

    def deliver(self, readings: Iterator[Reading | InputError], advance: Callable[[], None] = lambda: None) -> int:
        """Write all readings as they come, call `advance` after each, and give the exit code."""
        with Stopping() as stopping:
            try:
                self._write_all(readings, advance, stopping)
            except Stopped as stop:
                # Whoever reads our output may have been stopped by the same key.
                with suppress(BrokenPipeError):
                    self._finish()
                print(f"sumber: {stop.manner}: {self._spell_count()} and kept", file=sys.stderr)
                return stop.code
        if self._refused and self._done > 1:
            print(f"sumber: {self._spell_count()}", file=sys.stderr)
        return EXIT_REFUSED if self._refused else EXIT_OK

    def _write_all(
        self, readings: Iterator[Reading | InputError], advance: Callable[[], None], stopping: Stopping
    ) -> None:
        with stopping.hold():
            self._exporter.start(self._out)
        for reading in readings:
            with stopping.hold():
                self._write(reading)
                advance()
        self._finish()

    def _write(self, reading: Reading | InputError) -> None:
        if isinstance(reading, InputError):
            self._refused += 1
            print(f"sumber: {clean(reading.message)} [{reading.code}]", file=sys.stderr)
        self._exporter.write(self._out, reading, explain=self._explain)
        self._out.flush()
        self._done += 1

    def _finish(self) -> None:
        self._exporter.finish(self._out)
        self._out.flush()

    def _spell_count(self) -> str:
        read = self._done - self._refused
        refused = f", {self._refused} could not be read" if self._refused else ""
        return f"{read} report{'' if read == 1 else 's'} read{refused}"


def iter_readings(documents: Iterator[Document | InputError], reader: Reader) -> Iterator[Reading | InputError]:
    """The readings of documents one by one; an id that two publishers use is refused the second time."""
    publishers: dict[str, str | None] = {}
    for document in documents:
        if isinstance(document, InputError):
            yield document
        elif publishers.setdefault(document.id, document.publisher) != document.publisher:
            message = (
                f"id {document.id!r} stands for two publishers: {publishers[document.id]!r} and {document.publisher!r}"
            )
            yield InputError("S107", message, document_id=document.id)
        else:
            yield _read_or_refuse(document, reader)


def _read_or_refuse(document: Document, reader: Reader) -> Reading | InputError:
    """The reading of a document, or why its reader gave none."""
    try:
        return read_document(check_publication(document), reader)
    except ReaderError as error:
        return error
