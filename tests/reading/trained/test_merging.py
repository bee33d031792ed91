"""Names of the lists and of the model made one."""

from __future__ import annotations

import pytest

from sumber.model import DraftMention, Span
from sumber.reading.trained.findings import FoundMention
from sumber.reading.trained.merging import merge_mentions, resolve_repeats
from tests.language_cases import get_language

TEXT = "Menteri Beni Ardian di Jakarta. Ardian Senin"


def _listed(start: int, end: int, rule: str, candidates: tuple[str, ...] = ()) -> DraftMention:
    return DraftMention(span=Span(start, end), text=TEXT[start:end], kind="other", rule=rule, candidates=candidates)


@pytest.mark.parametrize(
    ("listed", "found", "wanted"),
    [
        ([_listed(23, 30, "alias", ("Q3630",))], [(23, 30)], [("Jakarta", "alias")]),
        ([_listed(39, 44, "capitals")], [], []),
        ([_listed(8, 12, "capitals:person")], [(8, 19)], [("Beni Ardian", "model")]),
        ([_listed(8, 19, "title")], [], [("Beni Ardian", "title")]),
        ([], [(8, 19)], [("Beni Ardian", "model")]),
        ([_listed(23, 30, "alias", ("Q3630",))], [(20, 30)], [("Jakarta", "alias")]),
    ],
    ids=["both", "bare capital alone", "model's is fuller", "title alone", "model alone", "list's stretch wins"],
)
def test_merged(listed: list[DraftMention], found: list[tuple[int, int]], wanted: list[tuple[str, str]]) -> None:
    names = tuple(FoundMention(Span(*span), "person", 0.9) for span in found)
    merged = merge_mentions(TEXT, tuple(listed), names)
    assert [(mention.text, mention.rule) for mention in merged] == wanted


def test_a_surname_means_the_full_name_before_it() -> None:
    names = tuple(FoundMention(Span(*span), "person", 0.9) for span in ((8, 19), (32, 38)))
    merged = resolve_repeats(merge_mentions(TEXT, (), names), get_language("en"))
    assert [(m.text, m.antecedent) for m in merged] == [("Beni Ardian", None), ("Ardian", Span(8, 19))]
