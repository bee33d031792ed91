"""JSON Lines: one report a line; a bad line is an error of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from sumber.errors import InputError
from sumber.intake import Intake, RawItem, check_bytes, check_length, decode
from sumber.model import Document

ID_LENGTH = 16
UTF8_MARK = b"\xef\xbb\xbf"


class ReportLine(msgspec.Struct, frozen=True):
    """The fields of a line; all but the text may be missing."""

    text: str
    id: str | int | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    published_at: str | None = None
    synthetic: bool = False


class JsonLinesIntake:
    """Takes `{"id"?, "text", "url"?, "title"?, "publisher"?, "language"?, "published_at"?, "synthetic"?}` a line."""

    suffixes = (".jsonl", ".ndjson")

    def fits(self, content: bytes) -> bool:
        """Whether the bytes begin with a JSON object."""
        return content.removeprefix(UTF8_MARK).lstrip()[:1] == b"{"

    def unpack(self, item: RawItem) -> Iterator[Document | InputError]:
        """The documents of all lines, in order."""
        error = check_bytes(item)
        if error:
            yield error
            return
        for number, line in enumerate(item.content.split(b"\n"), 1):
            if line.strip():
                yield read_line(line, number, item)


def read_line(line: bytes, number: int, item: RawItem) -> Document | InputError:
    """The document of one line, or the error that names the line and what was expected."""
    fields: Any = None
    written, warnings = decode(line)
    try:
        fields = msgspec.json.decode(written)
        report = msgspec.convert(fields, ReportLine)
    except (msgspec.MsgspecError, RecursionError) as error:
        given = fields.get("id") if isinstance(fields, dict) else None
        message = f'{item.name} line {number}: {error}; expected a JSON object with a "text"'
        return InputError("S103", message, line=number, document_id=str(given) if given is not None else None)
    if not report.text.strip():
        known = str(report.id) if report.id is not None else None
        return InputError("S101", f"{item.name} line {number}: the text is empty", line=number, document_id=known)
    unknown = sorted(set(fields) - set(ReportLine.__struct_fields__))
    identity = (
        str(report.id)
        if report.id is not None
        else hashlib.sha256(report.text.encode("utf-8", "replace")).hexdigest()[:ID_LENGTH]
    )
    document = Document(
        id=identity,
        text=report.text,
        url=report.url or item.url,
        title=report.title or item.title,
        publisher=report.publisher or item.publisher,
        language=report.language or item.language,
        published_at=report.published_at or item.published_at,
        synthetic=report.synthetic,
        warnings=(*warnings, *(f"unknown field {name!r} was left out" for name in unknown)),
        original=line.strip(),
        id_from="text" if report.id is None else "caller",
    )
    return check_length(item, document)


INTAKE: Intake = JsonLinesIntake()
