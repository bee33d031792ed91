"""Finding claims and documents: words and filters as one query over the search index, page by page.

The newest kept come first. A page begins behind the last number of the page before, so that what is added meanwhile
moves nothing. Of each document the newest reading of its newest version is found.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Connection, Select, func, select

from sumber.ledger.correcting import Stretch, find_corrected
from sumber.ledger.facets import month_number
from sumber.ledger.schema import claims, documents, events, readings
from sumber.ledger.stores import Match, Query, Store, Term
from sumber.ledger.tokens import FacetName, facet, find_word_groups
from sumber.model import Value

COUNTED: Final = 500
"""Hits up to which they are counted; more are estimated."""
MONTHS_ASKED: Final = 36
"""Months up to which a stretch is asked for month by month; a longer one by its years."""
_LAST_MONTH: Final = 9999 * 12 + 11


class Filters(Value, frozen=True):
    """What to find: words, and for each facet the tokens of which one must be there; times as days, both included.

    `meant` gives, for a group of words that together are a name, the facets that stand for what it names.
    """

    words: str = ""
    facets: tuple[tuple[str, ...], ...] = ()
    meant: tuple[tuple[str, tuple[str, ...]], ...] = ()
    earliest: str | None = None
    latest: str | None = None


class Count(NamedTuple):
    """How many were found, and whether that is an estimate."""

    number: int
    is_estimate: bool


class Page(NamedTuple):
    """The numbers of one page, newest first, and where the next page begins (None: this is the last)."""

    numbers: tuple[int, ...]
    after: int | None


def build_query(project: int, filters: Filters, *, is_only_project: bool = False) -> Query:
    """What a row of the index must hold: the project, every word (or what it means), every facet, a time that may fit.

    Where a ledger has one project alone, every row is of it, and walking its long list beside the others would only
    take time.
    """
    words = filters.words
    groups: list[tuple[Term, ...]] = []
    for name, tokens in filters.meant:
        words = _without(words, name)
        # What the name stands for, or else every word of it.
        groups += [(*map(Term, tokens), *group) for group in find_word_groups(name)]
    groups += find_word_groups(words)
    groups += [tuple(map(Term, tokens)) for tokens in filters.facets]
    time = _time_terms(filters.earliest, filters.latest)
    groups += [time] if time else []
    if is_only_project and groups:
        return tuple(groups)
    return (*groups, (Term(facet("project", project)),))


def _without(words: str, name: str) -> str:
    before, found, after = words.partition(name)
    return f"{before} {after}" if found else words


def _time_terms(earliest: str | None, latest: str | None) -> tuple[Term, ...]:
    """What stands in the index for times that overlap a stretch: months of a short one, years and centuries of a longer.

    They may find a little too much at both ends, never too little: the days themselves are compared as well.
    """
    first = month_number(earliest) if earliest else None
    last = month_number(latest) if latest else None
    if first is None and last is None:
        return ()
    first, last = first or 0, _LAST_MONTH if last is None else last
    years = range(first // 12, last // 12 + 1)
    centuries = range(years.start // 100, (years.stop - 1) // 100 + 1)
    every = [facet("centuries", century) for century in centuries]
    if last - first < MONTHS_ASKED:
        months = [facet("month", month) for month in range(first, last + 1)]
        return tuple(map(Term, (*months, *(facet("long", year) for year in years), *every)))
    whole = [century for century in centuries if years.start <= 100 * century and 100 * century + 99 < years.stop]
    at_ends = [year for year in years if year // 100 not in whole]
    terms = (*(facet("year", year) for year in at_ends), *(facet("century", century) for century in whole), *every)
    return tuple(map(Term, terms))


def find_claims(
    connection: Connection, store: Store, query: Query, filters: Filters, paging: tuple[int, int | None]
) -> Page:
    """The numbers of the claims found; `paging` is how many at most, and the number to begin behind."""
    limit, after = paging
    match = store.find_matches("claim_search", query)
    read = connection.scalars(_claims_statement(match, filters, after).limit(limit + 1)).all()
    corrected = _find_corrected(connection, store, query, filters, after)
    found = sorted({*read, *corrected}, reverse=True)[: limit + 1]
    return Page(tuple(found[:limit]), found[limit - 1] if len(found) > limit else None)


def _find_corrected(
    connection: Connection, store: Store, query: Query, filters: Filters, after: int | None
) -> list[int]:
    """The claims found by what they were corrected to; where everything is asked for, they are there already."""
    if not (filters.words or filters.meant or filters.facets or filters.earliest or filters.latest):
        return []
    return find_corrected(connection, store, query, Stretch(filters.earliest, filters.latest), after)


def find_documents(connection: Connection, store: Store, query: Query, paging: tuple[int, int | None]) -> Page:
    """The numbers of the documents found, by their newest reading."""
    limit, after = paging
    rows = connection.execute(
        _documents_statement(store.find_matches("document_search", query), after).limit(limit + 1)
    ).all()
    return Page(tuple(row.no for row in rows[:limit]), rows[limit - 1].found if len(rows) > limit else None)


def _documents_statement(match: Match, after: int | None) -> Select[Any]:
    source = match.source.join(documents, documents.c.reading_no == match.no)
    conditions = [match.condition] if after is None else [match.condition, match.no < after]
    return (
        select(documents.c.no, match.no.label("found")).select_from(source).where(*conditions).order_by(match.no.desc())
    )


def _claims_statement(match: Match, filters: Filters, after: int | None) -> Select[Any]:
    # A newer reading leaves the rows of an older one in the index: only what a document points to is shown.
    source = match.source.join(claims, claims.c.no == match.no).join(
        documents, documents.c.reading_no == claims.c.reading_no
    )
    conditions = [match.condition]
    if filters.earliest or filters.latest:
        source = source.join(events, events.c.claim_no == claims.c.no)
        if filters.latest:
            conditions.append(events.c.earliest <= filters.latest)
        if filters.earliest:
            conditions.append(events.c.latest >= filters.earliest)
    if after is not None:
        conditions.append(match.no < after)
    return select(match.no).select_from(source).where(*conditions).order_by(match.no.desc())


def count_claims(connection: Connection, store: Store, query: Query, filters: Filters) -> Count:
    """How many claims are found: counted up to 500, beyond that estimated from how densely the newest of them lie."""
    match = store.find_matches("claim_search", query)
    found = _claims_statement(match, filters, None)
    count = _count(connection, found, claims.c.no)
    corrected = set() if count.is_estimate else set(_find_corrected(connection, store, query, filters, None))
    if not corrected:
        return count
    return Count(len(corrected.union(connection.scalars(found.limit(COUNTED)))), is_estimate=False)


def count_documents(connection: Connection, store: Store, query: Query) -> Count:
    """How many documents are found: counted and estimated as claims are."""
    match = store.find_matches("document_search", query)
    return _count(connection, _documents_statement(match, None), readings.c.no)


def _count(connection: Connection, found: Select[Any], numbered: Column[int]) -> Count:
    """How many rows a statement finds that gives the newest first; their numbers are the last of its columns."""
    newest = found.limit(COUNTED + 1).subquery()
    place = list(newest.columns)[-1]
    number, lowest = connection.execute(select(func.count(), func.min(place)).select_from(newest)).one()
    if number <= COUNTED:
        return Count(number, is_estimate=False)
    last = connection.scalar(select(func.max(numbered))) or 0
    return Count(round_estimate(number * last / max(1, last - lowest + 1)), is_estimate=True)


def round_estimate(number: float) -> int:
    """An estimate in two figures, which is all it is good for.

    >>> round_estimate(48_713)
    49000
    """
    step = 10 ** max(0, len(str(int(number))) - 2)
    return int(round(number / step) * step)


def facets_of(name: FacetName, values: Iterable[str]) -> tuple[str, ...]:
    """The tokens of a facet's values."""
    return tuple(facet(name, value) for value in values)


def explain_search(connection: Connection, store: Store, query: Query, filters: Filters) -> list[str]:
    """How the store goes about a search, in its own words, for whoever asks why it is slow."""
    statement = _claims_statement(store.find_matches("claim_search", query), filters, None).limit(COUNTED)
    compiled = statement.compile(connection, compile_kwargs={"literal_binds": True})
    prefix = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    return [str(row[-1]) for row in connection.exec_driver_sql(f"{prefix} {compiled}".replace("%", "%%"))]
