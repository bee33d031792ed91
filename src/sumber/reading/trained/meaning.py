"""What claims say and what they are about, as vectors: the reader's own lower layers, and three more above them.

The reader's encoder grew from a public one that brings translations close together, and its lower layers still do. The
three layers above learnt from families of statements (`training/labelled/families`) to bring together those that say the
same, whatever their language and wording, and, in a second vector, those that speak of the same matter, a statement and
its denial, two figures for one thing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sumber.reading.trained.graph import cut_graph
from sumber.reading.trained.model import (
    BEGIN,
    END,
    MODEL_FILE,
    TOKENIZER_FILE,
    find_folder,
    open_session,
    read_tokenizer,
)

VECTORS_FILE: Final = "vectors.onnx"
_LOWER_STATES: Final = "/encoder/Add_1_output_0"
"""What comes out of the lowest four layers, as the reader's graph names it."""
_LONGEST_PIECES: Final = 80
_UNKNOWN: Final = 3


class LowerLayers:
    """The reader's lowest layers, which stay as the public encoder has them."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = read_tokenizer(folder / TOKENIZER_FILE)
        model = (folder / MODEL_FILE).read_bytes()
        self._session = open_session(cut_graph(model, _LOWER_STATES, ("ids", "marks")))

    def read_states(self, text: str) -> NDArray[np.float32]:
        """The states of a claim's pieces between the two end marks, one row a piece; of a very long claim its beginning."""
        pieces = self._tokenizer.encode(text, add_special_tokens=False).ids[:_LONGEST_PIECES] or [_UNKNOWN]
        ids = np.array([BEGIN, *pieces, END], np.int64)
        (states,) = self._session.run([_LOWER_STATES], {"ids": ids, "marks": np.zeros(len(ids), np.int64)})
        return np.asarray(states, np.float32).reshape(len(ids), -1)


class Meaning:
    """Gives the vectors of claims."""

    def __init__(self, folder: Path) -> None:
        self._lower = LowerLayers(folder)
        self._upper = open_session(folder / VECTORS_FILE)

    def vectors(self, texts: Sequence[str]) -> tuple[bytes, ...]:
        """Two vectors a text, one behind the other, a signed byte a number: what it says, and what it is about."""
        return tuple(map(self._vectors, texts))

    def _vectors(self, text: str) -> bytes:
        (both,) = self._upper.run(None, {"states": self._lower.read_states(text)})
        return pack_vectors(both)


def pack_vectors(vectors: NDArray[np.float32]) -> bytes:
    """A claim's vectors, one behind the other, each so scaled that its largest number is 127."""
    largest = np.abs(vectors).max(1, keepdims=True)
    return bytes(np.round(vectors * (127 / largest)).astype(np.int8).tobytes())


@cache
def find_meaning_version() -> str | None:
    """The beginning of the digest of what makes vectors, known without loading it; None where the package has none."""
    file = find_folder() / VECTORS_FILE
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8] if file.is_file() else None


@cache
def find_meaning() -> Meaning | None:
    """The encoder of claims, None where the package was built without a model."""
    folder = find_folder()
    return Meaning(folder) if (folder / VECTORS_FILE).is_file() else None
