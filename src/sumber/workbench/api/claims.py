"""Claims: found by words and filters, one with its words around it, and why it stands as it does."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sumber.asking.naming import Names
from sumber.asking.questions import Question, claim_filters
from sumber.errors import LedgerError
from sumber.ledger import Connection
from sumber.ledger.finding import build_query, count_claims, find_claims
from sumber.ledger.views import find_claim_numbers, get_claims
from sumber.relating.why import Why, explain_claim
from sumber.shaping.claims import ClaimInContext, KeptClaimShape, shape_in_context, shape_kept_claim
from sumber.workbench.api import _examples as examples
from sumber.workbench.api._answers import answer_json, answer_page
from sumber.workbench.api._describing import describe
from sumber.workbench.api._parameters import ClaimId
from sumber.workbench.api._questions import ClaimQuestion, PageAsked, Paging
from sumber.workbench.desk import Shelf
from sumber.workbench.problems import RequestError
from sumber.workbench.rendering import get_desk

router = APIRouter(prefix="/api/v1/claims", tags=["claims"])


class ClaimPage(TypedDict):
    """Some claims, the newest kept first; how many there are in all, and whether that is an estimate."""

    items: list[KeptClaimShape]
    next: str | None
    count: int
    estimated: bool


SHAPES = (ClaimPage, ClaimInContext, Why)
OfDocument = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=20,
        pattern="^[0-9a-f]+$",
        description="the document that holds it, where several hold a claim of this id",
        examples=[examples.DOCUMENT_ID],
    ),
]


@router.get("", **describe(ClaimPage, examples.page_of(examples.CLAIM, "1204", count=1402, estimated=False)))
def search_claims(request: Request, question: ClaimQuestion, paging: PageAsked) -> Response:
    """Find claims by words and filters, the newest kept first.

    What is kept while you page stands before your first page. Up to 500 hits are counted; a larger count is an estimate.
    """
    with get_desk(request).reading() as shelf:
        return _answer_search(request, shelf, question, paging)


def _answer_search(request: Request, shelf: Shelf, question: Question, paging: Paging) -> Response:
    connection, project = shelf
    if project is None:
        return answer_page(request, [], None, count=0, estimated=False)
    ledger = get_desk(request).ledger
    filters = claim_filters(question, Names(connection, project))
    query = build_query(project, filters, is_only_project=ledger.is_only_project(connection))
    page = find_claims(connection, ledger.store, query, filters, paging)
    count = count_claims(connection, ledger.store, query, filters)
    return answer_page(
        request,
        [shape_kept_claim(each) for each in get_claims(connection, project, page.numbers)],
        str(page.after) if page.after is not None else None,
        count=count.number,
        estimated=count.is_estimate,
    )


@router.get("/{claim_id}", **describe(ClaimInContext, examples.CLAIM_IN_CONTEXT, problems=(404,)))
def show_claim(request: Request, claim_id: ClaimId, document: OfDocument = None) -> Response:
    """A claim with the words around it, its document, what it rests on, and all decisions about it."""
    with get_desk(request).reading() as (connection, project):
        number = _get_number(connection, project, claim_id, document)
        (kept,) = get_claims(connection, project or 0, [number])
        return answer_json(request, shape_in_context(connection, kept))


def _get_number(connection: Connection, project: int | None, claim_id: str, document: str | None) -> int:
    """The number of the one claim whose id begins so; LedgerError where there is none, or several are meant."""
    numbers = find_claim_numbers(connection, project, claim_id) if project is not None else []
    found = dict(zip(numbers, get_claims(connection, project or 0, numbers), strict=True))
    if document is not None:
        found = {no: kept for no, kept in found.items() if kept.document.id.startswith(document)}
    if not found:
        raise LedgerError("S511", f"no claim {claim_id!r} in this project; /api/v1/claims lists them with their ids")
    if len(found) > 1:
        told = ", ".join(f"{kept.claim.id} in document {kept.document.id}" for kept in list(found.values())[:4])
        raise LedgerError(
            "S511", f"{claim_id!r} stands for several claims: {told}; give more of the id, or the document"
        )
    return next(iter(found))


@router.get("/{claim_id}/why", **describe(Why, examples.WHY, problems=(404,)))
def show_why_of_claim(
    request: Request,
    claim_id: ClaimId,
    document: OfDocument = None,
    words: Annotated[
        Literal["en", "id"],
        Query(alias="in", description="the language in which the proposition is told", examples=["id"]),
    ] = "en",
) -> Response:
    """Why a claim stands as it does: who says it, origins two by two, copies, conflicts, the grade and its history, decisions.

    Only claims that were related to others can be explained; reports that came last may wait for that a little.
    """
    with get_desk(request).reading() as (connection, project):
        found = explain_claim(connection, project, claim_id, words) if project is not None else []
        chosen = [each for each in found if document is None or each.claim.document.startswith(document)]
        if len(chosen) > 1:
            told = ", ".join(each.claim.document for each in chosen[:4])
            raise RequestError(404, "S511", f"{claim_id!r} stands in several documents: {told}; give the document")
        if not chosen:
            raise RequestError(404, "S511", f"no claim {claim_id!r} among those related in this project")
        return answer_json(request, chosen[0])
