"""The names of entities after an erasure: what no report names any more goes, and no name stays that only erased ones gave."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, or_, select, union, update

from sumber.ledger.packing import decode_reading, unpack
from sumber.ledger.rows import Place, ReadingRows
from sumber.ledger.schema import claims, entities, events, judgements, links, mentions, parties, readings


def find_named(connection: Connection, reading_nos: Iterable[int]) -> list[str]:
    """The ids of all entities that readings name."""
    numbers = list(reading_nos)
    of_claims = [
        select(column).join(claims, claims.c.no == column.table.c.claim_no).where(claims.c.reading_no.in_(numbers))
        for column in (links.c.entity, parties.c.entity, events.c.place_entity)
    ]
    named = union(select(mentions.c.entity).where(mentions.c.reading_no.in_(numbers)), *of_claims)
    return sorted(each for each in connection.scalars(named) if each is not None)


def settle_names(connection: Connection, ids: Iterable[str]) -> None:
    """Let entities that erased readings named go where nothing names them any more, else be called as a kept one calls them."""
    for identity in ids:
        reading_no = _find_reading(connection, identity)
        if reading_no is not None:
            name = _name_in(connection, reading_no, identity)
            changed = update(entities).where(entities.c.id == identity, entities.c.name != name)
            connection.execute(changed.values(name=name))
        elif not _is_judged(connection, identity):
            connection.execute(delete(entities).where(entities.c.id == identity))


def _find_reading(connection: Connection, identity: str) -> int | None:
    """A reading that names an entity; where no mention does, links and parties are walked through."""
    found = connection.scalar(select(mentions.c.reading_no).where(mentions.c.entity == identity).limit(1))
    for column in (links.c.entity, parties.c.entity, events.c.place_entity):
        if found is None:
            of_claim = select(claims.c.reading_no).join(column.table, column.table.c.claim_no == claims.c.no)
            found = connection.scalar(of_claim.where(column == identity).limit(1))
    return found


def _name_in(connection: Connection, reading_no: int, identity: str) -> str:
    content = connection.execute(select(readings.c.content).where(readings.c.no == reading_no)).scalar_one()
    reading = decode_reading(unpack(bytes(content)), "")
    return str(ReadingRows(reading, Place(0, reading_no, 0, "")).entities[identity][1])


def _is_judged(connection: Connection, identity: str) -> bool:
    """Whether a person decided about an entity: the decision stays, and has to show whom it is about."""
    about = or_(judgements.c.subject == identity, judgements.c.other == identity)
    return connection.scalar(select(judgements.c.no).where(about).limit(1)) is not None
