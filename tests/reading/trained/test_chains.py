"""Chains keep within what a chain can be, whatever the probabilities."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sumber.model import Span
from sumber.reading.trained.chains import Roster, spell_links
from sumber.reading.trained.findings import FoundClaim, FoundMention
from sumber.reading.trained.labels import EVENTS, MODES, REFERENCE, STANCES

TEXT = "Ann said, he told Beta, Gamma reported, Delta"
SPANS = {"ann": Span(0, 3), "he": Span(10, 12), "beta": Span(18, 22), "gamma": Span(24, 29), "own": Span(40, 45)}
MENTIONS = (
    FoundMention(SPANS["ann"], "person", 0.9),
    FoundMention(SPANS["he"], REFERENCE, 0.9, SPANS["ann"]),
    FoundMention(SPANS["beta"], "outlet", 0.9),
    FoundMention(SPANS["gamma"], "outlet", 0.9),
    FoundMention(SPANS["own"], "outlet", 0.9),
)


def _roster() -> Roster:
    return Roster(TEXT, MENTIONS, lambda span: "PUBLISHER" if span == SPANS["own"] else None, "PUBLISHER")


def _claim(none: float, origins: dict[str, float], relays: dict[str, list[float]]) -> FoundClaim:
    flat = np.ones(1, np.float32)
    return FoundClaim(
        span=Span(0, 9),
        confidence=0.9,
        modes=np.full(len(MODES), 1 / 3, np.float32),
        stances=np.full(len(STANCES), 1 / 8, np.float32),
        hedged=0.1,
        negated=0.1,
        events=np.full(len(EVENTS), 1 / 24, np.float32) * flat,
        no_origin=none,
        origins={SPANS[name]: chance for name, chance in origins.items()},
        relays={SPANS[name]: np.asarray(row, np.float32) for name, row in relays.items()},
        no_role=(1.0, 1.0, 1.0),
        roles=({}, {}, {}),
    )


def test_mentions_of_one_source_count_together() -> None:
    links = spell_links(_claim(0.4, {"ann": 0.25, "he": 0.3, "beta": 0.05}, {}), _roster(), None)
    assert [(link.role, link.name) for link in links] == [("speaker", "Ann")]
    assert links[0].span == SPANS["he"]
    assert links[0].refers_to == SPANS["ann"]


def test_the_publisher_is_no_origin() -> None:
    assert spell_links(_claim(0.3, {"own": 0.4, "ann": 0.3}, {}), _roster(), None) == ()


def test_relays_stand_in_their_order() -> None:
    relays = {"gamma": [0.1, 0.8, 0.1, 0.0], "beta": [0.1, 0.1, 0.8, 0.0], "own": [0.0, 0.0, 1.0, 0.0]}
    links = spell_links(_claim(0.1, {"ann": 0.9}, relays), _roster(), None)
    assert [link.name for link in links] == ["Ann", "Gamma", "Beta"]
    assert [link.role for link in links] == ["speaker", "relay", "relay"]


@given(
    st.floats(0, 1),
    st.fixed_dictionaries({name: st.floats(0, 1) for name in SPANS}),
    st.fixed_dictionaries({name: st.lists(st.floats(0, 1), min_size=4, max_size=4) for name in SPANS}),
)
def test_no_link_twice_none_the_publisher(
    none: float, origins: dict[str, float], relays: dict[str, list[float]]
) -> None:
    links = spell_links(_claim(none, origins, relays), _roster(), None)
    names = [link.name for link in links]
    assert len(names) == len(set(names))
    assert "Delta" not in names
    assert all(link.role == "relay" for link in links[1:])
    assert all(link.reasons for link in links)
