"""Where the words stand that name a party or a place: null where the reading does not tell, as of older readers."""

import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "v0002_spans_of_parties"
down_revision = "v0001_first_tables"

_READINGS_AT_ONCE = 200


class _Party(msgspec.Struct):
    span: tuple[int, int] | None = None


class _Event(msgspec.Struct):
    actors: tuple[_Party, ...] = ()
    recipients: tuple[_Party, ...] = ()
    place: _Party | None = None


class _Claim(msgspec.Struct):
    event: _Event | None = None


class _Reading(msgspec.Struct):
    """Of a packed reading what this step takes; it stays as it was when later programs pack otherwise."""

    claims: tuple[_Claim, ...] = ()


_DECODER = msgspec.json.Decoder(_Reading)


def upgrade() -> None:
    """Add the columns, and fill them from the readings."""
    for column in ("span_start", "span_end"):
        op.add_column("parties", sa.Column(column, sa.Integer(), nullable=True))
    for column in ("place_start", "place_end"):
        op.add_column("events", sa.Column(column, sa.Integer(), nullable=True))
    # The rows are not to change: this tells more of what was said, in the one moment in which the tables themselves do.
    for table in ("parties", "events"):
        op.execute(f"DROP TRIGGER {table}_stay" + ("" if _is_sqlite() else f" ON {table}"))
    connection = op.get_bind()
    for readings in _iter_readings(connection):
        _fill(connection, readings)
    for table in ("parties", "events"):
        _refuse_change(table)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _refuse_change(table: str) -> None:
    does = (
        f"BEGIN SELECT RAISE(ABORT, '{table} are never changed'); END"
        if _is_sqlite()
        else "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(f"CREATE TRIGGER {table}_stay BEFORE UPDATE ON {table} {does}")


def _iter_readings(connection: sa.Connection) -> Iterator[Sequence[Any]]:
    """The readings with their packed contents, some at once."""
    some = sa.text("SELECT no, content FROM readings WHERE no > :last ORDER BY no LIMIT :number")
    last = 0
    while rows := connection.execute(some, {"last": last, "number": _READINGS_AT_ONCE}).all():
        yield rows
        last = rows[-1].no


def _fill(connection: sa.Connection, readings: Sequence[Any]) -> None:
    numbers = {
        (row.reading_no, row.position): row.no
        for row in connection.execute(
            sa.text("SELECT no, reading_no, position FROM claims WHERE reading_no BETWEEN :first AND :last"),
            {"first": readings[0].no, "last": readings[-1].no},
        )
    }
    parties: list[dict[str, Any]] = []
    places: list[dict[str, Any]] = []
    for row in readings:
        for position, claim in enumerate(_DECODER.decode(zlib.decompress(bytes(row.content))).claims):
            no = numbers.get((row.no, position))
            if no is not None and claim.event is not None:
                parties += _iter_parties(no, claim.event)
                if claim.event.place and claim.event.place.span:
                    places.append({"claim_no": no, **_ends(claim.event.place.span)})
    if parties:
        set_span = "UPDATE parties SET span_start = :start, span_end = :end"
        where = "WHERE claim_no = :claim_no AND role = :role AND position = :position"
        connection.execute(sa.text(f"{set_span} {where}"), parties)
    if places:
        set_place = "UPDATE events SET place_start = :start, place_end = :end WHERE claim_no = :claim_no"
        connection.execute(sa.text(set_place), places)


def _iter_parties(claim_no: int, event: _Event) -> Iterator[dict[str, Any]]:
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for position, party in enumerate(parties):
            if party.span:
                yield {"claim_no": claim_no, "role": role, "position": position, **_ends(party.span)}


def _ends(span: tuple[int, int]) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}
