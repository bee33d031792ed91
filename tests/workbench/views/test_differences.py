"""Two versions side by side: what only one of them has, and nothing else, is marked."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.workbench.views.differences import Side, compare_versions


def _spell(sides: tuple[Side, ...]) -> list[str]:
    return [
        "".join(
            f"[{words}]" if stretch.is_only else words
            for stretch in side.stretches
            for words in ["".join(part.words for part in stretch.shown)]
        )
        for side in sides
    ]


CASES = [
    ("At least 40 died.", "At least 52 died.", [["At least [40] died."]], [["At least [52] died."]]),
    ("a\nb\nc", "a\nc", [["[b]"]], [[]]),
    ("a\nc", "a\nb\nc", [[]], [["[b]"]]),
    ("배 두 척을 보냈다", "배 세 척을 보냈다", [["배 [두] 척을 보냈다"]], [["배 [세] 척을 보냈다"]]),
    ("one  two", "one two", [["one  two"]], [["one two"]]),
    ("same\n\nwords", "same\nwords\n", [], []),
]


@pytest.mark.parametrize(("earlier", "later", "ours", "theirs"), CASES)
def test_words_of_one_version_alone_are_marked(
    earlier: str, later: str, ours: list[list[str]], theirs: list[list[str]]
) -> None:
    told = compare_versions(earlier, later)
    assert told is not None
    assert [_spell(change.earlier) for change in told.changes] == ours
    assert [_spell(change.later) for change in told.changes] == theirs


def test_blocks_that_are_alike_are_counted() -> None:
    told = compare_versions("a\nb\nc one\nd", "a\nb\nc two\nd")
    assert told is not None
    assert ([change.same_before for change in told.changes], told.same_after) == ([2], 1)


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_what_is_not_marked_is_in_both(earlier: str, later: str) -> None:
    told = compare_versions(earlier, later)
    assert told is not None
    for change in told.changes:
        shared = [
            "".join(part.words for side in sides for each in side.stretches if not each.is_only for part in each.shown)
            for sides in (change.earlier, change.later)
        ]
        assert shared[0].split() == shared[1].split() or "".join(shared[0].split()) == "".join(shared[1].split())


@pytest.mark.parametrize("text", ["x\n" * 100_000, "x" * 3_000_000], ids=["lines", "one line"])
def test_texts_that_would_take_long_are_not_compared_on_a_page(text: str) -> None:
    started = time.process_time()
    assert compare_versions("y\n" + text + "z", "z\n" + text + "y") is None
    assert time.process_time() - started < 2
