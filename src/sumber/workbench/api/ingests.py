"""Ingests: reports handed in to be read and kept, and what becomes of them as it happens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Final, TypedDict, get_args

import anyio
from fastapi import APIRouter, Depends, Header, Path, Request
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import Response

from sumber.ledger import Kept
from sumber.workbench.api import _examples as examples
from sumber.workbench.api._answers import answer_json, encode
from sumber.workbench.api._deliveries import BODY, read_delivery
from sumber.workbench.api._describing import describe, schema_of
from sumber.workbench.ingests import Delivery, EventName, Failure, Ingest, IngestCounts, Refusal, State
from sumber.workbench.problems import RequestError
from sumber.workbench.rendering import get_desk

router = APIRouter(prefix="/api/v1/ingests", tags=["ingests"])
_EVENT_STREAM: Final = "text/event-stream"
_PING_SECONDS: Final = 15
_LOOKED_AGAIN_SECONDS: Final = 1.0
_EVENT: Final = {
    "type": "object",
    "description": "One event of the stream",
    "properties": {
        "id": {"type": "string", "description": "its number, to come back with as Last-Event-ID"},
        "event": {"type": "string", "enum": list(get_args(EventName))},
        "data": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {"anyOf": [schema_of(kind) for kind in (Kept, Refusal, IngestCounts, Failure)]},
        },
    },
    "required": ["id", "event", "data"],
}
_NO_MORE: Final = 204
"""The status that tells a page which listens that there is nothing to come back for."""
_LONGEST_NUMBER: Final = 18


class IngestShape(TypedDict):
    """An ingest as it stands: how many reports it brought, what became of them so far, and where its events are told."""

    id: str
    state: State
    created_at: str
    reports: int
    kept: dict[str, int]
    refused: int
    events: str


class IngestList(TypedDict):
    """The ingests of this run of the workbench, the newest first."""

    items: list[IngestShape]


SHAPES = (IngestShape, IngestList, Kept, Refusal, IngestCounts, Failure)
IngestId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="the ingest's id", examples=[examples.INGEST_ID])]


@router.post("", **describe(IngestShape, examples.INGEST, status=202, body=BODY, problems=(409, 413, 415, 429)))
def begin_ingest(request: Request, delivery: Annotated[Delivery, Depends(read_delivery)]) -> Response:
    """Hand in reports: text, a page, JSON Lines, or files as multipart. They wait their turn, are read and kept.

    Text is UTF-8, or UTF-16 with its mark; other bytes are read as Windows-1252, and the reading says so. What is said
    of all reports comes as parameters or, of multipart, as fields; what a JSON line or a page says of itself goes first.
    A page by its address (application/json) is refused: fetching is not enabled.
    """
    ingest = get_desk(request).ingests.begin(delivery)
    shaped = _shape(ingest)
    return answer_json(request, shaped, status=202, headers={"location": f"/api/v1/ingests/{ingest.id}"})


@router.get("", **describe(IngestList, {"items": [examples.INGEST]}))
def list_ingests(request: Request) -> Response:
    """The ingests of this run of the workbench, the newest first; of those that are over the last hundred."""
    return answer_json(request, {"items": [_shape(each) for each in get_desk(request).ingests.list_newest()]})


@router.get("/{ingest_id}", **describe(IngestShape, examples.INGEST, problems=(404,)))
def show_ingest(request: Request, ingest_id: IngestId) -> Response:
    """An ingest as it stands."""
    return answer_json(request, _shape(_get(request, ingest_id)))


@router.get(
    "/{ingest_id}/events",
    **describe(_EVENT, examples.EVENT, media_type=_EVENT_STREAM, also={204: "Everything was heard"}, problems=(404,)),
)
async def stream_events(
    request: Request,
    ingest_id: IngestId,
    last_event_id: Annotated[
        str,
        Header(
            pattern=rf"^[0-9]{{1,{_LONGEST_NUMBER}}}$",
            description="the number of the last event that was heard; those behind it are told",
            examples=["0"],
        ),
    ] = "0",
) -> Response:
    """What becomes of each report, as server-sent events: `kept` and `refused`, then `done` or `failed`, and the stream ends.

    Each event has a number. Whoever comes back with the last one (`Last-Event-ID`, as browsers do by themselves) misses
    nothing; what is too long ago is told as `counts`. Whoever heard the end is answered 204: there is nothing to come for.
    """
    ingest, heard = _get(request, ingest_id), int(last_event_id)
    if ingest.is_over and not ingest.events_since(heard):
        return Response(status_code=_NO_MORE)
    ending = anyio.Event()
    return EventSourceResponse(
        _iter_events(ingest, heard, ending),
        ping=_PING_SECONDS,
        shutdown_event=ending,
        shutdown_grace_period=2 * _LOOKED_AGAIN_SECONDS,
    )


async def _iter_events(ingest: Ingest, heard: int, ending: anyio.Event) -> AsyncIterator[ServerSentEvent]:
    """The events behind a number, those to come too, until nothing more will be told or the workbench ends."""
    with ingest.listening() as woken:
        while True:
            woken.clear()
            is_over = ingest.is_over
            for number, name, told in ingest.events_since(heard):
                yield ServerSentEvent(encode(told).decode(), event=name, id=str(number))
                heard = number
            if is_over or ending.is_set():
                return
            with anyio.move_on_after(_LOOKED_AGAIN_SECONDS):
                await woken.wait()


def _get(request: Request, ingest_id: str) -> Ingest:
    found = get_desk(request).ingests.find(ingest_id)
    if found is None:
        raise RequestError(404, "S511", f"no ingest {ingest_id!r} in this run of the workbench; what it kept is kept")
    return found


def _shape(ingest: Ingest) -> IngestShape:
    counted = ingest.counted
    return {
        "id": ingest.id,
        "state": ingest.state,
        "created_at": ingest.created_at,
        "reports": ingest.reports,
        "kept": counted.kept,
        "refused": counted.refused,
        "events": f"/api/v1/ingests/{ingest.id}/events",
    }
