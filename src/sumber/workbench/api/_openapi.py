"""The OpenAPI document: what the routes tell of themselves, with the schemas of our own types."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Final

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from sumber.workbench import api
from sumber.workbench.api._describing import EXAMPLE, components_of
from sumber.workbench.problems import ProblemTold

VERSION: Final = "1"
ADDRESS: Final = "/api/v1/openapi.json"
_DESCRIPTION: Final = """\
Everything the workbench shows and does, over a ledger of news reports: who says what, on whose word, and what rests on what.

- Ids are those of the ledger and stay; their first digits are enough where they mean one thing alone.
- Lists come by pages: `next` (and the `Link` header) holds the mark to ask with as `after`. What is added meanwhile moves nothing.
- Whatever is not answered as asked is answered as `application/problem+json` (RFC 9457) with a stable `code`.
- Answers carry an `ETag`; with `If-None-Match` what did not change is not sent again. `HEAD` is answered wherever `GET` is.
- `synthetic` marks invented reports, wherever a report is told of.
"""
_OWN_SCHEMAS: Final = ("HTTPValidationError", "ValidationError")


def iter_shapes() -> list[Any]:
    """The types that the parts of the API answer with or take, by file name."""
    names = sorted(module.name for module in iter_modules(api.__path__) if not module.name.startswith("_"))
    modules = [import_module(f"{api.__name__}.{name}") for name in names]
    return [ProblemTold, *(shape for module in modules for shape in getattr(module, "SHAPES", ()))]


def build_openapi(app: FastAPI) -> dict[str, Any]:
    """The document of all routes below /api."""
    document = get_openapi(
        title="Sumber", version=VERSION, openapi_version="3.1.0", description=_DESCRIPTION, routes=app.routes
    )
    components = document.setdefault("components", {}).setdefault("schemas", {})
    for name in _OWN_SCHEMAS:
        components.pop(name, None)
    components.update(components_of(tuple(iter_shapes())))
    for operations in document["paths"].values():
        for operation in operations.values():
            for told in (*operation["responses"].values(), operation.get("requestBody", {})):
                for content in told.get("content", {}).values():
                    content["example"] = msgspec.json.decode(content.pop(EXAMPLE))
            for parameter in operation.get("parameters", ()):
                parameter["schema"] = _without_null(parameter["schema"])
    return document


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter that may be left out: no parameter is ever null."""
    if "anyOf" not in schema:
        return schema
    kinds = [kind for kind in schema["anyOf"] if kind != {"type": "null"}]
    rest = {name: value for name, value in schema.items() if name != "anyOf"}
    return {**kinds[0], **rest} if len(kinds) == 1 else {**rest, "anyOf": kinds}
