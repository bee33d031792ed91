"""Whether the rows that a reading's findings are searched and shown by are those that its record makes.

A record is hashed in the log; the rows are not. Whoever alters a row alters what is shown and no hash: so the rows are
made again from the record and compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Table, func, or_, select

from sumber.evidence.findings import Finding, broken, note
from sumber.ledger.rows import Place, ReadingRows
from sumber.ledger.schema import claims, dates, entities, events, judgements, links, mentions, parties
from sumber.model import Reading

_BY_READING: Final = (claims, mentions, dates)
_BY_CLAIM: Final = (links, events, parties)


class Recorded(NamedTuple):
    """A reading as its record holds it, and where its rows stand: its project, its number, its document's id."""

    reading: Reading
    project_no: int
    reading_no: int
    document_id: str


class ShownNames:
    """The names that entities are shown by: each is to be one that a reading gives it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._names = {row.id: row.name for row in connection.execute(select(entities))}
        self._unconfirmed = dict(self._names)
        self._named: set[str] = set()

    def confirm(self, made: ReadingRows, place: str) -> Iterator[Finding]:
        """Take the names that a reading gives; tells of entities that have none to be shown by."""
        for identity, (_, name, _) in made.entities.items():
            if identity not in self._names:
                yield broken("tables", place, f"it names the entity {identity}, which the table entities does not hold")
            elif self._unconfirmed.get(identity) == name:
                del self._unconfirmed[identity]
            elif identity in self._unconfirmed:
                self._named.add(identity)

    def iter_unconfirmed(self) -> Iterator[Finding]:
        """The names that no reading gives; of an entity that is known by a person's decision alone that is no break."""
        for identity, name in self._unconfirmed.items():
            about = or_(judgements.c.subject == identity, judgements.c.other == identity)
            judged = self._connection.scalar(select(judgements.c.id).where(about).limit(1))
            tell = broken if judged is None or identity in self._named else note
            yield tell("tables", f"entity {identity}", f"no reading that is kept calls it {name!r}")


def iter_findings_shown(
    connection: Connection, recorded: Sequence[Recorded], names: ShownNames
) -> Iterator[Finding | int]:
    """For each reading how many rows it has, and a finding for each row that its record does not make."""
    first = _find_first_claims(connection, [each.reading_no for each in recorded])
    made = {
        each.reading_no: ReadingRows(
            each.reading, Place(each.project_no, each.reading_no, first.get(each.reading_no, 0), each.document_id)
        )
        for each in recorded
    }
    kept = _read_rows(connection, sorted(made))
    for each in recorded:
        expected = made[each.reading_no]
        place = f"the rows of document {each.document_id}"
        yield from names.confirm(expected, place)
        for table in (*_BY_READING, *_BY_CLAIM):
            rows = kept.get((table.name, each.reading_no), [])
            if rows != expected.rows[table.name]:
                yield from _tell_differences(table, expected.rows[table.name], rows, place)
            yield len(rows)


def _find_first_claims(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    found = (
        select(claims.c.reading_no, func.min(claims.c.no))
        .where(claims.c.reading_no.in_(numbers))
        .group_by(claims.c.reading_no)
    )
    return {row[0]: row[1] for row in connection.execute(found)}


def _read_rows(connection: Connection, numbers: Sequence[int]) -> dict[tuple[str, int], list[tuple[Any, ...]]]:
    """The rows of readings as they are kept, by table and reading, in the order in which a record makes them."""
    kept: dict[tuple[str, int], list[tuple[Any, ...]]] = {}
    for table in _BY_READING:
        rows = select(table).where(table.c.reading_no.in_(numbers)).order_by(table.c.reading_no, table.c.position)
        for row in connection.execute(rows):
            kept.setdefault((table.name, row.reading_no), []).append(tuple(row))
    for table in _BY_CLAIM:
        rows = (
            select(table, claims.c.reading_no.label("read_by"))
            .join(claims, claims.c.no == table.c.claim_no)
            .where(claims.c.reading_no.in_(numbers))
            .order_by(*table.primary_key.columns)
        )
        for row in connection.execute(rows):
            kept.setdefault((table.name, row.read_by), []).append(tuple(row)[:-1])
    return kept


def _tell_differences(
    table: Table, expected: Sequence[tuple[Any, ...]], kept: Sequence[tuple[Any, ...]], place: str
) -> Iterator[Finding]:
    """Where a reading's rows in a table are first otherwise than its record says, and whether they are too few or many."""
    pairs = enumerate(zip(expected, kept, strict=False), 1)
    at = next(((number, ours, theirs) for number, (ours, theirs) in pairs if ours != theirs), None)
    if at is not None:
        number, ours, theirs = at
        column, wanted, found = next(
            each for each in zip(table.columns, ours, theirs, strict=True) if each[1] != each[2]
        )
        words = f"{table.name}, row {number}: {column.name} is {found!r}; its reading says {wanted!r}"
        yield broken("tables", place, words)
    if len(expected) != len(kept):
        words = f"{table.name} holds {len(kept)} rows of it; its reading makes {len(expected)}"
        yield broken("tables", place, words)
