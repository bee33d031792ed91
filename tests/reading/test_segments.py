"""Segments: cases of each language, and what holds for any text."""

from __future__ import annotations

import time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.languages import language_codes
from sumber.model import Span
from sumber.reading.segments import Segments, segment
from tests.language_cases import codes_with, get_language, read_cases


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text and the segments it has; `quoted` are the sentences inside its quotations."""

    text: str
    kinds: list[str]
    sentences: list[str]
    quotations: list[str]
    quoted: list[str]
    datelines: list[str]


CASES = [(code, msgspec.convert(case, Case)) for code, case in read_cases("segments")]


@pytest.mark.parametrize(("code", "case"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_cases_of_each_language(code: str, case: Case) -> None:
    text, found = case.text, segment(case.text, get_language(code))
    assert [block.kind for block in found.blocks] == case.kinds
    assert [block.dateline.of(text) for block in found.blocks if block.dateline] == case.datelines
    assert [sentence.span.of(text) for sentence in found.sentences] == case.sentences
    assert [quotation.span.of(text) for quotation in found.quotations] == case.quotations
    assert [s.of(text) for quotation in found.quotations for s in quotation.sentences] == case.quoted


@pytest.mark.parametrize("code", codes_with("segments"))
def test_each_language_with_segments_has_cases(code: str) -> None:
    assert sum(found == code for found, _ in CASES) >= 8


@pytest.mark.parametrize(
    ("code", "text", "sentences"),
    [
        ("ja", "記事\n\n韓国軍は「発射した。確認中だ。」と述べた。詳細は不明。", 3),
        ("zh", "标题\n\n他说：“我们不知道。也许明天。”他走了。是吗？", 4),
        ("ru", "Заголовок\n\n«Мы готовы!» — сказал он. «Да», — ответила она.", 3),
        ("ko", '제목\n\n그는 "모른다. 확인 중이다."라고 말했다. 회의는 끝났다.', 3),
        ("uk", "Заголовок\n\n„Ми готові. Ми йдемо“, — сказав він. Кінець.", 3),
    ],
)
def test_a_language_without_its_own_file_is_cut_sensibly(code: str, text: str, sentences: int) -> None:
    assert len(segment(text, get_language(code)).sentences) == sentences


def test_a_paragraph_that_reopens_a_quotation_continues_it() -> None:
    text = 'Head\n\n"One. Two.\n\n"Three," he said. "Four."'
    told = [(q.closed, q.continued) for q in segment(text, get_language("en")).quotations]
    assert told == [(False, False), (True, True), (True, False)]


def assert_sound(text: str, found: Segments) -> None:
    block_end = 0
    for block in found.blocks:
        assert block_end <= block.span.start < block.span.end <= len(text)
        block_end = block.span.end
        assert block.dateline is None or block.span.contains(block.dateline)
    end = 0
    for sentence in found.sentences:
        assert end <= sentence.span.start < sentence.span.end
        assert found.blocks[sentence.block].span.contains(sentence.span)
        assert sentence.span.of(text).strip() == sentence.span.of(text)
        end = sentence.span.end
    end = 0
    for quotation in found.quotations:
        assert end <= quotation.span.start
        assert found.blocks[quotation.block].span.contains(quotation.span)
        assert quotation.span.contains(quotation.inner)
        assert all(quotation.inner.contains(inner) for inner in quotation.sentences)
        end = quotation.span.end
        assert not quotation.closed or all(not _parts(s.span, quotation.span) for s in found.sentences)


def _parts(sentence: Span, quotation: Span) -> bool:
    """Whether a sentence holds a piece of a quotation but not all of it."""
    return sentence.overlaps(quotation) and not sentence.contains(quotation)


MARKS = [
    '"',
    "'",
    "“",
    "”",
    "‘",
    "’",
    "«",
    "»",
    "「",
    "」",
    ".",
    "!",
    "?",
    "…",
    "。",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\u2028",
]
LEADS = [
    "Baca juga:",
    "By Jane",
    "Foto:",
    "- ",
    "1. ",
    "# ",
    "**",
    "Jakarta",
    " (AFP) — ",
    "Dr. ",
    "No. 5",
    "a.m.",
    "U.S.",
]
WORDS = [
    "kata",
    "Kami",
    "said",
    "Ми",
    "北朝鮮",
    "한국",
    "مصر",
    "İ",
    "ß",
    "9",
    "A. ",
    "\ufeff",
    "\U0001f600",
    "\x85",
    "\x00",
]
PIECES = st.sampled_from([*MARKS, *LEADS, *WORDS])


# The first example of a language reads and compiles its files: no deadline for one example.
@settings(deadline=None)
@given(text=st.lists(PIECES, max_size=60).map("".join), code=st.sampled_from(language_codes()))
def test_segments_of_pieced_texts_are_sound(text: str, code: str) -> None:
    assert_sound(text, segment(text, get_language(code)))


@settings(deadline=None)
@given(text=st.text(max_size=300), code=st.sampled_from(language_codes()))
def test_segments_of_any_text_are_sound(text: str, code: str) -> None:
    assert_sound(text, segment(text, get_language(code)))


HEAPS = [
    ".",
    '."',
    '"a ',
    "“",
    "”",
    "'a ",
    "a' ",
    "A. ",
    '"a "a" ',
    "« a. ",
    "1. ",
    "A (b, ",
    "「あ。」",
    "a\n",
    '"A?" Ab Cd ',
    "**",
    "'as' b ",
]


@pytest.mark.parametrize("heap", HEAPS)
def test_time_is_linear_in_the_length(heap: str) -> None:
    language = get_language("en")

    def measure(length: int) -> float:
        text = (heap * (length // len(heap) + 1))[:length]
        times = []
        for _ in range(3):
            start = time.process_time()
            segment(text, language)
            times.append(time.process_time() - start)
        return min(times)

    assert measure(80_000) < 0.05 + 16 * measure(10_000)


def test_nesting_a_thousand_deep_is_one_quotation() -> None:
    text = "Head\n\n" + "“" * 1000 + "we go" + "”" * 1000 + " he said."
    found = segment(text, get_language("en"))
    assert len(found.quotations) == 1
    assert found.quotations[0].span.length == 2005
