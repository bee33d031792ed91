"""What rests on what brought up to date: documents that came, were read anew or are gone, and decisions.

A few documents are one transaction. Whatever ends the program between two of them, what was done is kept, whole, and
the next run goes on from there. The outcome is the same in whatever order documents came.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from sumber.analysis.judging import ClaimJudge
from sumber.analysis.profiles import DocumentProfile
from sumber.ledger import Connection, Ledger
from sumber.ledger.grading import record_grades
from sumber.ledger.opening import now_text
from sumber.ledger.profiles import Waiting, count_waiting, find_waiting, get_reading, is_waiting
from sumber.ledger.propositions import find_ungraded, has_ungraded, mark_graded, remove_all_propositions
from sumber.ledger.relation_schema import DERIVED, proposition_sources, propositions
from sumber.ledger.relations import ClaimNumber, has_unsettled, remove_all, take_unsettled
from sumber.ledger.retiring import retire_document
from sumber.model import Value
from sumber.relating.comparing import Comparer, Prepared, Vectors, prepare, profile_version
from sumber.relating.decided import apply_decided, forget_applied, is_applied, read_decided
from sumber.relating.describing import Describer
from sumber.relating.gathering import Change, Gatherer
from sumber.relating.shelf import Shelf

AT_ONCE: Final = 20
"""So many documents are one transaction."""
_GRADED_AT_ONCE: Final = 1_000


class Counts(Value, frozen=True):
    """What was done: documents related, pairs of documents compared (and the most for one document), propositions written.

    `widest` is the most claims that were gathered at once, `regraded` how many grades are others than before.
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
        or has_unsettled(connection, project)
        or has_ungraded(connection, project)
        or not is_applied(connection, project, read_decided(connection, project))
    )


def bring_up_to_date(
    ledger: Ledger, judge: ClaimJudge, vectors: Vectors, progress: Callable[[], None] | None = None
) -> Counts:
    """Relate what is not related yet, and undo what rests on what is gone; `progress` is called for each document."""
    counts, after = Counts(), 0
    while prepared := _prepare_next(ledger, judge, vectors, after):
        with ledger.writing() as connection:
            counts += _Step(ledger, connection, judge).relate(prepared)
        after = prepared[-1].waiting.document_no
        for _ in prepared if progress else ():
            progress()  # type: ignore[misc]  # there is one where the loop runs
    return counts + _settle(ledger, judge) + _record_grades(ledger)


def rebuild(ledger: Ledger, judge: ClaimJudge, vectors: Vectors, progress: Callable[[], None] | None = None) -> Counts:
    """Forget everything that was worked out, and work it out anew; the history of grades stays."""
    with ledger.writing() as connection:
        project = ledger.find_project(connection)
        if project is None:
            return Counts()
        remove_all_propositions(connection, project)
        whole = {propositions, proposition_sources}
        remove_all(connection, project, [table for table in DERIVED if table not in whole])
        forget_applied(connection, project)
    return bring_up_to_date(ledger, judge, vectors, progress)


def _prepare_next(ledger: Ledger, judge: ClaimJudge, vectors: Vectors, after: int) -> list[Prepared]:
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        if project is None:
            return []
        waiting = find_waiting(connection, project, profile_version(judge), after, AT_ONCE)
        readings = [get_reading(connection, each.reading_no) if each.reading_no else None for each in waiting]
    return [prepare(each, reading, vectors) for each, reading in zip(waiting, readings, strict=True)]


def _settle(ledger: Ledger, judge: ClaimJudge) -> Counts:
    """Make anew what only a decision or an erasure bears on."""
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        if project is None or (
            not has_unsettled(connection, project)
            and is_applied(connection, project, read_decided(connection, project))
        ):
            return Counts()
    with ledger.writing() as connection:
        return _Step(ledger, connection, judge).relate(())


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


class _Step:
    """One transaction: some documents related, and the propositions they bear on made anew."""

    def __init__(self, ledger: Ledger, connection: Connection, judge: ClaimJudge) -> None:
        self._connection = connection
        self._judge = judge
        self._project = ledger.make_project(connection, now_text())
        self._shelf = Shelf(connection)
        self._starts: set[ClaimNumber] = set()
        self._changed: set[ClaimNumber] = set()

    def relate(self, prepared: Sequence[Prepared]) -> Counts:
        """Relate documents; those that another program related meanwhile are passed over."""
        counts = Counts()
        comparer = Comparer(self._connection, self._project, self._judge, self._shelf)
        version = profile_version(self._judge)
        current = [each for each in prepared if is_waiting(self._connection, each.waiting, version)]
        for waiting, _ in current:
            self._starts |= retire_document(self._connection, waiting.document_no)
            self._shelf.drop(waiting.document_no)
        for waiting, profile in current:
            if profile is not None:
                counts += self._add(comparer, waiting, profile)
        return counts + self._make_propositions()

    def _add(self, comparer: Comparer, waiting: Waiting, profile: DocumentProfile) -> Counts:
        compared = comparer.add(waiting, profile)
        self._changed |= {(waiting.document_no, at) for at in range(len(profile.claims))}
        return Counts(documents=1, compared=compared, most_compared=compared)

    def _make_propositions(self) -> Counts:
        decided = read_decided(self._connection, self._project)
        self._starts |= take_unsettled(self._connection, self._project)
        self._changed |= apply_decided(self._connection, self._project, decided)
        change = Change(frozenset(self._starts), frozenset(self._changed))
        gathered = Gatherer(self._connection, self._shelf, decided).gather(change)
        describer = Describer(self._connection, self._shelf, decided.of_origins)
        written = describer.write_all(self._project, gathered.numbers)
        return Counts(propositions=written, widest=gathered.claims)
