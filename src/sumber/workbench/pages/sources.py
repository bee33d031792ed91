"""Sources: how reliable persons hold one to be, what would fall with it, on whom it relies and who relies on it."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from sumber.errors import LedgerError
from sumber.workbench.deciding import find_decided, find_signer, lead_back
from sumber.workbench.problems import status_of
from sumber.workbench.rendering import get_desk, render
from sumber.workbench.views.queries import write_address
from sumber.workbench.views.source import SourceView, list_graded, view_source

router = APIRouter()
_PATH: Final = "/sources"
_PRIVATE: Final = "S518"
_LONGEST: Final = 300


@router.get(_PATH, include_in_schema=False)
def show_source(
    request: Request, about: str = "", before: Annotated[int | None, Query(ge=1, le=10**15)] = None
) -> HTMLResponse:
    """A source by a name or id; without one the form, and the sources that somebody gave a letter."""
    desk, words = get_desk(request), " ".join(about.split())[:_LONGEST]
    view: SourceView | None = None
    error: LedgerError | None = None
    with desk.reading() as shelf:
        connection, project = shelf
        if words and project is not None:
            try:
                view = view_source(shelf, desk.ledger, words, before)
            except LedgerError as found:
                error = found
        graded = list_graded(shelf, desk.ledger) if view is None else ()
        decided = find_decided(request, connection, project)
        undone = desk.upkeep.count_undone(connection, project)
    return render(
        request,
        "sources.html",
        status_of(error) if error else 200,
        words=words,
        view=view,
        reason=error.message if error else "",
        is_private=error is not None and error.code == _PRIVATE,
        graded=graded,
        decided=decided,
        undone=undone,
        back=lead_back(write_address(_PATH, [("about", words)])),
        first=write_address(_PATH, [("about", words)]) if before else None,
        signer=find_signer(request, desk),
    )
