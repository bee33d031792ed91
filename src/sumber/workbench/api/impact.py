"""Impact: what rests on a source, and what would be left without it. Nothing is changed."""

from __future__ import annotations

from typing import Annotated, TypedDict

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sumber.asking.sources import find_source
from sumber.errors import LedgerError
from sumber.relating.impact import Impact, iter_impacts
from sumber.shaping.documents import DocumentHead, find_heads
from sumber.shaping.impact import ImpactShape, shape_impact
from sumber.shaping.relations import find_names
from sumber.workbench.api import _examples as examples
from sumber.workbench.api._answers import answer_page
from sumber.workbench.api._describing import describe
from sumber.workbench.api._parameters import Limit
from sumber.workbench.rendering import get_desk

router = APIRouter(prefix="/api/v1/impact", tags=["what rests on what"])
_MARK = "0.3.p04c1d2e3f4a5b6c"


class ImpactPage(TypedDict):
    """Some propositions that a source has a part in, those on it alone first; the documents by their callers' ids."""

    items: list[ImpactShape]
    next: str | None
    documents: dict[str, DocumentHead]


SHAPES = (ImpactPage,)


@router.get(
    "",
    **describe(
        ImpactPage,
        examples.page_of(examples.IMPACT, _MARK, documents={"halden-17": examples.HEAD}),
        problems=(404,),
    ),
)
def list_impacts(
    request: Request,
    source: Annotated[
        str,
        Query(
            min_length=1,
            max_length=300,
            pattern=r"^[^\x00]+$",
            description="an entity's id, a name in any language, an outlet, or a document's id",
            examples=["The Halden Post"],
        ),
    ],
    limit: Limit = 50,
    after: Annotated[
        str | None,
        Query(
            pattern=r"^[01]\.[0-9]{1,9}\.p[0-9a-f]{15}$",
            description="the mark that the page before gave as `next`",
            examples=[_MARK],
        ),
    ] = None,
) -> Response:
    """What would be left if a source fell: the propositions on it alone, and those on it among others."""
    desk = get_desk(request)
    with desk.reading() as (connection, project):
        if project is None:
            raise LedgerError("S511", f"no source {source!r}: nothing is kept in this project yet")
        found = list(iter_impacts(connection, project, find_source(desk.ledger.store, connection, project, source)))
        if after is not None:
            alone, claims, identity = after.split(".")
            found = [each for each in found if _place(each) > (int(alone), -int(claims), identity)]
        shown = found[:limit]
        propositions = [each.proposition for each in shown]
        names = find_names(connection, project, propositions)
        return answer_page(
            request,
            [shape_impact(each, names) for each in shown],
            _mark(shown[-1]) if len(found) > limit else None,
            documents=find_heads(connection, project, set(names)),
        )


def _place(impact: Impact) -> tuple[int, int, str]:
    return int(not impact.is_alone), -len(impact.proposition.claims), impact.proposition.id


def _mark(impact: Impact) -> str:
    among, claims, identity = _place(impact)
    return f"{among}.{-claims}.{identity}"
