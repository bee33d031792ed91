"""Relating what waits: begun from a page, done beside it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sumber.workbench.deciding import lead_back
from sumber.workbench.rendering import get_desk, render

router = APIRouter()


@router.post("/relating", include_in_schema=False)
def begin_relating(request: Request, back: Annotated[str, Form()] = "/") -> Response:
    """Begin to relate the reports that wait and go back; a ledger open for reading only is left as it is."""
    desk = get_desk(request)
    if desk.may_write:
        desk.upkeep.relate()
    return RedirectResponse(lead_back(back), status_code=303)


@router.get("/relating", include_in_schema=False)
def show_relating(request: Request, back: str = "/") -> HTMLResponse:
    """How many reports wait and whether they are being related: the notice that pages renew while that goes on."""
    desk = get_desk(request)
    with desk.reading() as (connection, project):
        undone = desk.upkeep.count_undone(connection, project)
    return render(request, "relating.html", undone=undone, back=lead_back(back))
