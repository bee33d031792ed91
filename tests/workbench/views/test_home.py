"""The first page's own reckoning: from which day it tells, and what a proposition gained."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from sumber.model import Grade, Origin, Proposition, RelationEnd, Span
from sumber.workbench.views.home import Since, choose_since, find_gained

JAKARTA, LIMA = timezone(timedelta(hours=7)), timezone(timedelta(hours=-5))
SINCE = [
    (1, "2025-03-10T05:00:00.000Z", datetime(2025, 3, 10, 9, tzinfo=UTC), date(2025, 3, 10), True),
    (1, "2025-03-09T23:00:00.000Z", datetime(2025, 3, 10, 9, tzinfo=UTC), date(2025, 3, 9), False),
    (1, "2025-03-09T23:00:00.000Z", datetime(2025, 3, 10, 9, tzinfo=JAKARTA), date(2025, 3, 10), True),
    (1, "2025-03-10T02:00:00.000Z", datetime(2025, 3, 10, 9, tzinfo=LIMA), date(2025, 3, 9), False),
    (7, "2025-03-05T05:00:00.000Z", datetime(2025, 3, 10, 9, tzinfo=UTC), date(2025, 3, 4), True),
    (7, "2024-12-31T05:00:00.000Z", datetime(2025, 3, 10, 9, tzinfo=UTC), date(2024, 12, 31), False),
]


@pytest.mark.parametrize(("days", "last", "now", "day", "is_today"), SINCE)
def test_the_page_tells_from_a_day_on_at_which_something_came(
    days: int, last: str, now: datetime, day: date, is_today: bool
) -> None:
    since = choose_since(days, last, now)
    assert since == Since(day, is_today)
    assert since.moment(now.tzinfo) <= last


def test_a_day_begins_where_the_reader_is() -> None:
    assert Since(date(2025, 3, 10), is_today=True).moment(JAKARTA) == "2025-03-09T17:00:00.000Z"


def _proposition(*claims: tuple[str, str], origins: dict[str, tuple[str, ...]]) -> Proposition:
    return Proposition(
        id="p",
        gloss="transfer: Norway > Fiji",
        claims=tuple(RelationEnd(document=document, claim=claim, span=Span(0, 1)) for document, claim in claims),
        origins=tuple(
            Origin(name=name, entity=None, claims=ids, has_access=False, group=at)
            for at, (name, ids) in enumerate(origins.items())
        ),
        pairs=(),
        independent_origins=1,
        unknown_origins=len(origins) - 1,
        outlets=(),
        languages=(),
        grade=Grade(credibility="3", grounds=()),
    )


GAINED = [
    ({"new"}, ("Kolb",), False),
    ({"old", "new"}, ("Merrin", "Kolb"), True),
    ({"other"}, (), False),
]


@pytest.mark.parametrize(("new", "origins", "is_new"), GAINED)
def test_an_origin_is_gained_where_only_new_reports_have_it(
    new: set[str], origins: tuple[str, ...], is_new: bool
) -> None:
    proposition = _proposition(
        ("old", "c1"), ("new", "c2"), ("new", "c3"), origins={"Merrin": ("c1", "c2"), "Kolb": ("c3",)}
    )
    gained = find_gained(proposition, new)
    assert (gained.origins, gained.is_new) == (origins, is_new)
