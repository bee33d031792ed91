"""Entities that persons judged to be one, for as long as the judgement stands.

Merging changes no row: it is worked out from the judgements, so that taking one back leaves everything as it was.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from sumber.errors import LedgerError
from sumber.ledger.judgements import Judgement, iter_judgements
from sumber.ledger.judging import Decision, judge
from sumber.ledger.opening import Ledger


class Merges:
    """Which entities are one. A later split of the same two goes before an earlier merge."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        verdicts: dict[frozenset[str], bool] = {}
        for judgement in judgements:
            if not judgement.undone and judgement.other and judgement.kind in {"merge", "split"}:
                verdicts[frozenset((judgement.subject, judgement.other))] = judgement.kind == "merge"
        self._groups: dict[str, set[str]] = {}
        for pair, is_one in verdicts.items():
            if is_one:
                joined = set().union(*(self._groups.get(each, {each}) for each in pair))
                for each in joined:
                    self._groups[each] = joined

    def all_of(self, entity: str) -> tuple[str, ...]:
        """An entity with all that are one with it, sorted; itself alone where it was merged with none."""
        return tuple(sorted(self._groups.get(entity, {entity})))

    def merged(self) -> tuple[str, ...]:
        """All entities that are one with another, sorted."""
        return tuple(sorted(each for each, group in self._groups.items() if len(group) > 1))

    def chief_of(self, entity: str) -> str:
        """The id a group goes by: of Wikidata's the first, which other data know too, else the first of ours."""
        return min(self.all_of(entity), key=lambda each: (not each.startswith("Q"), len(each), each))


def read_merges(connection: Connection, project: int | None) -> Merges:
    """The merges that stand in a project."""
    return Merges(iter_judgements(connection, project, ("merge", "split")) if project is not None else ())


def judge_entities(ledger: Ledger, decision: Decision) -> Judgement:
    """Keep a merge or split; LedgerError where it goes against one that stands, which is to be taken back first."""
    subject, other = decision.subject, decision.other or ""
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        standing = iter_judgements(connection, project, ("merge", "split")) if project is not None else []
    if subject == other:
        raise LedgerError("S513", f"{subject} and {other} are one entity by their id; expected two")
    split = [each for each in standing if each.kind == "split" and not each.undone]
    merged = Merges(standing)
    if decision.kind == "split" and other in merged.all_of(subject):
        between = [each for each in standing if each.kind == "merge" and not each.undone]
        direct = {frozenset((each.subject, each.other)) for each in between}
        if frozenset((subject, other)) not in direct:
            ids = ", ".join(each.id for each in between if each.subject in merged.all_of(subject))
            raise LedgerError(
                "S513", f"{subject} and {other} are one through other entities; undo one of the merges {ids} first"
            )
    if decision.kind == "merge":
        left, right = merged.all_of(subject), merged.all_of(other)
        pair = frozenset((subject, other))
        for each in split:
            apart = frozenset((each.subject, each.other or ""))
            if apart != pair and ({each.subject, each.other} & set(left)) and ({each.subject, each.other} & set(right)):
                raise LedgerError(
                    "S513",
                    f"this would make {' and '.join(sorted(apart))} one, which {each.decided_by} split; undo {each.id} first",
                )
    return judge(ledger, decision)
