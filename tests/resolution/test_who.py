"""What names can mean, and what they mean alone."""

from __future__ import annotations

import pytest

from sumber.languages import Language, find_language
from sumber.resolution.who import Meaning, explain_name, other_spellings


def _language(code: str) -> Language:
    language = find_language(code)
    assert language is not None
    return language


def _explain(name: str, code: str, published_on: str | None = None) -> Meaning:
    return explain_name(name, (_language(code),), published_on)


@pytest.mark.parametrize(
    ("name", "code", "entity", "use"),
    [
        ("Korut", "id", "Q423", "name"),
        ("RPDC", "es", "Q423", "name"),
        ("КНДР", "uk", "Q423", "name"),
        ("AS", "id", "Q30", "name"),
        ("米", "ja", "Q30", "compound"),
        ("Georgian", "en", "Q230", "demonym"),
        ("ruso", "es", "Q159", "adjective"),
        ("Kementerian Pertahanan Rusia", "id", "Q1146492", "organ"),
    ],
)
def test_entry_and_use(name: str, code: str, entity: str, use: str) -> None:
    bearers = {bearer.entity.id: bearer for bearer in _explain(name, code).bearers}
    assert use in {found.use for found in bearers[entity].uses}


@pytest.mark.parametrize(
    ("name", "code", "listed"),
    [("Минска", "ru", "Минск"), ("Києвом", "uk", "Київ")],
)
def test_other_forms_lead_to_the_listed_one(name: str, code: str, listed: str) -> None:
    forms = {(use.alias, use.form) for bearer in _explain(name, code).bearers for use in bearer.uses}
    assert (listed, "other form") in forms


@pytest.mark.parametrize(
    ("name", "code", "entity"),
    [
        ("Korut", "id", "Q423"),
        ("北", "ko", "Q423"),
        ("Georgia", "en", "Q230"),
        ("Washington", "en", "Q61"),
        ("Kim Jong Un", "en", "Q56226"),
        ("米", "ja", None),
        ("ruso", "es", None),
        ("Kim", "en", None),
    ],
)
def test_alone(name: str, code: str, entity: str | None) -> None:
    (verdict,) = _explain(name, code).alone
    assert (verdict.entity.id if verdict.entity else None) == entity
    assert verdict.reasons


def test_longer_names_are_told_in_any_form() -> None:
    longer = {row.entity.id: row for row in _explain("Кореї", "uk").longer}
    assert {"Q423", "Q884"} <= set(longer)
    assert longer["Q423"].kind == "state"


def test_a_clue_decides_between_towns() -> None:
    (verdict,) = _explain("Washington", "uk").alone
    (clue,) = verdict.deciding
    assert clue.clue == "country"
    assert clue.entity.name == "Washington"


def test_an_entry_among_several_is_decided_by_its_country() -> None:
    (verdict,) = _explain("Bar", "en").alone
    assert verdict.entity is None
    assert {clue.entity.name: clue.words for clue in verdict.deciding} == {
        "Bar": ("Montenegro",),
        "Ronen Bar": ("Israel",),
    }


@pytest.mark.parametrize(("day", "held"), [("2025-01-01", True), ("2001-01-01", False)])
def test_an_office_counts_on_its_days(day: str, held: bool) -> None:
    (verdict,) = _explain("Kim Jong Un", "ko", day).alone
    told = any("supreme leader" in reason for reason in verdict.reasons)
    assert told == held


def test_letter_case_that_would_do() -> None:
    assert other_spellings("as", (_language("id"),)) == ("AS",)
    assert not _explain("as", "id").known


@pytest.mark.parametrize(
    ("name", "code"), [("Корея", "ru"), ("Корея", "uk"), ("Корею", "uk"), ("Corea", "es"), ("Coreia", "pt")]
)
def test_a_name_of_two_states_may_mean_either(name: str, code: str) -> None:
    meaning = _explain(name, code)
    assert {"Q423", "Q884"} <= {bearer.entity.id for bearer in meaning.bearers}
    (verdict,) = meaning.alone
    assert verdict.entity is None
    assert {clue.entity.id for clue in verdict.deciding} == {"Q423", "Q884"}


def test_as_means_nothing_in_english() -> None:
    assert not _explain("AS", "en").bearers
