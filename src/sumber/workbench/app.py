"""The application: every page and every part of the API found by scanning, behind one guard."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from importlib import import_module, resources
from pkgutil import iter_modules
from typing import Final

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from sumber.errors import SumberError
from sumber.workbench.api._openapi import ADDRESS, build_openapi
from sumber.workbench.api._strictness import refuse_unknown
from sumber.workbench.desk import Desk
from sumber.workbench.guarding import LOOPBACK, Guard
from sumber.workbench.heads import Heads
from sumber.workbench.problems import API, answer, code_of_status, status_of
from sumber.workbench.rendering import find_words, render

PARTS: Final = ("sumber.workbench.pages", "sumber.workbench.api")
_RETRY_SECONDS: Final = "5"


class _Kept(StaticFiles):
    """Files of ours: their address tells their content, so a browser may keep them for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def build_app(desk: Desk, hosts: frozenset[str] = LOOPBACK) -> FastAPI:
    """The workbench over a desk; `hosts` are the names that it answers to."""
    app = FastAPI(
        title="Sumber",
        docs_url=None,
        redoc_url=None,
        openapi_url=ADDRESS,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.desk = desk
    app.openapi = cache(lambda: build_openapi(app))  # type: ignore[method-assign]  # as FastAPI would have it
    for router in find_routers():
        app.include_router(router, dependencies=[Depends(refuse_unknown)] if router.prefix.startswith(API) else None)
    static = resources.files("sumber.workbench") / "static"
    app.mount("/static", _Kept(directory=str(static)), name="static")
    app.add_exception_handler(HTTPException, _show_problem)
    app.add_exception_handler(RequestValidationError, _show_invalid)
    app.add_exception_handler(SumberError, _show_error)
    app.add_exception_handler(Exception, _show_failure)
    app.add_middleware(Heads)
    app.add_middleware(Guard, hosts=hosts)
    return app


@cache
def find_routers() -> tuple[APIRouter, ...]:
    """The routers of all pages and of all parts of the API, by file name."""
    found: list[APIRouter] = []
    for part in PARTS:
        package = import_module(part)
        names = sorted(module.name for module in iter_modules(package.__path__) if not module.name.startswith("_"))
        modules = (import_module(f"{part}.{name}") for name in names)
        found += [module.router for module in modules if hasattr(module, "router")]
    return tuple(found)


async def _show_problem(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = {name.lower(): value for name, value in (getattr(error, "headers", None) or {}).items()}
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["allow"] = ", ".join(_methods_at(request))
    detail = str(getattr(error, "detail", ""))
    if _is_of_api(request):
        told = f"{request.method} {request.url.path}: {detail}"
        return answer(status, code_of_status(status), told, headers)
    words = find_words(request)
    return _page(request, status, words.entries.get(f"error.{status}") or detail, headers)


def _methods_at(request: Request) -> list[str]:
    """The methods that are answered at the address of a request."""
    found: set[str] = set()
    for router in find_routers():
        for route in router.routes:
            if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE:
                found |= route.methods or set()
    return sorted(found | ({"HEAD"} if "GET" in found else set()))


async def _show_invalid(request: Request, error: Exception) -> Response:
    """What a parameter or field should have been, by its name."""
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    told = "; ".join(f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in problems)
    if _is_of_api(request):
        return answer(422, code_of_status(422), told)
    return _page(request, 422, told)


async def _show_error(request: Request, error: Exception) -> Response:
    """An error of ours, with the status that it means."""
    if not isinstance(error, SumberError):
        return await _show_failure(request, error)
    status = status_of(error)
    if _is_of_api(request):
        headers = {"retry-after": _RETRY_SECONDS} if status == HTTPStatus.TOO_MANY_REQUESTS else None
        return answer(status, error.code, error.message, headers)
    return _page(request, status, error.message)


async def _show_failure(request: Request, _: Exception) -> Response:
    """A mistake of the program's own: nothing is told of it but that it was one."""
    told = find_words(request).entries["error.500"]
    return answer(500, code_of_status(500), told) if _is_of_api(request) else _page(request, 500, told)


def _page(request: Request, status: int, told: str, headers: dict[str, str] | None = None) -> Response:
    response = render(request, "error.html", status=status, told=told)
    response.headers.update(headers or {})
    return response


def _is_of_api(request: Request) -> bool:
    return request.url.path.startswith(API)
