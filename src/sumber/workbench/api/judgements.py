"""Judgements: what persons decided, and deciding; each can be taken back, and none is ever rewritten."""

from __future__ import annotations

from typing import Annotated, TypedDict

from fastapi import APIRouter, Depends, Request
from msgspec.structs import replace
from starlette.responses import Response

from sumber.asking.sources import find_two_origins
from sumber.errors import LedgerError
from sumber.ledger.judgements import Judgement, JudgementKind
from sumber.ledger.judging import Decision
from sumber.ledger.pages import find_judgement, find_judgements
from sumber.workbench.api import _examples as examples
from sumber.workbench.api._answers import answer_json, answer_page
from sumber.workbench.api._bodies import decode_json, read_json
from sumber.workbench.api._decisions import ON_ORIGINS, NewJudgement, Undo, make_decision
from sumber.workbench.api._describing import describe, json_body
from sumber.workbench.api._parameters import JudgementId, listed
from sumber.workbench.api._questions import PageAsked
from sumber.workbench.desk import Desk
from sumber.workbench.problems import RequestError
from sumber.workbench.rendering import get_desk

router = APIRouter(prefix="/api/v1/judgements", tags=["judgements"])


class JudgementPage(TypedDict):
    """Some judgements, the newest first."""

    items: list[Judgement]
    next: str | None


SHAPES = (JudgementPage, Judgement, NewJudgement, Undo)
Body = Annotated[bytes, Depends(read_json)]


@router.get("", **describe(JudgementPage, examples.page_of(examples.JUDGEMENT, "12")))
def list_judgements(
    request: Request,
    paging: PageAsked,
    kind: Annotated[list[JudgementKind] | None, listed("only of this kind", "correct")] = None,
) -> Response:
    """List what persons decided, the newest first, each with whether it was taken back."""
    with get_desk(request).reading() as (connection, project):
        found = (
            find_judgements(connection, project, kind or (), (paging.limit + 1, paging.after))
            if project is not None
            else []
        )
    last = str(found[paging.limit - 1][0]) if len(found) > paging.limit else None
    return answer_page(request, [judgement for _, judgement in found[: paging.limit]], last)


@router.get("/{judgement_id}", **describe(Judgement, examples.JUDGEMENT, problems=(404,)))
def show_judgement(request: Request, judgement_id: JudgementId) -> Response:
    """A judgement, and whether it was taken back."""
    with get_desk(request).reading() as (connection, project):
        found = find_judgement(connection, project, judgement_id) if project is not None else None
    if found is None:
        raise LedgerError("S511", f"no judgement {judgement_id!r} in this project; /api/v1/judgements lists them")
    return answer_json(request, found)


@router.post(
    "",
    **describe(
        Judgement,
        examples.JUDGEMENT,
        status=201,
        body=json_body(
            NewJudgement,
            {"kind": "accept", "subject": examples.CLAIM_ID, "reason": "the ministry's own release says so"},
        ),
        problems=(404, 409, 413, 415),
    ),
)
def decide(request: Request, body: Body) -> Response:
    """Decide about a claim, two claims, two entities, two origins, or a person's public role.

    The decision is signed with a name, stands in the log, and is worked into what rests on what.
    """
    told: NewJudgement = decode_json(body, NewJudgement)
    desk = get_desk(request)
    decision = make_decision(told, _sign(desk, told.decided_by))
    if isinstance(told, ON_ORIGINS):
        with desk.reading() as (connection, project):
            one, other = find_two_origins(connection, project, told.subject, told.other)
        decision = replace(decision, subject=one, other=other)
    return _keep(request, desk, decision)


@router.post(
    "/{judgement_id}/undo",
    **describe(
        Judgement,
        {**examples.JUDGEMENT, "kind": "undo", "subject": examples.JUDGEMENT_ID, "reason": "wrong claim"},
        status=201,
        body=json_body(Undo, {"reason": "wrong claim"}, is_required=False),
        problems=(404, 409, 413, 415),
    ),
)
def undo_judgement(request: Request, judgement_id: JudgementId, body: Body) -> Response:
    """Take a judgement back. It stays in the log, with who took it back and why; the taking back can be taken back too."""
    told: Undo = decode_json(body or b"{}", Undo)
    desk = get_desk(request)
    return _keep(
        request,
        desk,
        Decision(kind="undo", subject=judgement_id, reason=told.reason, decided_by=_sign(desk, told.decided_by)),
    )


def _sign(desk: Desk, told: str | None) -> str:
    """Who decides; RequestError where nobody says."""
    if not desk.may_write:
        raise RequestError(403, "S502", "this ledger is open for reading only; nothing can be decided")
    name = " ".join((told or desk.name).split())
    if not name:
        raise RequestError(422, "S310", "nobody signs this: say who decides with decided_by, or open with --as NAME")
    return name


def _keep(request: Request, desk: Desk, decision: Decision) -> Response:
    judgement = desk.decide(decision)
    headers = {"location": f"/api/v1/judgements/{judgement.id}"}
    return answer_json(request, judgement, status=201, headers=headers)
