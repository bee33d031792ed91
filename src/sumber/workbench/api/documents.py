"""Documents: found by words and filters, one with its versions, its claims, and its text."""

from __future__ import annotations

from typing import Annotated, TypedDict

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sumber.asking.naming import Names
from sumber.asking.questions import document_filters
from sumber.errors import LedgerError
from sumber.ledger import Connection
from sumber.ledger.finding import build_query, count_documents, find_documents
from sumber.ledger.packing import plain
from sumber.ledger.views import (
    KeptDocument,
    KeptVersion,
    find_claims_of,
    find_documents_by_id,
    get_claims,
    get_documents,
    get_text,
    get_versions,
)
from sumber.shaping.claims import KeptClaimShape, shape_kept_claim
from sumber.workbench.api import _examples as examples
from sumber.workbench.api._answers import answer_bytes, answer_json, answer_page
from sumber.workbench.api._describing import describe
from sumber.workbench.api._parameters import DocumentId
from sumber.workbench.api._questions import DocumentQuestion, PageAsked
from sumber.workbench.rendering import get_desk

router = APIRouter(prefix="/api/v1/documents", tags=["documents"])
_TEXT = "text/plain; charset=utf-8"


class DocumentPage(TypedDict):
    """Some documents, the newest read first; how many there are in all, and whether that is an estimate."""

    items: list[KeptDocument]
    next: str | None
    count: int
    estimated: bool


class VersionList(TypedDict):
    """The versions of a document in the order they were kept, each with how its words differ from the one before."""

    items: list[KeptVersion]


class DocumentClaims(TypedDict):
    """Some claims of a document's newest reading, as they stand in the text."""

    items: list[KeptClaimShape]
    next: str | None


SHAPES = (DocumentPage, KeptDocument, VersionList, DocumentClaims)


@router.get("", **describe(DocumentPage, examples.page_of(examples.DOCUMENT, "118", count=160, estimated=False)))
def search_documents(request: Request, question: DocumentQuestion, paging: PageAsked) -> Response:
    """Find documents by words of the title or text and by filters, the newest read first.

    What is kept while you page stands before your first page, a new version of a document too.
    """
    desk = get_desk(request)
    with desk.reading() as (connection, project):
        if project is None:
            return answer_page(request, [], None, count=0, estimated=False)
        filters = document_filters(question, Names(connection, project))
        query = build_query(project, filters, is_only_project=desk.ledger.is_only_project(connection))
        page = find_documents(connection, desk.ledger.store, query, paging)
        count = count_documents(connection, desk.ledger.store, query)
        return answer_page(
            request,
            get_documents(connection, page.numbers),
            str(page.after) if page.after is not None else None,
            count=count.number,
            estimated=count.is_estimate,
        )


@router.get("/{document_id}", **describe(KeptDocument, examples.DOCUMENT, problems=(404,)))
def show_document(request: Request, document_id: DocumentId) -> Response:
    """A document: its fields, its newest version and reader, and how many claims were found in it."""
    with get_desk(request).reading() as (connection, project):
        return answer_json(request, _get(connection, project, document_id))


@router.get("/{document_id}/versions", **describe(VersionList, {"items": [examples.VERSION]}, problems=(404,)))
def list_versions(request: Request, document_id: DocumentId) -> Response:
    """All versions of a document's text, each with what is present in it and absent in the one before, and the other way round."""
    with get_desk(request).reading() as (connection, project):
        document = _get(connection, project, document_id)
        return answer_json(request, {"items": get_versions(connection, project or 0, document.id)})


@router.get(
    "/{document_id}/claims", **describe(DocumentClaims, examples.page_of(examples.CLAIM, "50"), problems=(404,))
)
def list_claims_of_document(request: Request, document_id: DocumentId, paging: PageAsked) -> Response:
    """The claims of a document's newest reading, as they stand in the text."""
    with get_desk(request).reading() as (connection, project):
        document = _get(connection, project, document_id)
        numbers = find_claims_of(connection, document.id, project or 0)
        first = paging.after or 0
        shown = numbers[first : first + paging.limit]
        claims = [shape_kept_claim(each) for each in get_claims(connection, project or 0, shown)]
        return answer_page(request, claims, str(first + paging.limit) if first + paging.limit < len(numbers) else None)


@router.get(
    "/{document_id}/text",
    **describe(str, "SUVA - Norway will hand over two patrol ships to Fiji, …", media_type=_TEXT, problems=(404,)),
)
def read_document_text(
    request: Request,
    document_id: DocumentId,
    version: Annotated[
        int | None, Query(ge=1, le=1_000_000, description="the version; without it, the newest", examples=[1])
    ] = None,
) -> Response:
    """The text of a document as it was kept; spans of claims count its characters (Unicode code points)."""
    with get_desk(request).reading() as (connection, project):
        document = _get(connection, project, document_id)
        sha256 = document.text_sha256
        if version is not None and version != document.version:
            sha256 = _get_version(connection, project or 0, document.id, version).text_sha256
        # Half a surrogate pair, which UTF-8 does not hold, is shown as such: so every sign keeps its place.
        content = plain(get_text(connection, sha256)).encode()
        return answer_bytes(request, content, sha256[:32], _TEXT)


def _get(connection: Connection, project: int | None, name: str) -> KeptDocument:
    """The one document of an id, of how it begins, or of a caller's id; LedgerError where there is none, or several."""
    found = find_documents_by_id(connection, project, name) if project is not None else []
    whole = [each for each in found if name in {each.id, each.caller_id}]
    found = whole if len(whole) == 1 else found
    if not found:
        raise LedgerError("S511", f"no document {name!r} in this project; /api/v1/documents lists them with their ids")
    if len(found) > 1:
        told = ", ".join(f"{each.id} ({each.publisher})" for each in found[:5])
        raise LedgerError("S511", f"{name!r} stands for several documents: {told}; give more of the id")
    return found[0]


def _get_version(connection: Connection, project: int, document: str, number: int) -> KeptVersion:
    versions = get_versions(connection, project, document)
    for version in versions:
        if version.number == number:
            return version
    raise LedgerError("S511", f"document {document} has versions 1 to {len(versions)}, none {number}")
