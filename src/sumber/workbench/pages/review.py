"""Review: what waits for a person, one thing at a time, with keys."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from sumber.languages import find_language, language_codes
from sumber.workbench.deciding import find_decided, find_signer
from sumber.workbench.rendering import get_desk, render
from sumber.workbench.views.asked import CHOICES, make_chips, read_asked
from sumber.workbench.views.queries import has_empty, write_address
from sumber.workbench.views.review import QUEUES, find_review

router = APIRouter()
_PATH = "/review"


@router.get(_PATH, include_in_schema=False)
def show_review(request: Request) -> Response:
    """The turn of a queue, and what was just decided."""
    desk, given = get_desk(request), request.query_params
    asked = read_asked(given.multi_items())
    queue = next((each for each in QUEUES if each == given.get("of")), QUEUES[0])
    of = [("of", queue)] if queue != QUEUES[0] else []
    window = [("after", str(asked.after))] if asked.after else []
    base = (*of, *asked.pairs, *window)
    if not asked.faults and has_empty(given.multi_items()):
        return RedirectResponse(write_address(_PATH, base), status_code=303)
    place = (given.get("behind", ""), given.get("at", ""))
    with desk.reading() as shelf:
        review = find_review(shelf, desk.ledger, queue, asked, place)
        decided = find_decided(request, shelf.connection, shelf.project)
    return render(
        request,
        "review.html",
        review=review,
        asked=asked,
        decided=decided,
        chips=make_chips(_PATH, asked.pairs),
        queues=[(each, write_address(_PATH, [("of", each)] if each != QUEUES[0] else [])) for each in QUEUES],
        onward=write_address(_PATH, (*base, ("behind", review.key))),
        older=write_address(_PATH, (*of, *asked.pairs, ("after", str(review.older)))) if review.older else None,
        # Whoever takes a decision back sees again what it was about.
        undone=write_address(_PATH, (*base, ("at", place[0]))),
        here=write_address(_PATH, (*base, ("at", review.key))),
        name=find_signer(request, desk),
        choices=CHOICES,
        spoken=[language for code in language_codes() if (language := find_language(code))],
    )
