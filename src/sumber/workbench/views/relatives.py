"""Other reports of a report's story: which of them repeats which, how surely, and why."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from sumber.ledger import Connection
from sumber.ledger.profiles import is_profiled
from sumber.ledger.relations import count_documents_related, find_documents_related
from sumber.ledger.views import KeptDocument, get_documents
from sumber.model import Direction, Relation
from sumber.relating.listing import relate_met

MOST_SHOWN: Final = 40
Repeats = Literal["this", "other", "unknown"]


class Relative(NamedTuple):
    """Another report and what it is to this one.

    `story` is None where both tell no common story (one passage may be copied all the same), `copy` where neither repeats
    the other. `repeats` tells which of the two was made from the other, as far as the texts show it.
    """

    document: KeptDocument
    story: Relation | None
    copy: Relation | None
    repeats: Repeats


class Relatives(NamedTuple):
    """The other reports, copies first; how many there are in all, and whether this report was compared with others."""

    shown: tuple[Relative, ...]
    total: int
    is_compared: bool

    @property
    def copies(self) -> int:
        """How many of those shown repeat this report, or are repeated by it."""
        return sum(each.copy is not None for each in self.shown)

    @property
    def stories(self) -> int:
        """How many of those shown tell the same story."""
        return sum(each.story is not None for each in self.shown)


def find_relatives(connection: Connection, document_no: int) -> Relatives:
    """The other reports of a report's story, as far as they were compared."""
    pairs = find_documents_related(connection, document_no, MOST_SHOWN)
    total = len(pairs) if len(pairs) < MOST_SHOWN else count_documents_related(connection, document_no)
    numbers = [pair.b_no if pair.a_no == document_no else pair.a_no for pair in pairs]
    others = get_documents(connection, numbers) if numbers else []
    shown = tuple(
        _relative(tuple(relate_met(connection, [pair])), other, is_first=pair.a_no == document_no)
        for pair, other in zip(pairs, others, strict=True)
    )
    return Relatives(shown, total, is_profiled(connection, document_no))


def _relative(relations: tuple[Relation, ...], other: KeptDocument, *, is_first: bool) -> Relative:
    found = {relation.relation: relation for relation in relations}
    copy = found.get("copy")
    return Relative(
        document=other,
        story=found.get("same_story"),
        copy=copy,
        repeats=tell_repeating(copy.direction if copy else None, is_first=is_first),
    )


def tell_repeating(direction: Direction | None, *, is_first: bool) -> Repeats:
    """Which of two reports was made from the other, seen from the first or the second of their pair.

    >>> tell_repeating("forth", is_first=True)
    'other'
    """
    if direction not in {"forth", "back"}:
        return "unknown"
    return "other" if (direction == "forth") == is_first else "this"
