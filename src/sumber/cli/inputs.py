"""Inputs of a command: files, folders, patterns and standard input as raw items."""

from __future__ import annotations

import glob
import os
import sys
from argparse import ArgumentError, Namespace
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from sumber.errors import InputError
from sumber.intake import RawItem, unpack
from sumber.intake.jsonl import INTAKE as JSON_LINES
from sumber.intake.jsonl import read_line
from sumber.model import Document
from sumber.settings import Settings

STANDARD_INPUT: Final = "-"
Source: TypeAlias = Path | InputError | str


def find_sources(paths: Iterable[str]) -> list[Source]:
    """What the paths name, in order: files, standard input, and an error for each that names nothing."""
    found: list[Source] = []
    for path in paths:
        if path == STANDARD_INPUT:
            found.append(STANDARD_INPUT)
        else:
            found.extend(expand(path))
    return found


def expand(path: str) -> list[Path | InputError]:
    """The files a path names: itself, all in a folder (hidden ones left out), or those of a pattern, sorted."""
    place = Path(path)
    if place.is_dir():
        files = (file for file in place.rglob("*") if file.is_file())
        shown = sorted(file for file in files if not _is_hidden(file.relative_to(place)))
        return [*shown] or [
            _names_nothing(path, "no files in this folder; expected reports as text, HTML or JSON Lines")
        ]
    if not place.exists() and glob.has_magic(path):
        matching = sorted(Path(found) for found in glob.glob(path, recursive=True) if Path(found).is_file())  # noqa: PTH207  # patterns may be absolute
        return [*matching] or [_names_nothing(path, "no file matches this pattern; expected at least one report")]
    return [place]


def refuse_overwriting(out: str | None, sources: Sequence[Source]) -> None:
    """ArgumentError where the output would replace one of the inputs before it is read."""
    target = Path(out) if out else None
    if target is None or not target.exists():
        return
    for source in sources:
        if isinstance(source, Path) and source.exists() and source.samefile(target):
            raise ArgumentError(None, f"--out {out}: this file is one of the inputs; expected another name")


def count_reports(sources: Sequence[Source], input_format: str) -> int | None:
    """How many reports the sources hold, None where standard input is among them and nobody knows."""
    total = 0
    for source in sources:
        if source == STANDARD_INPUT:
            return None
        is_lines = isinstance(source, Path) and (
            input_format == "jsonl" or (input_format == "auto" and source.name.lower().endswith(JSON_LINES.suffixes))
        )
        total += _count_lines(source) if is_lines and isinstance(source, Path) else 1
    return total


def iter_documents(
    sources: Iterable[Source], options: Namespace, settings: Settings
) -> Iterator[Document | InputError]:
    """The documents of all sources in order; what cannot be read comes as an error in its place."""
    for source in sources:
        if isinstance(source, InputError):
            yield source
        elif isinstance(source, Path):
            yield from _from_file(source, options, settings)
        else:
            yield from _from_standard_input(options, settings)


def _names_nothing(path: str, why: str) -> InputError:
    name = _spell(path)
    return InputError("S106", f"{name}: {why}", document_id=name)


def _spell(file: str | Path) -> str:
    """A file's name as text, also where its bytes are none."""
    return os.fsencode(file).decode("utf-8", "replace")


def _is_hidden(file: Path) -> bool:
    return any(part.startswith(".") for part in file.parts)


def _count_lines(file: Path) -> int:
    """The lines of a file that hold something; 1 where it cannot be read, for the error that stands for it."""
    try:
        # A pipe gives its content only once, and that is for the reading.
        if not file.is_file():
            return 1
        with file.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    except OSError:
        return 1


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


def _too_large(name: str, told: str, settings: Settings) -> InputError:
    message = f"{name}: {told}, more than the limit of {settings.max_bytes:,} (SUMBER_MAX_BYTES raises it)"
    return InputError("S104", message, document_id=name)


def _from_file(file: Path, options: Namespace, settings: Settings) -> Iterator[Document | InputError]:
    name = _spell(file)
    try:
        size = file.stat().st_size
        if size > settings.max_bytes:
            yield _too_large(name, f"{size:,} bytes", settings)
            return
        content = file.read_bytes()
    except OSError as error:
        yield InputError("S106", f"{name}: {error.strerror}; expected a file, a folder or a pattern", document_id=name)
        return
    yield from unpack(_item(name, content, options, settings), options.source)


def _from_standard_input(options: Namespace, settings: Settings) -> Iterator[Document | InputError]:
    """Standard input, JSON Lines line by line as they come, anything else whole."""
    name = "standard input"
    if getattr(sys, "stdin", None) is None:
        yield InputError("S106", f"{name}: it is closed; expected a report or JSON Lines", document_id=name)
        return
    if sys.stdin.isatty():
        print("sumber: reading standard input; Ctrl-D ends it", file=sys.stderr)
    stream = sys.stdin.buffer
    head = stream.readline()
    if options.source == "jsonl" or (options.source == "auto" and JSON_LINES.fits(head)):
        yield from _iter_lines(head, stream, _item(name, b"", options, settings))
        return
    content = head + stream.read(settings.max_bytes + 1)
    if len(content) > settings.max_bytes:
        yield _too_large(name, f"over {settings.max_bytes:,} bytes", settings)
        return
    yield from unpack(_item(name, content, options, settings), options.source, is_named=False)


def _iter_lines(head: bytes, stream: BinaryIO, item: RawItem) -> Iterator[Document | InputError]:
    """The documents of lines as they come; an error where not a single one does."""
    number, line = 1, head
    if not head:
        yield InputError("S101", f"{item.name}: it is empty; expected JSON Lines", document_id=item.name)
    while line:
        if line.strip():
            yield read_line(line, number, item)
        number, line = number + 1, stream.readline()
