"""When a source falls: what rests on it, and what the proposed grades would be without it. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sumber.analysis.origins import Saying, decision_key
from sumber.ledger import Connection
from sumber.ledger.propositions import find_by_documents, find_by_sources, find_members, get_propositions
from sumber.ledger.relations import ClaimNumber
from sumber.model import Grade, Proposition, Value
from sumber.relating.decided import read_decided
from sumber.relating.describing import Describer
from sumber.relating.shelf import Shelf


class Source(NamedTuple):
    """What falls: whoever has one of these keys (an entity's id, a name in small letters), or a document."""

    keys: frozenset[str]
    document_no: int | None = None

    def stands_in(self, saying: Saying, document_no: int) -> bool:
        """Whether a claim comes by this source, anywhere in its chain."""
        links = (*saying.claim.chain, saying.document.publisher)
        return document_no == self.document_no or any(decision_key(link) in self.keys for link in links)


class Impact(Value, frozen=True):
    """A proposition as it is, and as it would be without the source; `left` is None where nothing else says it."""

    proposition: Proposition
    without: int
    left: Proposition | None

    @property
    def is_alone(self) -> bool:
        """Whether it rests on the source alone."""
        return self.left is None

    @property
    def grade(self) -> Grade | None:
        """The grade that would be proposed without the source; None where nothing is left to be graded."""
        return self.left.grade if self.left else None


def iter_impacts(connection: Connection, project: int, source: Source) -> Iterator[Impact]:
    """The propositions that a source has a part in, those that rest on it alone first."""
    yield from weigh_impacts(connection, project, source, find_resting(connection, project, source))


def find_resting(connection: Connection, project: int, source: Source) -> list[int]:
    """The numbers of the propositions that a source has a part in, the oldest first."""
    numbers = set(find_by_sources(connection, project, source.keys))
    if source.document_no is not None:
        numbers |= set(find_by_documents(connection, [source.document_no]))
    return sorted(numbers)


def weigh_impacts(connection: Connection, project: int, source: Source, numbers: Iterable[int]) -> list[Impact]:
    """Some of the propositions that a source has a part in, those that rest on it alone first."""
    describer = Describer(connection, Shelf(connection), read_decided(connection, project))
    found = [_weigh(connection, describer, no, source) for no in numbers]
    return sorted(
        (impact for impact in found if impact is not None),
        key=lambda impact: (not impact.is_alone, -len(impact.proposition.claims), impact.proposition.id),
    )


def _weigh(connection: Connection, describer: Describer, no: int, source: Source) -> Impact | None:
    claims = find_members(connection, [no])[no]
    shelf = Shelf(connection)
    shelf.fetch(document_no for document_no, _ in claims)
    fallen = frozenset(claim for claim in claims if source.stands_in(shelf.saying(claim), claim[0]))
    if not fallen:
        return None
    proposition = get_propositions(connection, [no])[no]
    left: tuple[ClaimNumber, ...] = tuple(claim for claim in claims if claim not in fallen)
    return Impact(
        proposition=proposition,
        without=len(fallen),
        left=describer.describe(claims, fallen) if left else None,
    )
