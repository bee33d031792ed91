"""Reports handed in at a page: what is said of them, and what becomes of each."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Final, NamedTuple

from sumber.languages import language_codes
from sumber.ledger import Kept
from sumber.ledger.meetings import find_surest_copies
from sumber.ledger.profiles import find_numbers
from sumber.ledger.views import KeptDocument, get_documents
from sumber.resolution.dates import read_publication_day
from sumber.workbench.deciding import Problem
from sumber.workbench.desk import Shelf
from sumber.workbench.ingests import Failure, Ingest, Refusal, State

SAID: Final = ("publisher", "published_at", "language", "title", "url")
"""What may be said of all reports that are handed in, in the order of the form."""
MOST_SHOWN: Final = 100
"""So many reports of an ingest are shown on one page."""
ADVISED: Final = frozenset({"S101", "S102", "S103", "S104", "S105", "S107", "S514"})
"""Codes of refusals that the interface's words tell what to do about."""
_LONGEST: Final = 500


class Outcome(NamedTuple):
    """What became of a report: kept, with the report as it now is and one that it repeats or is repeated by, or refused."""

    number: int
    kept: Kept | None = None
    document: KeptDocument | None = None
    copy: KeptDocument | None = None
    refusal: Refusal | None = None


class IngestView(NamedTuple):
    """An ingest as its page shows it.

    `done` of `total` reports are kept or refused; `outcomes` are those of this page, `further` where the next page begins
    (None: this is the last); `heard` is the last event that is told of, `first` where the page begins.
    """

    id: str
    state: State
    created_at: str
    done: int
    total: int
    statuses: Mapping[str, int]
    outcomes: tuple[Outcome, ...]
    first: int
    heard: int
    further: int | None
    failure: Failure | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will become of it."""
        return self.state in {"done", "failed"}


def find_form_problems(fields: Mapping[str, str], *, has_reports: bool) -> list[Problem]:
    """What is to be mended before reports can be taken, in the order of the form."""
    found = []
    if not has_reports:
        found.append(Problem("text", "add.problem.nothing"))
    day = fields.get("published_at", "")
    if day and read_publication_day(day) is None:
        found.append(Problem("published_at", "add.problem.day", {"value": day[:40]}))
    language = fields.get("language", "")
    if language and language not in language_codes():
        found.append(Problem("language", "add.problem.language", {"value": language[:40]}))
    found += [Problem(name, "add.problem.long") for name in SAID if len(fields.get(name, "")) > _LONGEST]
    return found


def count_statuses(ingest: Ingest) -> dict[str, int]:
    """How many reports there are of each status; refused ones last, and only where there are any."""
    counted = ingest.counted
    return {**counted.kept, **({"refused": counted.refused} if counted.refused else {})}


def view_ingest(shelf: Shelf, ingest: Ingest, first: int = 0, heard: int = 0) -> IngestView:
    """What the page shows that begins behind the event `first`; of its reports those behind the event `heard`."""
    state = ingest.state  # before the events: what is told meanwhile is shown the next time
    events = ingest.events_since(first)
    told = [event for event in events if isinstance(event.told, (Kept, Refusal))]
    shown = list(islice(told, MOST_SHOWN))
    statuses = count_statuses(ingest)
    done = sum(statuses.values())
    return IngestView(
        id=ingest.id,
        state=state,
        created_at=ingest.created_at,
        done=done,
        total=max(ingest.reports, done),
        statuses=statuses,
        outcomes=_find_outcomes(shelf, {event.number: event.told for event in shown if event.number > heard}),
        first=first,
        heard=shown[-1].number if shown else max(first, heard),
        further=shown[-1].number if len(told) > len(shown) else None,
        failure=next((event.told for event in events if isinstance(event.told, Failure)), None),
    )


def _find_outcomes(shelf: Shelf, told: Mapping[int, object]) -> tuple[Outcome, ...]:
    connection, project = shelf
    kept = {number: each for number, each in told.items() if isinstance(each, Kept)}
    ids = {each.document for each in kept.values()}
    numbers = find_numbers(connection, project, ids) if project is not None else {}
    copies = find_surest_copies(connection, numbers.values())
    wanted = sorted({*numbers.values(), *copies.values()})
    documents = dict(zip(wanted, get_documents(connection, wanted), strict=True)) if wanted else {}

    def describe(number: int, each: object) -> Outcome:
        if isinstance(each, Refusal):
            return Outcome(number, refusal=each)
        no = numbers.get(kept[number].document, 0)
        return Outcome(number, kept[number], documents.get(no), documents.get(copies.get(no, 0)))

    return tuple(describe(number, each) for number, each in told.items())
