"""Adding reports: a form for a pasted text or files, and what becomes of each of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sumber.languages import find_language, language_codes
from sumber.workbench.api._bodies import kind_of, read_bounded
from sumber.workbench.api._deliveries import FORM, PARTS, About, Parts, read_parts
from sumber.workbench.deciding import Problem
from sumber.workbench.ingests import Delivery
from sumber.workbench.problems import RequestError
from sumber.workbench.rendering import get_desk, render
from sumber.workbench.views.adding import ADVISED, count_statuses, find_form_problems, view_ingest

router = APIRouter()
_KNOWN: Final = PARTS | {"synthetic"}
_TOLD: Final = frozenset({"S803", "S807"})
"""Codes of refused requests that the interface has words for."""
_RECENT: Final = 10
Number = Annotated[int, Query(ge=0, le=1_000_000_000)]


@router.get("/add", include_in_schema=False)
def show_form(request: Request) -> HTMLResponse:
    """The form, and what was added since the workbench was opened."""
    return _show_form(request, {}, [])


@router.post("/add", include_in_schema=False)
async def begin_adding(request: Request) -> Response:
    """Let the reports of the form wait to be read, and lead to what becomes of them; else tell what is to be mended."""
    desk = get_desk(request)
    if not desk.may_write:
        return _show_form(request, {}, [Problem("", "decide.problem.read_only")], 403)
    if kind_of(request) != FORM:
        raise RequestError(415, "S804", f"content of the kind {kind_of(request)!r} is not read here; expected {FORM}")
    parts = Parts({}, ())
    try:
        content = await read_bounded(request, desk.settings.max_bytes)
        parts = await read_parts(request, content, _KNOWN, is_typed=True)
        if problems := find_form_problems(parts.fields, has_reports=bool(parts.files)):
            return _show_form(request, parts.fields, problems, 422)
        items = parts.make_items(About(), desk.settings.max_characters)
        delivery = Delivery(items=items, synthetic="synthetic" in parts.fields)
        ingest = await run_in_threadpool(desk.ingests.begin, delivery)
    except RequestError as error:
        entry = f"add.problem.{error.code}" if error.code in _TOLD else "decide.problem.ledger"
        return _show_form(request, parts.fields, [Problem("", entry, {"told": error.message})], error.status)
    return RedirectResponse(f"/add/{ingest.id}", status_code=303)


@router.get("/add/{ingest_id}", include_in_schema=False)
def show_ingest(
    request: Request,
    ingest_id: Annotated[str, Path(max_length=40)],
    first: Annotated[Number, Query(alias="from")] = 0,
    heard: Number = 0,
) -> HTMLResponse:
    """What became of each report; for a page that is there already, what came since an event that it heard."""
    desk = get_desk(request)
    ingest = desk.ingests.find(ingest_id)
    if ingest is None:
        raise RequestError(404, "S511", f"no ingest {ingest_id!r} in this run of the workbench; what it kept is kept")
    is_part = "hx-request" in request.headers
    with desk.reading() as shelf:
        view = view_ingest(shelf, ingest, first, heard if is_part else 0)
        undone = desk.upkeep.count_undone(shelf.connection, shelf.project)
    address = f"/add/{ingest.id}" + (f"?from={first}" if first else "")
    template = "added_part.html" if is_part else "added.html"
    answer = render(request, template, view=view, undone=undone, back=address, advised=ADVISED)
    answer.headers["vary"] = "hx-request"
    return answer


def _show_form(request: Request, fields: Mapping[str, str], problems: list[Problem], status: int = 200) -> HTMLResponse:
    recent = get_desk(request).ingests.list_newest()[:_RECENT]
    return render(
        request,
        "add.html",
        status,
        fields=fields,
        problems=problems,
        wrong={problem.field for problem in problems},
        spoken=[language for code in language_codes() if (language := find_language(code))],
        recent=[(ingest, count_statuses(ingest)) for ingest in recent],
    )
