"""Every page of the workbench, found by its route, and the states of pages that are worth a look of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from fastapi.routing import APIRoute
from sqlalchemy import func, select

from sumber.ledger import open_ledger
from sumber.ledger.relation_schema import proposition_claims, propositions
from sumber.ledger.schema import claims, documents, links
from sumber.workbench.app import find_routers

PARTS: Final = frozenset({"/documents/{documents}/original", "/documents/{documents}/claims/{claim}", "/brief/{brief}"})
"""Addresses whose answers are shown inside a page, or saved, and are no page themselves."""
_QUERIES: Final = {"/decisions/new": "?kind=note&subject={claims}"}
"""What a page must be told beside its address."""
_API: Final = "/api/"
_HOSTILE: Final = "hostile-1"
_KOREAN: Final = "ko"


class Examples(NamedTuple):
    """What there is of each kind in the tests' workbench, by the first part of its page's address, and reports to look at."""

    documents: str
    claims: str
    propositions: str
    hostile: str
    korean: str
    add: str = ""
    """An ingest; only a running workbench has any."""


class Sight(NamedTuple):
    """A page, or a state of one: a name, its address with the kinds of its ids, and the status it is answered with."""

    name: str
    address: str
    status: int = 200

    def place(self, examples: Examples) -> str:
        """The address with ids of what there is."""
        return self.address.format_map(examples._asdict())


STATES: Final = (
    Sight("nothing there", "/nowhere", 404),
    Sight("home of a month", "/?days=30"),
    Sight("search: claims found", "/search?q=Fiji"),
    Sight("search: nothing found", "/search?q=zzzz"),
    Sight("search: reports found", "/search?q=Fiji&in=documents"),
    Sight("search: wrong date", "/search?q=Fiji&from=yesterday"),
    Sight("report: hostile", "/documents/{hostile}"),
    Sight("report: Korean", "/documents/{korean}"),
    Sight("report: a claim chosen", "/documents/{documents}?claim={claims}"),
    Sight("report: original", "/documents/{documents}?view=original"),
    Sight("report: versions", "/documents/{documents}?view=versions"),
    Sight("dossier of two", "/dossiers?about=Norway&about=Fiji"),
    Sight("source", "/sources?about=The+Pelagic+Post"),
    Sight("brief: chosen", "/brief?claim={claims}&synthetic=yes&q=Fiji"),
    Sight("brief: invented", "/brief?claim={claims}"),
    Sight("decision: letter", "/decisions/new?kind=reliability&subject=Q20"),
    Sight("decision: reject", "/decisions/new?kind=reject&subject={claims}"),
    Sight("decision: correct", "/decisions/new?kind=correct&subject={claims}"),
)


def iter_pages() -> Iterator[Sight]:
    """A sight of each route that gives a page, by the address of its route."""
    for router in find_routers():
        for route in router.routes:
            if isinstance(route, APIRoute) and "GET" in (route.methods or ()) and not route.path.startswith(_API):
                address = re.sub(r"^/(\w+)/\{\w+\}", r"/\1/{\1}", route.path)
                if address not in PARTS:
                    yield Sight(address, address + _QUERIES.get(address, ""))


def find_examples(ledger: Path) -> Examples:
    """What there is in a ledger: the proposition that most reports hold, its claim of the longest chain and that claim's report; empty where there is none."""
    with open_ledger(str(ledger)) as opened, opened.reading() as connection:
        order = (propositions.c.documents.desc(), propositions.c.claims.desc(), propositions.c.id)
        richest = select(propositions.c.no, propositions.c.id).order_by(*order)
        number, proposition = connection.execute(richest).first() or (0, "")
        length = select(func.count()).where(links.c.claim_no == claims.c.no).scalar_subquery()
        member = (
            select(proposition_claims.c.claim_id, documents.c.id)
            .join(documents, documents.c.no == proposition_claims.c.document_no)
            .join(claims, claims.c.id == proposition_claims.c.claim_id)
            .where(proposition_claims.c.proposition_no == number)
            .order_by(length.desc(), documents.c.no, proposition_claims.c.at)
        )
        claim, document = connection.execute(member).first() or ("", "")
        reports = select(func.min(documents.c.id))
        hostile = connection.scalar(reports.where(documents.c.caller_id == _HOSTILE)) or ""
        korean = connection.scalar(reports.where(documents.c.language == _KOREAN)) or ""
    return Examples(document, claim, proposition, hostile, korean)


PAGES: Final = tuple(iter_pages())
SIGHTS: Final = (*PAGES, *STATES)
