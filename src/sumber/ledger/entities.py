"""Entities that names in the kept reports were resolved to, with how often they are mentioned."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, distinct, func, select

from sumber.ledger.judgements import iter_judgements
from sumber.ledger.merging import Merges
from sumber.ledger.parting import iter_parts
from sumber.ledger.schema import documents, entities, mentions
from sumber.model import Value


class KeptEntity(Value, frozen=True):
    """An entity, in how many documents how often it is mentioned, and the ids that were judged to be one with it."""

    id: str
    name: str
    kind: str
    documents: int
    mentions: int
    merged: tuple[str, ...] = ()


def find_entities_named(connection: Connection, name: str) -> list[str]:
    """The ids of the entities of exactly this name that were mentioned."""
    return list(connection.scalars(select(entities.c.id).where(entities.c.name == name)))


def find_entity_names(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The names of entities that were mentioned, by their ids."""
    found: dict[str, str] = {}
    for some in iter_parts(ids):
        rows = connection.execute(select(entities.c.id, entities.c.name).where(entities.c.id.in_(some)))
        found |= {row.id: row.name for row in rows}
    return found


def read_public_persons(connection: Connection, project: int) -> dict[str, str]:
    """The names of persons whose public role was recorded, as reports print them, each with the role."""
    standing = [each for each in iter_judgements(connection, project, ("public",)) if not each.undone]
    return {each.subject: str((each.value or {}).get("role", "")) for each in standing}


def _list_public_persons(connection: Connection, project: int) -> list[KeptEntity]:
    found = []
    for name in read_public_persons(connection, project):
        named = (
            select(func.count(), func.count(distinct(mentions.c.reading_no)))
            .select_from(mentions.join(documents, documents.c.reading_no == mentions.c.reading_no))
            .where(mentions.c.text == name, mentions.c.entity.is_(None), documents.c.project_no == project)
        )
        number, reports = connection.execute(named).one()
        found.append(KeptEntity(id=f"name:{name}", name=name, kind="person", documents=reports, mentions=number))
    return found


def list_entities(connection: Connection, project: int, merges: Merges) -> list[KeptEntity]:
    """The entities mentioned in the newest readings of a project, those that are one as one; the most mentioned first."""
    counted = connection.execute(
        select(mentions.c.entity, func.count(), func.count(distinct(mentions.c.reading_no)))
        .join(documents, documents.c.reading_no == mentions.c.reading_no)
        .where(mentions.c.entity.is_not(None), documents.c.project_no == project)
        .group_by(mentions.c.entity)
    ).all()
    known = {row.id: row for row in connection.execute(select(entities))}
    figures: dict[str, tuple[int, int]] = {}
    merged: dict[str, list[str]] = {}
    for entity, number, reports in counted:
        chief = merges.chief_of(entity)
        before = figures.get(chief, (0, 0))
        # Two names of one entity may stand in one report: the sum of reports is then an upper bound, and told as it is.
        figures[chief] = (before[0] + number, before[1] + reports)
        if len(merges.all_of(entity)) > 1:
            merged[chief] = [each for each in merges.all_of(entity) if each != chief]
    found = [
        KeptEntity(
            id=chief,
            name=known[chief].name,
            kind=known[chief].kind,
            documents=reports,
            mentions=number,
            merged=tuple(merged.get(chief, ())),
        )
        for chief, (number, reports) in figures.items()
        if chief in known
    ]
    found += _list_public_persons(connection, project)
    return sorted(found, key=lambda entity: (-entity.mentions, entity.id))
