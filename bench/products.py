"""Bare matrix products: those of a network's file, run by themselves, as the peer that the whole pass is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import starmap
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
from onnx import helper
from onnxruntime import InferenceSession, OrtValue, SessionOptions

from sumber.reading.trained.model import THREADS

FLOAT = onnx.TensorProto.FLOAT
PRODUCTS = frozenset({"MatMulNBits", "DynamicQuantizeMatMul"})
"""The operators that `training.export` writes for a matrix."""
ENCODER = "/encoder/"


class Product(NamedTuple):
    """One operator, the constants it needs, and the shapes of what goes in and comes out."""

    node: onnx.NodeProto
    constants: list[onnx.TensorProto]
    inputs: list[tuple[int, ...]]
    output: tuple[int, ...]


def matrix_products(path: Path, length: int) -> list[Product]:
    """The encoder's products with its matrices, exactly as the file has them, for a window of `length` pieces."""
    graph = onnx.load(str(path)).graph
    constants = {constant.name: constant for constant in graph.initializer}
    nodes = [node for node in graph.node if node.op_type in PRODUCTS and node.name.startswith(ENCODER)]
    if not nodes:
        raise LookupError(f"{path} has none of {sorted(PRODUCTS)} in its encoder: write it with training.export")
    return [_take(node, constants, length) for node in nodes]


def attention_products(path: Path, length: int) -> list[Product]:
    """Each layer's products of pieces with pieces, in 32-bit floats as ONNX Runtime's attention does them."""
    graph = onnx.load(str(path)).graph
    hidden = min(product.output[1] for product in matrix_products(path, length))
    found: list[Product] = []
    for node in graph.node:
        if node.op_type == "MultiHeadAttention" and node.name.startswith(ENCODER):
            heads = next(a.i for a in node.attribute if a.name == "num_heads")
            size = hidden // heads
            for left, right in (((length, size), (size, length)), ((length, length), (length, size))):
                plain = helper.make_node("MatMul", ["left", "right"], ["product"])
                found.append(Product(plain, [], [(heads, *left), (heads, *right)], (heads, left[0], right[1])))
    return found


def bare_run(products: Iterable[Product]) -> Callable[[], object]:
    """A run of these products and nothing else; what goes in and comes out has its memory beforehand."""
    rng = np.random.default_rng(0)
    parts = list(starmap(_place, enumerate(products)))
    graph = helper.make_graph(
        [part[0] for part in parts],
        "products",
        [_describe(name, shape) for part in parts for name, shape in part[1].items()],
        [_describe(name, shape) for part in parts for name, shape in part[2].items()],
        [constant for part in parts for constant in part[3]],
    )
    domains = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    options = SessionOptions()
    options.intra_op_num_threads = THREADS
    file = helper.make_model(graph, opset_imports=domains, ir_version=9).SerializeToString()
    session = InferenceSession(file, options, providers=["CPUExecutionProvider"])
    binding = session.io_binding()
    for _, inputs, outputs, _ in parts:
        for name, shape in inputs.items():
            binding.bind_ortvalue_input(name, OrtValue.ortvalue_from_numpy(rng.standard_normal(shape, np.float32)))
        for name, shape in outputs.items():
            binding.bind_ortvalue_output(name, OrtValue.ortvalue_from_shape_and_type(shape, np.float32))
    return lambda: session.run_with_iobinding(binding)


def _take(node: onnx.NodeProto, constants: dict[str, onnx.TensorProto], length: int) -> Product:
    own = [constants[name] for name in node.input[1:] if name in constants]
    sizes = {a.name: a.i for a in node.attribute}
    inner, outer = (sizes["K"], sizes["N"]) if "K" in sizes else tuple(own[0].dims)
    return Product(node, own, [(length, inner)], (length, outer))


def _place(
    number: int, product: Product
) -> tuple[onnx.NodeProto, dict[str, Any], dict[str, Any], list[onnx.TensorProto]]:
    """The operator with names of its own for what goes in and comes out."""
    node = onnx.NodeProto()
    node.CopyFrom(product.node)
    inputs = {f"in{number}.{place}": shape for place, shape in enumerate(product.inputs)}
    node.input[: len(inputs)] = list(inputs)
    node.output[:] = [f"out{number}"]
    return node, inputs, {f"out{number}": product.output}, product.constants


def _describe(name: str, shape: tuple[int, ...]) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, FLOAT, shape)
