"""What the vectors of claims stand on: the states of the reader's lowest layers, and the weights of the layers above."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from sumber.reading.trained.meaning import LowerLayers
from sumber.reading.trained.model import MODEL_FILE, find_folder
from training.encoder import FROZEN_LAYERS

UPPER_LAYERS = 3
_MIDDLE = 128
_PREFIX = "network.encoder.layers"


class States:
    """The lowest layers' states of texts, each text read once and kept in half precision."""

    def __init__(self, read: Callable[[str], np.ndarray]) -> None:
        self._read = read
        self._kept: dict[str, Tensor] = {}

    def get(self, text: str) -> Tensor:
        """States of a text's pieces between the two end marks, shape [pieces, hidden]."""
        if text not in self._kept:
            self._kept[text] = torch.from_numpy(self._read(text)).half()
        return self._kept[text].float()

    def order_by_length(self, texts: Iterable[str]) -> list[str]:
        """The texts, each once, shortest first: texts of a like length are quickly read together."""
        return sorted(set(texts), key=lambda text: (len(self.get(text)), text))


def open_states() -> States:
    """The states of the reader in the package."""
    return States(LowerLayers(find_folder()).read_states)


def read_upper_layers(model: Path | None = None) -> dict[str, Tensor]:
    """The weights of the shipped reader's layers above the lowest, a byte a number widened to floats, by their learnt names."""
    graph = onnx.load(str(model or find_folder() / MODEL_FILE)).graph
    parts = {part.name: part for part in graph.initializer if part.name.startswith(_PREFIX)}
    found: dict[str, Tensor] = {}
    for layer in range(UPPER_LAYERS):
        start = f"{_PREFIX}.{FROZEN_LAYERS + layer}.learnt."
        for name in [name for name in parts if name.startswith(start)]:
            owner, _, kind = name.removeprefix(start).rpartition(".")
            if kind != "scale":
                numbers = numpy_helper.to_array(parts[name]).astype(np.float32)
                scale = parts.get(f"{start}{owner}.scale") if kind == "weight" else None
                numbers = _widen(numbers, numpy_helper.to_array(scale)) if scale else numbers
                found[f"{layer}.{owner}.{kind}"] = torch.from_numpy(numbers)
    return found


def _widen(numbers: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Rows of blocks, each with its scale, as rows of floats."""
    rows, blocks, _ = numbers.shape
    return ((numbers - _MIDDLE) * scale.reshape(rows, blocks, 1)).reshape(rows, -1)
