"""The page that tells programmers what the interface does, and its problems by their codes."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sumber.workbench.api._openapi import ADDRESS
from sumber.workbench.problems import CODES
from sumber.workbench.rendering import render
from sumber.workbench.views.interface import list_operations

router = APIRouter()


@router.get("/api", include_in_schema=False)
def show_interface(request: Request) -> HTMLResponse:
    """All operations with their examples, and the codes of problems."""
    return render(
        request, "interface.html", groups=list_operations(request.app.openapi()), codes=CODES, document=ADDRESS
    )
