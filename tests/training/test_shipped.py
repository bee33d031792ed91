"""The shipped parts compute what the learnt parts do, nearly (needs the requirements of training; skipped without them)."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
shipped = pytest.importorskip("training.shipped")
encoder = pytest.importorskip("training.encoder")

SIZES = encoder.Sizes(hidden=128, layers=1, heads=4, inner=512, vocabulary=0, positions=0, epsilon=1e-12)
PRODUCTS = [shipped.BlockProduct, shipped.RowProduct]


def _inputs() -> object:
    """Rows as an encoder has them: here and there a number far above all others."""
    x = torch.randn(9, 128, generator=torch.manual_seed(0))
    x[0, 5] = 60
    return x


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_product_is_near_the_learnt_one(product: type) -> None:
    torch.manual_seed(1)
    learnt = torch.nn.Linear(128, 256)
    with torch.inference_mode():
        wanted, found = learnt(_inputs()), product(learnt)(_inputs())
    assert torch.cosine_similarity(wanted, found).min() > 0.999


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("pieces", [1, 2, 9])
def test_a_layer_is_near_the_learnt_one(product: type, pieces: int) -> None:
    torch.manual_seed(2)
    learnt = torch.nn.Sequential(encoder.Layer(SIZES, 0.0))
    with torch.inference_mode():
        wanted = learnt(_inputs()[:pieces])  # type: ignore[index]  # a tensor, untyped here
        shipped.replace_parts(learnt, product)
        found = learnt(_inputs()[:pieces])  # type: ignore[index]  # as above
    assert isinstance(learnt[0], shipped.FusedLayer)
    assert torch.cosine_similarity(wanted, found).min() > 0.999


def test_small_matrices_stay_whole() -> None:
    heads = torch.nn.ModuleDict({"tags": torch.nn.Linear(384, 3), "claim": torch.nn.Linear(384, 256)})
    shipped.replace_parts(heads, shipped.BlockProduct)
    assert isinstance(heads["tags"], torch.nn.Linear)
    assert isinstance(heads["claim"], shipped.BlockProduct)


def test_each_row_of_a_matrix_has_a_scale_for_every_block() -> None:
    product = shipped.BlockProduct(torch.nn.Linear(3 * 128, 96))
    assert product.weight.shape == (96, 3, 128)
    assert product.scale.shape == (96, 3)
    assert shipped.BlockProduct(torch.nn.Linear(288, 128)).weight.shape == (128, 9, 32)
