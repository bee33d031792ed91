"""The page of a report: its text with the claims in it, its original and record, its versions."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sumber.errors import LedgerError
from sumber.intake.html import find_page_fields
from sumber.languages import find_language
from sumber.ledger import Connection
from sumber.ledger.histories import Capture
from sumber.ledger.passages import find_claim_spot
from sumber.ledger.views import get_bytes, get_text
from sumber.workbench.desk import Shelf
from sumber.workbench.rendering import find_words, get_desk, render
from sumber.workbench.views.claim_card import Card, list_parties, read_card, spell_quantity
from sumber.workbench.views.differences import compare_versions
from sumber.workbench.views.hidden_signs import show_hidden
from sumber.workbench.views.names import list_dates, list_names
from sumber.workbench.views.originals import MOST_SHOWN_BYTES, POLICY, OriginalKind, find_kind, show_page, show_text
from sumber.workbench.views.record import read_record
from sumber.workbench.views.relatives import find_relatives
from sumber.workbench.views.report import Asked, Shelved, find_document, read_report, shelve

router = APIRouter()
View = Literal["text", "original", "versions"]
Number = Annotated[int | None, Query(ge=1, le=1_000_000)]
_SUFFIXES: Final[dict[OriginalKind, str]] = {"page": "html", "text": "txt", "other": "bin"}


def read_asked(version: Number = None, part: Number = None, claim: str | None = None) -> Asked:
    """What of a report an address asks for."""
    return Asked(version, part, claim)


Wanted = Annotated[Asked, Depends(read_asked)]


@router.get("/documents/{name}", include_in_schema=False)
def show_document(
    request: Request, name: str, wanted: Wanted, view: View = "text", sha256: str | None = None
) -> Response:
    """A report, in one of its views; a shortened id, or a caller's, leads to the whole one."""
    with get_desk(request).reading() as shelf:
        document = find_document(shelf.connection, shelf.project, name)
        if document.id != name:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"/documents/{document.id}{query}", status_code=302)
        shelved = shelve(shelf.connection, _project_of(shelf), document, wanted.version)
        if view == "original":
            context = _tell_original(shelf.connection, shelved, sha256)
        elif view == "versions":
            context = _tell_versions(shelf.connection, shelved)
        else:
            context = _tell_text(shelf, shelved, wanted)
    return _render(request, f"document_{view}.html", shelved=shelved, view=view, wanted=wanted, **context)


@router.get("/documents/{name}/claims/{claim}", include_in_schema=False)
def show_card(request: Request, name: str, claim: str, version: Number = None, part: Number = None) -> Response:
    """The card of a claim alone, to be put beside the text."""
    with get_desk(request).reading() as shelf:
        document = find_document(shelf.connection, shelf.project, name)
        shelved = shelve(shelf.connection, _project_of(shelf), document, version)
        card = _find_card(shelf, shelved, claim)
    if card is None:
        raise LedgerError("S511", f"the reading that is shown holds no claim {claim[:40]!r}")
    return _render(request, "claim_card.html", shelved=shelved, card=card, part=part or 1, is_held=False)


@router.get("/documents/{name}/original", include_in_schema=False)
def show_original(
    request: Request,
    name: str,
    version: Number = None,
    sha256: str | None = None,
    form: Annotated[Literal["shown", "file"], Query(alias="as")] = "shown",
) -> Response:
    """Original bytes: made harmless and under a policy of their own, or as a file."""
    with get_desk(request).reading() as shelf:
        document = find_document(shelf.connection, shelf.project, name)
        shelved = shelve(shelf.connection, _project_of(shelf), document, version)
        content = get_bytes(shelf.connection, _choose_capture(shelved, sha256).sha256)
    kind = find_kind(content)
    headers = {"content-security-policy": POLICY, "x-content-type-options": "nosniff"}
    if form == "file" or kind == "other" or len(content) > MOST_SHOWN_BYTES:
        headers["content-disposition"] = f'attachment; filename="{_name_file(shelved, kind)}"'
        return Response(content, media_type="application/octet-stream", headers=headers)
    if kind == "text":
        return Response(show_text(content), media_type="text/plain; charset=utf-8", headers=headers)
    words = find_words(request)
    notice = words("synthetic.long") if document.synthetic else None
    return HTMLResponse(show_page(content, words("report.bytes.frame"), notice), headers=headers)


def _project_of(shelf: Shelf) -> int:
    if shelf.project is None:
        raise LedgerError("S511", "nothing is kept in this project yet")
    return shelf.project


def _tell_text(shelf: Shelf, shelved: Shelved, wanted: Asked) -> dict[str, Any]:
    report = read_report(shelf.connection, _project_of(shelf), shelved, wanted)
    return {
        "report": report,
        "part": report.part,
        "card": _find_card(shelf, shelved, wanted.claim) if wanted.claim else None,
        "relatives": find_relatives(shelf.connection, shelved.history.document_no),
        "names": list_names(report.mentions),
        "dates": list_dates(report.dates),
    }


def _find_card(shelf: Shelf, shelved: Shelved, claim: str) -> Card | None:
    reading = shelved.version.reading
    spot = find_claim_spot(shelf.connection, reading.no, claim) if reading else None
    return read_card(shelf.connection, _project_of(shelf), shelved, spot) if spot else None


def _tell_original(connection: Connection, shelved: Shelved, sha256: str | None) -> dict[str, Any]:
    capture = _choose_capture(shelved, sha256)
    content = get_bytes(connection, capture.sha256)
    kind = find_kind(content)
    page_fields = find_page_fields(content) if kind == "page" and len(content) <= MOST_SHOWN_BYTES else {}
    return {
        "capture": capture,
        "kind": kind,
        "is_shown": kind != "other" and len(content) <= MOST_SHOWN_BYTES,
        "is_the_text": capture.sha256 == shelved.version.text_sha256,
        "file_name": _name_file(shelved, kind),
        "record": read_record(connection, shelved, page_fields),
    }


def _tell_versions(connection: Connection, shelved: Shelved) -> dict[str, Any]:
    """The versions, and how the one looked at differs from the one before it."""
    number = shelved.version.number
    before = next((each for each in shelved.history.versions if each.number == number - 1), None)
    if before is None:
        return {"before": None, "comparison": None}
    texts = [get_text(connection, each.text_sha256) for each in (before, shelved.version)]
    return {"before": before, "comparison": compare_versions(*texts)}


def _choose_capture(shelved: Shelved, sha256: str | None) -> Capture:
    """The original that is asked for, of this version alone; the newest where none is."""
    captures = shelved.version.captures
    found = [each for each in captures if sha256 is None or each.sha256 == sha256]
    if not found:
        raise LedgerError("S511", f"version {shelved.version.number} of this document has no such original")
    return found[-1]


def _name_file(shelved: Shelved, kind: OriginalKind) -> str:
    mark = "synthetic-" if shelved.document.synthetic else ""
    return f"{mark}{shelved.document.id}-{shelved.version.number}.{_SUFFIXES[kind]}"


def _spell_language(code: str) -> str:
    """What those who speak a language call it, its code where it is none of ours."""
    language = find_language(code)
    return language.endonym if language else code


def _render(request: Request, template: str, **context: Any) -> HTMLResponse:
    """A page or a part of one, with what its templates spell values by."""
    spelling: dict[str, Any] = {
        "show_hidden": show_hidden,
        "list_parties": list_parties,
        "spell_quantity": spell_quantity,
        "spell_language": _spell_language,
    }
    return render(request, template, **(spelling | context))
