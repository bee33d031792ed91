"""What a request brings: never more than is taken, of a kind that is read."""

from __future__ import annotations

from typing import Any, Final, TypeVar

import msgspec
from fastapi import Request

from sumber.workbench.api._describing import JSON
from sumber.workbench.problems import RequestError
from sumber.workbench.rendering import get_desk

MOST_JSON_BYTES: Final = 1_000_000
"""So long may the JSON of a decision be; reports may be as long as the settings say."""
Kind = TypeVar("Kind")


def kind_of(request: Request) -> str:
    """The media type of what a request brings, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def read_json(request: Request) -> bytes:
    """The JSON of a request; RequestError where it brings something else, or too much."""
    content = await read_bounded(request, min(MOST_JSON_BYTES, get_desk(request).settings.max_bytes))
    if content and kind_of(request) != JSON:
        raise RequestError(415, "S804", f"content of the kind {kind_of(request)!r} is not read here; expected {JSON}")
    return content


async def read_bounded(request: Request, most_bytes: int) -> bytes:
    """All that a request brings; RequestError as soon as it is more than is taken."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > most_bytes:
        raise _too_large(most_bytes)
    content = bytearray()
    async for some in request.stream():
        content += some
        if len(content) > most_bytes:
            raise _too_large(most_bytes)
    return bytes(content)


def decode_json(content: bytes, kind: type[Kind] | Any) -> Kind:
    """JSON as a value of a type; RequestError names the field that is not what was expected."""
    try:
        found: Kind = msgspec.json.decode(content, type=kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise RequestError(422, "S805", f"the body: {error}") from error
    return found


def _too_large(most_bytes: int) -> RequestError:
    return RequestError(413, "S803", f"the body has more than {most_bytes:,} bytes (SUMBER_MAX_BYTES raises it)")
