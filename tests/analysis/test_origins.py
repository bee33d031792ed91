"""Which origins count as one, which as independent, and which nobody can tell: the cases of the definition."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.analysis.names import sound_keys
from sumber.analysis.origins import Origins, Saying, decision_key, weigh_origins
from sumber.analysis.profiles import LinkProfile
from sumber.model import Independence
from tests.analysis.making import link, saying

NORWAY = "Q20"
DEFENCE, NAVY = "sumber:organ:ministry_of_defence:Q252", "sumber:organ:navy:Q252"
MINISTER = link("Jonas Gahr Store", entity="Q1371421")
SEEN = {"has_access": True}
OFFICIALS = link("unnamed officials", "unnamed")
DIPLOMAT = link("unnamed diplomat", "unnamed")
WORDS = "the convoy of forty trucks crossed the northern bridge before dawn"


class Case(NamedTuple):
    """Two claims of a proposition, what their origins are to each other, and the reason's name."""

    one: Saying
    other: Saying
    independence: Independence
    reason: str
    copies: tuple[tuple[str, str], ...] = ()


def _by(key: str, outlet: str, *links: LinkProfile, **told: Any) -> Saying:
    return saying(key, outlet, *links, **told)


CASES = {
    "two ministries of one state": Case(
        _by("a", "Halden Post", link("Defence Ministry", entity=DEFENCE), **SEEN),
        _by("b", "Echo", link("Navy", entity=NAVY), **SEEN),
        "one",
        "same_government",
    ),
    "a state and its organ": Case(
        _by("a", "Halden Post", link("Indonesia", entity="Q252")),
        _by("b", "Echo", link("Navy", entity=NAVY)),
        "one",
        "same_government",
    ),
    "organs of two states": Case(
        _by("a", "Halden Post", link("Navy of one", entity="sumber:organ:navy:Q252")),
        _by("b", "Echo", link("Navy of two", entity="sumber:organ:navy:Q833")),
        "unknown",
        "access_not_stated",
    ),
    "a name in two scripts": Case(
        _by("a", "Halden Post", link("Ostap Verhun")),
        _by("b", "Луна", link("Остап Вергун"), language="uk"),
        "one",
        "same_source",
    ),
    "a surname and the full name": Case(
        _by("a", "Halden Post", link("Verhun")), _by("b", "Echo", link("Ostap Verhun")), "one", "same_source"
    ),
    "two of one family": Case(
        _by("a", "Halden Post", link("Ostap Verhun")),
        _by("b", "Echo", link("Larysa Verhun")),
        "unknown",
        "access_not_stated",
    ),
    "two outlets with a word of their names in common": Case(
        _by("a", "Halden Post", **SEEN), _by("b", "Vardal Post", **SEEN), "unknown", "may_be_one"
    ),
    "two known outlets with a word of their names in common": Case(
        _by("a", "Halden Post", outlet_entity="sumber:outlet:halden", **SEEN),
        _by("b", "Vardal Post", outlet_entity="sumber:outlet:vardal", **SEEN),
        "independent",
        "own_access",
    ),
    "one relays the other": Case(_by("a", "Halden Post"), _by("b", "Echo", link("Halden Post")), "one", "same_source"),
    "a report names the other's origin as its own source": Case(
        _by("a", "Halden Post", **SEEN),
        _by("b", "Echo", link("Ana Kolb"), link("Halden Post", "relay"), **SEEN),
        "one",
        "cites",
    ),
    "the same, told the other way round": Case(
        _by("a", "Echo", link("Ana Kolb"), link("Halden Post", "relay"), **SEEN),
        _by("b", "Halden Post", **SEEN),
        "one",
        "cites",
    ),
    "copies": Case(_by("a", "Halden Post", **SEEN), _by("b", "Echo", **SEEN), "one", "copy", (("a", "b"),)),
    "shared wording": Case(
        _by("a", "Halden Post", text=WORDS, **SEEN),
        _by("b", "Echo", text=f"{WORDS} again", **SEEN),
        "one",
        "shared_wording",
    ),
    "the same words in two languages": Case(
        _by("a", "Halden Post", text=WORDS), _by("b", "Echo", text=WORDS, language="id"), "unknown", "access_not_stated"
    ),
    "few words in common": Case(
        _by("a", "Halden Post", text="the convoy crossed"),
        _by("b", "Echo", text="the convoy crossed"),
        "unknown",
        "access_not_stated",
    ),
    "an outlet and its own unnamed source": Case(
        _by("a", "Halden Post", OFFICIALS), _by("b", "Halden Post"), "one", "cites"
    ),
    "an outlet's unnamed source, and who repeats the outlet": Case(
        _by("a", "Halden Post", OFFICIALS), _by("b", "Echo", link("Halden Post")), "one", "cites"
    ),
    "an outlet's unnamed source, handed on by another": Case(
        _by("a", "Halden Post", OFFICIALS),
        _by("b", "Echo", DIPLOMAT, link("Halden Post", "relay")),
        "one",
        "same_outlet",
    ),
    "an outlet's unnamed sources in two reports": Case(
        _by("a", "Halden Post", OFFICIALS), _by("b", "Halden Post", DIPLOMAT), "one", "same_outlet"
    ),
    "unnamed sources of two outlets": Case(
        _by("a", "Halden Post", OFFICIALS, **SEEN), _by("b", "Echo", OFFICIALS, **SEEN), "unknown", "may_be_one"
    ),
    "an unnamed and a named source": Case(
        _by("a", "Halden Post", OFFICIALS, **SEEN),
        _by("b", "Echo", link("Ana Kolb"), **SEEN),
        "independent",
        "own_access",
    ),
    "two bodies, both of which saw it": Case(
        _by("a", "Halden Post", link("Ana Kolb"), **SEEN),
        _by("b", "Echo", link("Ivo Merrin"), **SEEN),
        "independent",
        "own_access",
    ),
    "two outlets, both of which saw it": Case(
        _by("a", "Halden Post", **SEEN), _by("b", "Echo", **SEEN), "independent", "own_access"
    ),
    "two bodies, one of which saw it": Case(
        _by("a", "Halden Post", link("Ana Kolb"), **SEEN),
        _by("b", "Echo", link("Ivo Merrin")),
        "unknown",
        "access_not_stated",
    ),
    "different names alone": Case(
        _by("a", "Halden Post", link("Ana Kolb")), _by("b", "Echo", link("Ivo Merrin")), "unknown", "access_not_stated"
    ),
}
IDS = list(CASES)


