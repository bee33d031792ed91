"""Decisions: the form that asks for one, and keeping what it holds."""

from __future__ import annotations

from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sumber.errors import LedgerError
from sumber.ledger import Connection
from sumber.ledger.correction_fields import CLOSED
from sumber.ledger.entities import find_entity_names
from sumber.ledger.judgements import Judgement, find_judgement
from sumber.ledger.judging import ON_CLAIM_PAIRS, ON_CLAIMS
from sumber.ledger.reliability import LETTERS
from sumber.ledger.views import KeptClaim, find_claim_numbers, get_claims
from sumber.workbench.deciding import (
    CORRECTED,
    CORRECTED_LAST,
    NAME_COOKIE,
    ON_TWO,
    WITHOUT_REASON,
    Asked,
    Problem,
    cookie_of,
    find_problems,
    find_signer,
    lead_back,
    make_decision,
    read_asked,
    spell_fields,
)
from sumber.workbench.rendering import get_desk, render

router = APIRouter()
_YEAR_SECONDS: Final = 365 * 24 * 3600
_STATUS: Final = {"S511": 404, "S502": 403}


class Subject(NamedTuple):
    """What is decided about: a claim, an entity or origin by its name, or an earlier judgement."""

    id: str
    claim: KeptClaim | None = None
    name: str = ""
    judgement: Judgement | None = None


async def read_form(request: Request) -> Asked:
    """What a form sent."""
    async with request.form(max_files=0, max_fields=100) as form:
        return read_asked(dict(form))


@router.get("/decisions/new", include_in_schema=False)
def ask_for_decision(request: Request) -> HTMLResponse:
    """The form for a decision that a link names."""
    asked = read_asked(dict(request.query_params))
    problems = [each for each in find_problems(asked, "", None) if each.field in ("kind", "subject")]
    return _show_form(request, asked, problems)


@router.post("/decisions", include_in_schema=False)
def keep_decision(request: Request, asked: Annotated[Asked, Depends(read_form)]) -> Response:
    """Keep a decision and go back to where it was made; what is wrong with it is told with the form as it was filled in."""
    desk = get_desk(request)
    if not desk.may_write:
        return _show_form(request, asked, [Problem("", "decide.problem.read_only")], 403)
    signer = desk.name or " ".join(asked.name.split()) or find_signer(request, desk)
    with desk.reading() as (connection, project):
        claim = _find_subject(connection, project, asked.kind, asked.subject).claim
    if problems := find_problems(asked, signer, claim):
        return _show_form(request, asked, problems, 422)
    try:
        judgement = desk.decide(make_decision(asked, signer, claim))
    except LedgerError as error:
        told = Problem("", "decide.problem.ledger", {"told": error.message})
        return _show_form(request, asked, [told], _STATUS.get(error.code, 409))
    response = RedirectResponse(lead_back(asked.back, judgement.id), status_code=303)
    if not desk.name:
        response.set_cookie(NAME_COOKIE, cookie_of(signer), max_age=_YEAR_SECONDS, httponly=True, samesite="strict")
    return response


def _show_form(request: Request, asked: Asked, problems: list[Problem], status: int | None = None) -> HTMLResponse:
    desk = get_desk(request)
    with desk.reading() as (connection, project):
        subject = _find_subject(connection, project, asked.kind, asked.subject)
        other = _find_subject(connection, project, asked.kind, asked.other) if asked.kind in ON_TWO else None
    fields = {**(spell_fields(subject.claim) if subject.claim and asked.kind == "correct" else {}), **asked.fields}
    context: dict[str, Any] = {
        "asked": asked,
        "back": lead_back(asked.back),
        "subject": subject,
        "other": other,
        "fields": fields,
        "field_names": (*CORRECTED, *CORRECTED_LAST),
        "choices": CLOSED,
        "letters": LETTERS,
        "problems": problems,
        "wrong": {problem.field for problem in problems},
        "signer": asked.name or find_signer(request, desk),
        "level": 2 if request.headers.get("hx-request") else 1,
        "needs_reason": asked.kind not in WITHOUT_REASON,
    }
    return render(request, "decision.html", status or (422 if problems else 200), **context)


def _find_subject(connection: Connection, project: int | None, kind: str, identity: str) -> Subject:
    """What an id stands for in a decision of this kind, as far as it is known."""
    if project is None or not identity:
        return Subject(identity)
    if kind == "undo":
        return Subject(identity, judgement=find_judgement(connection, project, identity))
    if kind in (*ON_CLAIMS, *ON_CLAIM_PAIRS):
        numbers = find_claim_numbers(connection, project, identity)
        found = get_claims(connection, project, numbers[-1:])
        return Subject(identity, claim=found[0] if found else None)
    return Subject(identity, name=find_entity_names(connection, [identity]).get(identity, identity))
