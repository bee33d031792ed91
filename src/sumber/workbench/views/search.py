"""The results of a search: a page of claims or documents, how many there are, and what names were taken for."""

from __future__ import annotations

import re
from typing import Final

from sumber.asking.naming import Names
from sumber.asking.questions import Understood, claim_filters, document_filters, find_understood
from sumber.ledger import Count, Ledger, Page
from sumber.ledger.finding import (
    build_query,
    count_claims,
    count_documents,
    find_claims,
    find_documents,
)
from sumber.ledger.views import (
    KeptClaim,
    KeptDocument,
    find_claim_numbers,
    find_documents_by_id,
    get_claims,
    get_documents,
)
from sumber.model import Value
from sumber.workbench.desk import Shelf
from sumber.workbench.views.asked import Asked

SHOWN: Final = 25
_ID: Final = re.compile(r"[0-9a-f]{8,20}\Z")


class Found(Value, frozen=True):
    """A page of a search; `after` is where the next one begins (None: this is the last)."""

    claims: tuple[KeptClaim, ...] = ()
    documents: tuple[KeptDocument, ...] = ()
    count: Count = Count(0, is_estimate=False)
    understood: tuple[Understood, ...] = ()
    after: int | None = None


def find_asked(shelf: Shelf, ledger: Ledger, asked: Asked) -> Found:
    """What is found; nothing where nothing was ever kept."""
    connection, project = shelf
    if project is None:
        return Found()
    names = Names(connection, project)
    alone = ledger.is_only_project(connection)
    paging = (SHOWN, asked.after)
    understood = tuple(find_understood(asked.question, names))
    if asked.kind == "documents":
        query = build_query(project, document_filters(asked.question, names), is_only_project=alone)
        page = find_documents(connection, ledger.store, query, paging)
        count = count_documents(connection, ledger.store, query)
        documents = tuple(get_documents(connection, page.numbers))
        return Found(documents=documents, count=count, understood=understood, after=page.after)
    filters = claim_filters(asked.question, names)
    query = build_query(project, filters, is_only_project=alone)
    page = find_claims(connection, ledger.store, query, filters, paging)
    count = count_claims(connection, ledger.store, query, filters)
    claims = tuple(get_claims(connection, project, page.numbers))
    return Found(claims=claims, count=count, understood=understood, after=page.after)


def find_newest_claims(shelf: Shelf, ledger: Ledger, asked: Asked, limit: int) -> Page:
    """The numbers of the newest claims that are found."""
    connection, project = shelf
    if project is None:
        return Page((), None)
    filters = claim_filters(asked.question, Names(connection, project))
    query = build_query(project, filters, is_only_project=ledger.is_only_project(connection))
    return find_claims(connection, ledger.store, query, filters, (limit, asked.after))


def find_called(shelf: Shelf, words: str) -> str | None:
    """The address of the one claim or document whose id begins so, None where the words are no id of exactly one."""
    connection, project = shelf
    if project is None or not _ID.match(words):
        return None
    documents = find_documents_by_id(connection, project, words)
    claims = get_claims(connection, project, find_claim_numbers(connection, project, words))
    addresses = {f"/documents/{each.id}" for each in documents} | {f"/claims/{each.claim.id}" for each in claims}
    return addresses.pop() if len(addresses) == 1 else None
