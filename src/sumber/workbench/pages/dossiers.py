"""Dossiers: all that is told of an actor, of two, of a weapon or of an outlet."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from sumber.dossier.gathering import Asking
from sumber.errors import LedgerError
from sumber.workbench.rendering import get_desk, render
from sumber.workbench.views.dossier import BOX_WIDTH, ROW_HEIGHT, WIDTH, DossierView, view_dossier

router = APIRouter()
_MOST_SUBJECTS = 2
_SIZES = {"width": WIDTH, "box": BOX_WIDTH, "row": ROW_HEIGHT}


@router.get("/dossiers", include_in_schema=False)
def show_dossier(request: Request, about: Annotated[list[str] | None, Query()] = None) -> HTMLResponse:
    """The dossier about one or two names; without a name the form alone, with the reason where it cannot be made."""
    names = [name.strip() for name in about or () if name.strip()][:_MOST_SUBJECTS]
    view: DossierView | None = None
    reason = ""
    desk = get_desk(request)
    with desk.reading() as (connection, project):
        if names and project is not None:
            asking = Asking(connection, desk.ledger.store, project)
            try:
                view = view_dossier(asking.make([asking.find_subject(name) for name in names]))
            except LedgerError as error:
                reason = error.message
    status = 404 if reason else 200
    return render(request, "dossiers.html", status=status, names=names, view=view, reason=reason, sizes=_SIZES)
