"""Inputs of a command: files, folders, patterns and standard input as raw items."""

from __future__ import annotations

import glob
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from sumber.errors import InputError
from sumber.intake import RawItem, find_intake, get_intake, intake_names
from sumber.intake.jsonl import read_line
from sumber.model import Document
from sumber.settings import Settings


def iter_documents(options: Namespace, settings: Settings) -> Iterator[Document | InputError]:
    """The documents of all paths in order; what cannot be read comes as an error in its place."""
    if options.source != "auto":
        get_intake(options.source)
    for path in options.paths:
        if path == "-":
            yield from _from_standard_input(options, settings)
        else:
            for file in expand(path):
                yield from _from_file(file, options, settings)


def expand(path: str) -> list[Path]:
    """The files a path names: itself, all in a folder (hidden ones left out), or those of a pattern, sorted."""
    place = Path(path)
    if place.is_dir():
        files = (file for file in place.rglob("*") if file.is_file())
        return sorted(file for file in files if not _is_hidden(file.relative_to(place)))
    if not place.exists() and glob.has_magic(path):
        return sorted(Path(found) for found in glob.glob(path, recursive=True) if Path(found).is_file())  # noqa: PTH207  # patterns may be absolute
    return [place]


def _is_hidden(file: Path) -> bool:
    return any(part.startswith(".") for part in file.parts)


def _item(name: str, content: bytes, options: Namespace, settings: Settings) -> RawItem:
    return RawItem(
        name=name,
        content=content,
        publisher=options.publisher,
        published_at=options.published,
        language=options.language,
        title=options.title,
        url=options.url,
        max_characters=settings.max_characters,
    )


def _from_file(file: Path, options: Namespace, settings: Settings) -> Iterator[Document | InputError]:
    try:
        size = file.stat().st_size
        if size > settings.max_bytes:
            message = (
                f"{file}: {size:,} bytes, more than the limit of {settings.max_bytes:,} (SUMBER_MAX_BYTES raises it)"
            )
            yield InputError("S104", message, document_id=str(file))
            return
        content = file.read_bytes()
    except OSError as error:
        yield InputError(
            "S106", f"{file}: {error.strerror}; expected a file, a folder or a pattern", document_id=str(file)
        )
        return
    item = _item(str(file), content, options, settings)
    intake = find_intake(item) if options.source == "auto" else get_intake(options.source)
    yield from intake.unpack(item)


def _from_standard_input(options: Namespace, settings: Settings) -> Iterator[Document | InputError]:
    """Standard input, JSON Lines line by line as they come, anything else whole."""
    stream = sys.stdin.buffer
    head = stream.readline()
    if options.source == "jsonl" or (options.source == "auto" and head.lstrip()[:1] == b"{"):
        item = _item("standard input", b"", options, settings)
        number, line = 1, head
        while line:
            if line.strip():
                yield read_line(line, number, item)
            number, line = number + 1, stream.readline()
        return
    item = _item("standard input", head + stream.read(settings.max_bytes), options, settings)
    names = intake_names()
    intake = (
        find_intake(item) if options.source == "auto" or options.source not in names else get_intake(options.source)
    )
    yield from intake.unpack(item)
