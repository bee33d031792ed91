"""Which documents are compared with which: those that enough keys lead between, each key to so many as it reaches.

A key leads from a document to the nearest documents that bear it and stand before it in the order of publication. So a
document that comes between two others, or goes from between them, may end or begin their meeting: such pairs are due,
and are looked at again. What a key means is known to the analysis alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, delete, func, or_, select

from sumber.ledger.inserting import insert_rows
from sumber.ledger.parting import iter_parts
from sumber.ledger.relation_schema import (
    claim_relations,
    document_relations,
    due_meetings,
    meetings,
    profile_keys,
)
from sumber.ledger.schema import documents

Pair: TypeAlias = tuple[int, int]
"""Two documents by their numbers."""
_FIRST, _LAST = -(2**63), 2**63 - 1


class KeptKey(NamedTuple):
    """A key of a document, to how many documents before it it leads, and to how many of these it counts for more."""

    number: int
    reach: int
    near: int


class Meeting(NamedTuple):
    """Two documents that were compared, by the order of their ids; log-odds where one repeats the other."""

    a_no: int
    b_no: int
    copy_score: float | None


class Shared(NamedTuple):
    """How many keys lead between two documents, and how many of them as to one of the near ones."""

    all: int = 0
    near: int = 0

    def __add__(self, other: tuple[int, ...]) -> Shared:  # type: ignore[override]  # counts are added, not strung together
        return Shared(self.all + other[0], self.near + other[1])


class Neighbours(NamedTuple):
    """For each key of a document the documents that it leads to before it and from behind it, the nearest first."""

    reach: int
    near: int
    before: dict[int, list[int]]
    behind: dict[int, list[int]]

    def iter_shared(self) -> Iterator[tuple[int, Shared]]:
        """Each document that a key leads to or from, with that key; once for each key."""
        for ways in (self.before, self.behind):
            for numbers in ways.values():
                yield from ((other, Shared(1, int(at < self.near))) for at, other in enumerate(numbers))

    def iter_shifted(self) -> Iterator[Pair]:
        """The pairs that a key just leads between, or just as near ones, without this document, and no more with it."""
        for last in {self.reach - 1, min(self.near, self.reach) - 1}:
            for key, behind in self.behind.items():
                before = self.before.get(key, ())
                for at, later in enumerate(behind):
                    if 0 <= last - at < len(before):
                        yield before[last - at], later


def write_keys(connection: Connection, project: int, document_no: int, place: int, keys: Iterable[KeptKey]) -> None:
    """Keep a document's keys; those of another project are other keys."""
    rows = [(_in_project(key.number, project), place, document_no, key.reach, key.near) for key in sorted(keys)]
    insert_rows(connection, profile_keys, rows)


def _in_project(key: int, project: int) -> int:
    turned = (key + project * 0x9E3779B97F4A7C15) % 2**64
    return turned - 2**64 if turned >= 2**63 else turned


def find_neighbours(connection: Connection, document_no: int) -> list[Neighbours]:
    """The neighbours of a document that has its keys, apart for each reach of keys."""
    return [
        Neighbours(
            reach,
            near,
            before=_find_way(connection, document_no, reach, is_before=True),
            behind=_find_way(connection, document_no, reach, is_before=False),
        )
        for reach, near in _find_reaches(connection, document_no)
    ]


def sum_shared(found: Iterable[Neighbours]) -> dict[int, Shared]:
    """The documents that keys lead to or from, each with how many do."""
    counts: dict[int, Shared] = {}
    for neighbours in found:
        for other, shared in neighbours.iter_shared():
            counts[other] = counts.get(other, Shared()) + shared
    return counts


def _find_reaches(connection: Connection, document_no: int) -> list[tuple[int, int]]:
    return sorted((row.reach, row.near) for row in connection.execute(_REACHES, {"document": document_no}))


def _find_way(connection: Connection, document_no: int, reach: int, *, is_before: bool) -> dict[int, list[int]]:
    rows = connection.execute(_spell_way(reach, is_before=is_before), {"document": document_no})
    found: dict[int, list[int]] = {}
    for key, other in rows.all():
        found.setdefault(key, []).append(other)
    return found