def _weigh(case: Case, decided: Independence | None = None) -> Origins:
    keys = sorted(decision_key(each.claim.origin) for each in (case.one, case.other))
    return weigh_origins((case.one, case.other), case.copies, {(keys[0], keys[1]): decided} if decided else None)


@pytest.mark.parametrize("case", CASES.values(), ids=IDS)
def test_two_origins(case: Case) -> None:
    origins = _weigh(case)
    found = [(pair.independence, pair.ground.name) for pair in origins.pairs]
    if len(origins.origins) == 1:  # one name is one origin from the start
        assert case.independence == "one"
    else:
        assert found == [(case.independence, case.reason)]
        assert origins.pairs[0].ground.detail
    groups = len({origin.group for origin in origins.origins})
    assert groups == (1 if case.independence == "one" else 2)
    assert origins.independent == (2 if case.independence == "independent" else 1)
    assert origins.independent + origins.unknown == groups


@pytest.mark.parametrize("case", CASES.values(), ids=IDS)
def test_order_of_claims_does_not_matter(case: Case) -> None:
    assert weigh_origins((case.other, case.one), case.copies) == weigh_origins((case.one, case.other), case.copies)


@pytest.mark.parametrize("decided", ["one", "independent"])
@pytest.mark.parametrize("case", CASES.values(), ids=IDS)
def test_person_decides_over_every_rule(case: Case, decided: Independence) -> None:
    origins = _weigh(case, decided)
    for pair in origins.pairs:
        assert (pair.independence, pair.ground.name) == (decided, "decided")
        assert origins.independent == (2 if decided == "independent" else 1)


