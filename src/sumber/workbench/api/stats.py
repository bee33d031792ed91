"""How much is kept."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from sumber.shaping.log import StatsShape, shape_stats
from sumber.workbench.api import _examples as examples
from sumber.workbench.api._answers import answer_json
from sumber.workbench.api._describing import describe
from sumber.workbench.rendering import get_desk

router = APIRouter(prefix="/api/v1/stats", tags=["stats"])
SHAPES = (StatsShape,)


@router.get("", **describe(StatsShape, examples.STATS))
def count_kept(request: Request) -> Response:
    """How many documents, versions, readings, claims, judgements and log leaves are kept, and the room they take."""
    desk = get_desk(request)
    with desk.reading() as (connection, _):
        return answer_json(request, shape_stats(desk.ledger, connection))
