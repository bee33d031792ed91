"""Places that only GeoNames knows: resolved where one town is meant, else left open with the reason."""

from __future__ import annotations

import pytest

from sumber.gazetteer import find_geo_places, read_entries
from sumber.model import DraftMention, Mention, Span
from sumber.model.entities import MentionKind
from sumber.resolution.names import resolve_mentions
from sumber.resolution.town_names import may_name_town
from tests.language_cases import full_codes, get_language

UKRAINE, KYRGYZSTAN, BRITAIN, CANADA, STATES = "Q212", "Q813", "Q145", "Q16", "Q30"


def _resolve(text: str, *names: tuple[str, MentionKind, str], code: str = "en") -> dict[str, Mention]:
    """The mentions of a text by their words; each name is given with its kind and the id of its candidate."""
    drafts = tuple(
        DraftMention(
            span=Span(text.index(name), text.index(name) + len(name)),
            text=name,
            kind=kind,
            candidates=(candidate,) if candidate else (),
            rule="alias" if candidate else "model",
        )
        for name, kind, candidate in names
    )
    ordered = tuple(sorted(drafts, key=lambda draft: draft.span.start))
    mentions = resolve_mentions(text, ordered, get_language(code), None, "2025-06-02")
    return {mention.text: mention for mention in mentions}


def _rules(mention: Mention) -> list[str]:
    return [reason.rule for reason in mention.reasons]


@pytest.mark.parametrize(
    ("text", "place", "state", "number"),
    [
        ("The depot at Urazovo burned, Russia said.", "Urazovo", ("Russia", "Q159"), 478781),
        ("Guards in Kyrgyzstan fired at Samarkandyk.", "Samarkandyk", ("Kyrgyzstan", KYRGYZSTAN), 8375152),
        ("A ship lay at Rosyth, Britain said.", "Rosyth", ("Britain", BRITAIN), 2639104),
    ],
)
def test_town_alone_with_its_name_in_a_named_state(text: str, place: str, state: tuple[str, str], number: int) -> None:
    mention = _resolve(text, (place, "place", ""), (state[0], "place", state[1]))[place]
    assert mention.entity is not None
    assert mention.entity.id == f"sumber:geonames:{number}"
    assert _rules(mention) == ["geonames", "clue:country"]
    assert "GeoNames" in mention.reasons[0].detail
    assert repr(place) in mention.reasons[0].detail
    assert state[0] in mention.reasons[1].detail


def test_one_of_several_towns_is_picked_by_the_state_in_its_sentence_first() -> None:
    text = "Canada sent a frigate. In the United Kingdom a depot at Windsor burned."
    names: tuple[tuple[str, MentionKind, str], ...] = (("Canada", "place", CANADA), ("Windsor", "place", ""))
    far = _resolve(text, *names)["Windsor"].entity
    near = _resolve(text, *names, ("United Kingdom", "place", BRITAIN))["Windsor"].entity
    assert far is not None
    assert near is not None
    assert far != near


def test_by_far_the_largest_in_the_named_state_is_meant() -> None:
    mention = _resolve(
        "Ohio is in the United States; so is Tucson.", ("United States", "place", STATES), ("Tucson", "place", "")
    )
    entity = mention["Tucson"].entity
    assert entity is not None
    assert entity.name == "Tucson"


@pytest.mark.parametrize(
    ("text", "names", "why"),
    [
        ("They met in Springfield.", [("Springfield", "place", "")], "in no state that the report names"),
        (
            "They met in Springfield in the United States.",
            [("Springfield", "place", ""), ("United States", "place", STATES)],
            "several in the states that the report names",
        ),
        (
            "The United States watched Scarborough.",
            [("United States", "place", STATES), ("Scarborough", "place", "")],
            "a far larger one in a state that the report does not name",
        ),
        ("A shot fell at Samarkandyk.", [("Samarkandyk", "place", "")], "in no state that the report names"),
    ],
)
def test_a_name_that_no_clue_decides_stays_open(text: str, names: list[tuple[str, MentionKind, str]], why: str) -> None:
    place = next(name for name, _, candidate in names if not candidate)
    mention = _resolve(text, *names)[place]
    assert mention.entity is None
    assert _rules(mention) == ["geonames:open"]
    assert mention.reasons[0].detail.endswith(why)
    assert "GeoNames" in mention.reasons[0].detail


