"""Sections, timeline and stages: every matter in one place, in the order of time."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.dossier.matters import Matter, Period, gather_matters
from sumber.dossier.sections import divide, in_order, section_types
from sumber.dossier.stages import STAGES, find_stages
from sumber.dossier.timeline import draw_timeline, spell_bar
from sumber.model import EventType
from tests.dossier.tellings import Telling, make_claim


def test_every_type_of_event_stands_in_one_section() -> None:
    listed = [kind for types in section_types().values() for kind in types]
    assert sorted(listed) == sorted(get_args(EventType))


def test_sections_hold_every_matter_once_the_dated_first() -> None:
    tellings = [
        Telling(type="aid"),
        Telling(days=("2025-03-01", "2025-03-31")),
        Telling(days=("2025-03-01", "2025-03-02")),
        Telling(),
    ]
    matters = gather_matters(map(make_claim, tellings), {})
    sections = divide(matters)
    assert [section.name for section in sections] == ["transfers", "aid"]
    assert sum(len(section.matters) for section in sections) == len(matters)
    latest = [each.period.latest if each.period else None for each in sections[0].matters]
    assert latest == ["2025-03-02", "2025-03-31", None]


def _matter(name: str, days: tuple[str, str] | None) -> Matter:
    return Matter(name, "transfer", (), period=Period(*days, value="x") if days else None)


def test_a_bar_is_as_wide_as_its_date_is_uncertain() -> None:
    timeline = draw_timeline([_matter("a", ("2025-01-01", "2025-01-01")), _matter("b", ("2025-01-01", "2025-01-10"))])
    assert timeline
    assert (timeline.first, timeline.last) == ("2025-01-01", "2025-01-10")
    assert [(bar.start, round(bar.end, 2)) for bar in timeline.bars] == [(0.0, 0.1), (0.0, 1.0)]


def test_no_dates_no_timeline_and_what_has_none_stands_apart() -> None:
    assert draw_timeline([_matter("a", None)]) is None
    timeline = draw_timeline([_matter("a", None), _matter("b", ("2025-01-01", "2025-01-01"))])
    assert timeline
    assert [each.id for each in timeline.undated] == ["a"]


def test_a_date_that_is_hardly_known_does_not_stretch_the_scale() -> None:
    told = [_matter("a", ("1900-01-01", "2099-12-31")), _matter("b", ("2025-01-01", "2025-06-30"))]
    timeline = draw_timeline(told)
    assert timeline
    assert (timeline.first, timeline.last) == ("2025-01-01", "2025-06-30")
    assert [bar.is_cut for bar in timeline.bars] == [True, False]


DAYS = st.dates().map(lambda day: day.isoformat())


@given(st.lists(st.one_of(st.none(), st.tuples(DAYS, DAYS)), max_size=8), st.integers(1, 60))
def test_bars_lie_within_the_scale_and_fill_their_width(days: list[tuple[str, str] | None], width: int) -> None:
    matters = [_matter(str(place), each) for place, each in enumerate(days)]
    timeline = draw_timeline(in_order(matters))
    dated = [each for each in days if each]
    assert (timeline is None) == (not dated)
    for bar in timeline.bars if timeline else ():
        assert 0 <= bar.start < bar.end <= 1 + 1e-9
        drawn = spell_bar(bar, width)
        assert len(drawn) == width
        assert drawn.strip("·")


STAGED = [
    (Telling(type="develop"), "developed"),
    (Telling(type="test"), "tested"),
    (Telling(type="produce"), "produced"),
    (Telling(type="aid"), "transferred"),
    (Telling(type="deploy"), "deployed"),
    (Telling(type="produce", tense="future"), "announced"),
    (Telling(type="deploy", stance="promises"), "announced"),
    (Telling(type="assault"), None),
]


@pytest.mark.parametrize(("telling", "stage"), STAGED)
def test_what_is_done_has_a_stage_and_what_is_to_come_announces_it(telling: Telling, stage: str | None) -> None:
    stages = find_stages(gather_matters([make_claim(telling)], {}))
    assert [each.name for each in stages] == list(STAGES)
    assert [each.name for each in stages if each.matters] == ([stage] if stage else [])


def test_a_stage_tells_who_told_it_first_and_what_stands_against_it() -> None:
    told = [
        Telling(type="test", proposition="p", published="2025-02-02"),
        Telling(type="test", proposition="p", published="2025-01-01", hedged=True),
        Telling(type="test", proposition="p", stance="denies", published="2025-03-03"),
    ]
    (stage,) = [each for each in find_stages(gather_matters(map(make_claim, told), {})) if each.matters]
    assert stage.first
    assert stage.first.document.published_at == "2025-01-01"
    assert (stage.doubts, stage.refusals) == (1, 1)
