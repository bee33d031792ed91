"""The parts of the shipped network: the learnt parts with a byte a number, in the operators that ONNX Runtime has for them.

Each part computes in PyTorch what its operator computes, but for the rounding of what flows through it at run time.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.onnx import register_custom_op_symbolic, symbolic_helper

from training.encoder import Layer

OPSET = 17
BLOCKS = (128, 64, 32)
"""Numbers of an input that share a scale, the first that divides the row."""
INT8_PRODUCT = 4
"""ONNX Runtime's accuracy level of a product whose inputs are rounded to a byte, each block with its own scale."""
SMALLEST = 2**15
"""Matrices of fewer numbers stay 32-bit floats: all of them together weigh less than half a megabyte."""
_MIDDLE = 128
_LEAST = 1e-8

Product = Callable[[nn.Linear], nn.Module]


@torch.library.custom_op("sumber::product_in_blocks", mutates_args=())
def _product_in_blocks(x: Tensor, weight: Tensor, scale: Tensor, bias: Tensor) -> Tensor:
    numbers = (weight.float() - _MIDDLE) * scale[:, :, None]
    return functional.linear(x, numbers.flatten(1), bias)


@torch.library.custom_op("sumber::product_by_rows", mutates_args=())
def _product_by_rows(x: Tensor, weight: Tensor, scale: Tensor) -> Tensor:
    return x @ (weight.float() * scale)


@torch.library.custom_op("sumber::attention", mutates_args=())
def _attention(query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
    split = lambda y: y.unflatten(-1, (heads, -1)).transpose(1, 2)  # noqa: E731  # three uses, one line
    mixed = functional.scaled_dot_product_attention(split(query), split(key), split(value))
    return mixed.transpose(1, 2).flatten(2)


def register_operators() -> None:
    """Tells the exporter which of ONNX Runtime's operators each part becomes."""
    absent = symbolic_helper._optional_input_placeholder_tensor  # noqa: SLF001  # the exporter has no public name for it

    @symbolic_helper.parse_args("v", "v", "v", "v")
    def in_blocks(g, x, weight, scale, bias):  # type: ignore[no-untyped-def]  # the exporter's own, untyped values
        outputs, blocks, block = weight.type().sizes()
        sizes = {"K_i": blocks * block, "N_i": outputs, "bits_i": 8, "block_size_i": block}
        inputs = (x, weight, scale, absent(g), absent(g), bias)
        return g.op("com.microsoft::MatMulNBits", *inputs, **sizes, accuracy_level_i=INT8_PRODUCT)

    @symbolic_helper.parse_args("v", "v", "v")
    def by_rows(g, x, weight, scale):  # type: ignore[no-untyped-def]  # as above
        return g.op("com.microsoft::DynamicQuantizeMatMul", x, weight, scale)

    @symbolic_helper.parse_args("v", "v", "v", "i")
    def attention(g, query, key, value, heads):  # type: ignore[no-untyped-def]  # as above
        return g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)

    for name, becomes in (("product_in_blocks", in_blocks), ("product_by_rows", by_rows), ("attention", attention)):
        register_custom_op_symbolic(f"sumber::{name}", becomes, OPSET)


class SmallWords(nn.Module):
    """Word embeddings of a byte a number, each row with its own scale."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=_LEAST) / 127
        self.register_buffer("bytes_", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Rows as floats."""
        return self.bytes_[ids].float() * self.scale[ids]


class BlockProduct(nn.Module):
    """A product where every block of a row has its own scale, in the matrix and in what it is multiplied with."""

    def __init__(self, learnt: nn.Linear) -> None:
        super().__init__()
        block = next(size for size in BLOCKS if learnt.in_features % size == 0)
        blocks = learnt.weight.detach().unflatten(1, (-1, block))
        scale = blocks.abs().amax(2).clamp(min=_LEAST) / 127
        self.register_buffer("weight", ((blocks / scale[:, :, None]).round() + _MIDDLE).to(torch.uint8))
        self.register_buffer("scale", scale)
        self.register_buffer("bias", learnt.bias.detach())

    def forward(self, x: Tensor) -> Tensor:
        """The same as the learnt part, nearly."""
        return _product_in_blocks(x, self.weight, self.scale, self.bias)


class RowProduct(nn.Module):
    """A product where every column of the matrix has its own scale, and every row of what it is multiplied with.

    The operator knows one scale for all rows; so the rows are first brought to the same size, and afterwards back.
    """

    def __init__(self, learnt: nn.Linear) -> None:
        super().__init__()
        weight = learnt.weight.detach()
        scale = weight.abs().amax(1).clamp(min=_LEAST) / 127
        self.register_buffer("weight", (weight / scale[:, None]).round().to(torch.int8).T.contiguous())
        self.register_buffer("scale", scale)
        self.register_buffer("bias", learnt.bias.detach())

    def forward(self, x: Tensor) -> Tensor:
        """The same as the learnt part, nearly."""
        size = x.abs().amax(-1, keepdim=True).clamp(min=_LEAST)
        return _product_by_rows(x / size, self.weight, self.scale) * size + self.bias


class FusedLayer(nn.Module):
    """A layer whose attention is one operator, which never holds the weights of all pairs of pieces at once."""

    def __init__(self, learnt: Layer) -> None:
        super().__init__()
        self.learnt = learnt

    def forward(self, x: Tensor, *_: object) -> Tensor:
        """States of one window, shape [pieces, hidden].

        A batch axis is put on for attention alone: with it ONNX Runtime would make one operator of sum and norm, six times slower.
        """
        part = self.learnt
        parts = (part.query(x)[None], part.key(x)[None], part.value(x)[None])
        x = part.attention_norm(x + part.out(_attention(*parts, part.heads)[0]))
        return part.norm(x + part.narrow(functional.gelu(part.widen(x))))


def replace_parts(module: nn.Module, product: Product) -> None:
    """Puts shipped parts into the place of the learnt ones, the names of the weights' owners kept."""
    for name, child in module.named_children():
        replace_parts(child, product)
        if isinstance(child, Layer):
            setattr(module, name, FusedLayer(child))
        elif isinstance(child, nn.Linear) and child.weight.numel() >= SMALLEST:
            setattr(module, name, product(child))
