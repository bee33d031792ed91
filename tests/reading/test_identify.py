"""Language identification: reports, paragraphs, and languages without a folder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.languages import find_language, language_codes
from sumber.reading.blocks import read_blocks
from sumber.reading.furniture import read_furniture
from sumber.reading.identify import UNDETERMINED, identify_language, identify_paragraphs
from tests.language_cases import read_report

REPORTS = {code: read_report(code) for code in language_codes()}
SENTENCES = {
    "de": "Das Verteidigungsministerium teilte mit, dass das Schiff wegen des schlechten Wetters erst in der nächsten Woche kommt.",
    "it": "Il ministero della Difesa ha detto che la nave arriverà la prossima settimana a causa del maltempo.",
    "nl": "Het ministerie van Defensie zegt dat het schip door het slechte weer pas volgende week zal aankomen.",
    "tr": "Savunma Bakanlığı, kötü hava nedeniyle devriye gemisinin gelecek hafta geleceğini ve bir açıklama yapılacağını söyledi.",
    "vi": "Bộ Quốc phòng cho biết tàu tuần tra sẽ đến vào tuần tới vì thời tiết xấu.",
    "ar": "قالت وزارة الدفاع إن سفينة الدورية ستصل الأسبوع المقبل بسبب سوء الأحوال الجوية.",
    "th": "กระทรวงกลาโหมกล่าวว่าเรือลาดตระเวนจะมาถึงในสัปดาห์หน้าเนื่องจากสภาพอากาศเลวร้าย",
    "bg": "Министерството на отбраната съобщи, че патрулният кораб ще пристигне следващата седмица заради лошото време.",
    "be": "Міністэрства абароны паведаміла, што патрульны карабель прыбудзе на наступным тыдні з-за дрэннага надвор'я.",
    "tl": "Sinabi ng kagawaran na ang barko ay darating sa susunod na linggo dahil sa masamang panahon.",
}
STRANGERS = {code: text for code, text in SENTENCES.items() if find_language(code) is None}
"""The sentences in languages that have no folder (yet)."""


@pytest.mark.parametrize(("code", "text"), REPORTS.items())
def test_the_language_of_a_report(code: str, text: str) -> None:
    found, certainty = identify_language(text)
    assert found == code
    assert 0.5 <= certainty <= 1.0


@pytest.mark.parametrize("text", STRANGERS.values(), ids=STRANGERS.keys())
def test_a_language_without_a_folder_is_forced_into_none(text: str) -> None:
    assert identify_language(text)[0] == UNDETERMINED


@pytest.mark.parametrize("text", ["", " \n", "12.5 %", "!!!", "—"])
def test_a_text_without_letters_has_no_language(text: str) -> None:
    assert identify_language(text) == (UNDETERMINED, 0.0)


@given(st.text(max_size=400))
def test_any_text_gets_a_code_and_a_certainty(text: str) -> None:
    code, certainty = identify_language(text)
    assert code in {*language_codes(), UNDETERMINED}
    assert 0.0 <= certainty <= 1.0


def test_a_clear_paragraph_keeps_its_own_language_and_a_short_one_takes_the_report_s() -> None:
    text = "\n\n".join(
        [REPORTS["id"], REPORTS["en"], "Jakarta, Senin.", "The end.", REPORTS["ko"], next(iter(STRANGERS.values()))]
    )
    language = find_language("id")
    assert language is not None
    blocks = read_blocks(text, read_furniture(language))
    assert identify_paragraphs(text, blocks, "id") == ("id", "en", "id", "id", "ko", "id")


@pytest.mark.parametrize(
    ("code", "near"), [("id", "ms"), ("ms", "id"), ("uk", "ru"), ("ru", "uk"), ("pt", "es"), ("es", "pt")]
)
def test_a_paragraph_in_a_near_language_is_told(code: str, near: str) -> None:
    text = "\n\n".join([REPORTS[code], REPORTS[near]])
    language = find_language(code)
    assert language is not None
    assert identify_paragraphs(text, read_blocks(text, read_furniture(language)), code) == (code, near)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Dia akan datang minggu depan.", "id"),
        ("Kami akan kenal pasti orang itu.", "ms"),
        ("Hal itu sama sekali tidak mudah.", "id"),
        ("Keputusan pilihan raya itu sah.", "ms"),
    ],
)
def test_near_languages_are_told_by_pairs_of_words(text: str, code: str) -> None:
    assert identify_language(text)[0] == code
