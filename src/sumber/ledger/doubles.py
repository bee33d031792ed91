"""Entities that may be one: proposals by what they are called, which a person says yes, no or unsure to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from typing import Final, Literal, NamedTuple

from sqlalchemy import Connection, select

from sumber.gazetteer.lookup import read_shared_names
from sumber.ledger.judgements import iter_judgements
from sumber.ledger.merging import Merges
from sumber.ledger.schema import documents, entities, mentions

Likeness = Literal["same_name", "same_words", "one_letter", "longer_name"]
_ORDER: Final[tuple[Likeness, ...]] = ("same_name", "same_words", "one_letter", "longer_name")
_DOCUMENTS_LOOKED_AT: Final = 100
_LEAST_LETTERS: Final = 6
_MOST_SHARING: Final = 5
# "Batken" and "Batken Region" are two places; "Hanwha" may stand for "Hanwha Aerospace".
_SHORTENED: Final = frozenset({"organisation", "outlet", "weapon"})
# One letter parts Iran from Iraq, and one figure one weapon from the next.
_TOLD_BY_A_LETTER: Final = frozenset({"state", "weapon"})


class Named(NamedTuple):
    """An entity by its id, with its name and kind."""

    id: str
    name: str
    kind: str


class Double(NamedTuple):
    """Two entities that may be one, in what they are alike, and the name that they share where it is neither's own."""

    one: Named
    other: Named
    likeness: Likeness
    shared: str | None = None


def find_doubles(connection: Connection, project: int, limit: int) -> list[Double]:
    """Entities of the newest documents that may be one and that nobody decided about, the likeliest first."""
    named = _read_mentioned(connection, project)
    standing = [each for each in iter_judgements(connection, project, ("merge", "split", "unsure")) if not each.undone]
    decided = {frozenset((each.subject, each.other)) for each in standing}
    merges = Merges(standing)
    found = []
    for double in _compare_mentioned(named):
        ids = (double.one.id, double.other.id)
        if frozenset(ids) not in decided and ids[1] not in merges.all_of(ids[0]):
            found.append(double)
    return found[:limit]


@lru_cache(maxsize=8)
def _compare_mentioned(named: tuple[Named, ...]) -> tuple[Double, ...]:
    """Which of these may be one, remembered: the same ones are looked at until other reports come."""
    return tuple(compare_names(named, read_shared_names()))


def _read_mentioned(connection: Connection, project: int) -> tuple[Named, ...]:
    newest = (
        select(documents.c.reading_no)
        .where(documents.c.project_no == project, documents.c.reading_no.is_not(None))
        .order_by(documents.c.no.desc())
        .limit(_DOCUMENTS_LOOKED_AT)
        .subquery()
    )
    mentioned = (
        select(mentions.c.entity)
        .distinct()
        .select_from(newest.join(mentions, mentions.c.reading_no == newest.c.reading_no))
        .where(mentions.c.entity.is_not(None))
        .subquery()
    )
    chosen = select(entities).join(mentioned, mentioned.c.entity == entities.c.id).order_by(entities.c.id)
    return tuple(Named(row.id, row.name, row.kind) for row in connection.execute(chosen))


def compare_names(named: Iterable[Named], shared: Mapping[tuple[str, str], str]) -> list[Double]:
    """Which of these entities may be one, the likeliest first; `shared` are names that two ids have in common."""
    by_id = {each.id: each for each in named}
    found: dict[tuple[str, str], Double] = {}
    for ids, name in shared.items():
        if ids[0] in by_id and ids[1] in by_id:
            found[ids] = Double(by_id[ids[0]], by_id[ids[1]], "same_name", name)
    for one, other, likeness in (*_of_same_words(by_id.values()), *_of_one_letter(by_id.values())):
        found.setdefault((one.id, other.id), Double(one, other, likeness))
    for one, other in _of_longer_names(by_id.values()):
        found.setdefault((one.id, other.id), Double(one, other, "longer_name"))
    return sorted(found.values(), key=lambda each: (_ORDER.index(each.likeness), each.one.name, each.other.name))


def _of_same_words(named: Iterable[Named]) -> Iterator[tuple[Named, Named, Likeness]]:
    groups: dict[tuple[str, frozenset[str]], list[Named]] = {}
    for each in named:
        groups.setdefault((each.kind, frozenset(_words(each.name))), []).append(each)
    yield from (
        (*pair, "same_words") for group in groups.values() if 1 < len(group) <= _MOST_SHARING for pair in _pairs(group)
    )


def _of_one_letter(named: Iterable[Named]) -> Iterator[tuple[Named, Named, Likeness]]:
    """Names that have one letter more than another, or another letter in one place."""
    whole: dict[tuple[str, str], Named] = {}
    patterns: dict[tuple[str, str, str], list[Named]] = {}
    for each in named:
        name = "".join(_words(each.name))
        if each.kind not in _TOLD_BY_A_LETTER and len(name) >= _LEAST_LETTERS:
            whole[each.kind, name] = each
            for at in range(len(name)):
                patterns.setdefault((each.kind, name[:at], name[at + 1 :]), []).append(each)
    for (kind, before, after), group in patterns.items():
        shorter = whole.get((kind, before + after))
        near = [*group, shorter] if shorter and shorter not in group else group
        if len(near) > 1:
            yield from ((*pair, "one_letter") for pair in _pairs(near))


def _of_longer_names(named: Iterable[Named]) -> Iterator[tuple[Named, Named]]:
    """Names that are another one and a word more."""
    listed = [each for each in named if each.kind in _SHORTENED]
    by_words = {(each.kind, _words(each.name)): each for each in listed}
    for each in listed:
        shorter = by_words.get((each.kind, _words(each.name)[:-1]))
        if shorter is not None and "(" not in each.name:
            yield from _pairs([shorter, each])


def _pairs(group: list[Named]) -> Iterator[tuple[Named, Named]]:
    yield from combinations(sorted(group), 2)


@lru_cache(maxsize=16_384)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name without accents and letter case.

    >>> _words("Forces armées (Mali)")
    ('forces', 'armees', 'mali')
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if unicodedata.category(sign) != "Mn")
    return tuple(re.findall(r"\w+", plain.casefold()))
