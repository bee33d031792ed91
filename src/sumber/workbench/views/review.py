"""The review: one thing at a time that waits for a person, in an order that stays while it is looked through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, get_args

from sumber.analysis.propositions import LINKED
from sumber.asking.naming import Names
from sumber.asking.questions import Question, claim_filters
from sumber.ledger import Ledger
from sumber.ledger.changes import find_claims_at
from sumber.ledger.doubles import Double, Named, find_doubles
from sumber.ledger.finding import build_query, find_claims
from sumber.ledger.newest import find_newest_documents
from sumber.ledger.reviewing import find_open_pairs, order_for_review
from sumber.ledger.views import KeptClaim, get_claims, get_text
from sumber.model import Value
from sumber.workbench.desk import Shelf
from sumber.workbench.views.asked import Asked
from sumber.workbench.views.claim import find_surroundings
from sumber.workbench.views.search import find_newest_claims

Queue = Literal["claims", "pairs", "entities"]
QUEUES: Final[tuple[Queue, ...]] = get_args(Queue)
WINDOW: Final = 500
"""So many of the newest claims are looked through together."""
_PAIRS_OF: Final = 150
_MOST_DOUBLES: Final = 100
_EXAMPLES: Final = 2


class Item(NamedTuple):
    """A thing in the queue by its key, and whether a person decided about it."""

    key: str
    is_decided: bool


class Turn(NamedTuple):
    """Whose turn it is (None: all is done), how many wait, and how many there are."""

    key: str | None
    waiting: int
    total: int


class ReviewedClaim(NamedTuple):
    """A claim with what stands before and after it in its report."""

    kept: KeptClaim
    before: str
    after: str


class ReviewedPair(NamedTuple):
    """Two claims that may say the same."""

    one: ReviewedClaim
    other: ReviewedClaim


class ReviewedDouble(NamedTuple):
    """Two entities that may be one, each with the newest claims that mention it."""

    double: Double
    of_one: list[KeptClaim]
    of_other: list[KeptClaim]


class Review(Value, frozen=True):
    """One turn of a queue; `older` is where the claims behind this window begin."""

    queue: Queue
    turn: Turn
    claim: ReviewedClaim | None = None
    pair: ReviewedPair | None = None
    double: ReviewedDouble | None = None
    older: int | None = None

    @property
    def key(self) -> str:
        """The key of what is shown, empty where nothing is."""
        return self.turn.key or ""


def choose_turn(items: Sequence[Item], behind: str, at: str) -> Turn:
    """The item that was asked for, else the first undecided one behind another, else from the beginning again.

    >>> choose_turn([Item("a", True), Item("b", False), Item("c", False)], behind="b", at="")
    Turn(key='c', waiting=2, total=3)
    """
    waiting = [item.key for item in items if not item.is_decided]
    keys = [item.key for item in items]
    if at in keys:
        return Turn(at, len(waiting), len(items))
    rest = items[keys.index(behind) + 1 :] if behind in keys else items
    later = (item.key for item in rest if not item.is_decided)
    first = next((key for key in waiting if key != behind), next(iter(waiting), None))
    return Turn(next(later, first), len(waiting), len(items))


def find_review(shelf: Shelf, ledger: Ledger, queue: Queue, asked: Asked, place: tuple[str, str]) -> Review:
    """The turn of a queue; `place` is the key that it comes behind, and the key that is asked for."""
    if shelf.project is None:
        return Review(queue=queue, turn=Turn(None, 0, 0))
    if queue == "pairs":
        return _review_pairs(shelf, place)
    if queue == "entities":
        return _review_doubles(shelf, ledger, place)
    return _review_claims(shelf, ledger, asked, place)


def _review_claims(shelf: Shelf, ledger: Ledger, asked: Asked, place: tuple[str, str]) -> Review:
    connection, project = shelf
    assert project is not None  # noqa: S101  # looked at above
    page = find_newest_claims(shelf, ledger, asked, WINDOW)
    reviewed = order_for_review(connection, project, page.numbers)
    by_key = {each.place.claim_id: each.no for each in reviewed}
    turn = choose_turn([Item(each.place.claim_id, each.is_decided) for each in reviewed], *place)
    shown = _read_claims(shelf, [by_key[turn.key]])[0] if turn.key else None
    return Review(queue="claims", turn=turn, claim=shown, older=page.after)


def _review_pairs(shelf: Shelf, place: tuple[str, str]) -> Review:
    connection, project = shelf
    assert project is not None  # noqa: S101  # looked at above
    pairs = find_open_pairs(connection, project, find_newest_documents(connection, project, _PAIRS_OF), LINKED)
    by_key = {".".join(f"{no}-{at}" for no, at in pair.ends): pair for pair in pairs}
    turn = choose_turn([Item(key, is_decided=False) for key in by_key], *place)
    if turn.key is None:
        return Review(queue="pairs", turn=turn)
    ends = by_key[turn.key].ends
    numbers = find_claims_at(connection, ends)
    one, other = _read_claims(shelf, [numbers[end] for end in ends])
    return Review(queue="pairs", turn=turn, pair=ReviewedPair(one, other))


def _review_doubles(shelf: Shelf, ledger: Ledger, place: tuple[str, str]) -> Review:
    connection, project = shelf
    assert project is not None  # noqa: S101  # looked at above
    by_key = {f"{each.one.id} {each.other.id}": each for each in find_doubles(connection, project, _MOST_DOUBLES)}
    turn = choose_turn([Item(key, is_decided=False) for key in by_key], *place)
    if turn.key is None:
        return Review(queue="entities", turn=turn)
    double = by_key[turn.key]
    examples = [_find_examples(shelf, ledger, each) for each in (double.one, double.other)]
    return Review(queue="entities", turn=turn, double=ReviewedDouble(double, *examples))


def _find_examples(shelf: Shelf, ledger: Ledger, entity: Named) -> list[KeptClaim]:
    connection, project = shelf
    assert project is not None  # noqa: S101  # looked at above
    filters = claim_filters(Question(entity=(entity.id,)), Names(connection, project))
    query = build_query(project, filters, is_only_project=ledger.is_only_project(connection))
    page = find_claims(connection, ledger.store, query, filters, (_EXAMPLES, None))
    return get_claims(connection, project, page.numbers)


def _read_claims(shelf: Shelf, numbers: Sequence[int]) -> list[ReviewedClaim]:
    connection, project = shelf
    assert project is not None  # noqa: S101  # looked at above
    return [
        ReviewedClaim(kept, *find_surroundings(kept, get_text(connection, kept.document.text_sha256)))
        for kept in get_claims(connection, project, numbers)
    ]
