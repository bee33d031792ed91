"""Words, runs of words and sentences, in scripts with spaces between words and without."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.analysis.words import compared_words, cut_sentences, run_hashes

SAME_WORDS = [
    ("en", "Forty trucks crossed", "FORTY trucks, crossed!"),
    ("id", "mengirim kapal patroli", "kiriman kapal patroli"),
    ("ru", "корабли переданы", "Корабли, переданы."),
    ("ko", "순찰선 두 척", "순찰선, 두 척"),
    ("ja", "巡視船二隻", "巡視船、二隻"),
    ("zh", "两艘巡逻船", "「两艘巡逻船」"),
]


@pytest.mark.parametrize(("language", "one", "other"), SAME_WORDS)
def test_marks_capitals_and_forms_do_not_count(language: str, one: str, other: str) -> None:
    ones, others = compared_words(one, language), compared_words(other, language)
    assert ones
    assert len(ones & others) >= 2 / 3 * len(ones | others)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "10 of the 300 men", {"10", "300"}),
        ("id", "Tank Harimau diserahkan, 10 unit", {"10", "harimau", "serah", "tank", "unit"}),
        ("zh", "巡逻船", {"巡逻", "逻船"}),
        ("ja", "艦", {"艦"}),
        ("ja", "F35が", {"が"}),
        ("ko", "순찰선", {"순찰", "찰선"}),
        (None, "Elva dronar", {"elva", "dronar"}),
        ("en", "", set()),
        ("en", "— … !", set()),
    ],
)
def test_words_compared(language: str | None, text: str, words: set[str]) -> None:
    assert compared_words(text, language) == words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("one two", 0),
        ("one two three", 1),
        ("one two three four five", 3),
        ("один два три четыре", 2),
        ("巡逻船只", 0),
        ("巡逻船抵达", 1),
        ("巡逻船抵达港口", 3),
        ("순찰선 두 척을", 2),
        ("", 0),
        ("... !!! ???", 0),
    ],
)
def test_runs_are_three_words_or_five_signs(text: str, count: int) -> None:
    assert len(run_hashes(text)) == count


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The convoy, of forty trucks, crossed", "the convoy of forty trucks crossed"),
        ("Konvoi itu — kata dia — menyeberang", "konvoi itu kata dia menyeberang"),
        ("巡视船、二隻を引き渡した", "巡视船二隻を引き渡した"),
        ("２０２５年に北部の橋", "2025年に北部の橋"),
    ],
)
def test_marks_and_capitals_make_no_other_run(one: str, other: str) -> None:
    assert run_hashes(one) == run_hashes(other) != frozenset()


def test_other_words_make_other_runs() -> None:
    assert not run_hashes("forty trucks crossed the bridge") & run_hashes("fifty lorries passed over a river")
    assert not run_hashes("两艘巡逻船抵达港口") & run_hashes("三架战斗机飞越边境")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The convoy crossed. It was dawn then.", ["The convoy crossed.", "It was dawn then."]),
        ("Headline of a report\nThe convoy crossed.", ["Headline of a report", "The convoy crossed."]),
        (
            "船は昨日の朝に港に着いた。その後、二隻が引き渡された。",
            ["船は昨日の朝に港に着いた。", "その後、二隻が引き渡された。"],
        ),
        ("Too short. This one is long enough.", ["This one is long enough."]),
        ("It took 3.5 hours to cross it.", ["It took 3.5 hours to cross it."]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [span.of(text) for span in cut_sentences(text)] == sentences


@given(st.one_of(st.text(), st.text('ab. \n。！」”"…，一二三가나다')))
def test_sentences_lie_in_their_text_one_behind_the_other(text: str) -> None:
    spans = cut_sentences(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(st.text(), st.sampled_from(["en", "id", "ko", "zh", None]))
def test_any_text_has_words_and_runs(text: str, language: str | None) -> None:
    assert all(compared_words(text, language))
    assert all(0 <= run < 2**32 for run in run_hashes(text))
