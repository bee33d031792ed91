"""The first page: what is kept."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sumber.ledger import Filters
from sumber.ledger.finding import build_query, find_documents
from sumber.ledger.views import KeptDocument, get_documents
from sumber.workbench.rendering import get_desk, render

router = APIRouter()
_NEWEST = 20


@router.get("/", include_in_schema=False)
def show_home(request: Request) -> HTMLResponse:
    """What is kept, the newest first."""
    desk = get_desk(request)
    found: list[KeptDocument] = []
    with desk.reading() as (connection, project):
        if project is not None:
            query = build_query(project, Filters())
            page = find_documents(connection, desk.ledger.store, query, (_NEWEST, None))
            found = get_documents(connection, page.numbers)
    return render(request, "home.html", documents=found)
