"""What rests on what brought up to date: documents that came, were read anew or are gone, and decisions.

First documents are compared, a few in one transaction, and their claims wait; then pairs are looked at again between
which others came or went; then the claims that wait are gathered into propositions, each with its whole part, so that a
story is gathered once however many of its reports came.
Whatever ends the program in between, what was done is kept, whole, and the next run goes on from there. The outcome is the
same in whatever order documents came.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from sumber.analysis.bounds import BOUNDS, Bounds
from sumber.analysis.judging import ClaimJudge
from sumber.ledger import Connection, Ledger
from sumber.ledger.grading import record_grades
from sumber.ledger.meetings import find_due, has_due
from sumber.ledger.opening import now_text
from sumber.ledger.profiles import count_waiting, find_waiting, get_reading, has_other_version, is_waiting
from sumber.ledger.propositions import find_ungraded, has_ungraded, mark_graded, remove_all_propositions
from sumber.ledger.relation_schema import DERIVED, proposition_sources, propositions
from sumber.ledger.relations import find_unsettled, has_unsettled, remove_all, remove_unsettled
from sumber.ledger.retiring import retire_document
from sumber.model import Value
from sumber.relating.comparing import Comparer, Prepared, Vectors, prepare, profile_version
from sumber.relating.decided import apply_decided, forget_applied, is_applied, read_decided
from sumber.relating.describing import Describer
from sumber.relating.gathering import Gatherer
from sumber.relating.shelf import Shelf

AT_ONCE: Final = 20
"""So many documents are one transaction."""
_REVIEWED_AT_ONCE: Final = 200
"""So many pairs of documents that are due are looked at in one transaction."""
_SETTLED_AT_ONCE: Final = 200
"""So many claims that wait are the start of one transaction that gathers propositions."""
_GRADED_AT_ONCE: Final = 1_000


class Counts(Value, frozen=True):
    """What was done: documents related, pairs of documents compared (and the most for one document), propositions written.

    `widest` is the most claims of one part, `regraded` how many grades are others than before.
    """

    documents: int = 0
    compared: int = 0
    most_compared: int = 0
    propositions: int = 0
    widest: int = 0
    regraded: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            documents=self.documents + other.documents,
            compared=self.compared + other.compared,
            most_compared=max(self.most_compared, other.most_compared),
            propositions=self.propositions + other.propositions,
            widest=max(self.widest, other.widest),
            regraded=self.regraded + other.regraded,
        )


def is_up_to_date(connection: Connection, project: int, judge: ClaimJudge) -> bool:
    """Whether everything kept in a project is related, and by the decisions that stand."""
    return not (
        count_waiting(connection, project, profile_version(judge))
        or has_due(connection, project)
        or not is_settled(connection, project)
    )


def is_settled(connection: Connection, project: int) -> bool:
    """Whether all that is related is gathered and graded, and by the decisions that stand; other reports may still wait."""
    return not (
        has_unsettled(connection, project)
        or has_ungraded(connection, project)
        or not is_applied(connection, project, read_decided(connection, project))
    )


class _Means(NamedTuple):
    """What relating works with: who judges claims, who tells what they mean, how far is looked around."""

    judge: ClaimJudge
    vectors: Vectors
    bounds: Bounds


def bring_up_to_date(
    ledger: Ledger,
    judge: ClaimJudge,
    vectors: Vectors,
    progress: Callable[[], None] | None = None,
    bounds: Bounds = BOUNDS,
) -> Counts:
    """Relate what is not related yet, and undo what rests on what is gone; `progress` is called for each document.

    What another version of the analysis worked out is forgotten first: findings of two versions are not mixed.
    """
    means = _Means(judge, vectors, bounds)
    _forget_other_version(ledger, judge)
    counts, after = Counts(), 0
    while prepared := _prepare_next(ledger, means, after):
        with ledger.writing() as connection:
            counts += _relate(ledger, connection, means, prepared)
        after = prepared[-1].waiting.document_no
        for _ in prepared if progress else ():
            progress()  # type: ignore[misc]  # there is one where the loop runs
    return counts + _review(ledger, means) + settle(ledger, means.bounds)


def settle(ledger: Ledger, bounds: Bounds = BOUNDS) -> Counts:
    """Gather the claims that wait and take over the decisions that stand; documents that are not related yet are left so."""
    return _settle(ledger, bounds) + _record_grades(ledger)


def rebuild(
    ledger: Ledger,
    judge: ClaimJudge,
    vectors: Vectors,
    progress: Callable[[], None] | None = None,
    bounds: Bounds = BOUNDS,
) -> Counts:
    """Forget everything that was worked out, and work it out anew; the history of grades stays."""
    with ledger.writing() as connection:
        project = ledger.find_project(connection)
        if project is None:
            return Counts()
        _forget_all(connection, project)
    return bring_up_to_date(ledger, judge, vectors, progress, bounds)


def _forget_other_version(ledger: Ledger, judge: ClaimJudge) -> None:
    version = profile_version(judge)
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        if project is None or not has_other_version(connection, project, version):
            return
    with ledger.writing() as connection:
        if has_other_version(connection, project, version):
            _forget_all(connection, project)


def _forget_all(connection: Connection, project: int) -> None:
    remove_all_propositions(connection, project)
    whole = {propositions, proposition_sources}
    remove_all(connection, project, [table for table in DERIVED if table not in whole])
    forget_applied(connection, project)


def _prepare_next(ledger: Ledger, means: _Means, after: int) -> list[Prepared]:
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        if project is None:
            return []
        waiting = find_waiting(connection, project, profile_version(means.judge), after, AT_ONCE)
        readings = [get_reading(connection, each.reading_no) if each.reading_no else None for each in waiting]
    return [prepare(each, reading, means.vectors) for each, reading in zip(waiting, readings, strict=True)]


def _relate(ledger: Ledger, connection: Connection, means: _Means, prepared: Sequence[Prepared]) -> Counts:
    """Relate documents to one another and all others; those that another program related meanwhile are passed over."""
    project = ledger.make_project(connection, now_text())
    version, counts = profile_version(means.judge), Counts()
    comparer = Comparer(connection, project, means.judge, means.bounds)
    current = [each for each in prepared if is_waiting(connection, each.waiting, version)]
    for waiting, _ in current:
        retire_document(connection, waiting.document_no)
    for waiting, profile in current:
        if profile is not None:
            compared = comparer.add(waiting, profile)
            counts += Counts(documents=1, compared=compared, most_compared=compared)
    return counts


def _review(ledger: Ledger, means: _Means) -> Counts:
    """Look again at all pairs of documents that are due, some of them in one transaction."""
    counts = Counts()
    while True:
        with ledger.reading() as connection:
            project = ledger.find_project(connection)
            if project is None or not has_due(connection, project):
                return counts
        with ledger.writing() as connection:
            comparer = Comparer(connection, project, means.judge, means.bounds)
            counts += Counts(compared=comparer.review(find_due(connection, project, _REVIEWED_AT_ONCE)))


def _settle(ledger: Ledger, bounds: Bounds) -> Counts:
    """Make anew the propositions of all claims that wait, some of them in one transaction."""
    counts = Counts()
    while True:
        with ledger.reading() as connection:
            project = ledger.find_project(connection)
            if project is None or (
                not has_unsettled(connection, project)
                and is_applied(connection, project, read_decided(connection, project))
            ):
                return counts
        with ledger.writing() as connection:
            counts += _settle_some(connection, project, bounds)


def _settle_some(connection: Connection, project: int, bounds: Bounds) -> Counts:
    shelf, decided = Shelf(connection), read_decided(connection, project)
    if not is_applied(connection, project, decided):
        apply_decided(connection, project, decided)
    waiting = find_unsettled(connection, project, _SETTLED_AT_ONCE)
    gathered = Gatherer(connection, shelf, decided, bounds.gathered).gather(waiting)
    written = Describer(connection, shelf, decided).write_all(project, gathered.numbers)
    remove_unsettled(connection, (*waiting, *gathered.claims))
    return Counts(propositions=written, widest=gathered.widest)


def _record_grades(ledger: Ledger) -> Counts:
    counts = Counts()
    while True:
        with ledger.reading() as connection:
            project = ledger.find_project(connection)
            if project is None or not has_ungraded(connection, project):
                return counts
        with ledger.writing() as connection:
            some = find_ungraded(connection, project, _GRADED_AT_ONCE)
            counts += Counts(regraded=record_grades(connection, project, some, now_text()))
            mark_graded(connection, [kept.no for kept in some])
