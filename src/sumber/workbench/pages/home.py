"""The first page: what is new, what changed, what needs you."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sumber.workbench.rendering import get_desk, render
from sumber.workbench.views.home import DAYS, find_home

router = APIRouter()


@router.get("/", include_in_schema=False)
def show_home(request: Request) -> HTMLResponse:
    """What came since a day, today where the address names none."""
    asked = request.query_params.get("days", "")
    days = int(asked) if asked in map(str, DAYS) else DAYS[0]
    desk = get_desk(request)
    with desk.reading() as shelf:
        home = find_home(shelf, desk.ledger, days, datetime.now().astimezone())
    return render(request, "home.html", home=home, days=days, choices=DAYS)
