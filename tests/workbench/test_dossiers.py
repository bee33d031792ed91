"""The page of a dossier: what is told, drawn and in tables, and what cannot be told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from sumber.dossier.matters import Named, gather_matters
from sumber.dossier.network import draw_network
from sumber.dossier.timeline import draw_timeline
from sumber.ledger import Arrival, keep, open_ledger
from sumber.model import Document
from sumber.pipeline import open_reader, read_document
from sumber.settings import Settings
from sumber.workbench.app import build_app
from sumber.workbench.desk import Desk
from sumber.workbench.views.dossier import MOST_SIDE, find_ticks, lay_out
from tests.dossier.tellings import Telling, make_claim

REPORT = """Norway delivered 12 patrol ships to Fiji on 3 January 2025, Norway's defence ministry said on Monday.

"<script>alert(1)</script> Norway delivered nothing to Fiji", Fiji's foreign ministry said.
"""


@pytest.fixture
def browser(sqlite_address: str) -> Iterator[TestClient]:
    """A browser at a workbench over a ledger of one report."""
    document = Document(
        id="ships", text=REPORT, publisher="Halden Post", language="en", published_at="2025-02-10", synthetic=True
    )
    with open_ledger(sqlite_address, may_write=True) as ledger:
        keep(ledger, [Arrival(document, read_document(document, open_reader("lexical")))])
        yield TestClient(build_app(Desk(ledger, Settings())), base_url="http://localhost")


def test_a_pair_has_its_timeline_register_and_network(browser: TestClient) -> None:
    answer = browser.get("/dossiers", params={"about": ["Norwegia", "Fiji"]})
    assert answer.status_code == 200
    page = answer.text
    for part in ('id="timeline"', 'id="register"', 'id="network"', 'class="synthetic"', 'class="bar"'):
        assert part in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(("about", "status"), [([], 200), (["Atlantis"], 404), ([" "], 200)])
def test_without_a_subject_there_is_the_form_and_the_reason(browser: TestClient, about: list[str], status: int) -> None:
    answer = browser.get("/dossiers", params={"about": about})
    assert answer.status_code == status
    assert '<input id="about-one"' in answer.text
    assert ('role="alert"' in answer.text) == (status == 404)


def test_a_drawing_has_room_for_so_many_and_says_what_it_leaves_out() -> None:
    tellings = [Telling(actors=(f"actor {number}",), recipients=("Fiji",)) for number in range(MOST_SIDE + 3)]
    drawing = lay_out(draw_network(gather_matters(map(make_claim, tellings), {})))
    assert len(drawing.actors) == len(drawing.lines) == MOST_SIDE
    assert drawing.left_out == 3
    assert [box.party for box in drawing.recipients] == [Named("Fiji", "Q712")]
    assert all(0 < line.y1 < drawing.height and 0 < line.y2 < drawing.height for line in drawing.lines)


def test_ticks_are_beginnings_of_years_within_the_scale() -> None:
    told = [Telling(days=("2019-06-01", "2019-06-01")), Telling(days=("2044-01-01", "2044-12-31"))]
    timeline = draw_timeline(gather_matters(map(make_claim, told), {}))
    assert timeline
    ticks = find_ticks(timeline)
    assert 2 <= len(ticks) <= 6
    assert all(0 <= tick.at < 1 for tick in ticks)
    assert ticks[0].year == 2020
