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
from sumber.ledger.schema import documents
from sumber.workbench.app import iter_routers

PARTS: Final = ("/original",)
"""How addresses end whose answers are shown inside a page, or saved, and are no page themselves."""
_API: Final = "/api/"
_HOSTILE: Final = "hostile-1"
_KOREAN: Final = "ko"


class Examples(NamedTuple):
    """What there is of each kind in the tests' ledger, by the first part of its page's address, and reports to look at."""

    documents: str
    claims: str
    propositions: str
    hostile: str
    korean: str


class Sight(NamedTuple):
    """A page, or a state of one: a name, and its address with the kinds of its ids."""

    name: str
    address: str

    def place(self, examples: Examples) -> str:
        """The address with ids of what there is."""
        return self.address.format_map(examples._asdict())


STATES: Final = (
    Sight("nothing-there", "/nowhere"),
    Sight("search-found", "/search?q=Fiji"),
    Sight("search-nothing", "/search?q=zzzz"),
    Sight("search-reports", "/search?q=Fiji&in=documents"),
    Sight("report-hostile", "/documents/{hostile}"),
    Sight("report-korean", "/documents/{korean}"),
    Sight("report-claim", "/documents/{documents}?claim={claims}"),
)


def iter_pages() -> Iterator[Sight]:
    """A sight of each route that gives a page, by the address of its route."""
    for router in iter_routers():
        for route in router.routes:
            if isinstance(route, APIRoute) and "GET" in (route.methods or ()) and not route.path.startswith(_API):
                if route.path.endswith(PARTS):
                    continue
                address = re.sub(r"^/(\w+)/\{\w+\}", r"/\1/{\1}", route.path)
                yield Sight(address.strip("/").split("/")[0] or "home", address)


def find_examples(ledger: Path) -> Examples:
    """What there is in a ledger: the proposition that most claims say, one of its claims and that claim's report."""
    with open_ledger(str(ledger)) as opened, opened.reading() as connection:
        richest = select(propositions.c.no, propositions.c.id).order_by(propositions.c.claims.desc(), propositions.c.id)
        number, proposition = connection.execute(richest).first() or (0, "")
        member = (
            select(proposition_claims.c.claim_id, documents.c.id)
            .join(documents, documents.c.no == proposition_claims.c.document_no)
            .where(proposition_claims.c.proposition_no == number)
            .order_by(documents.c.no, proposition_claims.c.at)
        )
        claim, document = connection.execute(member).first() or ("", "")
        reports = select(func.min(documents.c.id))
        hostile = connection.scalar(reports.where(documents.c.caller_id == _HOSTILE)) or ""
        korean = connection.scalar(reports.where(documents.c.language == _KOREAN)) or ""
    examples = Examples(document, claim, proposition, hostile, korean)
    assert all(examples), examples
    return examples


PAGES: Final = tuple(iter_pages())
SIGHTS: Final = (*PAGES, *STATES)
