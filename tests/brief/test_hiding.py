"""Names of private persons as initials, in any script, and nothing else touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sumber.brief.hiding import initials, make_hider

HIDDEN = [
    (["Ana Kolb"], "Ana Kolb said", "A. K. said"),
    (["Ana Kolb", "Kolb"], "Kolb, whom Ana Kolb knew", "K., whom A. K. knew"),
    (["Kolb"], "Kolbing and McKolb", "Kolbing and McKolb"),
    (["김철수"], "김철수는 말했다", "김○○는 말했다"),
    (["山田太郎"], "山田太郎氏は", "山○○○氏は"),
    (["Павел Дрозд"], "сообщил Павел Дрозд.", "сообщил П. Д.."),
    (["Jean-Luc d’Or"], "Jean-Luc d’Or left", "J. L. D. O. left"),
    ([], "nobody", "nobody"),
    (["."], "a.b", "a.b"),
    (["a+b"], "a+b and aab", "A. B. and aab"),
]


@pytest.mark.parametrize(("names", "words", "shown"), HIDDEN)
def test_names_are_given_as_initials(names: list[str], words: str, shown: str) -> None:
    assert make_hider(names)(words) == shown


@given(st.text(min_size=2, max_size=20), st.text(max_size=40), st.text(max_size=40))
def test_a_name_that_stands_apart_is_never_left(name: str, before: str, behind: str) -> None:
    stripped = " ".join(name.split())
    if not any(sign.isalnum() for sign in stripped) or len(stripped) < 3 or initials(stripped) == stripped:
        return
    shown = make_hider([stripped])(f"{before} {stripped} {behind}")
    assert f" {stripped} " not in shown or stripped in before + " " + behind
