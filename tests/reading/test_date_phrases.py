"""Date phrases in any text: spans hold, values are EDTF, nothing raises; the table of patterns is sound."""

from __future__ import annotations

import re
import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.languages import find_language
from sumber.languages.tokens import tokenize
from sumber.reading.date_expressions import BUILDERS
from sumber.reading.date_grammar import DateGrammar, expand_pattern, find_date_grammar
from sumber.reading.dates import find_dates
from sumber.resolution.dates import resolve_dates
from tests.language_cases import codes_with, get_language

EDTF = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
MARKS = frozenset({",", ".", "/", "(", ")", "dash", "apos"})
READ_FROM_FIGURES = frozenset(
    {"day", "day.ordinal", "year", "short_year", "count", "full_date", "day_month", "decade_year", "month.dot"}
) | {f"{part}.bare" for part in ("year", "short_year", "month", "day")}
WORDS = (
    "14 8 2025 31 Agustus August Aug. May Mei Minggu Friday last next lalu depan pekan week year tahun ini of the "
    "and dan to hingga - / . , ( ) 1990s 9/2/2025 14/8 2025-02-30 dua two hari days ago before sebelumnya Ramadan "
    "sejak antara between end akhir first pertama quarter musim semi ² ٣ 0 00 99999999999999999999 el lunes 3 de marzo "
    "del año pasado hace dos días na segunda (10) ontem há ночь на 5 марта 2025-го 6-го года назад торік п'ятниці 90-х "
    "XIX века siglo lo que va de накануне con esta mañana 1º "
    "2025年 3月 14日 3月上旬 令和7年 昨年 来年度 から 翌日 同年 二〇二五年 十 月 日 民國114年 上周 三 至 近日 ３ 3일 지난달 부터 이듬해 (현지시간) 몇 전 ~"
)
PIECES = st.sampled_from(WORDS.split())
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)
)


def _grammar(code: str) -> DateGrammar:
    language = find_language(code)
    assert language is not None
    grammar = find_date_grammar(language)
    assert grammar is not None
    return grammar


@pytest.mark.parametrize("code", codes_with("dates"))
@settings(max_examples=150, deadline=None)
@given(text=TEXTS, published=st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)))
def test_any_text_gives_spans_that_hold_and_values_of_edtf(code: str, text: str, published: str | None) -> None:
    language = find_language(code)
    assert language is not None
    drafts = find_dates(text, language)
    assert drafts == find_dates(text, language, tokenize(text))
    for draft, value in zip(drafts, resolve_dates(drafts, published), strict=True):
        assert draft.span.of(text) == draft.text == value.text
        assert draft.text.strip()
        if value.value is not None and value.earliest is not None and value.latest is not None:
            assert EDTF.fullmatch(value.value)
            assert value.earliest <= value.latest
    assert all(a.span.end <= b.span.start for a, b in pairwise(drafts))


@pytest.mark.parametrize("code", codes_with("dates"))
def test_every_pattern_uses_known_classes_lists_and_kinds(code: str) -> None:
    language = find_language(code)
    assert language is not None
    settings_ = language.get_settings("dates")
    grammar = _grammar(code)
    known = set(settings_["words"]) | set(settings_.get("counters", ())) | MARKS | READ_FROM_FIGURES
    assert set(settings_["patterns"]) <= set(BUILDERS)
    for patterns in settings_["patterns"].values():
        for pattern in patterns:
            lists = re.findall(r"\[(\w+)\]", pattern)
            assert set(lists) <= set(grammar.lists), pattern
            bare = re.sub(r"\[\w+\]", "", pattern).strip()
            assert {step for row in expand_pattern(bare) for step in row} <= known, pattern


@pytest.mark.parametrize("code", codes_with("dates"))
@pytest.mark.parametrize(
    "piece",
    [
        "14 Agustus 2025 - ",
        "last week of the ",
        "two ",
        "1/",
        "Minggu (",
        "antara 14 dan ",
        "翌日",
        "一",
        "2025年3月",
        "3일부터 ",
        "二〇",
        "同年",
        "2021년 이듬해 ",
        "1만 ",
        "周",
    ],
)
def test_time_grows_with_length_alone(code: str, piece: str) -> None:
    language = find_language(code)
    assert language is not None
    find_dates(piece, language)

    def measure(times: int) -> float:
        text = piece * times
        tokens = tokenize(text)
        start = time.process_time()
        find_dates(text, language, tokens)
        return time.process_time() - start

    short = min(measure(300) for _ in range(3))
    assert min(measure(3000) for _ in range(3)) < 40 * short + 0.05


def test_a_phrase_never_crosses_a_line() -> None:
    language = find_language("en")
    assert language is not None
    assert [d.text for d in find_dates("It sank in May\n2019 was worse.", language)] == ["May", "2019"]


def test_the_words_of_a_language_with_spaces_begin_no_phrase_inside_a_word() -> None:
    language = get_language("ko")
    assert [d.text for d in find_dates("그는 나올해 마을과 안전날에 갔다.", language)] == []
    assert [d.text for d in find_dates("올해도 전날에도 갔다.", language)] == ["올해", "전날"]


def test_a_phrase_that_ends_inside_another_word_is_none() -> None:
    assert [d.text for d in find_dates("中国同日本、上周日本社。", get_language("zh"))] == ["上周"]


def test_tokens_given_by_words_change_nothing_where_a_language_has_its_own() -> None:
    text = "3月5日に発表した。"
    assert find_dates(text, get_language("ja"), tokenize(text)) == find_dates(text, get_language("ja"))
