"""Answers: values as JSON, with a mark of their content by which a browser need not take them twice, and pages."""

from __future__ import annotations

import hashlib
from typing import Any, Final

import msgspec
from fastapi import Request
from starlette.responses import Response

from sumber.workbench.api._describing import JSON

_OK: Final = 200
_NOT_MODIFIED: Final = 304
_LONE_HALVES: Final = dict.fromkeys(range(55296, 57344), "�")


def answer_json(request: Request, value: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A value as JSON; nothing but the mark where whoever asks has the same already."""
    content = encode(value)
    if status != _OK:
        return Response(content, status_code=status, media_type=JSON, headers=headers)
    return answer_bytes(request, content, hashlib.sha256(content).hexdigest()[:32], JSON, headers)


def answer_bytes(
    request: Request, content: bytes, mark: str, media_type: str, headers: dict[str, str] | None = None
) -> Response:
    """Bytes of a media type under a mark that tells their content."""
    tagged = {**(headers or {}), "etag": f'"{mark}"', "cache-control": "no-cache"}
    if is_known(request, mark):
        return Response(status_code=_NOT_MODIFIED, headers=tagged)
    return Response(content, media_type=media_type, headers=tagged)


def is_known(request: Request, mark: str) -> bool:
    """Whether whoever asks has what this mark tells of."""
    asked = request.headers.get("if-none-match", "")
    return asked.strip() == "*" or f'"{mark}"' in [each.strip().removeprefix("W/") for each in asked.split(",")]


def answer_page(request: Request, items: list[Any], after: str | None, **further: Any) -> Response:
    """A page: its items, the mark the next one begins behind (None: there is none), and what else is told of it."""
    headers = {}
    if after is not None:
        address = request.url.include_query_params(after=after)
        headers["link"] = f'<{address.path}?{address.query}>; rel="next"'
    return answer_json(request, {"items": items, "next": after, **further}, headers=headers)


def encode(value: Any) -> bytes:
    """A value as JSON; half a surrogate pair, which no JSON holds, is shown as such."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_mend(msgspec.to_builtins(value)))


def _mend(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_LONE_HALVES)
    if isinstance(value, dict):
        return {_mend(name): _mend(each) for name, each in value.items()}
    return [_mend(each) for each in value] if isinstance(value, list | tuple) else value
