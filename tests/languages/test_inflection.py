"""Words led back to the form a table lists."""

from __future__ import annotations

import pytest

from sumber.languages.inflection import BentDict, find_inflection
from sumber.languages.phrases import PhraseTable, iter_spellings
from sumber.languages.tokens import tokenize
from tests.language_cases import get_language

FORMS = [
    ("uk", "путіним", "путін"),
    ("uk", "зеленського", "зеленський"),
    ("uk", "києві", "київ"),
    ("uk", "харкова", "харків"),
    ("uk", "празі", "прага"),
    ("uk", "білоруссю", "білорусь"),
    ("ru", "шойгу", None),
    ("ru", "путиным", "путин"),
    ("ru", "зеленскому", "зеленский"),
    ("ru", "эмиратов", "эмираты"),
    ("ru", "павла", "павел"),
    ("ru", "казани", "казань"),
]


@pytest.mark.parametrize(("code", "word", "base"), FORMS)
def test_bases_hold_the_dictionary_form(code: str, word: str, base: str | None) -> None:
    inflection = find_inflection(get_language(code), "noun")
    assert inflection is not None
    bases = inflection.bases(word)
    assert word not in bases
    assert base is None or base in bases


def test_parts_of_speech_are_kept_apart() -> None:
    verbs = find_inflection(get_language("uk"), "verb")
    assert verbs is not None
    assert "заявив" in verbs.bases("заявила")
    assert not verbs.bases("путіна")


def test_a_language_without_endings_bends_nothing() -> None:
    assert find_inflection(get_language("en"), "noun") is None


def test_words_of_a_phrase_share_a_form() -> None:
    table = PhraseTable([("верховна рада", 1)], inflection=find_inflection(get_language("uk"), "noun"))
    assert table.find_at(tokenize("Верховної Ради"), 0)
    assert table.find_at(tokenize("Верховною Ради"), 0) is None


def test_a_phrase_as_listed_comes_before_a_bent_one() -> None:
    table = PhraseTable([("рада", "body"), ("ради", "sake")], inflection=find_inflection(get_language("uk"), "noun"))
    match = table.find_at(tokenize("ради"), 0)
    assert match is not None
    assert match.payload == "sake"


def test_short_words_are_found_as_listed_only() -> None:
    table = PhraseTable([("він", 1)], inflection=find_inflection(get_language("uk"), "noun"))
    assert table.find_at(tokenize("він"), 0)
    assert table.find_at(tokenize("віну"), 0) is None


def test_every_mark_that_prints_an_apostrophe() -> None:
    assert list(iter_spellings("прем'єр")) == ["прем'єр", "прем’єр", "премʼєр"]
    assert list(iter_spellings("рада")) == ["рада"]


def test_names_are_found_by_any_form() -> None:
    names: BentDict[int] = BentDict(find_inflection(get_language("ru"), "noun"))
    names.add("Меренчук", 1)
    names.add("Меренчука", 2)
    assert names.find("Меренчуку") == 1
    assert names.find("Меренчука") == 2
    assert names.find("Соколов") is None


def test_names_without_an_inflection_are_found_as_written() -> None:
    names: BentDict[int] = BentDict(None)
    names.add("Меренчук", 1)
    assert names.find("Меренчук") == 1
    assert names.find("Меренчука") is None


@pytest.mark.parametrize("code", ["uk", "ru"])
def test_tables_of_endings(code: str) -> None:
    for row in get_language(code).read_table("inflection"):
        assert row["part"] in {"noun", "verb"}, row
        assert row["base"], row
        assert row["ending"], row
        assert row["form"], row