@pytest.mark.parametrize("case", CASES.values(), ids=IDS)
def test_grounds_point_into_their_reports(case: Case) -> None:
    lengths = {each.document.id: each.claim.span for each in (case.one, case.other)}
    for pair in _weigh(case).pairs:
        for document, span in pair.ground.spans:
            assert lengths[document].contains(span)


def test_two_speakers_of_one_report_are_not_one_for_its_copies() -> None:
    said = [
        _by(key, outlet, link(who))
        for key, outlet in (("a", "Halden Post"), ("b", "Echo"))
        for who in ("Ana Kolb", "Ivo Merrin")
    ]
    assert {pair.independence for pair in weigh_origins(said, {("a", "b")}).pairs} == {"unknown"}


def test_what_is_one_with_a_third_is_one() -> None:
    """Two reports of which each copies a third have one origin, though nothing was found between the two."""
    said = [_by("a", "Halden Post", **SEEN), _by("b", "Echo", **SEEN), _by("c", "Kabar Utara", **SEEN)]
    origins = weigh_origins(said, {("a", "b"), ("b", "c")})
    assert {pair.independence for pair in origins.pairs} == {"one"}
    assert (origins.independent, origins.unknown) == (1, 0)


def test_origins_joined_by_a_copy_are_independent_only_of_what_both_are() -> None:
    """Of one origin in two voices nobody knows whether it is apart from a third where one of its voices may be that third."""
    halden, vardal, echo = (
        _by(key, outlet, **SEEN) for key, outlet in (("a", "Halden Post"), ("b", "Vardal Post"), ("c", "Echo"))
    )
    assert weigh_origins((halden, vardal), ()).independent == 1
    assert weigh_origins((halden, vardal, echo), {("a", "c")}).independent == 1


@pytest.mark.parametrize("count", [1, 2, 5, 13, 30])
def test_all_that_saw_it_are_counted(count: int) -> None:
    names = ["Alm", "Birk", "Cedr", "Dorn", "Eschen", "Fichtel"]
    said = [
        _by(
            f"{at:02}",
            f"{names[at % 6]}{chr(97 + at)}ovski Gazette{at}",
            link(f"Witness{at}", entity=f"sumber:person:{at}"),
            **SEEN,
        )
        for at in range(count)
    ]
    assert weigh_origins(said, ()).independent == count


@given(st.integers(0, 14), st.integers(0, 14), st.data())
def test_verbatim_copy_never_raises_independence(seen: int, told: int, data: st.DataObject) -> None:
    """Whoever repeats a report word for word adds nothing to what a proposition rests on."""
    outlets = ["Halden Post", "Vardal Post", "Echo", "Kabar Utara", "Radio Vardal", "Northern Courier"]
    said = [
        _by(
            f"m{at:02}",
            data.draw(st.sampled_from(outlets)),
            *data.draw(
                st.sampled_from(
                    [(), (link("Ana Kolb"),), (OFFICIALS,), (link("Halden Post"),), (link(f"Witness{at}"),)]
                )
            ),
            has_access=at < seen,
        )
        for at in range(max(1, min(16, seen + told)))
    ]
    copied = data.draw(st.sampled_from(said))
    key = data.draw(st.sampled_from(["a", "z"]))
    links = copied.claim.chain[:-1]
    copy = _by(key, "Latecomer", *links, has_access=copied.claim.has_access)
    pairs = sorted((copied.document.id, key))
    before, after = weigh_origins(said, ()), weigh_origins([*said, copy], {(pairs[0], pairs[1])})
    assert after.independent <= before.independent


def test_key_of_a_decision_is_the_entity_else_the_name() -> None:
    assert decision_key(link("Ana Kolb", entity="Q1")) == "Q1"
    assert decision_key(link("Ana KOLB")) == "ana kolb"
    assert sound_keys("Post") == {"~PST"}
