"""Propositions: what is said, and on how many independent origins it rests."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Literal, TypedDict

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from sumber.errors import LedgerError
from sumber.ledger import Connection
from sumber.ledger.pages import SizeMark, find_widest_propositions, iter_propositions_by_id
from sumber.ledger.propositions import find_numbers_by_id, get_propositions
from sumber.model import Proposition
from sumber.relating.why import Why, explain_proposition
from sumber.shaping.documents import DocumentHead, find_heads
from sumber.shaping.relations import PropositionShape, find_names, shape_proposition
from sumber.workbench.api import _examples as examples
from sumber.workbench.api._answers import answer_json, answer_page
from sumber.workbench.api._describing import describe
from sumber.workbench.api._parameters import Limit
from sumber.workbench.rendering import get_desk

router = APIRouter(prefix="/api/v1/propositions", tags=["what rests on what"])
PropositionId = Annotated[
    str,
    Path(
        pattern="^p[0-9a-f]{0,15}$",
        description="the proposition's id, or how it begins",
        examples=[examples.PROPOSITION_ID],
    ),
]


class PropositionPage(TypedDict):
    """Some propositions, and the documents they name, by their callers' ids."""

    items: list[PropositionShape]
    next: str | None
    documents: dict[str, DocumentHead]


SHAPES = (PropositionPage, PropositionShape, Why)


@router.get(
    "",
    **describe(
        PropositionPage,
        examples.page_of(examples.PROPOSITION, "2.3.p04c1d2e3f4a5b6c", documents={"halden-17": examples.HEAD}),
    ),
)
def list_propositions(
    request: Request,
    least: Annotated[int, Query(ge=1, le=1000, description="of at least so many claims", examples=[2])] = 1,
    order: Annotated[
        Literal["reports", "id"],
        Query(description="those in the most reports first, or by id; what new reports join is another proposition"),
    ] = "reports",
    limit: Limit = 50,
    after: Annotated[
        str | None,
        Query(
            pattern=r"^[0-9]{1,9}\.[0-9]{1,9}\.p[0-9a-f]{15}$",
            description="the mark that the page before gave as `next`",
            examples=["2.3.p04c1d2e3f4a5b6c"],
        ),
    ] = None,
) -> Response:
    """List propositions: claims that say the same in whatever language, with what they rest on and the proposed grade."""
    mark = _read_mark(after)
    with get_desk(request).reading() as (connection, project):
        if project is None:
            return answer_page(request, [], None, documents={})
        if order == "reports":
            found = find_widest_propositions(connection, project, least, (limit + 1, mark))
        else:
            told = iter_propositions_by_id(connection, project, first=mark.id if mark else "", least=least)
            behind = (each for each in told if mark is None or each.id != mark.id)
            found = [(SizeMark(0, 0, each.id), each) for each in islice(behind, limit + 1)]
        last = ".".join(map(str, found[limit - 1][0])) if len(found) > limit else None
        return _answer_page(request, connection, project, ([each for _, each in found[:limit]], last))


def _answer_page(
    request: Request, connection: Connection, project: int, page: tuple[list[Proposition], str | None]
) -> Response:
    found, last = page
    names = find_names(connection, project, found)
    heads = find_heads(connection, project, set(names))
    return answer_page(request, [shape_proposition(each, names) for each in found], last, documents=heads)


def _read_mark(after: str | None) -> SizeMark | None:
    if after is None:
        return None
    documents, claims, identity = after.split(".")
    return SizeMark(int(documents), int(claims), identity)


@router.get("/{proposition_id}", **describe(PropositionShape, examples.PROPOSITION, problems=(404,)))
def show_proposition(request: Request, proposition_id: PropositionId) -> Response:
    """A proposition: its claims, what it rests on, and the proposed grade with its reasons."""
    with get_desk(request).reading() as (connection, project):
        numbers = find_numbers_by_id(connection, project, proposition_id) if project is not None else {}
        if project is None or not numbers:
            raise LedgerError("S511", f"no proposition {proposition_id!r}; /api/v1/propositions lists them")
        if len(numbers) > 1:
            told = ", ".join(list(numbers)[:4])
            raise LedgerError("S511", f"{proposition_id!r} begins several ids: {told}; give more of it")
        (proposition,) = get_propositions(connection, numbers.values()).values()
        names = find_names(connection, project, [proposition])
        return answer_json(request, shape_proposition(proposition, names))


@router.get("/{proposition_id}/why", **describe(Why, examples.WHY, problems=(404,)))
def show_why_of_proposition(
    request: Request,
    proposition_id: PropositionId,
    words: Annotated[
        Literal["en", "id"],
        Query(alias="in", description="the language in which the proposition is told", examples=["id"]),
    ] = "en",
) -> Response:
    """Why a proposition stands as it does: who says it, origins two by two, copies, conflicts, grade, history, decisions."""
    with get_desk(request).reading() as (connection, project):
        if project is None:
            raise LedgerError("S511", f"no proposition {proposition_id!r}; /api/v1/propositions lists them")
        return answer_json(request, explain_proposition(connection, project, proposition_id, words))
