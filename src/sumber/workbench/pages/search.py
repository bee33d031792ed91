"""Search: claims and reports by words, names and filters, with the results while one types."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from sumber.languages import find_language, language_codes
from sumber.workbench.rendering import get_desk, render
from sumber.workbench.views.asked import CHOICES, make_chips, read_asked
from sumber.workbench.views.queries import has_empty, write_address
from sumber.workbench.views.search import find_asked, find_called

router = APIRouter()
_PATH = "/search"


@router.get(_PATH, include_in_schema=False)
def show_search(request: Request) -> Response:
    """What is found; for a page that is there already, the results alone."""
    desk, pairs = get_desk(request), request.query_params.multi_items()
    asked = read_asked(pairs)
    place = [("after", str(asked.after))] if asked.after else []
    here = write_address(_PATH, (*asked.pairs, *place))
    is_part = "hx-request" in request.headers
    if not is_part and not asked.faults and has_empty(pairs):
        return RedirectResponse(here, status_code=303)
    with desk.reading() as shelf:
        called = find_called(shelf, asked.question.words)
        if called:
            return Response(headers={"hx-redirect": called}) if is_part else RedirectResponse(called, status_code=303)
        found = find_asked(shelf, desk.ledger, asked)
    answer = render(
        request,
        "search_results.html" if is_part else "search.html",
        asked=asked,
        found=found,
        chips=make_chips(_PATH, asked.pairs),
        first=write_address(_PATH, asked.pairs) if asked.after else None,
        following=write_address(_PATH, (*asked.pairs, ("after", str(found.after)))) if found.after else None,
        of_claims=write_address(_PATH, [each for each in asked.pairs if each[0] != "in"]),
        of_documents=write_address(_PATH, [*(each for each in asked.pairs if each[0] != "in"), ("in", "documents")]),
        for_brief=write_address("/brief", asked.pairs),
        choices=CHOICES,
        spoken=[language for code in language_codes() if (language := find_language(code))],
    )
    answer.headers["hx-push-url"] = here
    answer.headers["vary"] = "hx-request"
    return answer
