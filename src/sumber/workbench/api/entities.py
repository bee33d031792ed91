"""Entities: who and what the kept reports mention."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypedDict

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from sumber.asking.entities import fits_entity
from sumber.errors import LedgerError
from sumber.ledger.entities import KeptEntity, list_entities
from sumber.ledger.merging import read_merges
from sumber.workbench.api import _examples as examples
from sumber.workbench.api._answers import answer_json, answer_page
from sumber.workbench.api._describing import describe
from sumber.workbench.api._parameters import Limit, Name, Words
from sumber.workbench.desk import Shelf
from sumber.workbench.rendering import get_desk

router = APIRouter(prefix="/api/v1/entities", tags=["entities"])
_LONGEST_NUMBER: Final = 12


class EntityPage(TypedDict):
    """Some entities."""

    items: list[KeptEntity]
    next: str | None


SHAPES = (EntityPage, KeptEntity)


@router.get("", **describe(EntityPage, examples.page_of(examples.ENTITY, "40.Q20")))
def search_entities(
    request: Request,
    q: Words = "",
    kind: Annotated[
        Name | None, Query(description="state, place, person, organisation, outlet or weapon", examples=["state"])
    ] = None,
    order: Annotated[
        Literal["mentions", "id"],
        Query(description="the most mentioned first, or by id: so nothing is missed while reports come in"),
    ] = "mentions",
    limit: Limit = 50,
    after: Annotated[
        str | None,
        Query(
            pattern=rf"^[0-9]{{1,{_LONGEST_NUMBER}}}\.[^\x00]{{1,300}}$",
            description="the mark that the page before gave as `next`",
            examples=["40.Q20"],
        ),
    ] = None,
) -> Response:
    """List the entities that names were resolved to; those that a person judged to be one stand as one.

    A person whom no public list holds is a name in its claim, and stands here once a public role is recorded.
    """
    with get_desk(request).reading() as shelf:
        found = [each for each in _list(shelf) if fits_entity(each, q, kind)]
    found.sort(key=lambda entity: _place(entity, order))
    if after is not None:
        mentions, _, entity_id = after.partition(".")
        behind = (-int(mentions), entity_id) if order == "mentions" else (0, entity_id)
        found = [each for each in found if _place(each, order) > behind]
    shown = found[:limit]
    last = f"{shown[-1].mentions}.{shown[-1].id}" if len(found) > limit else None
    return answer_page(request, list(shown), last)


@router.get("/{entity_id:path}", **describe(KeptEntity, examples.ENTITY, problems=(404,)))
def show_entity(
    request: Request,
    entity_id: Annotated[
        str,
        Path(min_length=1, max_length=400, pattern=r"^[^\x00]+$", description="the entity's id", examples=["Q20"]),
    ],
) -> Response:
    """An entity, in how many documents how often it is mentioned, and what was judged to be one with it."""
    with get_desk(request).reading() as shelf:
        for entity in _list(shelf):
            if entity_id in {entity.id, *entity.merged}:
                return answer_json(request, entity)
    raise LedgerError("S511", f"no entity {entity_id!r} is mentioned; /api/v1/entities lists them with their ids")


def _list(shelf: Shelf) -> list[KeptEntity]:
    connection, project = shelf
    return list_entities(connection, project, read_merges(connection, project)) if project is not None else []


def _place(entity: KeptEntity, order: str) -> tuple[int, str]:
    return (-entity.mentions if order == "mentions" else 0), entity.id
