"""Reports as a request brings them: bare, or as a form with files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import PureWindowsPath
from typing import Annotated, Final, Literal, NamedTuple, TypeAlias

from fastapi import Depends, Query, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request as BareRequest
from starlette.types import Message

from sumber.intake import RawItem
from sumber.model import ReaderName
from sumber.workbench.api._bodies import kind_of, read_bounded
from sumber.workbench.api._describing import JSON, Body, written
from sumber.workbench.api._parameters import Name
from sumber.workbench.desk import Desk
from sumber.workbench.ingests import Delivery
from sumber.workbench.problems import RequestError
from sumber.workbench.rendering import get_desk

FORM: Final = "multipart/form-data"
"""The media type of forms with files."""
_SOURCES: Final = {
    "text/plain": "text",
    "text/html": "html",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
}
"""The media types of bare reports, each with the format it is unpacked as."""
_MOST_FILES: Final = 500
_MOST_FIELDS: Final = 20
_MOST_FIELD_BYTES: Final = 10_000_000
_LONGEST_NAME: Final = 200
_LINE: Final = (
    '{"id": "halden-17", "text": "SUVA - Norway will hand over two patrol ships to Fiji, said Ivo Merrin.", '
    '"publisher": "The Halden Post", "published_at": "2025-02-10", "synthetic": true}\n'
)
Truth: TypeAlias = Literal["true", "false"]
_REPORT: Final = {"type": "string", "minLength": 1}
_SAID: Final = ("publisher", "published_at", "title", "url", "language")
PARTS: Final = frozenset({"files", "text", *_SAID})
"""What a form may hold."""

BODY: Final = Body(
    {
        "text/plain": {"schema": _REPORT, **written("SUVA - Norway will hand over two patrol ships to Fiji.")},
        "text/html": {
            "schema": _REPORT,
            **written("<!doctype html><title>Ships</title><article><p>Norway hands over two ships.</p></article>"),
        },
        "application/x-ndjson": {"schema": _REPORT, **written(_LINE)},
        "application/jsonl": {"schema": _REPORT, **written(_LINE)},
        FORM: {
            "schema": {
                "type": "object",
                "properties": {
                    "files": {"type": "array", "items": {"type": "string", "format": "binary"}, "minItems": 1},
                    "text": {"type": "string", "minLength": 1, "description": "a pasted report"},
                    **{name: {"type": "string"} for name in _SAID},
                },
                "anyOf": [{"required": ["files"]}, {"required": ["text"]}],
                "additionalProperties": False,
            },
            **written({"files": [_LINE], "publisher": "The Halden Post"}),
        },
        JSON: {
            "schema": {
                "type": "object",
                "properties": {"url": {"type": "string", "description": "a page to be fetched, where that is enabled"}},
                "required": ["url"],
                "additionalProperties": False,
            },
            **written({"url": "https://halden.example/ships"}),
        },
    }
)


class About(NamedTuple):
    """What is said of all reports of a delivery."""

    publisher: str | None = None
    published_at: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None


def read_about(
    publisher: Annotated[Name | None, Query(description="who published them", examples=["The Halden Post"])] = None,
    published_at: Annotated[
        Name | None,
        Query(
            description="when: a date, or a time as in RFC 3339; relative dates count from it", examples=["2025-02-10"]
        ),
    ] = None,
    title: Annotated[Name | None, Query(description="the headline", examples=["Patrol ships for Fiji"])] = None,
    url: Annotated[
        Name | None, Query(description="where it stands; nothing is fetched", examples=["https://halden.example/ships"])
    ] = None,
    language: Annotated[
        Name | None, Query(description="ISO 639 code; identified where not given", examples=["en"])
    ] = None,
) -> About:
    """What the parameters say of all reports."""
    return About(publisher, published_at, title, url, language)


async def read_delivery(
    request: Request,
    about: Annotated[About, Depends(read_about)],
    reader: Annotated[
        ReaderName, Query(description="which reader reads them; `llm` sends them to the endpoint of the settings")
    ] = "auto",
    again: Annotated[Truth, Query(description="keep also reports that were erased before")] = "false",
    synthetic: Annotated[Truth, Query(description="all of them are invented, and are marked so")] = "false",
) -> Delivery:
    """What a request hands in; RequestError where it is too much, of no kind that is read, or nothing at all."""
    desk, kind = get_desk(request), kind_of(request)
    _check(desk, kind, reader)
    content = await read_bounded(request, desk.settings.max_bytes)
    if not content:
        raise RequestError(422, "S805", "the body is empty; expected the text of a report, a page, JSON Lines or files")
    if kind == FORM:
        items = await _read_form(request, content, about, desk.settings.max_characters)
    else:
        items = (_make_item(_name_pasted(content), content, about, desk.settings.max_characters),)
    return Delivery(
        items=items,
        source=_SOURCES.get(kind, "auto"),
        reader=reader,
        again=again == "true",
        synthetic=synthetic == "true",
        is_named=kind == FORM,
    )


def _check(desk: Desk, kind: str, reader: ReaderName) -> None:
    """RequestError where this ledger takes nothing, or nothing of this kind, or the reader cannot be asked."""
    if not desk.may_write:
        raise RequestError(403, "S502", "this ledger is open for reading only; nothing can be added")
    if kind == JSON:
        raise RequestError(403, "S808", "fetching pages is not enabled; hand in the page itself, as text/html")
    if kind not in {*_SOURCES, FORM}:
        expected = ", ".join((*_SOURCES, FORM))
        raise RequestError(415, "S804", f"content of the kind {kind!r} is not read here; expected one of {expected}")
    if reader == "llm" and desk.settings.endpoint is None:
        raise RequestError(409, "S305", "no endpoint is set for this reader (SUMBER_LLM_URL, SUMBER_LLM_MODEL)")


class Parts(NamedTuple):
    """What a form brings: its fields that hold something, and its files with their names, a pasted text among them last."""

    fields: Mapping[str, str]
    files: tuple[tuple[str, bytes], ...]

    def make_items(self, about: About, most_characters: int) -> tuple[RawItem, ...]:
        """The reports, each with what is said of all; the form's fields go before what is said beside them."""
        said = about._replace(**{name: self.fields[name] for name in About._fields if name in self.fields})
        return tuple(_make_item(name, each, said, most_characters) for name, each in self.files)


