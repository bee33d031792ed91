"""What the rules give of a report in a language that is not read in full."""

from __future__ import annotations

import msgspec

from sumber.languages import Language
from sumber.model import Document
from sumber.reading.lexical import LexicalReader
from tests.language_cases import get_language

TEXT = "El lunes llegaron 40 camiones a Tacna. Volverán en 2026."


def test_a_folder_with_dates_and_numbers_is_enough_for_both() -> None:
    language = msgspec.structs.replace(get_language("es"), depth="identified")
    draft = LexicalReader().read_names(Document(id="a", text=TEXT, synthetic=True), language)
    assert [date.text for date in draft.dates] == ["El lunes", "2026"]
    assert [quantity.text for quantity in draft.quantities] == ["40 camiones"]
    assert not draft.mentions
    assert not draft.claims
    assert not draft.warnings


def test_a_folder_without_them_gives_nothing() -> None:
    unknown = Language(code="xx", name="None", endonym="none", depth="identified")
    draft = LexicalReader().read_names(Document(id="a", text=TEXT, synthetic=True), unknown)
    assert (draft.language, draft.dates, draft.quantities, draft.warnings) == ("xx", (), (), ())
