"""A proposition: what is said, by whom, on whose word, and what stands against it."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from sumber.errors import LedgerError
from sumber.ledger import Connection
from sumber.ledger.grading import find_claims_once_in
from sumber.ledger.propositions import find_claims_by_id, find_numbers_by_id, get_propositions
from sumber.ledger.reliability import find_reliabilities
from sumber.relating.why import explain_proposition
from sumber.workbench.deciding import find_decided, find_signer, lead_back
from sumber.workbench.rendering import find_words, get_desk, render
from sumber.workbench.views.proposition import view_proposition

router = APIRouter()


@router.get("/propositions/{proposition_id}", include_in_schema=False)
def show_proposition(request: Request, proposition_id: str, of: str = "", whole: str = "") -> Response:
    """The page of a proposition. One that has got other claims since, and so another id, is found by one it had."""
    desk = get_desk(request)
    with desk.reading() as (connection, project):
        if project is None:
            raise LedgerError("S511", f"no proposition {proposition_id[:40]!r} in this project")
        if not find_numbers_by_id(connection, project, proposition_id):
            return _lead_on(request, _find_successor(connection, project, proposition_id, of))
        why = explain_proposition(connection, project, proposition_id, find_words(request).code)
        said = view_proposition(why, whole=bool(whole))
        reliabilities = find_reliabilities(connection, project, said.map.places)
        undone = desk.upkeep.count_undone(connection, project)
        decided = find_decided(request, connection, project)
    address = f"/propositions/{why.proposition.id}?of={why.claim.claim}" + ("&whole=1" if whole else "")
    return render(
        request,
        "proposition.html",
        said=said,
        reliabilities=reliabilities,
        undone=undone,
        decided=decided,
        back=lead_back(address),
        signer=find_signer(request, desk),
        whole=whole,
    )


def _find_successor(connection: Connection, project: int, proposition_id: str, of: str) -> str:
    """The proposition that a claim of a former one belongs to now; LedgerError where none is known."""
    claims = [of] if of else find_claims_once_in(connection, project, proposition_id)
    for claim in claims:
        for _, identity, no in find_claims_by_id(connection, project, claim):
            if identity == claim and (found := get_propositions(connection, [no])):
                return found[no].id
    raise LedgerError(
        "S511",
        f"no proposition {proposition_id[:40]!r} in this project: its id changes with the claims it is made of; "
        "open it by one of them",
    )


def _lead_on(request: Request, proposition_id: str) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/propositions/{quote(proposition_id)}{query}", status_code=303)
