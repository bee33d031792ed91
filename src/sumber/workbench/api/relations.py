"""Relations: stories, copies, what corroborates, what contradicts."""

from __future__ import annotations

from typing import Annotated, TypedDict

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from sumber.ledger.pages import PairMark
from sumber.ledger.profiles import find_caller_ids
from sumber.model.relations import RelationName
from sumber.relating.paging import find_relations
from sumber.shaping.documents import DocumentHead, find_heads
from sumber.shaping.relations import RelationShape, shape_relation
from sumber.workbench.api import _examples as examples
from sumber.workbench.api._answers import answer_page
from sumber.workbench.api._describing import describe
from sumber.workbench.api._parameters import Limit
from sumber.workbench.rendering import get_desk

router = APIRouter(prefix="/api/v1/relations", tags=["what rests on what"])
_MARK = "b8d1f2a3c4e5f6a7b8c9.0.c9e2a3b4d5f6a7b8c9d0.0"


class RelationPage(TypedDict):
    """Some relations of a kind, and the documents they name, by their callers' ids."""

    items: list[RelationShape]
    next: str | None
    documents: dict[str, DocumentHead]


SHAPES = (RelationPage,)


@router.get(
    "/{relation}",
    **describe(RelationPage, examples.page_of(examples.RELATION, _MARK, documents={"halden-17": examples.HEAD})),
)
def list_relations(
    request: Request,
    relation: Annotated[RelationName, Path(description="which relations", examples=["contradicts"])],
    limit: Limit = 50,
    after: Annotated[
        str | None,
        Query(
            pattern=r"^[0-9a-fp]{1,20}\.[0-9]{1,9}\.[0-9a-fp]{1,20}\.[0-9]{1,9}$",
            description="the mark that the page before gave as `next`",
            examples=[_MARK],
        ),
    ] = None,
) -> Response:
    """List how reports or claims relate: one story, copies, claims on independent origins, claims that cannot both be true."""
    with get_desk(request).reading() as (connection, project):
        if project is None:
            return answer_page(request, [], None, documents={})
        page = find_relations(connection, project, relation, (limit, _read_mark(after)))
        ids = {end.document for each in page.relations for end in (each.a, each.b)}
        names = find_caller_ids(connection, ids, project)
        return answer_page(
            request,
            [shape_relation(each, names) for each in page.relations],
            ".".join(map(str, page.after)) if page.after else None,
            documents=find_heads(connection, project, ids),
        )


def _read_mark(after: str | None) -> PairMark:
    if after is None:
        return PairMark()
    a, a_at, b, b_at = after.split(".")
    return PairMark(a, int(a_at), b, int(b_at))