# Spelling a statement takes longer than running it, and these are asked for every document.
_REACHES: Final = (
    select(profile_keys.c.reach, profile_keys.c.near)
    .where(profile_keys.c.document_no == bindparam("document"))
    .distinct()
)


@cache
def _spell_way(reach: int, *, is_before: bool) -> Select[Any]:
    """Whom the keys of a reach lead to before a document, or from behind it, the nearest first."""
    mine, theirs, bound = (profile_keys.alias(name) for name in ("mine", "theirs", "bound"))
    farthest = (
        select(bound.c.place)
        .where(bound.c.key == mine.c.key, _lies(bound.c.place, mine.c.place, is_before=is_before))
        .order_by(_nearest_first(bound.c.place, is_before=is_before))
        .limit(1)
        .offset(reach - 1)
        .correlate(mine)
        .scalar_subquery()
    )
    edge = func.coalesce(farthest, _FIRST if is_before else _LAST)
    return (
        select(mine.c.key, theirs.c.document_no)
        .join(theirs, theirs.c.key == mine.c.key)
        .where(
            mine.c.document_no == bindparam("document"),
            mine.c.reach == reach,
            _lies(theirs.c.place, mine.c.place, is_before=is_before),
            theirs.c.place >= edge if is_before else theirs.c.place <= edge,
        )
        .order_by(mine.c.key, _nearest_first(theirs.c.place, is_before=is_before))
    )


def _lies(place: ColumnElement[int], own: ColumnElement[int], *, is_before: bool) -> ColumnElement[bool]:
    return place < own if is_before else place > own


def _nearest_first(place: ColumnElement[int], *, is_before: bool) -> ColumnElement[int]:
    return place.desc() if is_before else place.asc()


def count_shared(connection: Connection, pair: Pair) -> Shared:
    """How many keys lead between two documents."""
    ends = {"one": pair[0], "other": pair[1]}
    found = Shared()
    for reach, near in _find_reaches(connection, pair[0]):
        counts = (
            connection.scalar(_spell_shared(reach, farthest), ends) or 0 for farthest in (reach, min(reach, near))
        )
        found += tuple(counts)
    return found


@cache
def _spell_shared(reach: int, farthest: int) -> Select[Any]:
    """How many keys of a reach two documents share of which fewer than so many bearers stand between them."""
    mine, theirs, between = (profile_keys.alias(name) for name in ("mine", "theirs", "between_them"))
    low = case((mine.c.place < theirs.c.place, mine.c.place), else_=theirs.c.place)
    high = case((mine.c.place < theirs.c.place, theirs.c.place), else_=mine.c.place)
    parted = (
        select(between.c.place)
        .where(between.c.key == mine.c.key, between.c.place > low, between.c.place < high)
        .limit(1)
        .offset(farthest - 1)
        .correlate(mine, theirs)
        .exists()
    )
    return (
        select(func.count())
        .select_from(mine.join(theirs, theirs.c.key == mine.c.key))
        .where(
            mine.c.document_no == bindparam("one"),
            theirs.c.document_no == bindparam("other"),
            mine.c.reach == reach,
            ~parted,
        )
    )


def write_meetings(connection: Connection, found: Sequence[Meeting]) -> None:
    """Remember who was compared."""
    insert_rows(connection, meetings, found)


def remove_meeting(connection: Connection, pair: Pair) -> None:
    """Forget that two documents were compared, and what they and their claims were to each other."""
    for table in (meetings, document_relations, claim_relations):
        one, other = ((table.c.a_no == a) & (table.c.b_no == b) for a, b in (pair, pair[::-1]))
        connection.execute(delete(table).where(or_(one, other)))


