"""The links of claims in one transaction: who says much the same, as the ledger keeps it and as persons decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sumber.analysis.propositions import LINKED
from sumber.ledger import Connection
from sumber.ledger.relations import ClaimNumber, find_linked
from sumber.relating.shelf import Shelf


class LinkShelf:
    """Links from claims to others that are kept, read once for each document."""

    def __init__(
        self, connection: Connection, shelf: Shelf, joined: Iterable[tuple[ClaimNumber, ClaimNumber]] = ()
    ) -> None:
        self._connection = connection
        self._shelf = shelf
        self._asked: set[int] = set()
        self._links: dict[ClaimNumber, dict[ClaimNumber, float]] = {}
        for one, other in joined:
            self._bind(one, other, float("inf"))

    def __call__(self, claims: Collection[ClaimNumber]) -> Iterator[tuple[ClaimNumber, ClaimNumber, float]]:
        """From each of these claims to another one, with log-odds."""
        fresh = {no for no, _ in claims} - self._asked
        self._asked |= fresh
        for pair in find_linked(self._connection, fresh, LINKED):
            self._bind(*pair.ends, pair.same)
        for claim in claims:
            for other, odds in self._links.get(claim, {}).items():
                # What a person decided may be about a claim that waits to be related.
                if odds < float("inf") or self._shelf.holds(other):
                    yield claim, other, odds

    def _bind(self, one: ClaimNumber, other: ClaimNumber, odds: float) -> None:
        for a, b in ((one, other), (other, one)):
            links = self._links.setdefault(a, {})
            links[b] = max(odds, links.get(b, odds))
