"""A large ledger with relations: a few hundred reports that were related, copied under other ids until there are enough.

Relating twenty thousand reports takes an hour; copying what came out takes a minute, and a page that shows it cannot
tell. Each copy is a world of its own: no report of it is related to one of another copy, but they share their sources.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, func, select

from bench.happenings import Told
from bench.large_ledger import BATCH, generate
from sumber.analysis.learnt import get_judge
from sumber.ledger import Arrival, Ledger, keep
from sumber.ledger.inserting import insert_rows
from sumber.ledger.packing import pack, unpack
from sumber.ledger.relation_schema import DERIVED, graded_claims, grades, profile_keys, propositions
from sumber.ledger.schema import claims, documents
from sumber.ledger.signing import sign_log
from sumber.relating.bringing import bring_up_to_date

_DOCUMENTS: Final = frozenset({"document_no", "a_no", "b_no"})
_IDS: Final = frozenset({"claim_id", "proposition_id"})


class _Numbers(NamedTuple):
    """What one copy's rows are called: documents and readings by those copied, how far other numbers lie, and ids."""

    documents: Mapping[int, int]
    readings: Mapping[int, int]
    proposition_step: int
    grade_step: int
    ids: Mapping[str, str]


def build_related(ledger: Ledger, told: Sequence[Told], reports: int) -> None:
    """Keep and relate what is told, then copy all of it until there are so many reports."""
    made = islice(generate([each.reading for each in told], 0), reports)
    vectors = dict(chain.from_iterable(each.vectors.items() for each in told))
    _keep(ledger, islice(made, len(told)))
    bring_up_to_date(ledger, get_judge(), lambda texts, _: [vectors[text] for text in texts])
    _keep(ledger, made)
    with ledger.writing() as writing:
        copy_relations(writing, min(len(told), reports), reports)
    sign_log(ledger)


def _keep(ledger: Ledger, made: Iterator[Any]) -> None:
    while some := list(islice(made, BATCH)):
        keep(ledger, [Arrival(each.document, each) for each in some])


def copy_relations(connection: Connection, related: int, reports: int) -> None:
    """Copy what was worked out of the first so many reports for each as many that follow; a rest too small stays bare."""
    # What reports to compare with a new one are found by is not copied: no page asks for it.
    tables = [table for table in (*DERIVED, grades, graded_claims) if table is not profile_keys]
    rows = {table: connection.execute(select(table)).all() for table in tables}
    steps = [1 + (connection.scalar(select(func.max(table.c.no))) or 0) for table in (propositions, grades)]
    columns = (documents.c.no, documents.c.id, documents.c.reading_no)
    every = connection.execute(select(*columns).order_by(documents.c.no)).all()
    first = every[:related]
    told = _claim_ids(connection, first)
    for number in range(1, reports // related):
        copied = every[number * related : (number + 1) * related]
        ids = {one.id: other.id for one, other in zip(first, copied, strict=True)}
        ids |= dict(zip(told, _claim_ids(connection, copied), strict=True))
        ids |= {row.id: hashlib.sha256(f"{number} {row.id}".encode()).hexdigest()[:16] for row in rows[propositions]}
        numbers = _Numbers(
            {one.no: other.no for one, other in zip(first, copied, strict=True)},
            {one.reading_no: other.reading_no for one, other in zip(first, copied, strict=True)},
            steps[0] * number,
            steps[1] * number,
            ids,
        )
        for table, kept in rows.items():
            insert_rows(connection, table, [_copy(table, row, numbers) for row in kept])


def _claim_ids(connection: Connection, reports: Sequence[Any]) -> list[str]:
    """The ids of the claims of reports that follow one another, in their order."""
    readings = claims.c.reading_no.between(reports[0].reading_no, reports[-1].reading_no)
    return list(
        connection.scalars(select(claims.c.id).where(readings).order_by(claims.c.reading_no, claims.c.position))
    )


def _copy(table: Table, row: Any, numbers: _Numbers) -> tuple[Any, ...]:
    return tuple(
        _copy_value(table, name, value, numbers) for name, value in zip(table.columns.keys(), row, strict=True)
    )


def _copy_value(table: Table, name: str, value: Any, numbers: _Numbers) -> Any:
    if name in _DOCUMENTS:
        return numbers.documents[value]
    if name == "reading_no":
        return numbers.readings[value]
    if name == "proposition_no" or (table is propositions and name == "no"):
        return value + numbers.proposition_step
    if name == "grade_no" or (table is grades and name == "no"):
        return value + numbers.grade_step
    if name in _IDS or (table is propositions and name == "id"):
        return numbers.ids.get(value, value)
    if table in (propositions, grades) and name == "packed":
        told = _name_anew(msgspec.msgpack.decode(unpack(bytes(value))), numbers.ids)
        return pack(msgspec.msgpack.encode(told))
    return value


def _name_anew(told: Any, ids: Mapping[str, str]) -> Any:
    """What was packed, with every id in it replaced."""
    if isinstance(told, dict):
        return {key: _name_anew(value, ids) for key, value in told.items()}
    if isinstance(told, list):
        return [_name_anew(value, ids) for value in told]
    return ids.get(told, told) if isinstance(told, str) else told
