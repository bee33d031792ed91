"""The learnt vectors as the shipped ONNX file, a byte a number, checked against what was learnt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from sumber.reading.trained.model import open_session
from training.relations.vectors import TwoVectors
from training.shipped import OPSET, BlockProduct, register_operators, replace_parts

MOST_LOST = 0.03
"""Cosine that rounding may cost: vectors that learnt for some minutes lose 0.01, those of a whole run 0.0003, a wrong graph nearly all."""


class ShippedVectors(nn.Module):
    """The states of one text to its two vectors, in the operators that ONNX Runtime has for them."""

    def __init__(self, network: TwoVectors) -> None:
        super().__init__()
        self.layers = network.layers
        self.strict, self.matter = network.strict, network.matter

    def forward(self, states: Tensor) -> Tensor:
        """Two rows: what the text says, and what it is about."""
        x = states
        for layer in self.layers:
            x = layer(x)
        mean = x[1:-1].mean(0, keepdim=True)
        rows = torch.cat([self.strict(mean), self.matter(mean)])
        return functional.normalize(rows, dim=-1)


def ship_vectors(network: TwoVectors, samples: Sequence[Tensor], out: Path) -> None:
    """Writes the file once it is seen to compute what was learnt; the network itself takes on the shipped parts."""
    with torch.inference_mode():
        wanted = torch.stack(network(samples), 1)
    register_operators()
    shipped = ShippedVectors(network).eval()
    replace_parts(shipped.layers, BlockProduct)
    part = out.with_suffix(".part")
    torch.onnx.export(
        shipped,
        (samples[0],),
        str(part),
        input_names=["states"],
        output_names=["vectors"],
        dynamic_axes={"states": {0: "pieces"}},
        opset_version=OPSET,
        dynamo=False,
    )
    session = open_session(part)
    found = torch.stack([torch.from_numpy(session.run(None, {"states": each.numpy()})[0]) for each in samples])
    lost = 1 - float((found * wanted).sum(-1).mean())
    print(f"vectors turned by {lost:.5f} (1 - cosine) against 32-bit floats; {part.stat().st_size // 1024} KB")
    if lost > MOST_LOST:
        part.unlink()
        raise SystemExit(f"the written vectors are not the learnt ones: at most {MOST_LOST} was expected")
    part.replace(out)
