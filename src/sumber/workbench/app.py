"""The application: every page and every part of the API found by scanning, behind one guard."""

from __future__ import annotations

from importlib import import_module, resources
from pkgutil import iter_modules
from typing import Final

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from sumber.errors import LedgerError
from sumber.workbench.desk import Desk
from sumber.workbench.guarding import LOOPBACK, Guard
from sumber.workbench.rendering import find_words, render

PARTS: Final = ("sumber.workbench.pages", "sumber.workbench.api")
_NOT_FOUND: Final = "S511"


class _Kept(StaticFiles):
    """Files of ours: their address tells their content, so a browser may keep them for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def build_app(desk: Desk, hosts: frozenset[str] = LOOPBACK) -> FastAPI:
    """The workbench over a desk; `hosts` are the names that it answers to."""
    app = FastAPI(title="Sumber", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.state.desk = desk
    for router in iter_routers():
        app.include_router(router)
    static = resources.files("sumber.workbench") / "static"
    app.mount("/static", _Kept(directory=str(static)), name="static")
    app.add_exception_handler(HTTPException, _show_problem)
    app.add_exception_handler(LedgerError, _show_ledger_error)
    app.add_middleware(Guard, hosts=hosts)
    return app


def iter_routers() -> list[APIRouter]:
    """The routers of all pages and of all parts of the API, by file name."""
    found = []
    for part in PARTS:
        package = import_module(part)
        names = sorted(module.name for module in iter_modules(package.__path__) if not module.name.startswith("_"))
        modules = (import_module(f"{part}.{name}") for name in names)
        found += [module.router for module in modules if hasattr(module, "router")]
    return found


async def _show_problem(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = find_words(request)
    told = words.entries.get(f"error.{status}") or str(getattr(error, "detail", ""))
    return render(request, "error.html", status=status, told=told)


async def _show_ledger_error(request: Request, error: Exception) -> Response:
    """What the ledger does not have is not found; whatever else it refuses is a conflict with how it stands."""
    status = 404 if getattr(error, "code", "") == _NOT_FOUND else 409
    return render(request, "error.html", status=status, told=str(getattr(error, "message", error)))
