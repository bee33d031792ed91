"""Entities that names in the kept reports were resolved to, with how often they are mentioned.

Up to 5,000 documents are looked through whole. Of a larger ledger the newest so many are, and what is counted there is
taken for all, in two figures: such numbers say that they are estimates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, Select, case, distinct, func, literal, select

from sumber.ledger.finding import round_estimate
from sumber.ledger.judgements import iter_judgements
from sumber.ledger.merging import Merges
from sumber.ledger.parting import iter_parts
from sumber.ledger.schema import documents, entities, mentions
from sumber.ledger.stores import Store, Term
from sumber.ledger.tokens import facet, find_word_groups
from sumber.model import Value

LOOKED_THROUGH: Final = 5_000
"""Documents up to which all are looked through for whom they mention; of more the newest."""
ASKED_ONE_BY_ONE: Final = 200
"""Entities up to which each is counted for itself where only some are asked for."""

Fits = Callable[["KeptEntity"], bool]


class KeptEntity(Value, frozen=True):
    """An entity, in how many documents how often it is mentioned, and the ids that were judged to be one with it."""

    id: str
    name: str
    kind: str
    documents: int
    mentions: int
    merged: tuple[str, ...] = ()
    estimated: bool = False


class Listed(NamedTuple):
    """Entities, the most mentioned first; and in how many of how many documents they were looked for."""

    entities: list[KeptEntity]
    looked_through: int
    documents: int


class _Figures(NamedTuple):
    documents: int
    mentions: int
    estimated: bool


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


class EntityLists:
    """Lists of the entities that the newest readings of a project mention, those that are one as one.

    Up to `most` documents are looked through, and up to `most` mentions of one entity counted.
    """

    def __init__(
        self, connection: Connection, store: Store, project: int, merges: Merges, most: int = LOOKED_THROUGH
    ) -> None:
        self._connection = connection
        self._store = store
        self._project = project
        self._merges = merges
        self._most = most
        self._number = connection.scalar(select(func.count()).select_from(documents).where(*self._ours())) or 0

    def list_all(self, *, whole: bool = False) -> Listed:
        """All of them; `whole`: counted in every document, however many there are."""
        looked = self._number if whole else min(self._number, self._most)
        listed = self._make(self._read_names(), self._count_in(None if looked == self._number else looked))
        return self._list(listed, looked)

    def list_some(self, fits: Fits, *, whole: bool = False) -> Listed:
        """Those that fit, which are told without their figures: where they are few, each is looked for by itself."""
        names = self._read_names()
        asked = {
            each.id for each in self._make(names, dict.fromkeys(names, _Figures(0, 0, estimated=False))) if fits(each)
        }
        if whole or self._number <= self._most or len(asked) > ASKED_ONE_BY_ONE:
            listed = self.list_all(whole=whole)
            return listed._replace(entities=[each for each in listed.entities if fits(each)])
        figures = {each: counted for each in asked if (counted := self._count_one(each)).mentions}
        listed = self._list(self._make(names, figures), self._number)
        return listed._replace(entities=[each for each in listed.entities if fits(each)])

    def _ours(self) -> tuple[Any, ...]:
        return documents.c.project_no == self._project, documents.c.reading_no.is_not(None)

    def _read_names(self) -> dict[str, Row[Any]]:
        return {row.id: row for row in self._connection.execute(select(entities))}

    def _list(self, found: Iterable[KeptEntity], looked: int) -> Listed:
        every = [*found, *self._iter_public_persons()]
        return Listed(sorted(every, key=lambda each: (-each.mentions, each.id)), looked, self._number)

    def _make(self, names: dict[str, Row[Any]], figures: dict[str, _Figures]) -> Iterator[KeptEntity]:
        for chief in dict.fromkeys(map(self._merges.chief_of, figures)):
            if chief in names and chief in figures:
                merged = tuple(each for each in self._merges.all_of(chief) if each != chief)
                told = figures[chief]
                yield KeptEntity(
                    id=chief,
                    name=names[chief].name,
                    kind=names[chief].kind,
                    documents=told.documents,
                    mentions=told.mentions,
                    merged=merged,
                    estimated=told.estimated,
                )

    def _count_in(self, newest: int | None) -> dict[str, _Figures]:
        """What the newest documents (None: all) mention, by the id that a group of merged entities goes by."""
        read = select(documents.c.reading_no).where(*self._ours())
        if newest is not None:
            read = read.order_by(documents.c.reading_no.desc()).limit(newest)
        chief = self._chief().label("chief")
        counted = (
            select(chief, func.count(distinct(mentions.c.reading_no)), func.count())
            .where(mentions.c.entity.is_not(None), mentions.c.reading_no.in_(read))
            .group_by(chief)
        )
        share = 1.0 if newest is None else self._number / newest
        return {row[0]: _scale(row[1], row[2], share) for row in self._connection.execute(counted)}

    def _chief(self) -> Any:
        """The entity of a mention, or the id its group goes by; a group is counted as one, not by adding up its members."""
        groups = {each: self._merges.chief_of(each) for each in self._merges.merged()}
        if not groups:
            return mentions.c.entity
        return case(
            *((mentions.c.entity == each, literal(chief)) for each, chief in groups.items()), else_=mentions.c.entity
        )

    def _count_one(self, chief: str) -> _Figures:
        """How often one entity is mentioned: counted in its newest documents, estimated where there are more."""
        found = self._newest_mentions().where(mentions.c.entity.in_(self._merges.all_of(chief)))
        return self._count_newest(found)

    def _newest_mentions(self) -> Select[Any]:
        return (
            select(mentions.c.reading_no)
            .join(documents, documents.c.reading_no == mentions.c.reading_no)
            .where(documents.c.project_no == self._project)
            .order_by(mentions.c.reading_no.desc())
        )

    def _count_newest(self, found: Select[Any]) -> _Figures:
        numbers = list(self._connection.scalars(found.limit(self._most + 1)))
        if len(numbers) <= self._most:
            return _Figures(len(set(numbers)), len(numbers), estimated=False)
        last = self._connection.scalar(select(func.max(documents.c.reading_no))) or 0
        return _scale(len(set(numbers)), len(numbers), last / max(1, last - numbers[-1] + 1))

    def _iter_public_persons(self) -> Iterator[KeptEntity]:
        for name in read_public_persons(self._connection, self._project):
            query = ((Term(facet("project", self._project)),), *find_word_groups(name))
            match = self._store.find_matches("document_search", query)
            holding = (
                select(match.no)
                .select_from(match.source)
                .where(match.condition)
                .order_by(match.no.desc())
                .limit(self._most)
            )
            called = self._newest_mentions().where(
                mentions.c.reading_no.in_(holding), mentions.c.text == name, mentions.c.entity.is_(None)
            )
            told = self._count_newest(called)
            yield KeptEntity(f"name:{name}", name, "person", told.documents, told.mentions, (), told.estimated)


def _scale(reports: int, number: int, share: float) -> _Figures:
    """What was counted in a part, taken for the whole."""
    if share <= 1:
        return _Figures(reports, number, estimated=False)
    return _Figures(round_estimate(reports * share), round_estimate(number * share), estimated=True)
