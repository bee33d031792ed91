"""Names of the lists and of the model made one."""

from __future__ import annotations

import pytest

from sumber.model import DraftMention, Span
from sumber.model.entities import MentionKind
from sumber.reading.trained.findings import FoundMention
from sumber.reading.trained.merging import look_up_names, merge_mentions, resolve_repeats
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


@pytest.mark.parametrize(
    ("text", "listed", "kind", "runs_on", "kept"),
    [
        ("塞尔维亚广播电视台", (0, 4), "place", True, "塞尔维亚广播电视台"),
        ("塞尔维亚广播电视台", (0, 4), "place", False, "塞尔维亚广播电视台"),
        ("Janes Asia Digest", (0, 5), "outlet", False, "Janes Asia Digest"),
        ("AFP dan Anadolu", (0, 3), "outlet", False, "AFP"),
    ],
)
def test_a_listed_name_inside_a_longer_body_is_a_part_of_it(
    text: str, listed: tuple[int, int], kind: MentionKind, runs_on: bool, kept: str
) -> None:
    span = Span(*listed)
    inside = DraftMention(span=span, text=span.of(text), kind=kind, rule="alias", candidates=("Q1",))
    found = (FoundMention(Span(0, len(text)), "organisation", 0.9),)
    assert [m.text for m in merge_mentions(text + " x", (inside,), found, runs_on=runs_on)] == [kept]


def test_where_words_run_on_one_unknown_character_is_no_name() -> None:
    names = tuple(
        DraftMention(span=Span(at, at + 1), text=text, kind="place", rule="model") for at, text in enumerate("俄東")
    )
    assert [m.text for m in look_up_names(names, get_language("zh"))] == ["俄"]


def test_a_name_of_no_known_kind_is_looked_up_too() -> None:
    repeated = DraftMention(span=Span(0, 7), text="Jakarta", kind="other", rule="model")
    (mention,) = look_up_names((repeated,), get_language("id"))
    assert "Q3630" in mention.candidates
