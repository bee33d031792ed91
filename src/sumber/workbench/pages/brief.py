"""Briefs: choose propositions, see the brief as it would be handed on, and save it as a file. All of it is in the address."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from sumber.brief.formats import format_names, get_format
from sumber.brief.gathering import Head, make_brief
from sumber.brief.words import brief_languages, get_brief_words
from sumber.errors import LedgerError
from sumber.ledger.opening import now_text
from sumber.workbench.deciding import find_signer
from sumber.workbench.rendering import find_words, get_desk, render
from sumber.workbench.views.brief import MOST_CHOSEN, PATH, Wish, read_wish, view_brief
from sumber.workbench.views.queries import write_address
from sumber.workbench.words import get_words

router = APIRouter()
_MEDIA_TYPES: Final = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@router.get(PATH, include_in_schema=False)
def show_brief(request: Request) -> HTMLResponse:
    """The page: what was chosen, what may be added, the brief as it would be, and its files."""
    desk = get_desk(request)
    wish = _read(request)
    with desk.reading() as shelf:
        view = view_brief(shelf, desk.ledger, wish, _head(request, wish))
        undone = desk.upkeep.count_undone(shelf.connection, shelf.project)
    files = [(name, write_address(f"{PATH}/{name}", wish.pairs)) for name in format_names()] if view.brief else []
    return render(
        request,
        "brief.html",
        wish=wish,
        view=view,
        files=files,
        told=get_brief_words(wish.language),
        spoken=[get_words(code) for code in brief_languages()],
        most=MOST_CHOSEN,
        undone=undone,
        back=write_address(PATH, (*wish.pairs, *wish.sought)),
    )


@router.get("/brief/{form}", include_in_schema=False)
def save_brief(request: Request, form: str, claim: Annotated[list[str] | None, Query()] = None) -> Response:
    """The brief as a file; the same rules hold as for the command."""
    desk, wish = get_desk(request), _read(request)
    write = get_format(form)
    with desk.reading() as (connection, project):
        if project is None or not claim:
            raise LedgerError("S511", "no claim is chosen: a brief tells of the propositions of claims")
        brief = make_brief(connection, project, wish.claims[:MOST_CHOSEN], _head(request, wish))
    content = write(brief, get_brief_words(wish.language))
    headers = {"content-disposition": f'attachment; filename="brief.{form}"'}
    return Response(content, media_type=_MEDIA_TYPES.get(form, "application/octet-stream"), headers=headers)


def _read(request: Request) -> Wish:
    return read_wish(request.query_params.multi_items(), brief_languages(), find_words(request).code)


def _head(request: Request, wish: Wish) -> Head:
    desk = get_desk(request)
    return Head(
        title=wish.title or get_brief_title(wish.language),
        made_at=now_text(),
        made_by=" ".join(find_signer(request, desk).split()),
        project=desk.ledger.project,
        names_in_full=wish.names_in_full,
        with_synthetic=wish.with_synthetic,
    )


def get_brief_title(language: str) -> str:
    """What a brief without a title of its own is called."""
    return get_words(language)("brief.untitled")
