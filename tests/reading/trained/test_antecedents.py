"""Which earlier mention a mention is led back to."""

import numpy as np
import pytest

from sumber.model import Span
from sumber.reading.trained.antecedents import MIN_CHANCE_UNLIKE, find_antecedents, look_alike
from sumber.reading.trained.labels import MENTIONS, REFERENCE

PERSON, MEANT = 0, MENTIONS.index(REFERENCE)
SPANS = (Span(0, 5), Span(10, 15))


def scored(chance: float) -> np.ndarray:
    """Scores of two mentions, of which the second means the first with this chance."""
    return np.log(np.array([[1.0, 1e-9, 1e-9], [1 - chance, chance, 1e-9]], np.float32))


@pytest.mark.parametrize(
    ("words", "kinds", "chance", "bound"),
    [
        (("Ukraine", "Mexico"), (PERSON, PERSON), 0.7, False),
        (("Ukraine", "Mexico"), (PERSON, PERSON), MIN_CHANCE_UNLIKE + 0.05, True),
        (("발트뉴스서비스", "BNS"), (PERSON, PERSON), 0.95, True),
        (("Россия", "Россию"), (PERSON, PERSON), 0.6, True),
        (("Rahmat Hidayat", "dia"), (PERSON, MEANT), 0.6, True),
        (("Rahmat Hidayat", "Hidayat"), (PERSON, PERSON), 0.4, False),
    ],
)
def test_names_with_nothing_in_common_need_a_sure_model(
    words: tuple[str, str], kinds: tuple[int, int], chance: float, bound: bool
) -> None:
    found = find_antecedents(scored(chance), SPANS, kinds, words)
    assert found == [None, SPANS[0] if bound else None]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ardiansyah", "Beni Ardiansyah", True),
        ("TPLF", "ティグレ人民解放戦線", False),
        ("KCNA", "Korean Central News Agency", True),
        ("北軍", "北朝鮮軍", True),
        ("로이터", "베르나마", False),
        ("Узбекистане", "Ташкенте", False),
        ("", "Oslo", True),
    ],
)
def test_what_two_names_share(one: str, other: str, alike: bool) -> None:
    assert look_alike(one, other) is alike
    assert look_alike(other, one) is alike