async def read_parts(
    request: Request, content: bytes, known: frozenset[str] = PARTS, *, is_typed: bool = False
) -> Parts:
    """The parts of a form; RequestError where it has others than those known, or too many.

    Where somebody typed into a page, lines end as they were typed: a browser sends each with a carriage return.
    """
    form = await _parse_form(request, content)
    try:
        _check_form(form, known)
        fields = {name: value for name, value in form.multi_items() if isinstance(value, str) and value}
        files = [
            each for _, each in form.multi_items() if isinstance(each, UploadFile) and (each.filename or each.size)
        ]
        named = [(_name_of(file, at), await file.read()) for at, file in enumerate(files, 1)]
    finally:
        await form.close()
    if is_typed:
        fields = {name: value.replace("\r\n", "\n") for name, value in fields.items()}
    if fields.get("text", "").strip():
        pasted = fields["text"].encode("utf-8", "replace")
        named.append((_name_pasted(pasted), pasted))
    return Parts(fields, tuple(named))


async def _read_form(request: Request, content: bytes, about: About, most_characters: int) -> tuple[RawItem, ...]:
    """The files of a form, and the text pasted into it, each with what the form's fields say of all."""
    parts = await read_parts(request, content)
    if not parts.files:
        raise RequestError(422, "S805", "the form holds no report; expected files, or a field text")
    return parts.make_items(about, most_characters)


def _check_form(form: FormData, known: frozenset[str]) -> None:
    """RequestError names a part of a form that is not taken."""
    for name, value in form.multi_items():
        if name not in known or isinstance(value, UploadFile) != (name == "files"):
            fields = ", ".join(sorted(known - {"files"}))
            raise RequestError(
                422, "S805", f"the form: unknown part {name!r}; expected files as files, and fields {fields}"
            )


async def _parse_form(request: Request, content: bytes) -> FormData:
    """The form that bytes are; RequestError where they are none, or it has more parts than are taken."""

    async def replay() -> Message:
        return {"type": "http.request", "body": content, "more_body": False}

    try:
        return await BareRequest(request.scope, replay).form(
            max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_MOST_FIELD_BYTES
        )
    except HTTPException as error:
        raise RequestError(422, "S805", f"the form: {error.detail}") from error


def _name_of(file: UploadFile, number: int) -> str:
    """The name of a file without the folders that a page may put before it."""
    name = PureWindowsPath(file.filename or "").name.replace("\x00", "")
    return name[:_LONGEST_NAME] or f"file {number}"


def _name_pasted(content: bytes) -> str:
    """What is pasted goes by its content: two reports must not go by one name."""
    return f"pasted-{hashlib.sha256(content).hexdigest()[:12]}"


def _make_item(name: str, content: bytes, about: About, most_characters: int) -> RawItem:
    return RawItem(name=name, content=content, **about._asdict(), max_characters=most_characters)