def test_an_entry_of_the_gazetteer_wins() -> None:
    """Kharkiv has an entry; GeoNames knows it too, and is not asked."""
    kharkiv = next(entry for entry in read_entries().values() if entry.name == "Kharkiv" and entry.subkind == "city")
    mention = _resolve("A blast shook Kharkiv.", ("Kharkiv", "place", kharkiv.id))["Kharkiv"]
    assert mention.entity is not None
    assert mention.entity.id == kharkiv.id
    assert not [rule for rule in _rules(mention) if rule.startswith("geonames")]


def test_another_name_of_a_town_of_the_gazetteer_gives_that_town() -> None:
    mention = _resolve("Sana'a と サヌア.", ("サヌア", "place", ""), code="ja")["サヌア"]
    assert mention.entity is not None
    assert mention.entity.name == "Sana'a"
    assert not mention.entity.id.startswith("sumber:geonames:")


@pytest.mark.parametrize("kind", ["person", "organisation", "outlet", "weapon", "government", "other"])
def test_only_places_are_looked_up(kind: MentionKind) -> None:
    mention = _resolve("Rosyth, Britain.", ("Rosyth", kind, ""), ("Britain", "place", BRITAIN))["Rosyth"]
    assert mention.entity is None
    assert not [rule for rule in _rules(mention) if rule.startswith("geonames")]


def test_names_of_outlets_give_no_clue() -> None:
    """Reuters sits in London; a report that quotes it does not speak of Britain."""
    mention = _resolve("Reuters: shots at Rosyth.", ("Reuters", "outlet", "Q130879"), ("Rosyth", "place", ""))["Rosyth"]
    assert mention.entity is None


def test_a_name_one_letter_off_is_not_forgiven() -> None:
    mention = _resolve("A ship lay at Rosith, Britain said.", ("Rosith", "place", ""), ("Britain", "place", BRITAIN))
    assert mention["Rosith"].entity is None


@pytest.mark.parametrize(
    ("code", "text", "name", "may"),
    [
        ("en", "They met in Rosyth.", "Rosyth", True),
        ("en", "They met in Ayr.", "Ayr", False),
        ("en", "They met in rosyth.", "rosyth", False),
        ("en", "The Lida River rose.", "Lida", False),
        ("en", "The strait of Rosyth closed.", "Rosyth", False),
        ("en", "The province of Rosyth voted.", "Rosyth", False),
        ("en", "They fled Ust-Kamen.", "Kamen", False),
        ("id", "Kapal berlabuh di sungai Barito.", "Barito", False),
        ("id", "Mereka tiba di desa Barito.", "Barito", True),
        ("ru", "Маршрут закрыт.", "Марш", False),
        ("ru", "Бои у реки Оскол.", "Оскол", False),
        ("ru", "Бои за Оскол.", "Оскол", True),
        ("ja", "ベネズエラの船", "エラ", False),
        ("ja", "太平洋の船", "太平洋", False),
        ("zh", "船抵上海。", "上海", True),
        ("zh", "台湾海峡", "台湾", False),
        ("ko", "난민이 왔다.", "난", False),
        ("ko", "부산에서 출항했다.", "부산", True),
    ],
)
def test_which_names_may_be_a_towns(code: str, text: str, name: str, *, may: bool) -> None:
    start = text.index(name)
    assert may_name_town(text, Span(start, start + len(name)), get_language(code)) is may


def test_every_language_read_in_full_has_its_landforms() -> None:
    for code in full_codes():
        assert len(get_language(code).read_table("landforms")) >= 10


@pytest.mark.parametrize(
    ("name", "count"), [("", 0), ("Zzyzzxburg", 0), ("\t", 0), ("Rosyth", 1), ("ROSYTH", 1), ("  Rosyth ", 1)]
)
def test_looking_up_a_name(name: str, count: int) -> None:
    assert len(find_geo_places(name)) == count


def test_places_of_a_name_stand_by_size_and_know_their_state() -> None:
    found = find_geo_places("Springfield")
    assert len(found) > 10
    assert [place.population for place in found] == sorted((p.population for p in found), reverse=True)
    assert {place.country for place in found} >= {STATES}
