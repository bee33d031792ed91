"""`sumber read`: reports in, readings out."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from sumber.cli.inputs import iter_documents
from sumber.cli.table import TableExporter
from sumber.errors import InputError
from sumber.exports import Exporter, get_exporter
from sumber.model import Document, Reading
from sumber.pipeline import open_reader, read_document
from sumber.resolution.dates import read_publication_day
from sumber.settings import read_settings

EXIT_OK, EXIT_REFUSED, EXIT_INTERRUPTED = 0, 1, 130
PROGRESS_FROM = 20


def run_read(options: Namespace) -> int:
    """Read all inputs; what is refused is told and the rest goes on; an interrupt keeps what is done."""
    documents = iter_documents(options, read_settings())
    with ExitStack() as stack:
        out = stack.enter_context(Path(options.out).open("w", encoding="utf-8")) if options.out else sys.stdout
        return write_readings(iter_readings(documents), out, options)


def write_readings(readings: Iterator[Reading | InputError], out: TextIO, options: Namespace) -> int:
    """Write readings as they come and give the exit code."""
    exporter: Exporter = TableExporter() if options.format == "table" else get_exporter(options.format)
    refused, done = 0, 0
    code = EXIT_OK
    exporter.start(out)
    try:
        for reading in readings:
            if isinstance(reading, InputError):
                refused += 1
                print(f"sumber: {reading.message} [{reading.code}]", file=sys.stderr)
            exporter.write(out, reading, explain=getattr(options, "explain", False))
            done += 1
            _show_progress(done, options)
    except KeyboardInterrupt:
        print(f"\nsumber: interrupted; {done} done and kept", file=sys.stderr)
        code = EXIT_INTERRUPTED
    exporter.finish(out)
    out.flush()
    return code or (EXIT_REFUSED if refused else EXIT_OK)


def _show_progress(done: int, options: Namespace) -> None:
    if not getattr(options, "quiet", True) and done % PROGRESS_FROM == 0 and sys.stderr.isatty():
        print(f"\r{done} reports read", end="", file=sys.stderr, flush=True)


def iter_readings(documents: Iterator[Document | InputError]) -> Iterator[Reading | InputError]:
    """The readings of documents one by one; an id that two publishers use is refused the second time."""
    reader = open_reader()
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
            yield read_document(_checked(document), reader)


def _checked(document: Document) -> Document:
    """A document with a warning where its publication date is no date: relative dates then stay undetermined."""
    if document.published_at and read_publication_day(document.published_at) is None:
        warning = f"published_at {document.published_at!r} is no usable date: relative dates stay undetermined"
        return Document(
            id=document.id,
            text=document.text,
            url=document.url,
            title=document.title,
            publisher=document.publisher,
            language=document.language,
            published_at=None,
            synthetic=document.synthetic,
            warnings=(*document.warnings, warning),
        )
    return document
