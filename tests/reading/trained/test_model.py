"""The shipped network scores windows of any length, each by itself."""

from __future__ import annotations

import numpy as np
import pytest

from sumber.reading.trained.model import CARD_FILE, Model, TokenScores, find_folder, find_model
from sumber.reading.trained.windows import WINDOW_PIECES


@pytest.fixture(scope="module")
def model() -> Model:
    found = find_model()
    if found is None:
        pytest.skip("the package holds no model")
    return found


def _score(model: Model, pieces: int) -> TokenScores:
    ids = np.random.default_rng(pieces).integers(4, 1000, pieces)
    return model.score_pieces(ids, np.zeros(pieces, np.int64))


@pytest.mark.parametrize("pieces", [1, 2, 37, WINDOW_PIECES])
def test_scores_a_window_of_any_length(model: Model, pieces: int) -> None:
    scores = _score(model, pieces)
    assert {len(part) for part in scores} == {pieces}
    assert all(np.isfinite(part).all() for part in scores)


def test_scores_do_not_hang_on_what_was_read_before(model: Model) -> None:
    before = _score(model, 37)
    _score(model, WINDOW_PIECES)
    after = _score(model, 37)
    assert all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))


def test_the_model_is_where_its_card_is(model: Model) -> None:
    assert model.version in (find_folder() / CARD_FILE).read_text("utf-8")
