"""The first page: what came since a day, what of it changes how things stand, and what needs a person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, NamedTuple

from sumber.analysis.propositions import LINKED
from sumber.ledger import Connection, Ledger
from sumber.ledger.changes import (
    Regraded,
    find_claims_at,
    find_conflicts_in,
    find_doubted,
    find_growing,
    find_regraded,
)
from sumber.ledger.doubles import Double, find_doubles
from sumber.ledger.newest import (
    NewDocuments,
    UnresolvedName,
    find_edited,
    find_last_kept,
    find_new_documents,
    find_unresolved_names,
)
from sumber.ledger.profiles import count_waiting, find_ids
from sumber.ledger.relations import ConflictPair
from sumber.ledger.reviewing import find_open_pairs, order_for_review
from sumber.ledger.views import KeptClaim, KeptDocument, get_claims, get_documents
from sumber.model import ConflictKind, Proposition, Value
from sumber.workbench.desk import Shelf
from sumber.workbench.views.asked import read_asked
from sumber.workbench.views.search import find_newest_claims

DAYS: Final = (1, 7, 30)
"""How many days back one may look, today being the first."""
WINDOW: Final = 500
"""So many of the newest claims are reviewed together."""
_SHOWN: Final = 6
_RELATED_OF: Final = 150


class Since(NamedTuple):
    """From which day on the page tells; `is_today` is False where nothing came today and it goes back to when something did."""

    day: date
    is_today: bool

    def moment(self, zone: tzinfo | None) -> str:
        """The beginning of the day where the reader is, as the ledger writes times."""
        begin = datetime.combine(self.day, time(), zone)
        return begin.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Gained(NamedTuple):
    """A proposition that new reports speak of, and the origins among them that it did not have before."""

    proposition: Proposition
    origins: tuple[str, ...]
    is_new: bool


class Against(NamedTuple):
    """Two claims that cannot both be true, of which one is new; in what they differ."""

    one: KeptClaim
    other: KeptClaim
    kind: ConflictKind


class EditedDocument(NamedTuple):
    """A report that its publisher changed: as it is now, and when the change was kept."""

    document: KeptDocument
    kept_at: str


class News(Value, frozen=True):
    """What came: the newest reports with how many there are (at least, where there are more), and how many claims."""

    documents: tuple[KeptDocument, ...]
    number: int
    has_more: bool
    claims: int


class Changes(Value, frozen=True):
    """What changed how things stand."""

    gained: tuple[Gained, ...]
    against: tuple[Against, ...]
    edited: tuple[EditedDocument, ...]
    regraded: tuple[Regraded, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.gained or self.against or self.edited or self.regraded)


class Needs(Value, frozen=True):
    """What waits for a person; `undecided` counts among the newest `looked_at` claims, `waiting` reports not related yet."""

    undecided: int
    looked_at: int
    pairs: int
    doubles: tuple[Double, ...]
    unresolved: tuple[UnresolvedName, ...]
    doubted: tuple[Proposition, ...]
    waiting: int


class Home(Value, frozen=True):
    """All of the first page."""

    since: Since
    news: News
    changes: Changes
    needs: Needs


def choose_since(days: int, last_kept: str, now: datetime) -> Since:
    """The first day of those asked for; where the last report came before, the day that it came on."""
    first = now.date() - timedelta(days=days - 1)
    last = datetime.fromisoformat(last_kept).astimezone(now.tzinfo).date()
    return Since(min(first, last), is_today=last >= first)


def find_home(shelf: Shelf, ledger: Ledger, days: int, now: datetime) -> Home | None:
    """The first page as of a moment; None where nothing is kept."""
    connection, project = shelf
    last = find_last_kept(connection, project) if project is not None else None
    if project is None or last is None:
        return None
    since = choose_since(days, last, now)
    moment = since.moment(now.tzinfo)
    new = find_new_documents(connection, project, moment)
    return Home(
        since=since,
        news=_tell_news(connection, new),
        changes=_find_changes(connection, project, new, moment),
        needs=_find_needs(shelf, ledger, new),
    )


def _tell_news(connection: Connection, new: NewDocuments) -> News:
    return News(
        documents=tuple(get_documents(connection, new.numbers[:_SHOWN])),
        number=len(new.numbers),
        has_more=new.has_more,
        claims=new.claims,
    )


def _find_changes(connection: Connection, project: int, new: NewDocuments, moment: str) -> Changes:
    numbers = new.numbers[:_RELATED_OF]
    ids = set(find_ids(connection, numbers).values())
    growing = [find_gained(each.proposition, ids) for each in find_growing(connection, numbers, 2 * _SHOWN)]
    edited = find_edited(connection, project, moment, _SHOWN)
    documents = get_documents(connection, [each.document_no for each in edited])
    return Changes(
        gained=tuple(each for each in growing if each.origins)[:_SHOWN],
        against=_find_against(connection, project, numbers),
        edited=tuple(EditedDocument(one, each.kept_at) for one, each in zip(documents, edited, strict=True)),
        regraded=tuple(each for each in find_regraded(connection, project, _SHOWN) if each.proposed_at >= moment),
    )


def find_gained(proposition: Proposition, new: Collection[str]) -> Gained:
    """The origins of a proposition that only new documents have."""
    documents: dict[str, set[str]] = {}
    for end in proposition.claims:
        documents.setdefault(end.claim or "", set()).add(end.document)
    origins = tuple(
        origin.name
        for origin in proposition.origins
        if set().union(*(documents.get(claim, set()) for claim in origin.claims)) <= set(new)
    )
    return Gained(proposition, origins, all(end.document in new for end in proposition.claims))


def _find_against(connection: Connection, project: int, numbers: Sequence[int]) -> tuple[Against, ...]:
    """New conflicts, of each two documents the surest."""
    pairs: dict[tuple[int, int], ConflictPair] = {}
    for pair in find_conflicts_in(connection, numbers, 8 * _SHOWN):
        pairs.setdefault((pair.a_no, pair.b_no), pair)
    chosen = list(pairs.values())[:_SHOWN]
    places = find_claims_at(connection, [end for pair in chosen for end in pair.ends])
    claims = dict(zip(places.values(), get_claims(connection, project, list(places.values())), strict=True))
    return tuple(
        Against(claims[places[one]], claims[places[other]], pair.kind)
        for pair in chosen
        for one, other in (pair.ends,)
        if one in places and other in places
    )


def _find_needs(shelf: Shelf, ledger: Ledger, new: NewDocuments) -> Needs:
    connection, project = shelf
    assert project is not None  # noqa: S101  # who asks has found something kept
    newest = find_newest_claims(shelf, ledger, read_asked(()), WINDOW).numbers
    return Needs(
        undecided=sum(not each.is_decided for each in order_for_review(connection, project, newest)),
        looked_at=len(newest),
        pairs=len(find_open_pairs(connection, project, new.numbers[:_RELATED_OF], LINKED)),
        doubles=tuple(find_doubles(connection, project, _SHOWN)),
        unresolved=tuple(find_unresolved_names(connection, project, _SHOWN)),
        doubted=tuple(find_doubted(connection, project, _SHOWN)),
        waiting=count_waiting(connection, project),
    )
