"""The evidence log: its leaves, and the last checkpoint to be kept elsewhere."""

from __future__ import annotations

from typing import Annotated, TypedDict

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sumber.errors import LedgerError
from sumber.ledger.log import count_leaves, find_leaves
from sumber.ledger.packing import sha256_hex
from sumber.ledger.signing import read_signed
from sumber.shaping.log import LeafShape, shape_leaf
from sumber.workbench.api import _examples as examples
from sumber.workbench.api._answers import answer_bytes, answer_page
from sumber.workbench.api._describing import describe
from sumber.workbench.api._parameters import Limit
from sumber.workbench.rendering import get_desk

router = APIRouter(prefix="/api/v1/log", tags=["log"])
_TEXT = "text/plain; charset=utf-8"


class LeafPage(TypedDict):
    """Some leaves in their order; how many the log has, and how many of them are signed."""

    items: list[LeafShape]
    next: str | None
    count: int
    signed: int


SHAPES = (LeafPage,)


@router.get("", **describe(LeafPage, examples.page_of(examples.LEAF, "41", count=325, signed=325)))
def list_leaves(
    request: Request,
    subject: Annotated[
        str | None,
        Query(
            pattern="^[0-9a-f]{1,20}$",
            description="only leaves about this document, reading or judgement, by its id or how it begins",
            examples=[examples.DOCUMENT_ID],
        ),
    ] = None,
    limit: Limit = 50,
    after: Annotated[
        int, Query(ge=-1, le=10**15, description="leaves behind this number; -1: from the first on", examples=[40])
    ] = -1,
) -> Response:
    """The leaves of the append-only log, in order: everything that was kept, decided or erased."""
    with get_desk(request).reading() as (connection, _):
        found = find_leaves(connection, after=after, limit=limit + 1, subject=subject)
        count, signed = count_leaves(connection), read_signed(connection).size
    shown = [shape_leaf(leaf) for leaf in found[:limit]]
    last = str(shown[-1]["seq"]) if len(found) > limit else None
    return answer_page(request, list(shown), last, count=count, signed=signed)


@router.get("/checkpoint", **describe(str, examples.CHECKPOINT, media_type=_TEXT, problems=(404,)))
def read_checkpoint(request: Request) -> Response:
    """The last checkpoint, as a note to be kept elsewhere: how many leaves the log has and their root, signed."""
    with get_desk(request).reading() as (connection, _):
        note = read_signed(connection).note
    if note is None:
        raise LedgerError("S511", "the log was not signed yet; whatever is kept or decided next signs it")
    return answer_bytes(request, note, sha256_hex(note)[:32], _TEXT)