def find_met(connection: Connection, numbers: Collection[int]) -> set[frozenset[int]]:
    """The pairs among these documents that were compared."""
    wanted = set(numbers)
    found: set[frozenset[int]] = set()
    for some in iter_parts(wanted):
        rows = connection.execute(select(meetings.c.a_no, meetings.c.b_no).where(meetings.c.a_no.in_(some)))
        found |= {frozenset(row) for row in rows if row.b_no in wanted}
    return found


def find_meetings(connection: Connection, document_no: int) -> list[Meeting]:
    """All that a document was compared with."""
    own = or_(meetings.c.a_no == document_no, meetings.c.b_no == document_no)
    return [Meeting(*row) for row in connection.execute(select(meetings).where(own))]


def find_copies(connection: Connection, numbers: Iterable[int]) -> set[Pair]:
    """The pairs among these documents of which one repeats the other."""
    wanted = set(numbers)
    found: set[Pair] = set()
    for some in iter_parts(wanted):
        chosen = select(meetings.c.a_no, meetings.c.b_no).where(
            meetings.c.a_no.in_(some), meetings.c.copy_score.is_not(None)
        )
        found |= {(row.a_no, row.b_no) for row in connection.execute(chosen) if row.b_no in wanted}
    return found


def find_surest_copies(connection: Connection, numbers: Iterable[int]) -> dict[int, int]:
    """Of each of these documents that repeats another or is repeated by it, the one of which that is surest."""
    found: dict[int, tuple[float, int]] = {}
    for some in iter_parts(set(numbers)):
        for own, other in ((meetings.c.a_no, meetings.c.b_no), (meetings.c.b_no, meetings.c.a_no)):
            chosen = select(own, other, meetings.c.copy_score).where(own.in_(some), meetings.c.copy_score.is_not(None))
            for one, another, score in connection.execute(chosen):
                found[one] = max(found.get(one, (score, another)), (score, another))
    return {one: another for one, (_, another) in found.items()}


def add_due(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Remember pairs that are to be looked at again; a document with itself: what it repeats."""
    wanted = {(min(pair), max(pair)) for pair in pairs}
    known: set[Pair] = set()
    for some in iter_parts({one for one, _ in wanted}):
        rows = connection.execute(select(due_meetings).where(due_meetings.c.a_no.in_(some)))
        known |= {(row.a_no, row.b_no) for row in rows}
    insert_rows(connection, due_meetings, sorted(wanted - known))


def find_due(connection: Connection, project: int, limit: int) -> list[Pair]:
    """Some pairs of a project that are to be looked at again."""
    chosen = _due(project).order_by(due_meetings.c.a_no, due_meetings.c.b_no).limit(limit)
    return [(row.a_no, row.b_no) for row in connection.execute(chosen)]


def has_due(connection: Connection, project: int) -> bool:
    """Whether there are such pairs."""
    return bool(find_due(connection, project, 1))


def remove_due(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Let these pairs wait no more."""
    for one, other in pairs:
        connection.execute(delete(due_meetings).where(due_meetings.c.a_no == one, due_meetings.c.b_no == other))


def _due(project: int) -> Select[Any]:
    return (
        select(due_meetings.c.a_no, due_meetings.c.b_no)
        .join(documents, documents.c.no == due_meetings.c.a_no)
        .where(documents.c.project_no == project)
    )


def leave_meetings(connection: Connection, document_no: int) -> None:
    """Take a document out of all meetings; what is to be asked anew of others without it is due."""
    shifted = {pair for near in find_neighbours(connection, document_no) for pair in near.iter_shifted()}
    met = find_met(connection, {no for pair in shifted for no in pair})
    own = or_(document_relations.c.a_no == document_no, document_relations.c.b_no == document_no)
    edges = connection.execute(
        select(document_relations.c.a_no, document_relations.c.b_no).where(
            and_(own, document_relations.c.copy_kind.is_not(None))
        )
    ).all()
    copying = {no for edge in edges for no in edge} - {document_no}
    for table in (meetings, due_meetings):
        connection.execute(delete(table).where(or_(table.c.a_no == document_no, table.c.b_no == document_no)))
    add_due(connection, {pair for pair in shifted if frozenset(pair) not in met} | {(no, no) for no in copying})
