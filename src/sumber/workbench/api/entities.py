"""Entities: who and what the kept reports mention."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypedDict

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from sumber.asking.entities import fits_entity
from sumber.errors import LedgerError
from sumber.ledger.entities import EntityLists, Fits, KeptEntity
from sumber.ledger.merging import read_merges
from sumber.ledger.stores import Store
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
    desk = get_desk(request)
    with desk.reading() as shelf:
        found = _list(shelf, desk.ledger.store, lambda each: fits_entity(each, q, kind))
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
    desk = get_desk(request)
    with desk.reading() as shelf:
        for entity in _list(shelf, desk.ledger.store, lambda each: entity_id in {each.id, *each.merged}):
            return answer_json(request, entity)
    raise LedgerError("S511", f"no entity {entity_id!r} is mentioned; /api/v1/entities lists them with their ids")


def _list(shelf: Shelf, store: Store, fits: Fits) -> list[KeptEntity]:
    """The entities that fit, counted in all documents: pages of what is estimated would not follow one another."""
    connection, project = shelf
    if project is None:
        return []
    return (
        EntityLists(connection, store, project, read_merges(connection, project)).list_some(fits, whole=True).entities
    )


def _place(entity: KeptEntity, order: str) -> tuple[int, str]:
    return (-entity.mentions if order == "mentions" else 0), entity.id
