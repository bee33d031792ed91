"""A claim: its words, who says it, what it rests on, what stands against it, and what persons decided."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sumber.errors import LedgerError
from sumber.ledger import Connection
from sumber.ledger.propositions import find_claim_propositions
from sumber.ledger.reliability import find_reliabilities
from sumber.ledger.standing import find_standings
from sumber.ledger.views import KeptClaim, find_claim_numbers, get_claims, get_text
from sumber.relating.why import explain_claim
from sumber.workbench.deciding import find_decided, find_signer, lead_back
from sumber.workbench.rendering import find_words, get_desk, render
from sumber.workbench.views.claim import view_claim
from sumber.workbench.views.proposition import PropositionView, view_proposition

router = APIRouter()


@router.get("/claims/{claim_id}", include_in_schema=False)
def show_claim(request: Request, claim_id: str, document: str = "", whole: str = "") -> HTMLResponse:
    """The page of a claim; where several reports hold it, of the one asked for or the first."""
    desk = get_desk(request)
    with desk.reading() as (connection, project):
        numbers = find_claim_numbers(connection, project, claim_id) if project is not None else []
        if project is None or not numbers:
            raise LedgerError("S511", f"no claim {claim_id[:40]!r} in this project")
        found = get_claims(connection, project, numbers)
        kept = _choose(found, claim_id, document)
        standings = find_standings(connection, numbers)
        text = get_text(connection, kept.document.text_sha256)
        said = _explain(connection, project, kept, find_words(request).code, whole=bool(whole))
        context: dict[str, Any] = {
            "view": view_claim(kept, text, standings[numbers[found.index(kept)]]),
            "others": [each.document for each in found if each is not kept],
            "said": said,
            "reliabilities": find_reliabilities(connection, project, said.map.places if said else ()),
            "undone": desk.upkeep.count_undone(connection, project),
            "decided": find_decided(request, connection, project),
        }
    return render(
        request,
        "claim.html",
        **context,
        back=lead_back(str(request.url.path) + (f"?{request.url.query}" if request.url.query else "")),
        signer=find_signer(request, desk),
        whole=whole,
    )


def _choose(found: list[KeptClaim], claim_id: str, document: str) -> KeptClaim:
    """The claim that is meant; LedgerError where the id begins those of several."""
    ids = sorted({each.claim.id for each in found})
    if len(ids) > 1:
        raise LedgerError(
            "S511", f"{claim_id[:40]!r} begins the ids of several claims ({', '.join(ids[:4])} …); give more of it"
        )
    return next((each for each in found if each.document.id == document), found[0])


def _explain(
    connection: Connection, project: int, kept: KeptClaim, language: str, *, whole: bool
) -> PropositionView | None:
    """What the claim's proposition rests on, None where the claim is in none."""
    if (kept.document.id, kept.claim.id) not in find_claim_propositions(connection, project, [kept.claim.id]):
        return None
    explained = explain_claim(connection, project, kept.claim.id, language)
    why = next(each for each in explained if each.claim.document == kept.document.id)
    return view_proposition(why, whole=whole)
